"""Capabilities of states as shares of the system on several yardsticks, and its totals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, members_on
from detente.estimators.cinc import cinc
from detente.grain import Grain
from detente.span import year_end
from detente.store.starter import Recipe

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
GDP = ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current")
NEEDS = ("cow_nmc", "wdi", "gapminder", "maddison", "nuclear")
NET = {"gdp_constant": "net", "gdp_2011": "net_long"}
"""GDP times GDP per head, by the column of GDP."""
COUNTED = ("arms_exports", "oil", "gas")
"""Columns that name producers only: shares need the Soviet Union or Russia among them."""
RUSSIA = 365
ARMS_SINCE = 1996
COVERED = 0.95
"""Least part of the system's people in states with data before shares of GDP are given."""
OPEN_SINCE = 1946
"""Before this year the open population series (today's borders) serves only where NMC has none."""
OPEN_ONLY = 1992
"""From this year people come from the open series alone, so that amounts may be given."""
COVERED_SPENDING = 0.9
"""The same for military spending, which a few large states (Vietnam, North Korea) do not report."""


def _year_end_members() -> pl.DataFrame:
    """List every member of the system at the end of each year."""
    rows = [
        (code, year)
        for year in range(FIRST_YEAR, COMPLETE_TO + 1)
        for code in members_on(year_end(year))
    ]
    return pl.DataFrame(rows, schema={"ccode": pl.Int64, "year": pl.Int64}, orient="row")


def amounts(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Join what each yardstick measures, one row a state and year.

    Military spending is share of GDP times GDP, on each kind of dollar: the open yardstick.
    """
    joined = tables["cow_nmc"].drop("cinc")
    for name in NEEDS[1:]:
        joined = joined.join(tables[name], on=["ccode", "year"], how="full", coalesce=True)
    # the open series knows today's territories: states that vanished by 1991, and all before 1946,
    # take their people from NMC; a state whose code changed during a year counts once, under the
    # code of its 31 December
    joined = joined.join(
        _year_end_members().with_columns(pl.lit(True).alias("stands")),
        on=["ccode", "year"],
        how="left",
    )
    stands = pl.col("stands").fill_null(False)
    census, open_series = pl.col("tpop") * 1000, pl.col("pop")
    people = (
        pl.when(pl.col("year") < OPEN_SINCE)
        .then(pl.coalesce(census, open_series))
        .when(pl.col("year") < OPEN_ONLY)
        .then(pl.coalesce(open_series, census))
        .otherwise(open_series)
    )
    # arms move in lumps, so five years are summed: from the year in which all five have Russia
    # among the exporters
    five = (
        pl.col("arms_exports").rolling_sum_by("year", window_size="5i", min_samples=1).over("ccode")
    )
    joined = joined.sort("ccode", "year").with_columns(
        pl.when(pl.col("arms_exports").is_not_null() & (pl.col("year") >= ARMS_SINCE))
        .then(five)
        .alias("arms_exports")
    )
    counted, from_open = pl.when(stands).then(people), pl.when(stands).then(open_series)
    joined = (
        joined.with_columns(counted.alias("pop"), from_open.alias("pop_open"))
        .drop("stands")
        .with_columns((pl.col(g) ** 2 / pl.col("pop")).alias(n) for g, n in NET.items())
    )
    spending = [
        (pl.col("milex_share_of_gdp") / 100 * pl.col(g)).alias(g.replace("gdp", "spending"))
        for g in GDP
    ]
    return joined.with_columns(spending).sort("year", "ccode")


def _cinc(frame: pl.DataFrame) -> pl.Series:
    """Compute the index for each year of a frame sorted by year."""
    values = frame.select(COMPONENTS).cast(pl.Float64).to_numpy()
    out = np.full(frame.height, np.nan)
    years = frame["year"].to_numpy()
    edges = np.flatnonzero(np.diff(years)) + 1
    for start, stop in zip([0, *edges], [*edges, years.size], strict=True):
        out[start:stop] = cinc(values[start:stop])
    return pl.Series("cinc", out).fill_nan(None)


def capability(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the state-year table of shares and of open military spending."""
    frame = amounts(tables)
    frame = frame.with_columns(_cinc(frame))
    people = pl.col("pop")

    def share(column: str, least: float) -> pl.Expr:
        value = pl.col(column) / pl.col(column).sum().over("year")
        covered = people.filter(pl.col(column).is_not_null()).sum().over(
            "year"
        ) / people.sum().over("year")
        # a source that leaves out one of the two largest producers gives no shares of the world
        named = (pl.col(column).is_not_null() & (pl.col("ccode") == RUSSIA)).any().over(
            "year"
        ) | pl.lit(column not in COUNTED)
        return (
            pl.when(((covered >= least) | pl.lit(least == 0)) & named)
            .then(value)
            .alias(f"{column}_share")
        )

    guarded = [*GDP, "gdp_2011", *NET.values()]
    plain = ["cinc", *COMPONENTS, "pop", "warheads", *COUNTED]
    spending = [g.replace("gdp", "spending") for g in GDP]
    return (
        frame.select(
            "ccode",
            "year",
            "cinc",
            *(share(c, 0) for c in plain),
            *(share(c, COVERED) for c in guarded),
            *(share(c, COVERED_SPENDING) for c in ("spending_constant", "spending_ppp_constant")),
            *spending,
        )
        .filter(pl.any_horizontal(pl.exclude("ccode", "year").is_not_null()))
        .with_columns(
            pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)
        )
        .sort("ccode", "year")
    )


def totals(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the system's totals of open quantities, so that an amount can be had from a share.

    People have a total only in years in which all of them come from the open series: of a source
    that may be cited but not passed on, no amount can be had back.
    """
    frame = amounts(tables)
    whole = (
        (pl.col("pop").is_null() | (pl.col("pop") == pl.col("pop_open")).fill_null(False))
        .all()
        .over("year")
    )
    frame = frame.with_columns(pl.when(whole).then(pl.col("pop")).alias("pop"))
    columns = ["pop", "warheads", *GDP, "gdp_2011"]
    parts = [
        frame.filter(pl.col(c).is_not_null())
        .group_by("year")
        .agg(
            pl.lit(c).first().alias("measure"),
            pl.col(c).sum().cast(pl.Float64).alias("total"),
            pl.len().cast(pl.Int32).alias("states"),
        )
        for c in columns
    ]
    return pl.concat(parts).filter(pl.col("total") > 0).sort("measure", "year")


def check_cinc(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Hold the recomputed index against the published one, row by row."""
    frame = tables["cow_nmc"].sort("year", "ccode")
    gaps = (_cinc(frame) - frame["cinc"]).abs()
    return {"rows": frame.height, "largest_difference": float(f"{gaps.to_numpy().max():.3e}")}


RECIPES = (
    Recipe(
        "capability",
        Grain.STATE_YEAR,
        NEEDS,
        capability,
        "shares of the states with data; CINC is the mean of the available component shares; "
        "military spending is share of GDP times GDP",
    ),
    Recipe("totals", Grain.YEAR, NEEDS, totals, "sums over the states of the system with data"),
)
