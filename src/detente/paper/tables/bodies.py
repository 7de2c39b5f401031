"""Joint bodies: founding and its document, end, suspensions, meetings by level."""

from __future__ import annotations

from datetime import date

from detente.actors.joint_bodies import Body
from detente.findings.institutions.bodies import LEVELS
from detente.findings.institutions.bodies import bodies as joint_bodies
from detente.paper.blocks import Grid
from detente.paper.brief import Brief
from detente.paper.sections.blocks import written
from detente.phrasing import ordinal

BODIES = (
    "body and its founding document",
    "founded",
    "ended",
    "state; suspended, resumed",
    "meetings on record",
    "last",
)
"""Columns of the table of joint bodies."""


def bodies(brief: Brief) -> list[Grid]:
    """Table of joint bodies: founding and its document, end, suspensions, meetings by level."""
    rows = tuple(_body(body, brief.pair.day) for body in joint_bodies(brief.relation))
    if not rows:
        return []
    return [
        Grid(
            "bodies",
            f"Joint bodies of {brief.pair.words}",
            columns=BODIES,
            rows=rows,
            source="Source: the project's table of joint bodies, each date with its public "
            "document there; meetings as far as these are on record.",
            wide=True,
            widths=(5.2, 1.7, 1.7, 2.9, 3, 1.7),
        )
    ]


def _body(body: Body, day: date) -> tuple[str, ...]:
    halts = [
        f"{event.kind} {written(event.date, event.precision)}"
        for event in body.event
        if event.kind in ("suspended", "resumed")
    ]
    levels = [meeting.level for meeting in body.meetings]
    counts = [f"{levels.count(level)} {level}" for level in LEVELS if level in levels]
    founded = written(body.founded, body.founded_precision)
    ended = written(body.ended, body.ended_precision) if body.ended else ""
    last = ""
    if body.meetings:
        last = written(body.meetings[-1].date, body.meetings[-1].precision)
        place = body.meetings[-1].ordinal
        last += f" ({ordinal(place)} meeting)" if place is not None else ""
    least = "" if body.complete or not counts else "at least "
    met = f"{least}{', '.join(counts)}" or "none dated here"
    turns = "; ".join([body.state_on(day), *halts])
    return (f"{body.name}: {body.founding_act}", founded, ended, turns, met, last)
