"""Sensitivity: what each prior does to the differences of the worked scenarios."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.futures.engine import Futures, Run, run
from detente.estimators.futures.series import rows
from detente.estimators.futures.summary import Differences, differences
from detente.estimators.futures.world import World
from detente.scenarios.files import library, read_file
from detente.scenarios.priors import given, move
from detente.scenarios.run import SPINOFFS
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import Wanted
from detente.scenarios.verbs import Plan, changes_of
from detente.scenarios.world import Built, build
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
DRAWS = 300
"""Paired futures; both ends of a prior share their numbers, so that few are enough."""
SCHEMA: dict[str, Any] = {
    "scenario": pl.String,
    "series": pl.String,
    "label": pl.String,
    "unit": pl.String,
    "spinoff": pl.String,
    "prior": pl.String,
    "prior_low": pl.Float32,
    "prior_high": pl.Float32,
    "mean": pl.Float32,
    "low": pl.Float32,
    "high": pl.Float32,
    "at_low": pl.Float32,
    "at_high": pl.Float32,
    "beyond_at_low": pl.Boolean,
    "beyond_at_high": pl.Boolean,
}
"""Columns: a series of a scenario as simulated, and its mean with a prior at each of its ends."""


def worked() -> tuple[str, ...]:
    """Name the worked scenarios.

    Examples
    --------
    >>> len(worked())
    9
    """
    return tuple(library())


def moved(catalog: Catalog, name: str) -> pl.DataFrame:
    """Move each prior of a worked scenario to either end of its interval.

    Of each spin-off the series is followed whose difference is clearest.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    name : str
        The scenario.
    """
    plan = read_file(name, draws=DRAWS, even_at_war=True)
    also = tuple((one.state.members(plan.view)[0], one.bloc.id) for one in plan.events)
    built = build(catalog, plan.view, also=also)
    setting = Setting(plan=plan, built=built, event=plan.events[0])
    every = tuple(series for spinoff in SPINOFFS for series in spinoff.wanted(setting))
    world = move(built.world, plan.priors)
    base = differences(_futures(plan, built, world, every))
    chosen = clearest(every, base)
    series = tuple(every[at] for at in chosen)
    found = []
    for prior in given(world, plan.priors):
        ends = [
            differences(_futures(plan, built, move(world, {prior.name: (end, end)}), series))
            for end in (prior.low, prior.high)
        ]
        for place, at in enumerate(chosen):
            numbers = _numbers(base, at) | _at_ends(ends, place)
            found.append(_names(name, every[at]) | _prior(prior) | numbers)
    return pl.DataFrame(found, schema=SCHEMA)


def _prior(prior: Any) -> dict[str, Any]:
    return {"prior": prior.name, "prior_low": prior.low, "prior_high": prior.high}


def _futures(plan: Plan, built: Built, world: World, wanted: tuple[Wanted, ...]) -> Futures:
    """Simulate a plan and read its last year."""
    horizon = plan.view.year + plan.horizon - built.year
    table = rows([one.row for one in wanted], world)
    how = Run(draws=plan.draws, years=(horizon,), seed=plan.seed)
    return run(world, changes_of(plan, built), table, how)


def clearest(wanted: tuple[Wanted, ...], found: Differences) -> list[int]:
    """Give the place of the clearest series of each spin-off, those without a difference left out.

    Parameters
    ----------
    wanted : tuple of Wanted
        The series.
    found : Differences
        Their differences.
    """
    width = found.high[-1] - found.low[-1]
    size = np.abs(found.mean[-1])
    clear = np.divide(size, width, out=np.zeros_like(size), where=width > 0)
    best: dict[str, int] = {}
    for at, one in enumerate(wanted):
        if clear[at] > 0 and clear[at] > clear[best.get(one.spinoff, at)] * (one.spinoff in best):
            best[one.spinoff] = at
    return list(best.values())


def _names(name: str, wanted: Wanted) -> dict[str, Any]:
    return {
        "scenario": name,
        "series": wanted.id,
        "label": wanted.label,
        "unit": wanted.unit,
        "spinoff": wanted.spinoff,
    }


def _numbers(base: Differences, at: int) -> dict[str, Any]:
    """Give a series as simulated."""
    tables = {"mean": base.mean, "low": base.low, "high": base.high}
    return {name: float(table[-1, at]) for name, table in tables.items()}


def _at_ends(ends: list[Differences], place: int) -> dict[str, Any]:
    """Give a series with a prior at its lower and upper end."""
    low, high = ends
    return {
        "at_low": float(low.mean[-1, place]),
        "at_high": float(high.mean[-1, place]),
        "beyond_at_low": bool(low.beyond[-1, place]),
        "beyond_at_high": bool(high.beyond[-1, place]),
    }
