"""REC-ROUND: let a body that stopped in a crisis meet because of one, at one side's request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

from detente.actors.joint_bodies import Body, Happening, bodies
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import BESIDE, on_meeting
from detente.advice.since import of_body
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.span import years_before

ID = "crisis_meeting"
RECENT, WITHIN = 2, 15
"""Years in which the body met, and in which its pause ended."""
FEWEST, LONG = 4, 730
"""Meetings from which a pause shows, and its least length in days."""
TIMES = 2.5
"""Usual intervals that a pause lasts at least."""
TURNS = ("suspended", "resumed")
FIGHTS = ("war", "armed conflict", "truce")
REGULAR = re.compile(r"year|month|annual|regular", re.IGNORECASE)
ON_REQUEST = re.compile(r"request|crisis|circumstances|as needed", re.IGNORECASE)
"""What the formats of a body say where it has a rhythm, and where either side can call it."""
CALLED = Wording(
    says="By {due} {pair} should agree that the {body} meets within two weeks whenever one side "
    "asks, above all in a crisis.",
    reason="Its calendar did not help: no meeting is on record from {first} to {last}.",
    changes="One side asks under this rule, and the other stays away.",
    instead="calendar",
    what="leave it to the calendar of meetings",
    against="The calendar gave way in {first}.",
    answers="So what is missing is a meeting that a crisis calls and does not cancel.",
)
SUSPENDED = Wording(
    says="By {due} {pair} should agree that a crisis calls the {body} within two weeks, instead of "
    "suspending it.",
    reason="It was suspended in {first}, when it was needed, and the same body resumed in {last}.",
    changes="A suspension is followed within a year by a concession on the matter in dispute.",
    instead="ease",
    what="suspend it again in the next crisis",
    against="The suspension of {first} ended in {last} with the same body back at work.",
    answers="So what is missing is a meeting that a crisis calls and does not cancel.",
)
YEARLY = Wording(
    says="By {due} {pair} should agree that the {body} meet once a year, whatever happens.",
    reason="None is on record from {first} to {last}, and nothing in their mandate says how often "
    "they do.",
    changes="A new clash within a year of such a round.",
    instead="ease",
    what="let them meet when relations allow",
    against="That left a gap from {first} to {last}.",
    answers="So what is missing is a meeting that takes place whatever happens.",
)
COSTS = {
    CALLED.says: "have to come when the other asks, whatever has happened",
    SUSPENDED.says: "can no longer answer a crisis by closing the room",
    YEARLY.says: "give up the meeting as a means of protest",
}
"""What it costs both, by what is asked for."""
ONE_HELD = "So the {body} should meet once a year, whatever happens."
CALLED_TOO = "So a crisis should call the {body}, and not close it."
"""What would help, where a finding has a body that no break stopped."""
BACKED = ("thaws", "repaired", "suspended", "binds", "met_through")
"""Rules that speak of breaks as well, and of what was repaired."""

Gap = tuple[Happening, Happening]


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a call in a crisis, or a yearly round, for the body whose break ended last."""
    relation = argument.relation
    lines = (
        *said(argument, "break", "moved.closed", "moved.pause"),
        *said(argument, "body", "moved", "unusual.count"),
        *(line for rule in BACKED for line in said(argument, rule)),
    )
    if not lines or relation.situation.holds(*FIGHTS):
        return
    pair = relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    found = [(body, gap) for body in known if (gap := _gap(body, pair.day)) is not None]
    if found:
        body, gap = max(found, key=lambda one: (one[1][1].date, one[0].id))
        yield from _option(argument, lines, body, gap)


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


def _option(argument: Argument, lines: tuple[Line, ...], body: Body, gap: Gap) -> Iterator[Option]:
    pair = argument.relation.pair
    wording = _wording(body, gap)
    if wording is None:
        return
    if said(argument, "met_through"):
        # what is missing is not a meeting: one takes place whatever happens
        wording = replace(wording, answers=ONE_HELD if wording == YEARLY else CALLED_TOO)
    due = deadline(pair.day, *of_body(body))
    when = "once a year" if wording.says == YEARLY.says else "because of a crisis"
    name = bare(body.name, body.kind)
    parts: Parts = {
        "pair": pair.words,
        "body": name,
        "first": on_meeting(ID, "first", gap[0]),
        "last": on_meeting(ID, "last", gap[1]),
    }
    terms = Terms(
        actor=pair.words,
        verb=f"let the {name} meet {when}",
        instrument=f"an exchange of letters on the {name}",
        due=due,
        cost=COSTS[wording.says],
        bearer="both sides",
        payer="whoever needs the channel in the next crisis",
    )
    yield option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


def _wording(body: Body, gap: Gap) -> Wording | None:
    """Choose by what the body's own formats say already; None where either side can call it."""
    if ON_REQUEST.search(body.formats):
        return None
    if gap[0].kind == TURNS[0]:
        return SUSPENDED
    return CALLED if body.a_year is not None or REGULAR.search(body.formats) else YEARLY


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a joint body that meets now, after a pause of two years and two and a half usual "
    "intervals, or a suspension, that ended in the last fifteen years; its own formats let neither "
    "side call it",
    propose=propose,
)
