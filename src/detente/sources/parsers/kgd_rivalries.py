"""Rivalries after Klein, Goertz and Diehl: spells of linked disputes of two states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.dates import last_possible_day, precision

FILE = "kdg.csv"
EACH_CODE = 1000
"""A rivalry is named by the first code times this, plus the second."""
KINDS = ("RIVALRY", "ISOLATED")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each rivalry with first and last day; days that a month does not have are its last."""
    raw = pl.read_csv(paths[FILE], infer_schema=False)
    whole = ["rivnumb", "rivalry", "rivala", "rivalb", "totdisp"]
    spells = raw.with_columns(pl.col(whole).cast(pl.Int64), *_parts("beginr"), *_parts("endr"))
    _require_named(spells)
    return {
        "kgd_rivalries": spells.select(
            "rivnumb",
            pl.min_horizontal("rivala", "rivalb").alias("ccode1"),
            pl.max_horizontal("rivala", "rivalb").alias("ccode2"),
            last_possible_day(*_names("beginr")).alias("start"),
            precision(*_names("beginr")).alias("start_precision"),
            last_possible_day(*_names("endr")).alias("end"),
            precision(*_names("endr")).alias("end_precision"),
            "totdisp",
            "rivtyp2",
            "rivtypold",
        )
    }


def _names(date: str) -> tuple[str, str, str]:
    return f"{date}_year", f"{date}_month", f"{date}_day"


def _parts(date: str) -> list[pl.Expr]:
    """Part a number YYYYMMDD."""
    number = pl.col(date).cast(pl.Int64)
    parts = (number // 10000, number // 100 % 100, number % 100)
    return [part.alias(name) for part, name in zip(parts, _names(date), strict=True)]


def _require_named(spells: pl.DataFrame) -> None:
    """Refuse a rivalry that is not named by its two states."""
    named = pl.col("rivala") * EACH_CODE + pl.col("rivalb")
    wrong = spells.filter(pl.col("rivalry") != named)
    if wrong.height:
        raise ParseError(
            f"rivalry {wrong['rivnumb'][0]} is named {wrong['rivalry'][0]}, not by its states "
            f"{wrong['rivala'][0]} and {wrong['rivalb'][0]}",
            where=FILE,
        )
