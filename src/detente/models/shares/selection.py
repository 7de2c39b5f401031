"""How shares are carried forward: rules weighed by what they scored before, and their record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.blends import ALIKE, BLEND, LONG, WALK, Scored, backtest, weigh
from detente.estimators.forecast import Blend, Pool, Rule
from detente.power.capability import NEEDS, capability
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
SINCE = 1920
"""First year of the reference class: the states of the years between the wars have entered."""
RECENT = 1956
"""First year of the shorter memory: Japan and Germany have entered again."""
SCORED_SINCE = 1976
"""First origin of the record: the first with twenty years of drift after `RECENT`."""
REFERENCE = 25
"""States in the reference class: the strongest at the time of the view."""
HORIZONS = (1, 5, 10, 15, 20, 25)
"""Years ahead at which every candidate is scored."""
JUDGED = (10, 15, 20)
"""Years ahead of the record."""
RULES = (
    Rule("none", 0.0),
    Rule("half", 0.5),
    Rule("full", 1.0),
    Rule("damped", 1.0, damping=0.95),
)
"""Part of the drift of twenty years that is carried on, and how it fades."""
WIDTHS = (0.7, 1.0, 1.4)
"""Factors on past errors."""
POOLS = tuple(
    Pool(f"{first} {width:g}", first - SINCE, width=width)
    for width in WIDTHS
    for first in (SINCE, RECENT)
)
"""Which past errors make a band: since when, and how much wider than they fell."""
HALF = Rule("half", 0.5)
"""The rule of the published forecast of 2013."""
FEWEST = 8
"""Fewest origins without a year in common below which coverage is printed and not judged."""
REFERENCES = {
    "cinc": "cinc_share",
    "gdp_long": "gdp_2011_share",
    "pop": "pop_share",
    "milex": "milex_share",
    "milper": "milper_share",
    "pec": "pec_share",
}
"""Yardsticks whose series reach back far enough to be scored."""
PARTS = (
    (0.125, ""),
    (0.375, "about a quarter of the drift of twenty years"),
    (0.625, "about half of the drift of twenty years"),
    (0.875, "about three quarters of the drift of twenty years"),
)
"""Parts of the drift up to which they are called so; the first is none."""
WHOLE = "the drift of twenty years"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an 80 % band of one horizon held, over all origins whose weights were learnt there.

    Attributes
    ----------
    horizon : int
        Years ahead.
    inside, below, above : float
        Part of outcomes inside the band, below and above it.
    origins, apart : int
        Origins, and how many of them have no year in common.
    """

    horizon: int
    inside: float
    below: float
    above: float
    origins: int
    apart: int


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """How forecasts did whose weights rest on what was known at their origin.

    Attributes
    ----------
    drift : float or None
        Part of the drift of twenty years that a view carries over ten years.
    width : float or None
        Factor on past errors at ten years.
    crps_ratio : float or None
        Mean CRPS at 10, 15 and 20 years over that of a random walk with its errors as they fell
        since 1956.
    crps_alike : float or None
        The same over a random walk with its errors weighed as the blend weighs its own: the
        stricter baseline.
    coverage : tuple of Coverage
        At the horizons of `JUDGED` that are known.
    forecasts : int
        Number of forecasts scored at those horizons.
    """

    drift: float | None = None
    width: float | None = None
    crps_ratio: float | None = None
    crps_alike: float | None = None
    coverage: tuple[Coverage, ...] = ()
    forecasts: int = 0

    def at(self, horizon: int) -> Coverage | None:
        """Give what the band of a horizon held; None where no outcome is known."""
        return next((one for one in self.coverage if one.horizon == horizon), None)

    @property
    def goes_on(self) -> str:
        """What is carried on, in words; empty where nothing is."""
        part = self.drift or 0.0
        return next((words for most, words in PARTS if part < most), WHOLE)


def forecast_scores(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every candidate, their blend and both random walks on every yardstick.

    Each forecast has the weights and the errors that were known at its origin.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        ``yardstick``, ``rule``, ``horizon``, ``forecasts``, ``origin``, ``crps``, ``inside``,
        ``below`` (both null for candidates), ``learnt`` (whether the weights of the origin rest on
        scores known there).
    """
    frame = capability(tables)
    parts = [
        _table(yardstick, state_matrix(frame, column, SINCE)[1])
        for yardstick, column in REFERENCES.items()
    ]
    names = pl.col("yardstick", "rule").cast(pl.Categorical)
    whole, real = pl.col("horizon", "forecasts").cast(pl.Int8), pl.col("crps", "inside", "below")
    year = pl.col("origin").cast(pl.Int16)
    return pl.concat(parts).select(names, whole, year, real.cast(pl.Float32), "learnt")


def _table(yardstick: str, shares: Floats) -> pl.DataFrame:
    """Score everything on one yardstick, sorted so that like rows lie together."""
    found = backtest(shares, RULES, POOLS, HORIZONS, REFERENCE, skipped=RECENT - SINCE)
    printed = (BLEND, ALIKE, WALK)
    rows = [_row(yardstick, one, full=one.name in printed) for one in found]
    schema = {
        "yardstick": pl.String,
        "rule": pl.String,
        "horizon": pl.Int64,
        "forecasts": pl.Int64,
        "origin": pl.Int64,
        "crps": pl.Float64,
        "inside": pl.Float64,
        "below": pl.Float64,
        "learnt": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("rule", "horizon", "origin")


def _row(yardstick: str, one: Scored, *, full: bool) -> tuple[object, ...]:
    band = (one.inside, one.below) if full else (None, None)
    origin = SINCE + one.origin
    return (
        yardstick,
        one.name,
        one.horizon,
        one.forecasts,
        origin,
        one.crps,
        *band,
        one.learnt,
    )


DERIVED_TABLES = (
    DerivedTable(
        "forecast_scores",
        None,
        needs=NEEDS,
        make=forecast_scores,
        rule="mean CRPS, and parts inside and below the 80 % band, of forecasts of the 25 "
        "strongest states at each origin; learnt: whether the weights rest on scores known at the "
        "origin",
    ),
)


def _of_yardstick(catalog: Catalog, yardstick: str) -> pl.DataFrame:
    """Give the scores of one yardstick whose outcomes are known to the catalog."""
    table = catalog.frame("forecast_scores")
    of_yardstick = table.filter(pl.col("yardstick") == yardstick)
    return of_yardstick.with_columns(pl.col("rule").cast(pl.String))


def known_scores(catalog: Catalog, yardstick: str, as_of: int | date) -> pl.DataFrame:
    """Give the scores whose outcomes a view can know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    yardstick : str
        Key of `REFERENCES`.
    as_of : int or datetime.date
        The view.

    Returns
    -------
    polars.DataFrame
        As `forecast_scores` makes it, of one yardstick; empty where nothing is known.
    """
    return catalog.as_of(as_of).remember(_of_yardstick, yardstick)


def weights_at(scores: pl.DataFrame, names: tuple[str, ...], now: int) -> dict[int, Floats]:
    """Weigh candidates at every horizon by what is known in a year.

    A horizon of ten years or more whose own scores are too few takes the weights of the next
    shorter one of ten years or more.

    Parameters
    ----------
    scores : polars.DataFrame
        As `known_scores` gives them.
    names : tuple of str
        The candidates.
    now : int
        The year.

    Returns
    -------
    dict of int to ndarray
        Horizons that have weights, and these.
    """
    found: dict[int, Floats] = {}
    shorter: Floats | None = None
    of_names = scores.filter(pl.col("rule").is_in(list(names)))
    keys = ("horizon", "origin", "forecasts")
    wide = of_names.pivot("rule", index=keys, values="crps").sort("horizon", "origin")
    horizons, origins, forecasts = (wide[key].to_numpy().astype(np.float64) for key in keys)
    if wide.is_empty():
        return found
    errors = wide.select(names).to_numpy().astype(np.float64)
    for horizon in HORIZONS:
        rows = horizons == horizon
        age = now - horizon - origins[rows]
        own = weigh(errors[rows], forecasts[rows], age, horizon)
        weights = shorter if own is None else own
        if horizon >= LONG:
            shorter = weights
        if weights is not None:
            found[horizon] = weights
    return found


def blend_at(scores: pl.DataFrame, now: int, horizon: int) -> Blend | None:
    """Blend the candidates by what is known in a year; weights between horizons lie on a line.

    Parameters
    ----------
    scores : polars.DataFrame
        As `known_scores` gives them.
    now : int
        The newest year with data.
    horizon : int
        Years ahead.

    Returns
    -------
    Blend or None
        None where no horizon has weights.
    """
    of_rules = weights_at(scores, tuple(rule.name for rule in RULES), now)
    of_pools = weights_at(scores, tuple(pool.name for pool in POOLS), now)
    if not of_rules or not of_pools:
        return None
    years = np.arange(1, horizon + 1)
    rules, pools = (_between(weights, years) for weights in (of_rules, of_pools))
    added = np.array([[rule.steps(int(year)) for rule in RULES] for year in years])
    return Blend((added * rules).sum(axis=1), POOLS, weights=pools)


def _between(weights: dict[int, Floats], years: NDArray[np.int64]) -> Floats:
    """Read weights at every year off those of the scored horizons."""
    known = np.stack(list(weights.values()))
    lines = [np.interp(years, list(weights), column) for column in known.T]
    return np.stack(lines, axis=1)


def record(catalog: Catalog, yardstick: str, as_of: int | date) -> ShareRecord:
    """Give the record of forecasts whose weights were learnt at their own origin.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    yardstick : str
        Key of `REFERENCES`.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_record, yardstick)


def blend(catalog: Catalog, yardstick: str, as_of: int | date) -> Blend | None:
    """Blend the candidates by what a view can know; None where that is too little.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    yardstick : str
        Key of `REFERENCES`.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_blend, yardstick)


def _blend(catalog: Catalog, yardstick: str) -> Blend | None:
    scores = catalog.remember(_of_yardstick, yardstick)
    if scores.is_empty():
        return None
    newest = int(
        (scores["origin"].to_numpy().astype(np.int64) + scores["horizon"].to_numpy()).max()
    )
    return blend_at(scores, newest, max(HORIZONS))


def _record(catalog: Catalog, yardstick: str) -> ShareRecord:
    scores = catalog.remember(_of_yardstick, yardstick)
    return record_of(scores, catalog.remember(_blend, yardstick))


def record_of(scores: pl.DataFrame, used: Blend | None) -> ShareRecord:
    """Compare the blend with both random walks, over all origins whose weights were learnt.

    Parameters
    ----------
    scores : polars.DataFrame
        As `known_scores` gives them.
    used : Blend or None
        The blend of the view.
    """
    drift, width = _of_ten_years(used)
    printed = scores.filter(
        pl.col("learnt"),
        pl.col("origin") >= SCORED_SINCE,
        pl.col("rule").is_in([BLEND, ALIKE, WALK]),
    )
    by_rule = _sums(printed)
    ours, alike, walk = (by_rule[name] for name in (BLEND, ALIKE, WALK))
    coverage = tuple(one.coverage for one in ours)
    return ShareRecord(
        drift=drift,
        width=width,
        crps_ratio=_ratio(ours, walk),
        crps_alike=_ratio(ours, alike),
        coverage=coverage,
        forecasts=sum(one.forecasts for one in ours),
    )


def _of_ten_years(used: Blend | None) -> tuple[float | None, float | None]:
    """Give the part of the drift that a blend carries over ten years, and its factor on errors."""
    if used is None:
        return None, None
    return float(used.steps[LONG - 1]) / LONG, float(used.widths[LONG - 1])


@dataclass(frozen=True, slots=True)
class _Sum:
    """The scores of one rule at one horizon, over all origins.

    Attributes
    ----------
    coverage : Coverage
        Of its band.
    crps : float
        Mean over all forecasts.
    forecasts : int
        How many.
    """

    coverage: Coverage
    crps: float
    forecasts: int


def _sums(printed: pl.DataFrame) -> dict[str, list[_Sum]]:
    """Sum the scores of the blend and of both random walks up by horizon."""
    rules = np.array(printed["rule"].to_list(), dtype=object)
    names = ("horizon", "origin", "forecasts", "crps", "inside", "below")
    values = printed.select(pl.col(names).cast(pl.Float64)).to_numpy()
    found: dict[str, list[_Sum]] = {}
    for rule in (BLEND, ALIKE, WALK):
        groups = [(rules == rule) & (values[:, 0] == horizon) for horizon in JUDGED]
        found[rule] = [_sum(values[group]) for group in groups if group.any()]
    return found


def _sum(rows: Floats) -> _Sum:
    """Take the means of one rule's scores at one horizon, each forecast counted alike."""
    counts = rows[:, 2]
    crps, inside, below = (float(part) for part in counts @ rows[:, 3:] / counts.sum())
    horizon, origins = int(rows[0, 0]), rows[:, 1]
    coverage = Coverage(
        horizon,
        inside,
        below=below,
        above=1 - inside - below,
        origins=origins.size,
        apart=int(origins.max() - origins.min()) // horizon + 1,
    )
    return _Sum(coverage, crps, forecasts=int(counts.sum()))


def _ratio(ours: list[_Sum], other: list[_Sum]) -> float | None:
    """Give the mean ratio of two rules' CRPS; None where no horizon is known."""
    ratios = [one.crps / two.crps for one, two in zip(ours, other, strict=True)]
    return float(np.mean(ratios)) if ratios else None
