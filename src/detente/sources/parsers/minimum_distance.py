"""Minimum distances between states after CShapes 2.0, on several days of each year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.parsers.rdata import days, read_rda

FIXED = {"jan1": (1, 1), "june30": (6, 30), "dec31": (12, 31)}
"""Days of the year on which every living pair has a row."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a pair and year, the lower code first: kilometres on several days.

    These are the first and the last known day, and fixed days; ``yearly`` is the producer's own
    yearly file, which reads 1 January.
    """
    tables = {}
    for system, code in (("cow", "ccode"), ("gw", "gwcode")):
        dated = read_rda(paths[f"{system}_mindist_plus.rds"])
        yearly = read_rda(paths[f"{system}_mindist.rda"])
        tables[f"{system}_mindist"] = _by_year(dated, yearly, code)
    return tables


def _by_year(dated: pl.DataFrame, yearly: pl.DataFrame, code: str) -> pl.DataFrame:
    """Reduce the days of a year to one row, and set the yearly file beside them."""
    keys = [f"{code}1", f"{code}2", "year"]
    in_order = dated.with_columns(pl.col(keys).cast(pl.Int64), days(dated, "date"))
    known = pl.col("mindist").drop_nulls()
    on_days = [_on_day(month, day).alias(name) for name, (month, day) in FIXED.items()]
    pairs = in_order.sort(*keys, "date").group_by(keys, maintain_order=True)
    by_year = pairs.agg(known.first().alias("first"), known.last().alias("last"), *on_days)
    producers = yearly.select(pl.col(keys).cast(pl.Int64), pl.col("mindist").alias("yearly"))
    return by_year.join(producers, on=keys, how="full", coalesce=True, maintain_order="left_right")


def _on_day(month: int, day: int) -> pl.Expr:
    """Take the distance on a day of the year."""
    date = pl.col("date").dt
    return pl.col("mindist").filter(date.month() == month, date.day() == day).first()
