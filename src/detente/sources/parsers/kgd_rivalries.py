"""Rivalries after Klein, Goertz and Diehl: spells of linked disputes of two states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.dates import last_possible_day, precision
from detente.sources.text_tables import read_rows

FILE = "kdg.csv"
EACH_CODE = 1000
"""A rivalry is named by the first code times this, plus the second."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each rivalry with first and last day; days that a month does not have are its last."""
    raw = read_rows(paths[FILE], never_empty="rivtypold")
    whole = ["rivnumb", "rivalry", "rivala", "rivalb", "totdisp"]
    parted = raw.with_columns(pl.col(whole).cast(pl.Int64), *_parts("beginr"), *_parts("endr"))
    _require_named(parted)
    codes = {"ccode1": pl.min_horizontal, "ccode2": pl.max_horizontal}
    ordered = [side("rivala", "rivalb").alias(name) for name, side in codes.items()]
    dates = [*_date("beginr", "start"), *_date("endr", "end")]
    spells = parted.select("rivnumb", *ordered, *dates, "totdisp", "rivtyp2", "rivtypold")
    return {"kgd_rivalries": spells}


def _date(given: str, name: str) -> list[pl.Expr]:
    """Give a day and how exact it is."""
    parts = _names(given)
    return [last_possible_day(*parts).alias(name), precision(*parts).alias(f"{name}_precision")]


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
