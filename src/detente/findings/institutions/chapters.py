"""Chapters: how far accession talks have come, what they wait for, and alignment."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.accession_files import OPENED
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import AnyFigure, Phrase, Sentence
from detente.findings.concept import Concept
from detente.institutions.accession_state import AccessionState, accession_state
from detente.models import track_records as methods
from detente.phrasing import cap, date_of, month_of

ID = "institutions.chapters"
LAST_MONTH = 12


def findings(relation: Relation) -> Iterator[Finding]:
    """Count the chapters of a state that would join, and name what they wait for."""
    sides, now = relation.pair.bloc_and_state, accession_state(relation.pair)
    if sides is None or now is None:
        return
    bloc, state = sides
    sentences = [
        *_opened(state.label, bloc.label, now),
        *_waits(now),
        *_aligned(state.label, bloc.label, now),
    ]
    if not now.file.turns and not now.file.open_requirements:
        return
    cells = (now.opened, now.closed, now.of, now.alignment, now.waiting)
    yield Finding(
        id=ID,
        sentences=tuple(sentences),
        value=now.opened.value,
        unit=now.opened.unit,
        evidence=tuple(cell for cell in cells if cell is not None),
        method=methods.accounting(),
        sentence_about="chapters of accession talks",
    )


def _opened(state: str, bloc: str, now: AccessionState) -> Iterator[Sentence]:
    """Count the chapters opened and closed; that none is open where none is."""
    last = now.file.last(OPENED)
    if last is None:
        yield Sentence(
            "{who} has opened none of {of} chapters of accession talks with {bloc}.",
            {
                "who": cap(state),
                "bloc": bloc,
                "of": measured(figure_id(ID, "of"), now.of, way="whole"),
            },
        )
        return
    chapters = {
        "opened": measured(figure_id(ID, "opened"), now.opened, way="whole"),
        "of": measured(figure_id(ID, "of"), now.of, way="whole"),
        "closed": _closed(now),
    }
    yield Sentence(
        "{who} has opened {opened} of {of} chapters of its talks with {bloc} {closed}; the "
        "last was opened on {day}.",
        {
            "who": cap(state),
            "bloc": bloc,
            **chapters,
            "day": date_of(last.date),
        },
    )


def _closed(now: AccessionState) -> Phrase | str:
    """Count the chapters that are provisionally closed."""
    if not now.closed.value:
        return "and provisionally closed none"
    count = counted(figure_id(ID, "closed"), now.closed.value, now.closed.unit, now.closed)
    return Phrase("and provisionally closed {n}", {"n": count})


def _waits(now: AccessionState) -> Iterator[Sentence]:
    """Say what waits for the newest open condition, and who set it."""
    if now.waiting is None:
        return
    one = now.file.open_requirements[-1]
    year = one.start.year
    when: dict[str, str | AnyFigure] = {
        "day": date_of(one.start).removesuffix(f" {year}"),
        "year": dated(figure_id(ID, "waiting"), year, now.waiting),
    }
    yield Sentence(
        "Since {day} {year} {by} has made {stops} wait for {what}.",
        {**when, "by": one.by, "stops": one.stops, "what": one.what},
    )


def _aligned(state: str, bloc: str, now: AccessionState) -> Iterator[Sentence]:
    """Say which part of the bloc's foreign-policy statements the state joined, by whose count."""
    if now.alignment is None:
        return
    newest = now.file.alignments[-1]
    part = f" (to {month_of(newest.end).split()[0]})" if newest.end.month < LAST_MONTH else ""
    yield Sentence(
        "By the count of {producer}, {who} joined {share:per_cent} of the statements of {bloc} on "
        "foreign policy in {year}{part}.",
        {
            "producer": _producer(newest.producer),
            "who": state,
            "bloc": bloc,
            "share": measured(figure_id(ID, "alignment"), now.alignment, way="per_cent"),
            "year": dated(figure_id(ID, "year"), newest.end.year, now.alignment),
            "part": part,
        },
    )


def _producer(name: str) -> str:
    """Write who counts, with the article that a sentence needs."""
    return f"the {name}" if name.split()[0] in ("European", "ISAC") else name


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
    topics=("standing", "range"),
)
