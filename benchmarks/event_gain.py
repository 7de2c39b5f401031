"""What ICEWS events by year say of militarized disputes: rank correlation, and gain over history.

``python benchmarks/event_gain.py`` from the root of the repository; it builds the tables
``icews_dyad_year`` and ``cow_mid`` from the mirror of public data (DETENTE_MIRROR or
../shared/sources). Pairs are those between which ICEWS has an
event in any year of 2002-2014; a year without a row has none. A forecast of year ``y`` is fitted on
outcomes to ``y - 1`` and sees what was reported to ``y - 1``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from detente.estimators.log_loss_gain import gain
from detente.estimators.logit import fit, probability
from detente.estimators.rank_correlation import ranks
from detente.estimators.scores import average_precision
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import SHELF
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

MIRROR = os.environ.get("DETENTE_MIRROR") or Path(__file__).parents[2] / "shared" / "sources"
SOURCES = ("icews", "cow_mid")
FIRST, LAST, FORECAST = 2002, 2014, 2005
KINDS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
PAIR = ["ccode1", "ccode2"]
FEWEST, RESAMPLES = 10, 400
HISTORY = ("peace", "recent", "before")
EVENTS = ("hostile", "material", "change")
MODELS = {
    "history": HISTORY,
    "history and usual volume": (*HISTORY, "usual"),
    "history, usual volume and the year's events": (*HISTORY, "usual", "volume", *EVENTS),
}
"""Features of each model; usual volume is the pair's mean to the year, which tells how much the
press writes of the two at all."""


def undirected(frame: pl.DataFrame) -> pl.DataFrame:
    low, high = pl.min_horizontal(PAIR), pl.max_horizontal(PAIR)
    return frame.with_columns(low.alias("ccode1"), high.alias("ccode2"))


def pair_years(catalog) -> pl.DataFrame:
    """All pairs of ICEWS by year, their events, and their disputes."""
    events = undirected(catalog.frame("icews_dyad_year"))
    events = events.group_by(*PAIR, "year").agg(pl.col(KINDS).sum())
    years = pl.DataFrame({"year": range(FIRST, LAST + 1)}, schema={"year": pl.Int64})
    whole = events.select(PAIR).unique().join(years, how="cross")
    counted = whole.join(events, on=[*PAIR, "year"], how="left").with_columns(
        pl.col(KINDS).fill_null(0)
    )
    disputes = undirected(catalog.frame("cow_mid").select(*PAIR, "year", "hostlev", "cowmidonset"))
    disputes = disputes.group_by(*PAIR, "year").agg(
        pl.col("hostlev").max().alias("level"), pl.col("cowmidonset").max().alias("onset")
    )
    with_level = counted.join(disputes, on=[*PAIR, "year"], how="left").with_columns(
        pl.col("level", "onset").fill_null(0)
    )
    past = whole.join(disputes.rename({"year": "then"}), on=PAIR, how="left")
    earlier = pl.col("then") <= pl.col("year")
    ago = (pl.col("year") - pl.col("then")).filter(earlier)
    history = past.group_by(*PAIR, "year").agg(
        ago.min().fill_null(60).clip(0, 60).log1p().alias("peace"),
        (ago < 10).sum().alias("recent"),
        (ago < 1).sum().alias("before"),
    )
    return with_level.join(history, on=[*PAIR, "year"]).sort(*PAIR, "year")


def with_features(rows: pl.DataFrame) -> pl.DataFrame:
    total = pl.sum_horizontal(KINDS)
    conflict = pl.col("verbal_conflict") + pl.col("material_conflict")
    made = rows.with_columns(
        total.log1p().alias("volume"),
        pl.when(total > 0).then(conflict / total).alias("hostile"),
        pl.col("material_conflict").log1p().alias("material"),
        pl.col("onset").shift(-1).over(PAIR).alias("next"),
    )
    before = pl.col("material").shift(1).over(PAIR)
    usual = pl.col("volume").cum_sum().over(PAIR) / pl.col("volume").cum_count().over(PAIR)
    return made.with_columns((pl.col("material") - before).alias("change"), usual.alias("usual"))


def correlation(one: np.ndarray, other: np.ndarray, dyad: np.ndarray) -> tuple[float, ...]:
    """Spearman's correlation with a 90 % interval from resampled pairs."""
    rng = np.random.default_rng(1)
    order = np.argsort(dyad, kind="stable")
    one, other, dyad = one[order], other[order], dyad[order]
    begin = np.flatnonzero(np.r_[True, dyad[1:] != dyad[:-1]])
    length = np.diff(np.r_[begin, len(dyad)])
    first, second = ranks(one), ranks(other)
    found = []
    for _ in range(RESAMPLES):
        drawn = rng.integers(0, len(begin), len(begin))
        size = length[drawn]
        start = np.repeat(begin[drawn] - np.r_[0, np.cumsum(size)[:-1]], size)
        rows = start + np.arange(size.sum())
        found.append(np.corrcoef(first[rows], second[rows])[0, 1])
    return float(np.corrcoef(first, second)[0, 1]), *np.quantile(found, (0.05, 0.95))


@contextmanager
def sources() -> Iterator[Catalog]:
    """Give the two tables, from a store that is built and goes."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        config = Settings(store.home, str(MIRROR), True, date(2026, 1, 1))
        for source in SHELF:
            if source.id in SOURCES:
                ingest(source, store, config=config)
        yield default_catalog(store)


def main() -> None:
    with sources() as catalog:
        rows = with_features(pair_years(catalog))
    pairs = rows.select(PAIR).unique().height
    assert rows.height == pairs * (LAST - FIRST + 1)
    dyad = (rows["ccode1"] * 1000 + rows["ccode2"]).to_numpy()
    level = rows["level"].cast(pl.Float64).to_numpy()
    print(f"{pairs:,} pairs, {rows.height:,} dyad-years, {(level > 0).sum():,} with a dispute")
    enough = (rows.select(pl.sum_horizontal(KINDS)).to_series() >= FEWEST).to_numpy()
    for name, chosen in (("hostile", enough), ("material", np.full(len(level), True))):
        values = rows[name].cast(pl.Float64).to_numpy()
        value, low, high = correlation(values[chosen], level[chosen], dyad[chosen])
        print(f"{name}: {value:.3f} [{low:.3f}, {high:.3f}], {chosen.sum():,} dyad-years")
    forecasts(rows)


def forecasts(rows: pl.DataFrame) -> None:
    """Forecast each year from what came before it, and compare the models."""
    known = rows.filter(pl.col("next").is_not_null())
    year = known["year"].to_numpy() + 1
    outcome = known["next"].cast(pl.Float64).to_numpy()
    chances = {name: np.zeros(len(outcome)) for name in MODELS}
    for target in range(FORECAST, LAST + 1):
        past, now = year < target, year == target
        for name, columns in MODELS.items():
            matrix = known.select(pl.col(columns).cast(pl.Float64)).to_numpy()
            model = fit(matrix[past], outcome[past])
            chances[name][now] = probability(model.log_odds(matrix[now]))
    dyad = (known["ccode1"] * 1000 + known["ccode2"]).to_numpy()
    hostile = (known["recent"] > 0).to_numpy()
    groups = {"all pairs": year >= FORECAST, "a dispute in ten years": (year >= FORECAST) & hostile}
    for group, chosen in groups.items():
        print(f"{group}: {chosen.sum():,} dyad-years, {outcome[chosen].sum():.0f} onsets")
        for name, chance in chances.items():
            precision = average_precision(chance[chosen], outcome[chosen])
            print(f"  {name}: average precision {precision:.3f}")
        own = {name: chance[chosen] for name, chance in chances.items()}
        compared(own, outcome[chosen], dyad[chosen])


def compared(chances: dict[str, np.ndarray], outcome: np.ndarray, dyad: np.ndarray) -> None:
    """Print what each model gains over the ones before it."""
    for base, better in combinations(MODELS, 2):
        found = gain(chances[better], chances[base], outcome, dyad)
        band = f"[{found.low:.3f}, {found.high:.3f}]"
        print(f"  {better} over {base}: {found.value:.3f} {band} of log loss (80 %)")


if __name__ == "__main__":
    main()
