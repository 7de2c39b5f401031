"""TIDE: all states came nearer to a power, or left it; and whether its own votes are the source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.identity.agreement import window_of
from detente.identity.lone_votes import TABLE
from detente.identity.opposed_votes import no_votes
from detente.rules.line import Line, Reasons
from detente.rules.positions import net_lean
from detente.rules.positions.alone import windows_of
from detente.rules.rule import Rule
from detente.rules.two_rivals import two_rivals
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import HALF, TwoWindows, codes_of, two_windows
from detente.rules.vote_words import SECTION, points, summary_cell, years_of

ID = "tide"
Source = tuple[str, Parts]
"""A template, and what it shows."""
NO_VOTES = 0.1
"""Change of the part of a power's no votes from which its own votes are the source."""
LEAST = 0.05
"""Change of the median state with a power."""
OWN = 0.05
"""Change of the part of a power's lone votes from which its own votes are the source."""


def say(relation: Relation) -> Iterator[Line]:
    """Say how the world moved with a power of the pair, and whether the power is the source."""
    found = two_windows(relation.catalog, relation.pair)
    if found is None or not found.comparable:
        return
    parties = (relation.pair.first, relation.pair.second)
    tides = [
        (float(np.nanmedian(found.own_changes(side))), party)
        for side, party in enumerate(parties)
        if isinstance(party, State)
    ]
    usual, party = max(tides, key=lambda one: abs(one[0]), default=(0.0, parties[0]))
    if abs(usual) < LEAST or not isinstance(party, State):
        return
    # the world's change is printed only where the pair's own would be read without it
    ranks = [unusual(found.change, found.own_changes(side)) for side in (0, 1)]
    if two_rivals(relation.pair) is None and not (found.has_moved and min(ranks) < HALF):
        return
    main = summary_cell(
        "median over all states of the change of the share of same votes with the state",
        "same",
        usual,
        of=party.key,
        years=(found.before.first, found.now.last),
        unit="part of votes",
    )
    shown: Parts = {
        "party": party.label,
        "usual": points(ID, "usual", usual, main),
        "way": "nearer to" if usual > 0 else "farther from",
        **years_of(ID, found.before, ("first", "last"), main),
        **years_of(ID, found.now, ("from", "to"), main),
    }
    world = (
        "All states' votes moved with {party}: after {last} the median state was {usual} points "
        "{way} it."
    )
    source = _source(relation, found, party, usual)
    # whether the party between two powers moved as the world did is said with its own change
    is_said = any(line.variant.startswith("unexpected") for line in net_lean.say(relation))
    if source is None and is_said:
        return
    sentences = [] if is_said else [picked(world, shown)]
    if source is not None:
        sentences.append(picked(*source))
    yield vote_line(
        ID,
        "moved.source" if source is not None else "moved.agenda",
        Said(section=tuple(sentences)),
        main=main,
        reasons=Reasons(moved=min(1.0, abs(usual) / (2 * LEAST))),
        about="how all states moved with a power",
    )


def _source(relation: Relation, found: TwoWindows, party: State, usual: float) -> Source | None:
    """Say that the power's own votes changed; None where they did not, or are not known."""
    by_no = _by_no_votes(relation, found, party, usual)
    return by_no or _by_lone_votes(relation, party, usual)


def _by_no_votes(
    relation: Relation, found: TwoWindows, party: State, usual: float
) -> Source | None:
    """Read the power's no votes, where a store of one's own holds single votes."""
    code = codes_of(party, relation.pair)[0]
    spans = [(window.first, window.last) for window in (found.before, found.now)]
    before, now = (no_votes(relation.catalog, code, *span) for span in spans)
    # fewer no votes bring a state nearer to all others
    if before is None or now is None or (before - now) * np.sign(usual) < NO_VOTES:
        return None
    cells = [_no_cell(party, part, span) for part, span in zip((before, now), spans, strict=True)]
    shown: Parts = {
        "party": party.label,
        "before": _figure(cells[0], "no_before"),
        "now": _figure(cells[1], "no_now"),
        "last": dated(figure_id(SECTION, ID, "no_last"), spans[0][1], cells[0]),
    }
    template = (
        "{party} itself changed: it said no in {before:per_cent} of votes to {last} and in "
        "{now:per_cent} later."
    )
    return template, shown


def _no_cell(party: State, part: float, span: tuple[int, int]) -> Cell:
    return Cell(
        "un_votes_undl",
        "vote",
        keys=(("state", party.key), ("first", span[0]), ("year", span[1])),
        value=round(part, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="part of the votes on adopted resolutions that the state cast as a no",
    )


def _by_lone_votes(relation: Relation, party: State, usual: float) -> Source | None:
    """Read how often the power votes nearly alone."""
    windows = windows_of(relation)[:2]
    parts = [window.of(codes_of(party, relation.pair)) for window in windows]
    # fewer lone votes bring a state nearer to all others
    if len(parts) < 2 or not (parts[1] - parts[0]) * np.sign(usual) >= OWN:
        return None
    cells = [_cell(party, window.year, part) for window, part in zip(windows, parts, strict=True)]
    shown: Parts = {
        "party": party.label,
        "now": _figure(cells[0], "now"),
        "before": _figure(cells[1], "before"),
    }
    shown |= {
        "since": dated(figure_id(SECTION, ID, "since"), window_of(windows[0].year)[0], cells[0])
    }
    template = (
        "{party} itself changed: it casts {now:per_cent} of its votes nearly alone since {since}, "
        "after {before:per_cent} before."
    )
    return template, shown


def _figure(cell: Cell, name: str) -> Figure:
    id = figure_id(SECTION, ID, name)
    return Figure(id, cell.value, unit=cell.unit, cells=(cell,), way="per_cent")


def _cell(party: State, year: int, part: float) -> Cell:
    first, last = window_of(year)
    return Cell(
        TABLE,
        "lone",
        keys=(("state", party.key), ("year", year)),
        value=round(part, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule=f"part of the votes on adopted resolutions of {first} to {last} that hardly any other "
        "state cast alike",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=28,
    paragraph="lean",
    say=say,
    condition="the median state's same vote with a party moved by 5 points or more",
    topics=("votes",),
    key=False,
)
