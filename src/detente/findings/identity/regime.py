"""Regimes: how unlike the two are, now and at their nearest since 1946."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import band, gap, listed, number

SINCE = 1946
"""First year from which the nearest is read, where there are later ones."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Write the level of each and the distance between them."""
    series = relation.identity.regime
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    own = [one.at(now.year or 0) for one in relation.identity.polyarchy]
    cells = list(series.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SINCE] or cells
    near = min(recent, key=lambda cell: cell.value)
    nearest = (
        f", against {gap(near.value)} in {near.year}, their nearest since {recent[0].year}"
        if near.year != now.year
        else ""
    )
    text = (
        f"Electoral democracy (0 to 1) in {now.year} put {_levels(relation, own)}: "
        f"{gap(now.value)}{band(now.low, now.high)} apart{nearest}."
    )
    known = (now, *(cell for cell in own if cell), near)
    yield Finding(
        id="identity.regime",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit=series.unit,
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys(known)),
        method=methods.vdem(),
        sentence_about="how unlike their regimes are",
    )


def _levels(relation: Relation, own: list[Cell | None]) -> str:
    """Write the level of each party that has one."""
    parts = []
    for party, cell in zip((relation.pair.first, relation.pair.second), own, strict=True):
        if cell is not None:
            whose = f"{'the median member of ' if isinstance(party, Bloc) else ''}{party.label}"
            parts.append(f"{whose} at {number(cell.value)}{band(cell.low, cell.high)}")
    return listed(parts)


CONCEPT = Concept(
    id="identity.regime",
    say=findings,
    section="identity",
    block="regimes",
    methods=("vdem",),
    summary=(("identity.regime", 11),),
)
