"""NET-LEAN: whether a party with ties to two rivals has leaned to either, against all states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.two_rivals import TwoRivals, two_rivals
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import EIGHTH, HALF, TwoWindows, two_windows
from detente.rules.vote_words import points, share_cell, share_figure, summary_cell, years_of

ID = "net_lean"


@dataclass(frozen=True, slots=True)
class Lean:
    """How a party's votes changed with one of two rivals, beside all states'.

    Attributes
    ----------
    key, label : str
        The rival's key, and what a sentence calls it.
    change, usual : float
        The party's change, and the median state's.
    rank : float
        How unusual the change is among all states'.
    cells : tuple of Cell
        The party's share in both windows, and the median change.
    """

    key: str
    label: str
    change: float
    usual: float
    rank: float
    cells: tuple[Cell, Cell, Cell]

    @property
    def net(self) -> float:
        """Change less that of the median state."""
        return self.change - self.usual


def leans(relation: Relation) -> tuple[TwoRivals, TwoWindows, tuple[Lean, Lean]] | None:
    """Measure the changes with both rivals; None where the pair is not between two.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    between = two_rivals(relation.pair)
    found = None if between is None else two_windows(relation.catalog, relation.pair)
    if between is None or found is None or not found.comparable:
        return None
    power = _lean(found, between, (between.power.key, between.power.label))
    rival = _lean(found, between, (between.rival.key, between.rival.label))
    return (between, found, (power, rival)) if power is not None and rival is not None else None


def _lean(found: TwoWindows, between: TwoRivals, of: tuple[str, str]) -> Lean | None:
    key, label = of
    own = found.sides[between.side]
    theirs = found.sides[1 - between.side] if key == between.power.key else (between.rival.ccode,)
    then, late = (window.tally(own, theirs) for window in (found.before, found.now))
    changes = found.changes_with(theirs)
    changes[np.isin(found.now.codes, own)] = np.nan
    if not then.votes or not late.votes or np.isnan(changes).all():
        return None
    usual = float(np.nanmedian(changes))
    change = late.share - then.share
    keys = (between.party.key, key)
    cells = (
        share_cell(keys, then, found.before.first, found.before.last),
        share_cell(keys, late, found.now.first, found.now.last),
        summary_cell(
            "median over all states of the change of the share of same votes with the power",
            "same",
            usual,
            of=key,
            years=(found.before.first, found.now.last),
            unit="part of votes",
        ),
    )
    return Lean(key, label, change=change, usual=usual, rank=unusual(change, changes), cells=cells)


def say(relation: Relation) -> Iterator[Line]:
    """Say that a party has leaned to neither rival, or that it has turned."""
    measured = leans(relation)
    if measured is None:
        return
    between, found, both = measured
    if all(one.rank < HALF for one in both):
        form = "no-lean"
        turned = both[0]
    else:
        turned = max(both, key=lambda one: one.rank)
        if turned.rank < EIGHTH:
            return
        form = "turned-to" if turned.net > 0 else "turned-from"
    yield _line(relation, (between, found), both, (form, turned))


FORMS = {
    "no-lean": (
        "In UN votes {party} has moved only as most states have.",
        "After {last} it moved {own_power} points {way_power} {power}, the median state "
        "{all_power}.",
    ),
    "turned-to": (
        "{party} has turned to {to}, farther than most states.",
        "Agreement with {to} changed by {own_to} points, the median state's by {all_to}.",
    ),
    "turned-from": (
        "{party} has turned from {to}, and few states so far.",
        "It {lost} {own_to} points of agreement with {to}; the median state {usual} {all_to}.",
    ),
}
"""Message and detail by form."""
GIST = {
    "no-lean": "{party} moved in votes as the world did, to neither side.",
    "turned-to": "{party} came nearer to {to} in votes than the world's change explains.",
    "turned-from": "{party} left {to} in votes by more than the world's change explains.",
}
"""The same for the answer, by form."""
BODIES = (
    "{party} moved {own_power} points {way_power} {power} after {last}; the median state moved "
    "{all_power} points {all_way_power} it.",
    "It moved {own_rival} points {way_rival} {rival}, the median state {all_rival} points "
    "{all_way_rival} it.",
)
"""Sentences of the section: each own change with the world's beside it."""
LEVEL = (
    "In {begin} to {end} it cast the same vote as {rival} in {level_rival:per_cent} of cases, as "
    "{power} in {level_power:per_cent}."
)
"""The level beside the change: who has not moved stands somewhere all the same."""
NEARER = 0.2
"""Difference of the two levels from which one of the rivals is clearly nearer."""


def _line(
    relation: Relation,
    where: tuple[TwoRivals, TwoWindows],
    both: tuple[Lean, Lean],
    chosen: tuple[str, Lean],
) -> Line:
    between, found = where
    form, turned = chosen
    power, rival = both
    shown: Parts = {
        "party": between.party.label,
        "power": between.power.label,
        "rival": between.rival.label,
        "to": turned.label,
        "own_to": _own(turned),
        "all_to": _all(turned),
    }
    shown |= {
        "own_power": _own(power),
        "all_power": _all(power),
        "own_rival": _own(rival),
        "all_rival": _all(rival),
        "way_power": _way(power.change),
        "way_rival": _way(rival.change),
    }
    shown |= {
        "all_way_power": _way(power.usual),
        "all_way_rival": _way(rival.usual),
        "lost": "lost" if turned.change < 0 else "gained",
        "usual": "lost" if turned.usual < 0 else "gained",
    }
    shown |= {
        "level_power": _level(power),
        "level_rival": _level(rival),
        **years_of(ID, found.before, ("first", "last"), power.cells[0]),
        **years_of(ID, found.now, ("begin", "end"), power.cells[1]),
    }
    headline, detail = (picked(one, shown) for one in FORMS[form])
    neither = form == "no-lean"
    variant = f"unexpected.{form}{_side(both)}" if neither else f"moved.{form}"
    said = Said(
        section=tuple(picked(one, shown) for one in (*BODIES, LEVEL)),
        headline=headline,
        key=(detail, *(_still(both) if neither else ())),
        gist=picked(GIST[form], shown),
    )
    # long names leave no room for the level on page 1
    said = said if said.fits else replace(said, key=(detail,))
    return vote_line(
        ID,
        variant,
        said,
        main=turned.cells[1],
        reasons=Reasons(unexpected=0.8 if neither else 0.0, moved=0.0 if neither else turned.rank),
        about="whether the party leans to one of two rivals",
        more=(*power.cells, *rival.cells),
    )


def _still(both: tuple[Lean, Lean]) -> Iterator[Sentence]:
    """Say which of the two is nearer all the same."""
    side = _side(both)
    if side:
        nearer = both[0] if side.endswith("power") else both[1]
        yield Sentence("It still votes nearer to {nearer}.", {"nearer": nearer.label})


def _way(change: float) -> str:
    return "nearer to" if change >= 0 else "away from"


def _level(lean: Lean) -> Figure:
    return share_figure(ID, f"level.{lean.key}", lean.cells[1])


def _side(both: tuple[Lean, Lean]) -> str:
    """Say which of the rivals is clearly nearer by the newest level; empty where neither is."""
    power, rival = (one.cells[1].value for one in both)
    if abs(power - rival) < NEARER:
        return ""
    return ".nearer-power" if power > rival else ".nearer-rival"


def _own(lean: Lean) -> Figure:
    return points(ID, f"own.{lean.key}", lean.change, *lean.cells[:2])


def _all(lean: Lean) -> Figure:
    return points(ID, f"all.{lean.key}", lean.usual, lean.cells[2])


RULE = Rule(
    id=ID,
    section="positions",
    place=26,
    paragraph="lean",
    say=say,
    condition="a party with a rung, pact or title from each of two rivals; its changes of the same "
    "vote with both lie in the middle half of all states', or one lies in an outer eighth",
    topics=("votes",),
)
