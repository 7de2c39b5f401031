"""Minimum distances between states after CShapes 2.0, 1886 to 2019, on several days of each year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.parsers.rdata import days, read_rda

FIXED = {"jan1": (1, 1), "june30": (6, 30), "dec31": (12, 31)}
"""Days of the year on which every living pair has a row."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a pair and year, the lower code first: kilometres at the first and last known day and on fixed days.

    ``yearly`` is the producer's own yearly file, which reads 1 January.
    """
    return {
        f"{system}_mindist": _collapsed(
            read_rda(paths[f"{system}_mindist_plus.rds"]),
            read_rda(paths[f"{system}_mindist.rda"]),
            code,
        )
        for system, code in (("cow", "ccode"), ("gw", "gwcode"))
    }


def _collapsed(dated: pl.DataFrame, yearly: pl.DataFrame, code: str) -> pl.DataFrame:
    keys = [f"{code}1", f"{code}2", "year"]
    value, day = pl.col("mindist"), pl.col("date")
    sound = dated.with_columns(pl.col(keys).cast(pl.Int64), days(dated, "date")).sort(*keys, "date")
    known = sound.group_by(keys, maintain_order=True).agg(
        value.drop_nulls().first().alias("first"),
        value.drop_nulls().last().alias("last"),
        *(
            value.filter((day.dt.month() == month) & (day.dt.day() == number)).first().alias(name)
            for name, (month, number) in FIXED.items()
        ),
    )
    by_year = yearly.select(pl.col(keys).cast(pl.Int64), value.alias("yearly"))
    return known.join(by_year, on=keys, how="full", coalesce=True, maintain_order="left_right")
