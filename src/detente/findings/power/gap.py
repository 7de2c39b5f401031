"""The gap inside a bloc: its strongest member's spending beside that of all others."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, base_year, need
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import multiple

LEAST = 6
"""Fewest years of a series that is said to have gone anywhere."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say whether the others have drawn nearer to the strongest member."""
    gap = relation.power.gap
    if gap is None:
        return
    years = gap.series.years
    if len(years) < LEAST or years[-1] < relation.pair.as_of - STALE:
        return
    first = base_year(relation.pair.as_of, (gap.series,), years[-1])
    if first is None:
        return
    then, now = need(gap.series, first), need(gap.series, years[-1])
    peak = max(gap.series.cells(), key=lambda cell: cell.value)
    amount = f"{multiple(now.value)}{' times' if now.value > 1 else ' of'}"
    text = (
        f"Inside {gap.bloc} {gap.leader} spent {amount} what all {gap.rest} together spent on "
        f"defence in {now.year}, against {multiple(then.value)} in {first}{_highest(peak, now)}."
    )
    yield Finding(
        id="power.gap",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit="ratio",
        evidence=(now, then, peak),
        method=methods.accounting(),
        sentence_about="military spending inside the bloc",
    )


def _highest(peak: Cell, now: Cell) -> str:
    """Say when the ratio was highest, where that is past."""
    if peak.year == now.year:
        return ""
    return f"; the ratio was highest in {peak.year}, at {multiple(peak.value)}"


CONCEPT = Concept(
    id="power.gap",
    say=findings,
    section="power",
    block="gap",
    methods=("accounting",),
    topics=("arms",),
)
