"""Opinion: how favourably each party's people see the other."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import Series, newest
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import cap, listed, number


def findings(relation: Relation) -> Iterator[Finding]:
    """Write the newest survey of each side."""
    surveys = [
        (series, newest(series, relation.pair.as_of)) for series in relation.identity.opinion
    ]
    known = [(series, cell) for series, cell in surveys if cell is not None]
    if not known:
        return
    parts = [_part(series, cell) for series, cell in known]
    yield Finding(
        id="identity.opinion",
        sentences=(PlainSentence(cap(f"{listed(parts)}.")),),
        value=known[0][1].value,
        unit="part of respondents",
        evidence=tuple(cell for _, cell in known),
        method=methods.survey(),
        sentence_about="what their people think",
    )


def _part(series: Series, cell: Cell) -> str:
    view = series.label[:1].lower() + series.label[1:]
    return f"{number(cell.value)} of respondents in {series.of} held {view} in {cell.year}"


CONCEPT = Concept(
    id="identity.opinion",
    say=findings,
    section="identity",
    block="speech",
    methods=("survey",),
)
