"""Mandates: a joint body that misses the rhythm of its own act, and one of lower rank that met."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.institutions.overdue_bodies import OverdueBody, overdue_bodies
from detente.models import track_records as methods
from detente.phrasing import date_of

ID = "institutions.mandates"
RHYTHMS = {12.0: "every month", 2.0: "twice a year", 1.0: "once a year"}
"""How a rhythm is said; any other is said as the years between meetings."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the overdue body of the highest rank, and the one of lower rank that met since."""
    late = overdue_bodies(relation.pair)
    if not late:
        return
    first = late[0]
    yield Finding(
        id=ID,
        sentences=tuple(_sentences(first)),
        value=first.since.value,
        unit=first.since.unit,
        evidence=(first.rhythm, first.since),
        method=methods.accounting(),
        sentence_about="a joint body that does not meet",
    )


def _sentences(late: OverdueBody) -> Iterator[Sentence]:
    since = measured(figure_id(ID, "since"), late.since, way="one_decimal")
    yield Sentence(
        "The {body} is to meet {rhythm} to {mandate}; its last known meeting, of {day}, is {since} "
        "years before the view.",
        {
            "body": late.body.name,
            "rhythm": _rhythm(late.body.a_year or 1.0),
            "mandate": late.body.mandate or "do what its founding act says",
            "day": date_of(late.last.date, late.last.precision),
            "since": since,
        },
    )
    if late.lower is not None:
        met = late.lower.meetings[-1]
        yield Sentence(
            "The {body}, of {rank}, met in {year}.",
            {
                "body": late.lower.name,
                "rank": late.lower.rank,
                "year": dated(figure_id(ID, "lower"), met.date.year, late.since),
            },
        )


def _rhythm(a_year: float) -> str:
    """Say how often a body is to meet."""
    return RHYTHMS.get(a_year, f"every {round(1 / a_year)} years")


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="bodies",
    methods=("accounting",),
    topics=("standing",),
)
