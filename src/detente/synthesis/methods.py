"""The report card: every method that a paper uses, its score beside its baseline, and where it fails."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.power.forecast import Record
from detente.power.reading import PowerReading
from detente.store.starter import manifest
from detente.store.world import World
from detente.synthesis.finding import Method

LAGS = (1, 5, 10)


def accounting() -> Method:
    """Arithmetic on published numbers: nothing is estimated."""
    return Method("accounting", "Accounting", "exact", "sums, shares and ratios of published numbers; nothing is estimated",
                  "it says what changes hands, not what anyone would do with it")


def cinc() -> Method:
    """The composite index, recomputed."""
    check = manifest()["checks"]["cinc"]
    return Method("cinc", "Composite index of capability", "exact",
                  f"recomputed for {check['rows']:,} state-years; largest difference from the published index "
                  f"{check['largest_difference']:.1e}",
                  "it counts steel, energy and people, and says little of quality; ends in 2022")


def vdem() -> Method:
    """Expert codings with their own interval."""
    return Method("vdem", "Electoral democracy (V-Dem)", "untested",
                  "the producer's measurement model; intervals widened to 90 %, experts' errors taken as independent",
                  "experts of one country may err together; the two bounds of a difference are too wide for neighbours")


def agreement() -> Method:
    """Chance-corrected agreement."""
    return Method("agreement", "Agreement in UN votes (pi)", "untested",
                  "a description; no forecast is made from it, so there is nothing to score",
                  "it follows the agenda: what is not put to a vote is not seen; absences are left out")


def ideal_points(world: World, as_of: int) -> Method:
    """Published ideal points, with the error of simply carrying a distance forward."""
    error, mean = world.once(("persistence", as_of), lambda: persistence(world, as_of))
    fails = ("published estimates revised, not vintage; vote sets differ in level; sessions before 1955 float for want of "
             "repeated items")
    if not error:
        return Method("ideal_points", "Distance of positions (ideal points)", "untested",
                      "too few sessions lie before the view to score anything", fails)
    scores = ", ".join(f"{e:.2f}" for e in error)
    return Method("ideal_points", "Distance of positions (ideal points)",
                  "tested and good" if error[-1] < 0.9 * mean else "tested and weak",
                  f"carried forward it errs by {scores} at 1, 5, 10 years; the mean of all pairs errs by {mean:.2f}", fails)


def share_forecast(reading: PowerReading, yardstick: str) -> Method:
    """The forecast of shares, scored on the 25 strongest states before the view."""
    record = next((fan.record for (name, _), fan in reading.fans.items() if name == yardstick), None)
    if record is None or record.crps_ratio is None:
        return Method("share_forecast", "Forecast of shares", "untested", "no past forecast can be scored yet",
                      "everything beyond the trend")
    return Method("share_forecast", "Forecast of shares", _mark(record), _score(record),
                  "turns of trend; the break-up of states; bands are those of past errors and know no new kind of shock")


def _mark(record: Record) -> str:
    good = record.crps_ratio is not None and record.crps_ratio < 0.97 and (record.coverage10 or 0) >= 0.7
    return "tested and good" if good else "tested and weak"


def _score(record: Record) -> str:
    cover = f"; its 80 % band held {record.coverage10:.0%} of outcomes at 10 years" if record.coverage10 else ""
    far = f" and {record.coverage20:.0%} at 20" if record.coverage20 else ""
    return (f"CRPS {record.crps_ratio:.2f} of a random walk's (mean of 10, 15, 20 years, {record.forecasts:,} "
            f"forecasts){cover}{far}")


def persistence(world: World, as_of: int) -> tuple[tuple[float, ...], float]:
    """Score the simplest forecast of a distance, that it stays, over all pairs of states up to a year.

    Returns
    -------
    tuple
        Mean absolute errors at 1, 5 and 10 years, and that of forecasting the mean of all pairs.
    """
    table = world.frame("positions").filter((pl.col("year") <= as_of) & pl.col("legacy").is_not_null())
    if table.is_empty():
        return (), float("nan")
    every = pl.DataFrame({"year": range(int(table["year"].to_numpy().min()), as_of + 1)}, schema={"year": pl.Int16})
    wide = table.select("year", "ccode", "legacy").pivot("ccode", index="year", values="legacy")
    x = every.join(wide, on="year", how="left", maintain_order="left").drop("year").to_numpy().astype(float)
    if x.shape[0] <= LAGS[-1] or x.shape[1] < 2:
        return (), float("nan")
    upper = np.triu_indices(x.shape[1], 1)
    gaps = np.abs(x[:, upper[0]] - x[:, upper[1]]).astype(np.float32)
    missed = [np.abs(gaps[lag:] - gaps[:-lag]) for lag in LAGS]
    if any(np.isnan(m).all() for m in missed):
        return (), float("nan")
    errors = tuple(float(np.nanmean(m)) for m in missed)
    return errors, float(np.nanmean(np.abs(gaps - np.nanmean(gaps))))
