"""CAVEAT: what is peculiar to the votes of the two, before the first sentence about votes."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.names import Actor
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import codes_of, two_windows
from detente.rules.vote_words import SECTION, summary_cell

ID = "vote_caveat"
ABSENT = 0.05
"""Part of the votes that a state skips from which it is said."""
SKIPS = "{side} skips {absent:per_cent} of the votes in New York, so what follows is a part."
ALONE = "America often votes almost alone in New York, most of all on Palestine."
UNITED_STATES = "USA"


def say(relation: Relation) -> Iterator[Line]:
    """Say what a vote is, who skips many, and that America is often alone."""
    found = two_windows(relation.catalog, relation.pair)
    if found is None:
        return
    years = (found.now.first, found.now.last)
    parties = (relation.pair.first, relation.pair.second)
    states = [party for party in parties if isinstance(party, State)]
    missed = [(absence(relation, party, years), party.label) for party in states]
    rate, label = max(missed, default=(0.0, ""))
    main = _cell(label or relation.pair.of, rate, years)
    sentences = []
    if rate >= ABSENT:
        shown: Parts = {"side": label, "absent": _figure(main)}
        sentences.append(picked(SKIPS, shown))
    if any(party.key == UNITED_STATES for party in states):
        sentences.append(Sentence(ALONE, {}))
    # what holds of every vote, that it is no policy, is below each picture of votes
    if not sentences:
        return
    yield vote_line(
        ID,
        "skips" if rate >= ABSENT else "alone",
        Said(section=tuple(sentences)),
        main=main,
        reasons=Reasons(),
        about="what a vote is",
    )


def absence(relation: Relation, party: Actor, years: tuple[int, int]) -> float:
    """Give the part of the votes of some years in which a state cast none.

    Parameters
    ----------
    relation : Relation
        The relation.
    party : State
        The state.
    years : tuple of int
        First and last year.
    """
    of_years = relation.catalog.frame("positions").filter(pl.col("year").is_between(*years))
    # hardly any state misses none: the one that casts most shows how many there were
    most = of_years.group_by("year").agg(pl.col("adopted_votes").max().cast(pl.Int64))
    all_votes = int(most["adopted_votes"].sum())
    codes = codes_of(party, relation.pair)
    own = int(of_years.filter(pl.col("ccode").is_in(codes))["adopted_votes"].cast(pl.Int64).sum())
    return max(0.0, 1 - own / all_votes) if all_votes else 0.0


def _cell(of: str, rate: float, years: tuple[int, int]) -> Cell:
    return summary_cell(
        "part of the recorded votes on adopted resolutions in which the state cast none; the votes "
        "of a year are those of the state that cast most",
        "absent",
        rate,
        of=of,
        years=years,
        unit="part of votes",
    )


def _figure(cell: Cell) -> Figure:
    id = figure_id(SECTION, ID, "absent")
    return Figure(id, cell.value, unit=cell.unit, cells=(cell,), way="per_cent")


RULE = Rule(
    id=ID,
    section="positions",
    place=0,
    paragraph="caveat",
    say=say,
    condition="a side skips over 5 per cent of the votes, or is the United States",
    topics=("votes",),
    key=False,
    always=True,
    exempt=True,
)
