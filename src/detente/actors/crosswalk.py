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
    days = _days_together()
    first, last = pl.col("from").dt.year().cast(pl.Int64), pl.col("to").dt.year().cast(pl.Int64)
    years = days.with_columns(pl.int_ranges(first, last + 1).alias("year")).explode("year")
    new_year, year_end = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    shared = pl.min_horizontal("to", year_end) - pl.max_horizontal("from", new_year)
    return (
        years.filter(pl.col("year").is_between(FIRST_YEAR, COMPLETE_TO))
        .group_by("ccode", "gwcode", "year")
        .agg((shared.dt.total_days() + 1).sum().alias("days"))
    )


def _days_together() -> pl.DataFrame:
    """Give the spells in which a name held for both codes and both were members."""
    names = [
        (name.ccode, name.gwcode, name.span.start, name.span.end)
        for name in identities()
        if name.ccode is not None and name.gwcode is not None
    ]
    schema = {"ccode": pl.Int64, "gwcode": pl.Int64, "named": pl.Date, "unnamed": pl.Date}
    named = pl.DataFrame(names, schema=schema, orient="row")
    cow = spells("cow").select(pl.col("code").alias("ccode"), "start", "end")
    gw = spells("gw").select(
        pl.col("code").alias("gwcode"),
        pl.col("start").alias("begin"),
        pl.col("end").alias("until"),
    )
    newest = pl.date(COMPLETE_TO, 12, 31)
    both = named.join(cow, on="ccode").join(gw, on="gwcode")
    days = both.with_columns(
        pl.max_horizontal("named", "start", "begin").alias("from"),
        pl.min_horizontal("unnamed", "end", "until", newest).alias("to"),
    )
    return days.filter(pl.col("from") <= pl.col("to"))


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
    names = [
        (getattr(name, key), name.iso3 or None, name.name, name.span.start, name.span.end)
        for name in identities()
        if getattr(name, key) is not None
    ]
    schema = {
        key: pl.Int64,
        "iso3": pl.String,
        "statename": pl.String,
        "named": pl.Date,
        "unnamed": pl.Date,
    }
    named = pl.DataFrame(names, schema=schema, orient="row")
    years = pl.DataFrame({"year": range(FIRST_YEAR, COMPLETE_TO + 1)}, schema={"year": pl.Int64})
    year_end = pl.date(pl.col("year"), 12, 31)
    in_use = (pl.col("named") <= year_end) & (pl.col("unnamed") >= year_end)
    duration = pl.col("unnamed") - pl.col("named")
    # of the names of a year the one in use comes first, and of these the one of the shortest span
    ordered = (
        named.join(years, how="cross")
        .with_columns(in_use.alias("in_use"), duration.alias("duration"))
        .sort(key, "year", "in_use", "duration", descending=[False, False, True, False])
    )
    first = ordered.unique([key, "year"], keep="first", maintain_order=True)
    return first.select(key, "year", "iso3", "statename")
