"""Persistence: how far a distance in UN votes errs as a forecast of itself.

The simplest forecasts are that a distance stays as it is, or that its smoothed level does. Their
errors depend on the year of the view alone, and take all pairs of states: the starter holds them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.identity.distance import HEADLINE
from detente.store.catalog import Catalog

Singles = NDArray[np.float32]
LAGS = (1, 5, 10)
"""Years ahead at which forecasts are scored."""
GAIN = 0.5
"""Weight of the newest year in the smoothed forecast."""


@dataclass(frozen=True, slots=True)
class DistanceErrors:
    """Mean absolute errors of forecasts of a distance, over all pairs of states up to a year.

    Attributes
    ----------
    carried, smoothed : tuple of float
        Of carrying the distance forward, and its smoothed level, at 1, 5 and 10 years.
    mean : float
        Of forecasting the mean of all pairs.
    """

    carried: tuple[float, ...]
    smoothed: tuple[float, ...]
    mean: float


def distance_errors(catalog: Catalog, as_of: int) -> DistanceErrors | None:
    """Give the errors that a view can know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.

    Returns
    -------
    DistanceErrors or None
        None where too few sessions lie before the view.
    """
    return catalog.as_of(as_of).remember(_held)


def _held(catalog: Catalog) -> DistanceErrors | None:
    """Read the newest errors that a view can know."""
    table = catalog.frame("distance_errors")
    newest = table.filter(pl.col("year") == pl.col("year").max())
    if newest.is_empty():
        return None
    row = newest.row(0, named=True)
    return DistanceErrors(
        carried=tuple(row[f"carried_{lag}"] for lag in LAGS),
        smoothed=tuple(row[f"smoothed_{lag}"] for lag in LAGS),
        mean=row["mean"],
    )


def measured(gaps: Singles) -> DistanceErrors | None:
    """Score the simplest forecasts of distances.

    Parameters
    ----------
    gaps : ndarray, shape (T, N)
        Distance of N pairs in each year; NaN where it is not known.

    Returns
    -------
    DistanceErrors or None
        None where no pair is known over the longest of `LAGS`.
    """
    missed = [np.abs(gaps[lag:] - gaps[:-lag]) for lag in LAGS]
    if any(np.isnan(errors).all() for errors in missed):
        return None
    level = _smoothed(gaps)
    carried, smoothed = [], []
    for lag, errors in zip(LAGS, missed, strict=True):
        # the smoothed forecast is asked for the same cells as the plain one
        of_level = np.where(np.isnan(errors), np.nan, np.abs(gaps[lag:] - level[:-lag]))
        carried.append(float(np.nanmean(errors)))
        smoothed.append(float(np.nanmean(of_level)))
    mean = float(np.nanmean(np.abs(gaps - np.nanmean(gaps))))
    return DistanceErrors(tuple(carried), tuple(smoothed), mean=mean)


def _smoothed(gaps: Singles) -> Singles:
    """Smooth each pair's distances over the years, a missing one as the level before."""
    level = gaps.copy()
    for year in range(1, len(level)):
        before, now = level[year - 1], gaps[year]
        moved = GAIN * now + (1 - GAIN) * before
        both = ~np.isnan(before) & ~np.isnan(now)
        level[year] = np.where(both, moved, np.where(np.isnan(before), now, before))
    return level


def gaps_of(table: pl.DataFrame) -> tuple[int, Singles]:
    """Lay out the distance of every pair of states in each year.

    Parameters
    ----------
    table : polars.DataFrame
        ``year``, ``ccode`` and the headline series of positions, not empty.

    Returns
    -------
    tuple
        The first year, and distances of shape (T, N); NaN where one is not known.
    """
    known = table.filter(pl.col(HEADLINE).is_not_null())
    sessions = known["year"].to_numpy()
    first, last = int(sessions.min()), int(sessions.max())
    years = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int16})
    wide = known.select("year", "ccode", HEADLINE).pivot("ccode", index="year", values=HEADLINE)
    joined = years.join(wide, on="year", how="left", maintain_order="left").drop("year")
    points = joined.to_numpy().astype(float)
    one, other = np.triu_indices(points.shape[1], 1)
    return first, np.abs(points[:, one] - points[:, other]).astype(np.float32)


def errors_by_year(table: pl.DataFrame) -> pl.DataFrame:
    """Score the forecasts up to every year in which a view can lie.

    Parameters
    ----------
    table : polars.DataFrame
        Positions: ``year``, ``ccode`` and the headline series.

    Returns
    -------
    polars.DataFrame
        ``year``, ``carried_1`` ..., ``smoothed_1`` ..., ``mean``.
    """
    first, gaps = gaps_of(table)
    rows = []
    for count in range(LAGS[-1] + 1, len(gaps) + 1):
        known = gaps[:count]
        # a state that votes later is no column yet: it would only add empty cells
        errors = measured(known[:, ~np.isnan(known).all(axis=0)])
        if errors is not None:
            rows.append((first + count - 1, *errors.carried, *errors.smoothed, errors.mean))
    names = [f"{kind}_{lag}" for kind in ("carried", "smoothed") for lag in LAGS]
    schema = {"year": pl.Int16, **dict.fromkeys((*names, "mean"), pl.Float64)}
    return pl.DataFrame(rows, schema=schema, orient="row")
