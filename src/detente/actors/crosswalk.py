"""Codes of the two state systems side by side, year by year."""

from __future__ import annotations

from functools import cache

import polars as pl

from detente.actors.states import identities
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, System, code_name, spells


@cache
def _together() -> pl.DataFrame:
    """Count, for every pair of codes that one name ever had, the days of each year on which both
    were members.
    """
    named = pl.DataFrame(
        [
            (i.ccode, i.gwcode, i.span.start, i.span.end)
            for i in identities()
            if i.ccode is not None and i.gwcode is not None
        ],
        schema={"ccode": pl.Int64, "gwcode": pl.Int64, "named": pl.Date, "unnamed": pl.Date},
        orient="row",
    )
    days = (
        named.join(spells("cow").select(pl.col("code").alias("ccode"), "start", "end"), on="ccode")
        .join(
            spells("gw").select(
                pl.col("code").alias("gwcode"),
                pl.col("start").alias("begin"),
                pl.col("end").alias("until"),
            ),
            on="gwcode",
        )
        .with_columns(
            pl.max_horizontal("named", "start", "begin").alias("from"),
            pl.min_horizontal("unnamed", "end", "until", pl.date(COMPLETE_TO, 12, 31)).alias("to"),
        )
        .filter(pl.col("from") <= pl.col("to"))
    )
    first, last = pl.col("from").dt.year().cast(pl.Int64), pl.col("to").dt.year().cast(pl.Int64)
    years = (
        days.with_columns(pl.int_ranges(first, last + 1).alias("year"))
        .explode("year")
        .filter(pl.col("year").is_between(FIRST_YEAR, COMPLETE_TO))
    )
    shared = pl.min_horizontal("to", pl.date(pl.col("year"), 12, 31)) - pl.max_horizontal(
        "from", pl.date(pl.col("year"), 1, 1)
    )
    return years.group_by("ccode", "gwcode", "year").agg(
        (shared.dt.total_days() + 1).sum().alias("days")
    )


@cache
def codes_by_year(system: System = "cow") -> pl.DataFrame:
    """Give, for each code of a system and year, the code of the same state in the other system.

    Where a state changed its code during the year, the one it shared for most days is given
    (Germany in 1990: 260).

    Parameters
    ----------
    system : {"cow", "gw"}
        The system whose codes are the key.

    Returns
    -------
    polars.DataFrame
        Columns ``ccode``, ``gwcode``, ``year``, one row for each code of `system` and year that has
        a counterpart.

    Examples
    --------
    >>> codes_by_year("cow").filter((pl.col("ccode") == 345) & (pl.col("year") == 2010)).row(0)
    (345, 340, 2010)
    """
    key = code_name(system)
    return (
        _together()
        .sort(key, "year", "days", descending=[False, False, True])
        .unique([key, "year"], keep="first", maintain_order=True)
        .select("ccode", "gwcode", "year")
    )


def letters_by_code(system: System = "cow") -> pl.DataFrame:
    """Give ISO letters and the name in use for each code of a system and year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The system whose codes are the key.

    Returns
    -------
    polars.DataFrame
        Columns ``ccode`` or ``gwcode``, ``year``, ``iso3`` (null where there is none),
        ``statename``.

    Examples
    --------
    >>> letters_by_code("gw").filter((pl.col("gwcode") == 365) & (pl.col("year") == 1985))[
    ...     "statename"
    ... ].to_list()
    ['Soviet Union']
    """
    key = code_name(system)
    rows = [
        (getattr(i, key), i.iso3 or None, i.name, i.span.start, i.span.end)
        for i in identities()
        if getattr(i, key) is not None
    ]
    named = pl.DataFrame(
        rows,
        schema={
            key: pl.Int64,
            "iso3": pl.String,
            "statename": pl.String,
            "named": pl.Date,
            "unnamed": pl.Date,
        },
        orient="row",
    )
    years = pl.DataFrame({"year": range(FIRST_YEAR, COMPLETE_TO + 1)}, schema={"year": pl.Int64})
    end = pl.date(pl.col("year"), 12, 31)
    return (
        named.join(years, how="cross")
        .with_columns(
            ((pl.col("named") <= end) & (pl.col("unnamed") >= end)).alias("now"),
            (pl.col("unnamed") - pl.col("named")).alias("long"),
        )
        .sort(key, "year", "now", "long", descending=[False, False, True, False])
        .unique([key, "year"], keep="first", maintain_order=True)
        .select(key, "year", "iso3", "statename")
    )
