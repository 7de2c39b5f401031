"""Disputes: how often the two came to a militarized dispute, and that the record ends early."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted as count
from detente.evidence.figure import dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.evidence.series import Series, need
from detente.findings.concept import Concept
from detente.institutions.disputes import SPAN
from detente.models import track_records as methods
from detente.phrasing import plural

ID = "institutions.disputes"
UNIT = "disputes"


def findings(relation: Relation) -> Iterator[Finding]:
    """Count the disputes of the last ten years on record, and say when there were most."""
    series = relation.institutions.disputes
    if not series or series.years[-1] < relation.pair.as_of - 2 * SPAN:
        return
    now = need(series, series.years[-1])
    worst = max(series.cells(), key=lambda cell: cell.value)
    single = relation.pair.first.kind == relation.pair.second.kind == "state"
    who = "the two" if single else "members of the two, pair by pair"
    ended = _ended(now, relation.pair.as_of)
    said = _some(now, worst, who, ended) if worst.value else _none(series, now, who, ended)
    yield Finding(
        id=ID,
        sentences=(said,),
        value=now.value,
        unit=UNIT,
        evidence=tuple(dict.fromkeys((now, worst))),
        method=methods.accounting(),
        sentence_about="militarized disputes",
    )


def _ended(now: Cell, as_of: int) -> Phrase:
    """Say where the record ends, if before the view."""
    last = now.year or 0
    if last >= as_of:
        return Phrase("", {})
    return Phrase("; the record ends in {end}", {"end": dated(figure_id(ID, "last"), last, now)})


def _none(series: Series, now: Cell, who: str, ended: Phrase) -> Sentence:
    """Say that there never was one."""
    return Sentence(
        "From {first} to {last}, no militarized dispute began between {who}{ended}.",
        {
            "first": dated(figure_id(ID, "first"), series.years[0], now),
            "last": dated(figure_id(ID, "last"), now.year or 0, now),
            "who": who,
            "ended": ended,
        },
    )


def _some(now: Cell, worst: Cell, who: str, ended: Phrase) -> Sentence:
    """Say how many there were, and when there were more."""
    last = now.year or 0
    most = _most(worst) if worst.value > now.value else Phrase("", {})
    return Sentence(
        "From {first} to {last}, {disputes} began between {who}{most}{ended}.",
        {
            "first": dated(figure_id(ID, "first"), last - SPAN + 1, now),
            "last": dated(figure_id(ID, "last"), last, now),
            "disputes": _disputes(now),
            "who": who,
            "most": most,
            "ended": ended,
        },
    )


def _disputes(now: Cell) -> Phrase:
    """Write a count of disputes with its noun; none and one as words."""
    if round(now.value) == 0:
        return Phrase("no militarized dispute", {})
    if plural(now.value) == "one":
        return Phrase("one militarized dispute", {})
    number = count(figure_id(ID, now.year or 0), now.value, UNIT, now)
    return Phrase("{count} militarized disputes", {"count": number})


def _most(worst: Cell) -> Phrase:
    """Write the largest count of ten years."""
    year = worst.year or 0
    return Phrase(
        ", against {count} in the ten years to {year}, the most",
        {
            "count": count(figure_id(ID, year), worst.value, UNIT, worst),
            "year": dated(figure_id(ID, "most.year"), year, worst),
        },
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="ties",
    methods=("accounting",),
    summary=(("institutions.disputes", 15),),
    topics=("dispute",),
)
