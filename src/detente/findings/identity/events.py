"""Events: which part of what newspapers report between the two is hostile."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.models import track_records as methods

ID = "identity.events"


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how much is hostile now, and when it was least and most."""
    series = relation.identity.events
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    most = max(series.cells(), key=lambda cell: cell.value)
    least = min(series.cells(), key=lambda cell: cell.value)
    hostile = measured(figure_id(ID, now.year or 0), now, level=0.9)
    sentence = Sentence(
        "Of the events reported between the parties in {year} {hostile} were hostile"
        "{hostile:interval}; least in {least}, most in {most}.",
        {
            "year": dated(figure_id(ID, "year"), now.year or 0, now),
            "hostile": hostile,
            "least": _extreme("least", least),
            "most": _extreme("most", most),
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=now.value,
        unit=series.unit,
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys((now, least, most))),
        method=methods.events(),
        sentence_about="what is reported between them",
    )


def _extreme(which: str, cell: Cell) -> Phrase:
    """Write the year of an extreme and its value."""
    year = cell.year or 0
    return Phrase(
        "{year} ({value})",
        {
            "year": dated(figure_id(ID, which, "year"), year, cell),
            "value": measured(figure_id(ID, year), cell, level=0.9),
        },
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="speech",
    methods=("events",),
)
