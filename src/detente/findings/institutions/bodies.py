"""Joint bodies: which body the two share, how often it met, and whether it is at a halt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.joint_bodies import Body
from detente.actors.joint_bodies import bodies as joint_bodies
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import counted, listed, month_of
from detente.span import year_end

LEVELS = ("summit", "ministers", "ambassadors", "officials")
"""Levels at which bodies meet, the highest first."""
MEETINGS_OF = {
    "summit": "of heads of state or government",
    "ministers": "of ministers",
    "ambassadors": "of ambassadors",
    "officials": "of officials",
}
LATELY = 5
"""Years before the view whose meetings are counted apart."""


def bodies(relation: Relation) -> tuple[Body, ...]:
    """Give the joint bodies of the pair as the view knew them.

    Parameters
    ----------
    relation : Relation
        The relation as measured.
    """
    pair = relation.pair
    return joint_bodies(pair.first.key, pair.second.key, year_end(pair.as_of))


def findings(relation: Relation) -> Iterator[Finding]:
    """Describe the body that met most, of those not ended if there are any."""
    met = [body for body in bodies(relation) if body.meetings]
    if not met:
        return
    alive = [body for body in met if body.ended is None] or met
    main = max(alive, key=lambda body: (len(body.meetings), body.founded))
    since = date(relation.pair.as_of - LATELY, 12, 31)
    lately = sum(meeting.date > since for meeting in main.meetings)
    many = counted(len(met), "joint body", "joint bodies")
    occasions = counted(len(main.meetings), "dated occasion")
    name = f"{main.name} (founded in {main.founded.year})"
    last = f"{month_of(main.meetings[-1].date)}{_halt(main)}"
    text = (
        f"Of the {many} of {relation.pair.words} on record here, the {name} met on {occasions}, "
        f"{_levels(main)}: {lately} in the five years to {relation.pair.as_of}, the last in {last}."
    )
    yield Finding(
        id="institutions.bodies",
        sentences=(PlainSentence(text),),
        value=float(len(main.meetings)),
        unit="meetings",
        evidence=_cells(main, relation.pair.as_of, lately),
        method=methods.accounting(),
        sentence_about="joint bodies",
    )


def _levels(body: Body) -> str:
    """Say at which levels a body met."""
    counts = {level: sum(meeting.level == level for meeting in body.meetings) for level in LEVELS}
    used = {level: count for level, count in counts.items() if count}
    if len(used) == 1 and len(body.meetings) > 1:
        return f"all {MEETINGS_OF[next(iter(used))]}"
    return listed([f"{count} {MEETINGS_OF[level]}" for level, count in used.items()])


def _halt(body: Body) -> str:
    """Say whether a body is suspended or has ended."""
    if body.suspended:
        return f"; it was suspended in {body.suspended.date.year} ({body.suspended.what})"
    return f"; it ended in {body.ended.year}" if body.ended else ""


def _cells(body: Body, as_of: int, lately: int) -> tuple[Cell, Cell]:
    """Give the number of meetings to the view, and of those in the last years."""
    keys = (("body", body.id), ("year", as_of))
    every = Cell(
        "bodies",
        "event",
        keys=keys,
        value=float(len(body.meetings)),
        unit="meetings",
        sources=("blocs",),
        rule="dated meetings on record to the view",
    )
    last = Cell(
        "bodies",
        "event",
        keys=(*keys, ("since", as_of - LATELY + 1)),
        value=float(lately),
        unit="meetings",
        sources=("blocs",),
        rule="dated meetings in the five years to the view",
    )
    return every, last


CONCEPT = Concept(
    id="institutions.bodies",
    say=findings,
    section="institutions",
    block="bodies",
    methods=("accounting",),
    topics=("standing",),
)
