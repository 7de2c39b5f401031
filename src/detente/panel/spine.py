"""Spines: which state-years and dyad-years exist, by day."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, System, require_system, require_year, spells
from detente.errors import DateError
from detente.span import parse_years

LAST_YEAR = COMPLETE_TO
"""Newest complete year of the state systems."""


def code_name(system: System) -> str:
    """Name the code column of a system.

    Examples
    --------
    >>> code_name("gw")
    'gwcode'
    """
    return "ccode" if system == "cow" else "gwcode"


def _years(years: tuple[int, int] | str | int | None) -> tuple[int, int]:
    if isinstance(years, str):
        years = parse_years(years)
    if isinstance(years, int):
        years = (years, years)
    try:
        first, last = years or (FIRST_YEAR, LAST_YEAR)
    except (TypeError, ValueError):
        raise DateError(f"years {years!r} are not a span", next_step="write them as (1946, 2010) or '1946-2010'") from None
    require_year(first)
    require_year(last)
    if first > last:
        raise DateError(f"years {first}-{last} run backwards")
    return first, last


def _presence(system: System, years: tuple[int, int]) -> pl.LazyFrame:
    """Give every spell cut into years: ``code``, ``year``, first and last day of membership in that year."""
    first, last = years
    every = pl.LazyFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    start, end = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    return (
        spells(system).lazy().join(every, how="cross")
        .filter((pl.col("start") <= end) & (pl.col("end") >= start))
        .select("code", "year", pl.max_horizontal("start", start).alias("from"),
                pl.min_horizontal("end", end).alias("to"))
    )


def state_years(system: str = "cow", years: tuple[int, int] | str | int | None = None) -> pl.LazyFrame:
    """Give every state-year: a state stands in a year in which it was a member on at least one day.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year; 1816 to the newest complete year by default.

    Returns
    -------
    polars.LazyFrame
        Code and ``year``, sorted.

    Examples
    --------
    >>> state_years("cow", (1946, 1946)).collect().height
    66
    """
    known = require_system(system)
    return (_presence(known, _years(years)).select(pl.col("code").alias(code_name(known)), "year").unique()
            .sort(code_name(known), "year"))


def dyad_years(system: str = "cow", *, directed: bool = False, years: tuple[int, int] | str | int | None = None) -> pl.LazyFrame:
    """Give every dyad-year: two states that were both members on one same day of the year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    directed : bool
        Both orders of each pair, or the lower code first.
    years : tuple of int, str or int, optional
        First and last year.

    Returns
    -------
    polars.LazyFrame
        Two codes and ``year``, sorted.

    Examples
    --------
    >>> dyad_years("cow", years=(1975, 1975)).filter(
    ...     (pl.col("ccode1") == 115) & (pl.col("ccode2") == 817)).collect().height
    0
    """
    known = require_system(system)
    here = _presence(known, _years(years))
    a, b = f"{code_name(known)}1", f"{code_name(known)}2"
    order = pl.col("code") != pl.col("code_right") if directed else pl.col("code") < pl.col("code_right")
    return (
        here.join(here, on="year")
        .filter(order & (pl.col("from") <= pl.col("to_right")) & (pl.col("from_right") <= pl.col("to")))
        .select(pl.col("code").alias(a), pl.col("code_right").alias(b), "year").unique().sort(a, b, "year")
    )
