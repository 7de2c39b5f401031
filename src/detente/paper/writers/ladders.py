"""The ladders of a pair as plain data: the rung at the view with its state, and every step."""

from __future__ import annotations

from typing import Any

from detente.actors.blocs import Step
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
    return {
        "rung": held.rung,
        "called": held.called,
        "state": held.state,
        "since": held.since.isoformat(),
        "state_since": held.state_since.isoformat(),
        "of_every_form": held.wholly,
        "form": held.decisive.form,
        "document": held.document,
        "url": held.url,
        "checked": held.checked,
    }


def _step(step: Step) -> dict[str, Any]:
    last_day = step.span.end.isoformat() if step.ends_on else None
    dates = {
        "from": step.span.start.isoformat(),
        "from_precision": step.precision,
        "to": last_day,
        "to_precision": step.end_precision,
        "to_is_eve_of_change": step.ends_on == CHANGE,
    }
    source = {"document": step.document, "url": step.url, "checked": step.checked}
    said = {"row": step.row, "rung": step.rung, "form": step.form, "state": step.condition}
    return {**said, **dates, **source}
