"""REC-ROUND: fix the rhythm of a body that met again after a pause or a suspension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

from detente.actors.joint_bodies import Body, Happening, bodies
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, month_precision, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.evidence.figure import Figure, figure_id, on_day
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "fixed_round"
RECENT, WITHIN = 2, 15
"""Years in which the body met, and in which its pause ended."""
FEWEST, LONG = 4, 730
"""Meetings from which a pause shows, and its least length in days."""
TIMES = 2.5
"""Usual intervals that a pause lasts at least."""
BESIDE = "parliamentary"
TURNS = ("suspended", "resumed")
FIGHTS = ("war", "armed conflict", "truce")
WORDING = Wording(
    says="By {due} {pair} should fix in writing the rhythm of the {body}, crisis or not.",
    reason="There was no meeting between {first} and {last}; the newest was in {met}.",
    changes="A new break within a year of such a promise.",
    instead="ease",
    what="let it meet when relations allow",
    against="It left a gap from {first} to {last}.",
)
SUSPENDED = "The break from {first} to {last} ended with the same body back at work."
"""The reason where it was suspended."""

Gap = tuple[Happening, Happening]


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a written rhythm for the body whose break ended last, and that meets now."""
    relation = argument.relation
    lines = (
        *said(argument, "break", "moved.closed", "moved.pause"),
        *said(argument, "body", "moved", "unusual.count"),
    )
    if not said(argument, "break") or not lines or relation.situation.holds(*FIGHTS):
        return
    pair = relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    found = [(body, gap) for body in known if (gap := _gap(body, pair.day)) is not None]
    if found:
        body, gap = max(found, key=lambda one: (one[1][1].date, one[0].id))
        yield _option(argument, lines, body, gap)


def _gap(body: Body, day: date) -> Gap | None:
    """Give the longest pause or break that ended, of a body that meets now."""
    met = body.meetings
    meets_now = len(met) >= FEWEST and met[-1].date > years_before(day, RECENT)
    if body.ended is not None or body.suspended or body.kind == BESIDE or not meets_now:
        return None
    turns = [event for event in body.event if event.kind in TURNS]
    halted = [gap for gap in pairwise(turns) if (gap[0].kind, gap[1].kind) == TURNS]
    usual = median(_days(gap) for gap in pairwise(met))
    paused = [gap for gap in pairwise(met) if _days(gap) >= max(LONG, TIMES * usual)]
    paused = [gap for gap in paused if body.complete or _is_next(gap)]
    ended = [gap for gap in (*halted, *paused) if gap[1].date > years_before(day, WITHIN)]
    return max(ended, key=_days, default=None)


def _days(gap: Gap) -> int:
    return (gap[1].date - gap[0].date).days


def _is_next(gap: Gap) -> bool:
    """Tell whether the body's own numbers say that there was no meeting between two."""
    first, second = gap[0].ordinal, gap[1].ordinal
    return first is not None and second is not None and second == first + 1


def _option(argument: Argument, lines: tuple[Line, ...], body: Body, gap: Gap) -> Option:
    pair = argument.relation.pair
    due = next_month(pair.day, HALF_YEARS)
    first, last = _on("first", gap[0]), _on("last", gap[1])
    parts: Parts = {
        "pair": pair.words,
        "body": bare(body.name, body.kind),
        "due": proposed(ID, due),
        "first": first,
        "last": last,
        "met": _on("met", body.meetings[-1]),
    }
    terms = Terms(
        actor=pair.words,
        verb="fix in writing the rhythm of the body",
        instrument=f"{body.name}: {body.founding_act}",
        due=due,
        cost="give up a way of showing anger",
        bearer="both sides",
        payer="whoever needs the channel in the next crisis",
    )
    is_break = gap[0].kind == "suspended"
    wording = replace(WORDING, reason=SUSPENDED) if is_break else WORDING
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


def _on(name: str, met: Happening) -> Figure:
    cell = row_cell(met.row, met.date, document=met.source, checked=met.checked)
    id, precision = figure_id("advice", ID, name), month_precision(met.precision)
    return on_day(id, met.date, cell, precision=precision)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a joint body that meets now, after a pause of two years and two and a half usual "
    "intervals, or a suspension, that ended in the last fifteen years",
    propose=propose,
)
