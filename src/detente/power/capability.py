"""Capabilities of states as shares of the system on several yardsticks, and its totals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, members_on
from detente.estimators.cinc import cinc
from detente.grain import Grain
from detente.span import year_end
from detente.store.starter import DerivedTable

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
GDP = ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current")
JOINED = ("wdi", "gapminder", "maddison", "nuclear")
INDEXED = "cow_nmc_published"
"""Components with their zeros as published, which the producer's index counts as zeros."""
NEEDS = ("cow_nmc", INDEXED, *JOINED)
CARRIED = 2
"""Years for which people as last observed still weigh how much of the system has data."""
NET = {"gdp_constant": "net", "gdp_2011": "net_long"}
"""GDP times GDP per head, by the column of GDP."""
SPENDING = tuple(gdp.replace("gdp", "spending") for gdp in GDP)
SHARED_SPENDING = ("spending_constant", "spending_ppp_constant")
"""Military spending on each kind of dollar, and the kinds of which shares are given."""
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
    for name in JOINED:
        joined = joined.join(tables[name], on=["ccode", "year"], how="full", coalesce=True)
    # the open series knows today's territories: states that vanished by 1991, and all before 1946,
    # take their people from NMC; a state whose code changed during a year counts once, under the
    # code of its 31 December
    members = _year_end_members().with_columns(pl.lit(True).alias("member"))
    is_member = pl.col("member").fill_null(False)
    joined = joined.join(members, on=["ccode", "year"], how="left").sort("ccode", "year")
    joined = joined.with_columns(
        pl.when(is_member).then(_people()).alias("pop"),
        pl.when(is_member).then(pl.col("pop")).alias("pop_open"),
        _arms_of_five_years().alias("arms_exports"),
    ).drop("member")
    net = [(pl.col(gdp) ** 2 / pl.col("pop")).alias(name) for gdp, name in NET.items()]
    part_spent = pl.col("milex_share_of_gdp") / 100
    spending = [
        (part_spent * pl.col(gdp)).alias(name) for gdp, name in zip(GDP, SPENDING, strict=True)
    ]
    return joined.with_columns(net).with_columns(spending).sort("year", "ccode")


def _people() -> pl.Expr:
    """Take people from NMC at first, then from the open series or NMC, at last from the former."""
    census, open_series = pl.col("tpop") * 1000, pl.col("pop")
    return (
        pl.when(pl.col("year") < OPEN_SINCE)
        .then(pl.coalesce(census, open_series))
        .when(pl.col("year") < OPEN_ONLY)
        .then(pl.coalesce(open_series, census))
        .otherwise(open_series)
    )


def _arms_of_five_years() -> pl.Expr:
    """Sum arms exports over five years: deliveries come in lumps.

    The sum begins in the year in which all five years have Russia among the exporters.
    """
    exports = pl.col("arms_exports")
    five_years = exports.rolling_sum_by("year", window_size="5i", min_samples=1).over("ccode")
    given = exports.is_not_null() & (pl.col("year") >= ARMS_SINCE)
    return pl.when(given).then(five_years)


def _cinc(frame: pl.DataFrame) -> pl.Series:
    """Compute the index for each year of a frame sorted by year."""
    values = frame.select(COMPONENTS).cast(pl.Float64).to_numpy()
    index = np.full(frame.height, np.nan)
    years = frame["year"].to_numpy()
    edges = np.flatnonzero(np.diff(years)) + 1
    for start, stop in zip([0, *edges], [*edges, years.size], strict=True):
        index[start:stop] = cinc(values[start:stop])
    return pl.Series("cinc", index).fill_nan(None)


def _share(column: str, least: float) -> pl.Expr:
    """Divide a column by its sum of the year.

    Parameters
    ----------
    column : str
        What is divided.
    least : float
        Least part of the system's people in states with data; 0 where shares need no coverage.
    """
    has_data = pl.col(column).is_not_null()
    enough = pl.lit(True)
    if least > 0:
        # people are observed a year or two less far than product: who they were still weighs
        people = pl.col("pop").forward_fill(limit=CARRIED).over("ccode")
        covered = people.filter(has_data).sum().over("year") / people.sum().over("year")
        enough = covered >= least
    if column in COUNTED:
        # a source that leaves out one of the two largest producers gives no shares of the world
        enough = (has_data & (pl.col("ccode") == RUSSIA)).any().over("year")
    share = pl.col(column) / pl.col(column).sum().over("year")
    return pl.when(enough).then(share).alias(f"{column}_share")


def capability(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the state-year table of shares and of open military spending."""
    frame = amounts(tables)
    indexed = tables[INDEXED].select("ccode", "year", *COMPONENTS).sort("year", "ccode")
    index = indexed.select("ccode", "year", _cinc(indexed))
    frame = frame.join(index, on=["ccode", "year"], how="left", maintain_order="left")
    plain = ("cinc", *COMPONENTS, "pop", "warheads", *COUNTED)
    needs_people = (*GDP, "gdp_2011", *NET.values())
    shares = [
        *(_share(column, 0) for column in plain),
        *(_share(column, COVERED) for column in needs_people),
        *(_share(column, COVERED_SPENDING) for column in SHARED_SPENDING),
    ]
    measured = pl.exclude("ccode", "year")
    table = frame.select("ccode", "year", "cinc", *shares, *SPENDING)
    return (
        table.filter(pl.any_horizontal(measured.is_not_null()))
        .with_columns(measured.cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16))
        .sort("ccode", "year")
    )


def totals(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the system's totals of open quantities, which turn a share into an amount.

    People have a total only in years in which all of them come from the open series: from a source
    that may be cited but not passed on, no amount can be recovered.
    """
    frame = amounts(tables)
    is_open = (pl.col("pop") == pl.col("pop_open")).fill_null(False)
    all_open = (pl.col("pop").is_null() | is_open).all().over("year")
    frame = frame.with_columns(pl.when(all_open).then(pl.col("pop")).alias("pop"))
    parts = [_total(frame, column) for column in ("pop", "warheads", *GDP, "gdp_2011")]
    return pl.concat(parts).filter(pl.col("total") > 0).sort("measure", "year")


def _total(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Sum a column over the states of each year."""
    sums = (
        pl.lit(column).first().alias("measure"),
        pl.col(column).sum().cast(pl.Float64).alias("total"),
        pl.len().cast(pl.Int32).alias("states"),
    )
    return frame.filter(pl.col(column).is_not_null()).group_by("year").agg(sums)


def check_cinc(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Compare the recomputed index with the published one, row by row."""
    frame = tables[INDEXED].sort("year", "ccode")
    gaps = (_cinc(frame) - frame["cinc"]).abs()
    return {"rows": frame.height, "largest_difference": float(f"{gaps.to_numpy().max():.3e}")}


DERIVED_TABLES = (
    DerivedTable(
        id="capability",
        grain=Grain.STATE_YEAR,
        needs=NEEDS,
        make=capability,
        rule="shares of the states with data; CINC is the mean of the available component shares; "
        "military spending is share of GDP times GDP",
    ),
    DerivedTable(
        id="totals",
        grain=Grain.YEAR,
        needs=NEEDS,
        make=totals,
        rule="sums over the states of the system with data",
    ),
)
