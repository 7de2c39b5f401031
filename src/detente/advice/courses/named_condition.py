"""REC-CONDITION: say on what a suspended body depends, where earlier breaks ended sooner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors.joint_bodies import Body, Happening, bodies
from detente.advice.course import Course, said
from detente.advice.dates import month_precision
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import on_meeting
from detente.advice.since import of_body
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, on_day
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "named_condition"
LONG = 2
"""Years from which a suspension is no pause."""
MONTH = 30.4375
BESIDE = "parliamentary"
"""Bodies of parliaments follow those of governments."""
MET = (
    "It was suspended in part in {since} and last met in {met}; earlier breaks ended within "
    "{months} months."
)
MET_CANDIDATE = (
    "It was suspended in part in {since} and last met in {met}; {state} remains a candidate."
)
"""The same where it met after the suspension."""
STILL_CANDIDATE = "It has been suspended since {since}, while {state} remains a candidate."
"""The reason where there is no earlier break to compare with."""
CANDIDATE = "candidate"

Break = tuple[Happening, Happening]


WORDING = Wording(
    says="By {due} {who} should name one condition for a first meeting of the {body}.",
    reason="It has been suspended since {since}; earlier breaks ended within {months} months.",
    changes="A first meeting comes about without a condition, and changes what the two do.",
    instead="silence",
    what="keep the suspension without a word on its end",
    against="That has been the course since {since}.",
    answers="So a first meeting needs a condition that somebody names.",
)


AGAIN = replace(
    WORDING,
    says="By {due} {who} should name one condition for a next meeting of the {body}.",
    changes="A next meeting comes about without a condition, and changes what the two do.",
    answers="So a next meeting needs a condition that somebody names.",
)
"""The same for a body that met after its suspension."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a written condition for a body that is suspended longer than any before."""
    pair = argument.relation.pair
    lines = (*said(argument, "break", "moved.open"), *said(argument, "suspended"))
    if not lines:
        return
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    ended = [one for body in known for one in _closed(body)]
    halted = [body for body in known if _is_long(body, pair.day)]
    # without a precedent only a candidate has something to come back for
    if halted and (ended or argument.relation.situation.rung == CANDIDATE):
        body = max(halted, key=lambda one: (_halt(one).date, one.id))
        yield _option(argument, lines, body, max(ended, key=_days, default=None))


def _halt(body: Body) -> Happening:
    halt = body.suspended
    assert halt is not None
    return halt


def _is_long(body: Body, day: date) -> bool:
    is_main = body.suspended is not None and body.ended is None and body.kind != BESIDE
    return is_main and _halt(body).date <= years_before(day, LONG)


def _closed(body: Body) -> Iterator[Break]:
    """Give each suspension of a body with the day on which it was undone."""
    begun: Happening | None = None
    for event in body.event:
        if event.kind == "suspended":
            begun = begun or event
        elif event.kind == "resumed" and begun is not None:
            yield begun, event
            begun = None


def _days(one: Break) -> int:
    return (one[1].date - one[0].date).days


def _option(
    argument: Argument, lines: tuple[Line, ...], body: Body, longest: Break | None
) -> Option:
    pair = argument.relation.pair
    sides = pair.bloc_and_state
    due = deadline(pair.day, *of_body(body))
    who = pair.words if sides is None else sides[0].label
    parts: Parts = {
        "who": who,
        "body": bare(body.name, body.kind),
        "since": _since(_halt(body)),
        "state": "" if sides is None else sides[1].label,
    }
    wording = replace(WORDING, reason=STILL_CANDIDATE)
    later = [met for met in body.meetings if met.date > _halt(body).date]
    if later:
        parts["met"] = on_meeting(ID, "met", later[-1])
        wording = replace(AGAIN, reason=MET if longest is not None else MET_CANDIDATE)
    elif longest is not None:
        wording = WORDING
    if longest is not None:
        parts["months"] = _months(longest)
    terms = Terms(
        actor=who,
        verb=f"name the condition for a {'next' if later else 'first'} meeting",
        instrument=f"a statement on the {bare(body.name, body.kind)}",
        due=due,
        cost="loses the freedom to judge case by case",
        bearer=who,
        payer="those who bear the risk of a misreading",
    )
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


def _since(halt: Happening) -> Figure:
    cell = row_cell(halt.row, halt.date, document=halt.source, checked=halt.checked)
    id, precision = figure_id("advice", ID, "since"), month_precision(halt.precision)
    return on_day(id, halt.date, cell, precision=precision)


def _months(longest: Break) -> Figure:
    first, last = longest
    months = float(-(-_days(longest) // MONTH))
    cell = Cell(
        "bodies",
        "break",
        keys=(("row", first.row), ("resumed", last.row), ("day", last.date.isoformat())),
        value=months,
        unit="months",
        sources=("blocs",),
        rule="months from the suspension to the day on which it was undone, rounded up; the "
        "longest of the breaks that ended",
        checked=first.checked and last.checked,
    )
    return Figure(
        figure_id("advice", ID, "months"), months, unit="months", cells=(cell,), way="whole"
    )


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a joint body has been suspended for over two years, and earlier breaks ended or the "
    "state is still a candidate",
    propose=propose,
)
