"""The distance in UN votes: how far apart, when nearest and farthest, its rank among pairs."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, predecessor
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import Series, newest
from detente.findings.concept import Concept
from detente.identity.distance import all_pairs
from detente.models import track_records as methods
from detente.phrasing import band, beyond, gap

SETTLED = 1955
"""First year from which extremes are read: before it sessions have few items in common."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how far apart the two vote, and when they were nearest and farthest."""
    series = relation.identity.distance
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    cells = _settled(series)
    near = min(cells, key=lambda cell: cell.value)
    far = max(cells, key=lambda cell: cell.value)
    since = f"since {cells[0].year} " if cells[0].year != series.years[0] else ""
    _, everybody = all_pairs(relation.catalog, now.year or 0)
    rank = beyond(percentile_of(now.value, everybody), "farther", "nearer")
    pair = relation.pair
    interval = band(now.low, now.high)
    distance = f"{gap(now.value)} from {_side(pair.first)} in {now.year}{interval}"
    history = f"{_extremes(now, near, far, since)}{_predecessor(pair, now, near, far)}"
    text = f"In UN votes {_side(pair.second)} stood {distance}, {rank} of states{history}."
    evidence = tuple(dict.fromkeys((now, near, far)))
    yield Finding(
        id="identity.distance",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit=series.unit,
        low=now.low,
        high=now.high,
        evidence=evidence,
        method=methods.ideal_points(relation.catalog, pair.as_of),
        sentence_about="how far apart they vote",
    )


def _settled(series: Series) -> list[Cell]:
    """Give the cells from which extremes are read; all where there are no later ones."""
    cells = list(series.cells())
    return [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells


def _side(party: Actor) -> str:
    return f"the core of {party.label}" if isinstance(party, Bloc) else party.label


def _extremes(now: Cell, near: Cell, far: Cell, since: str) -> str:
    """Say when the two were nearest and farthest, where that is not now."""
    if near.year == far.year:
        return ""
    nearest = f"nearest in {near.year} ({gap(near.value)})"
    farthest = f"farthest in {far.year} ({gap(far.value)})"
    if near.year == now.year:
        return f"; {since}they were {farthest}"
    if far.year == now.year:
        return f"; {since}they were {nearest}"
    return f"; {since}they were {nearest} and {farthest}"


def _predecessor(pair: RelationKey, now: Cell, near: Cell, far: Cell) -> str:
    """Name the predecessor whose votes an early year shows, where it had another name."""
    # a series of one value has no extremes: only its own year is shown
    extremes = (near, far) if near.year != far.year else (now, now)
    years = sorted(cell.year or 0 for cell in extremes)
    for party in (pair.first, pair.second):
        if not isinstance(party, State):
            continue
        for year in years:
            before = predecessor(party, year)
            if before:
                return f"; the votes of {year} are those of {before}"
    return ""


CONCEPT = Concept(
    id="identity.distance",
    say=findings,
    section="identity",
    block="distance",
    methods=("ideal_points",),
    summary=(("identity.distance", 4),),
    topics=("votes",),
)
