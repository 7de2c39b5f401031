"""Joint bodies: which body the two share, how often it met, and whether it is at a halt."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.joint_bodies import Body
from detente.actors.joint_bodies import bodies as joint_bodies
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import counted, date_of, listed, ordinal
from detente.span import years_before

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
    return joint_bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)


def findings(relation: Relation) -> Iterator[Finding]:
    """Describe the body that met most, of those not ended if there are any."""
    met = [body for body in bodies(relation) if body.meetings]
    if not met:
        return
    alive = [body for body in met if body.ended is None] or met
    main = max(alive, key=lambda body: (body.least, body.founded))
    lately, exact = main.held_since(years_before(relation.pair.day, LATELY))
    many = counted(len(met), "joint body", "joint bodies")
    least = "" if exact else "at least "
    in_five_years = f"{least}{lately} in the five years to {relation.pair.at}"
    body = f"the {main.name} (founded in {main.founded.year}) {_count(main)}"
    where = f"Of the {many} of {relation.pair.words} on record here"
    text = f"{where}, {body}: {in_five_years}, {_last(main)}{_halt(main)}."
    yield Finding(
        id="institutions.bodies",
        sentences=(PlainSentence(text),),
        value=float(len(main.meetings)),
        unit="meetings",
        evidence=_cells(main, relation.pair.as_of, lately),
        method=methods.accounting(),
        sentence_about="joint bodies",
    )


def _count(body: Body) -> str:
    """Say how often a body met: exactly where its list is complete or it numbers its meetings."""
    if body.complete:
        return f"met on {_occasions(len(body.meetings))}, {levels(body)}"
    numbered = body.numbered
    if numbered is not None and body.least == numbered.ordinal:
        held = date_of(numbered.date, numbered.precision)
        return f"counts its meeting of {held} as its {ordinal(body.least)}"
    return f"met on at least {_occasions(len(body.meetings))}, {levels(body)}"


def _occasions(count: int) -> str:
    return counted(count, "dated occasion")


def levels(body: Body) -> str:
    """Say at which levels a body met, as far as its meetings are dated here.

    Parameters
    ----------
    body : Body
        The body.
    """
    counts = {level: sum(meeting.level == level for meeting in body.meetings) for level in LEVELS}
    used = {level: count for level, count in counts.items() if count}
    if len(used) == 1 and len(body.meetings) > 1:
        return f"all {MEETINGS_OF[next(iter(used))]}"
    return listed([f"{count} {MEETINGS_OF[level]}" for level, count in used.items()])


def _last(body: Body) -> str:
    """Date the last meeting; of a list that is not complete, the last known."""
    last = body.meetings[-1]
    known = "the last" if body.complete else "the last known"
    preposition = "on" if last.precision == "day" else "in"
    return f"{known} {preposition} {date_of(last.date, last.precision)}"


def _halt(body: Body) -> str:
    """Say whether a body is suspended, wholly or in part, or has ended."""
    if body.ended:
        return f"; it ended in {body.ended.year}"
    halt = body.suspended
    if halt is None:
        return ""
    how = "it was suspended" if body.wholly_suspended else "it was suspended in part"
    preposition = "on" if halt.precision == "day" else "in"
    return f"; {how} {preposition} {date_of(halt.date, halt.precision)} ({halt.what})"


def _cells(body: Body, as_of: int, lately: int) -> tuple[Cell, Cell]:
    """Give the number of meetings to the view, and of those in the last years."""
    keys = (("body", body.id), ("year", as_of))
    completeness = "every meeting" if body.complete else "the list is not complete"
    every = Cell(
        "bodies",
        "event",
        keys=keys,
        value=float(len(body.meetings)),
        unit="meetings",
        sources=("blocs",),
        rule=f"dated meetings on record to the view; {completeness}",
    )
    last = Cell(
        "bodies",
        "event",
        keys=(*keys, ("since", as_of - LATELY + 1)),
        value=float(lately),
        unit="meetings",
        sources=("blocs",),
        rule=f"meetings in the five years to the view; {completeness}",
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
