"""A simulated scenario as plain data, as ``--json`` prints it."""

from __future__ import annotations

from typing import Any

from detente.scenarios.indicators import Indicator
from detente.scenarios.priors import Given
from detente.scenarios.run import UNSAID, Moved, Simulated
from detente.scenarios.verbs import Event
from detente.span import view_fields

DIGITS = 6
"""Digits after the point: what lies beyond is noise of the draws."""


def record(found: Simulated) -> dict[str, Any]:
    """Write a scenario as plain data.

    Parameters
    ----------
    found : Simulated
        The scenario.

    Returns
    -------
    dict
        Plan, years, differences by spin-off, losers, indicator questions and priors.
    """
    plan = found.plan
    numbers = {name: getattr(plan, name) for name in ("horizon", "draws", "seed")}
    spinoffs = ("domestic", "neighbourhood", "prominence", "conflict_zones")
    moved = {name: [_moved(one) for one in found.spinoff(name)] for name in spinoffs}
    losers = [{"state": who, "series": one.wanted.id} for who, one in found.losers]
    questions = [_indicator(one) for one in found.indicators]
    asked = {"indicators": questions, "priors": [_prior(one) for one in found.priors]}
    return {
        "title": plan.title,
        **view_fields(plan.view),
        **numbers,
        "band": found.band,
        "events": [_event(one) for one in plan.events],
        "years": list(found.years),
        "spinoffs": moved,
        "unsaid": UNSAID,
        "losers": losers,
        **asked,
    }


def _event(one: Event) -> dict[str, Any]:
    return {
        "verb": one.verb,
        "state": one.state.key,
        "bloc": one.bloc.id,
        "year": one.year,
        "until": one.until,
        "perspective": one.perspective,
    }


def _indicator(one: Indicator) -> dict[str, Any]:
    texts = {name: getattr(one, name) for name in ("id", "series", "question", "table", "column")}
    numbers = {name: getattr(one, name) for name in ("threshold", "chance", "chance_without")}
    rounded = {name: round(value, DIGITS) for name, value in numbers.items()}
    return {**texts, **rounded, "deadline": one.deadline.isoformat()}


def _prior(one: Given) -> dict[str, Any]:
    return {
        "name": one.name,
        "low": round(one.low, DIGITS),
        "high": round(one.high, DIGITS),
        "moved": one.moved,
        "holds_zero": one.holds_zero,
    }


def _moved(one: Moved) -> dict[str, Any]:
    """Write one series of differences."""
    tables = {"mean": one.mean, "low": one.low, "high": one.high}
    return {
        "id": one.wanted.id,
        "label": one.wanted.label,
        "unit": one.wanted.unit,
        **{name: [round(float(v), DIGITS) for v in row] for name, row in tables.items()},
        "beyond_the_band": one.beyond,
    }
