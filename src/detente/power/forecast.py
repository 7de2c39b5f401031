"""Forecasts of a share of the system, with bands from pooled past errors and their track record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import of_letters
from detente.actors.names import Actor
from detente.actors.states import codes_of, identity_on
from detente.actors.systems import members_on
from detente.estimators.forecast import LOOKBACK, crps, drift_path, errors_at, expit, logit, pooled_errors
from detente.measure import Series
from detente.power.yardsticks import Yardstick, series
from detente.span import year_end
from detente.store.world import World

Floats = NDArray[np.float64]
SINCE = 1956
"""First year of the reference class: Japan and Germany have entered."""
REFERENCE = 25
"""States in the reference class: the strongest at the time of the view."""
DAMPING = {"pop": 1.0, "spending": 0.0}
"""Part of the drift of twenty years that is kept, by yardstick: for spending the random walk does best."""
HALF = 0.5
"""The part kept on every other yardstick."""
LEAST = 20
"""Fewest past errors from which a band is made."""
LEVELS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])


@dataclass(frozen=True, slots=True)
class Record:
    """How the forecast did out of sample, from origins and errors known at the view.

    Attributes
    ----------
    crps_ratio : float or None
        Mean CRPS at 10, 15 and 20 years over that of a random walk with errors pooled in the same way.
    coverage10, coverage20 : float or None
        Part of outcomes inside the 80 % band at 10 and 20 years.
    forecasts : int
        Number of forecasts scored.
    """

    crps_ratio: float | None
    coverage10: float | None
    coverage20: float | None
    forecasts: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A fan for one actor on one yardstick.

    Attributes
    ----------
    of, yardstick : str
        Whose, and on which yardstick.
    origin : int
        Newest year known.
    start : float
        The share in that year, at the same members as the fan.
    years : tuple of int, shape (H,)
    low80, low50, median, high50, high80 : tuple of float, shape (H,)
        Quantiles of the share.
    record : Record
        How such forecasts did.
    """

    of: str
    yardstick: str
    origin: int
    start: float
    years: tuple[int, ...]
    low80: tuple[float, ...]
    low50: tuple[float, ...]
    median: tuple[float, ...]
    high50: tuple[float, ...]
    high80: tuple[float, ...]
    record: Record

    def at(self, year: int) -> tuple[float, float, float] | None:
        """Give low, median and high of the 80 % band for a year; None outside the horizon."""
        if year not in self.years:
            return None
        i = self.years.index(year)
        return self.low80[i], self.median[i], self.high80[i]


def reference_class(world: World, by: Yardstick, as_of: int) -> Floats:
    """Collect the log-ratios of the strongest states up to a year, successor codes merged.

    Returns
    -------
    ndarray, shape (25, T)
        Years from 1956 to the newest one with data not after `as_of`; NaN where a state has none.
    """
    table = world.frame(by.table).filter(pl.col(by.column).is_not_null() & (pl.col("year") <= as_of))
    if table.is_empty() or int(table["year"].to_numpy().max()) <= SINCE + LOOKBACK:
        return np.full((0, 0), np.nan)
    newest = int(table["year"].to_numpy().max())
    inside = set(members_on(year_end(newest)))
    top = table.filter((pl.col("year") == newest) & pl.col("ccode").is_in(list(inside))).sort(
        by.column, "ccode", descending=[True, False])["ccode"].head(REFERENCE).to_list()
    values = {(c, y): v for c, y, v in table.select("ccode", "year", by.column).iter_rows()}
    rows = []
    for code in top:
        letters = identity_on(code, year_end(newest)).iso3
        lineage = of_letters((letters,), SINCE, newest) if codes_of(letters) else None
        codes = dict(lineage.iter_rows()) if lineage is not None else {}
        rows.append([values.get((codes.get(y, code), y), np.nan) for y in range(SINCE, newest + 1)])
    return logit(np.array(rows, dtype=np.float64))


def record(reference: Floats, horizon: int = 20, damping: float = HALF) -> Record:
    """Score past forecasts of the reference class, each with the errors that were known at its origin.

    Parameters
    ----------
    reference : ndarray, shape (U, T)
        Log-ratios.
    horizon : int
        Longest horizon; 10, 15 and 20 years are scored as far as it reaches.
    damping : float
        Part of the drift.

    Returns
    -------
    Record
        Of None where no past forecast can be scored yet.
    """
    steps = [h for h in (10, 15, 20) if h <= horizon] or [horizon]
    ours: dict[int, list[float]] = {h: [] for h in steps}
    walk: dict[int, list[float]] = {h: [] for h in steps}
    inside: dict[int, list[float]] = {h: [] for h in steps}
    for h in steps:
        missed, flat = errors_at(reference, h, damping), errors_at(reference, h, 0.0)
        for k in range(missed.shape[1]):
            # what was known at this origin: errors whose outcome lies at or before it
            known, steady = missed[:, : max(0, k - h + 1)], flat[:, : max(0, k - h + 1)]
            pool, base = known[~np.isnan(known)], steady[~np.isnan(steady)]
            real = reference[:, LOOKBACK + k + h]
            there = ~np.isnan(missed[:, k])
            if pool.size < LEAST or not there.any():
                continue
            outcome = expit(real[there])
            mine = expit((real - missed[:, k])[there, None] + pool[None, :])
            theirs = expit((real - flat[:, k])[there, None] + base[None, :])
            ours[h].extend(crps(mine, outcome))
            walk[h].extend(crps(theirs, outcome))
            bounds = np.quantile(mine, [0.1, 0.9], axis=1)
            inside[h].extend(((bounds[0] <= outcome) & (outcome <= bounds[1])).astype(float))
    scored = [h for h in steps if ours[h]]
    ratio = float(np.mean([np.mean(ours[h]) / np.mean(walk[h]) for h in scored])) if scored else None
    cover = {h: float(np.mean(inside[h])) if inside.get(h) else None for h in (10, 20)}
    return Record(ratio, cover[10], cover[20], sum(len(ours[h]) for h in scored))


def _prepared(world: World, by: Yardstick, as_of: int, horizon: int) -> tuple[Floats, Record]:
    """Compute reference class and record once for a world, a yardstick and a view."""
    def make() -> tuple[Floats, Record]:
        reference = reference_class(world, by, as_of)
        return reference, record(reference, horizon, DAMPING.get(by.id, HALF)) if reference.size else Record(None, None, None, 0)

    return world.once(("forecast", by.id, as_of, horizon), make)


def forecast(world: World, actor: Actor, by: Yardstick, as_of: int, *, horizon: int = 20,
             extra: tuple[Actor, ...] = ()) -> Forecast | None:
    """Forecast the share of an actor, a bloc at the composition of the view.

    Parameters
    ----------
    world : World
        The tables; nothing after `as_of` is read.
    actor : State or Bloc
        Whose share.
    by : Yardstick
        On which yardstick.
    as_of : int
        The view.
    horizon : int
        Years ahead.
    extra : tuple of State or Bloc
        Added to the actor: the share of a bloc with a would-be member.

    Returns
    -------
    Forecast or None
        None where the series is shorter than the drift needs. The fan ends where fewer than 20 past errors are known.
    """
    damping = DAMPING.get(by.id, HALF)
    reference, scores = _prepared(world, by, as_of, horizon)
    if not reference.size:
        return None
    parts = [series(world, party, by, as_of=as_of, composition="fixed").until(as_of) for party in (actor, *extra)]
    years = set(parts[0].years).intersection(*(p.years for p in parts[1:]))
    if not years:
        return None
    newest = max(years)
    values = [sum(dict(zip(p.years, p.values, strict=True)).get(y, np.nan) for p in parts)
              for y in range(newest - LOOKBACK, newest + 1)]
    path = drift_path(logit(np.array([values])), horizon, damping)[0]
    bands = pooled_errors(reference, horizon, damping).quantiles(LEVELS)
    reach = int(np.argmax(np.isnan(bands[:, 0]))) if np.isnan(bands).any() else horizon
    if np.isnan(path).any() or reach == 0:
        return None
    fan = expit(path[:reach, None] + bands[:reach])
    columns = [tuple(float(v) for v in fan[:, i]) for i in range(LEVELS.size)]
    return Forecast(
        of=" with ".join(p.of for p in parts), yardstick=by.id, origin=newest, start=float(values[-1]),
        years=tuple(range(newest + 1, newest + reach + 1)), low80=columns[0], low50=columns[1], median=columns[2],
        high50=columns[3], high80=columns[4], record=scores)


def as_series(fan: Forecast, by: Yardstick) -> Series:
    """Write a fan as a series, so that its cells can be evidence."""
    return Series(
        id=f"power.{by.id}_forecast", label=f"{by.label}, forecast from {fan.origin}", of=fan.of, unit=by.unit,
        table="forecast", column=by.column, keys=(("actor", fan.of), ("origin", fan.origin)), years=fan.years,
        values=fan.median, low=fan.low80, high=fan.high80, sources=by.sources,
        rule=f"{DAMPING.get(by.id, HALF):g} of the drift of 20 years on log-ratios; 80 % band from the pooled past errors of "
             "the 25 strongest states", method="share_forecast")
