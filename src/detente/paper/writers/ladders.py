"""Ladders and joint bodies of a pair as plain data, each with its state at the view."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.actors.blocs import Step
from detente.actors.joint_bodies import Body
from detente.findings.institutions.bodies import bodies as joint_bodies
from detente.institutions.ladder import Rail
from detente.institutions.rung_states import HeldRung, highest, limits_on
from detente.institutions.step_words import CHANGE
from detente.paper.brief import Brief


def ladders(brief: Brief) -> list[dict[str, Any]]:
    """Write every ladder of the pair with what is held at the view.

    Parameters
    ----------
    brief : Brief
        The brief.

    Returns
    -------
    list of dict
        As docs/brief-json.md describes it: each ``to`` is the last day, and null where a step goes
        on.
    """
    day = brief.pair.day
    rails = brief.relation.institutions.rails
    return [_ladder(rail, highest(rail.steps, day), limits_on(rail.steps, day)) for rail in rails]


def bodies(brief: Brief) -> list[dict[str, Any]]:
    """Write every joint body of the pair with its state and its meetings at the view.

    Parameters
    ----------
    brief : Brief
        The brief.

    Returns
    -------
    list of dict
        As docs/brief-json.md describes it.
    """
    return [_body(body, brief.pair.day) for body in joint_bodies(brief.relation)]


def _body(body: Body, day: date) -> dict[str, Any]:
    last = body.meetings[-1] if body.meetings else None
    life = {
        "founded": body.founded.isoformat(),
        "ended": None if body.ended is None else body.ended.isoformat(),
        "replaced_by": body.replaced_by,
    }
    meetings = {
        "meetings": body.least,
        "complete": body.complete,
        "last_meeting": None if last is None else last.date.isoformat(),
        "last_number": None if last is None else last.ordinal,
    }
    set_up = {
        "rank": body.rank,
        "mandate": body.mandate,
        "outputs": body.outputs,
        "meetings_a_year": body.a_year,
    }
    said = {"id": body.id, "name": body.name, "state": body.state_on(day), **set_up}
    return {
        **said,
        **life,
        **meetings,
        "document": body.founding_act,
        "url": body.url,
        **body.source_words,
    }


def _ladder(rail: Rail, held: HeldRung | None, limits: tuple[Step, ...]) -> dict[str, Any]:
    return {
        "bloc": rail.bloc,
        "name": rail.name,
        "actor": rail.actor,
        "held": None if held is None else _held(held),
        "limits": [_step(step) for step in limits],
        "steps": [_step(step) for step in rail.steps],
    }


def _held(held: HeldRung) -> dict[str, Any]:
    said = {
        "rung": held.rung,
        "called": held.called,
        "state": held.state,
        "since": held.since.isoformat(),
        "state_since": held.state_since.isoformat(),
        "of_every_form": held.wholly,
        "form": held.decisive.form,
    }
    source = {"document": held.document, "url": held.url, "checked": held.checked}
    return {**said, **source, **held.evidence.source_words}


def _step(step: Step) -> dict[str, Any]:
    last_day = step.span.end.isoformat() if step.ends_on else None
    dates = {
        "from": step.span.start.isoformat(),
        "from_precision": step.precision,
        "to": last_day,
        "to_precision": step.end_precision,
        "to_is_eve_of_change": step.ends_on == CHANGE,
    }
    source = {"document": step.document, "url": step.address, "checked": step.checked}
    source |= step.source_words
    said = {"row": step.row, "rung": step.rung, "form": step.form, "state": step.condition}
    return {**said, **dates, **source}
