"""Direct contiguity by land and by water, as spells of months, 1816 to 2016."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv

MEMBER = "DirectContiguity320/contdir.csv"
WHOLE = ("ccode1", "ccode2", "conttype")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each pair once, the lower code first, with the first and last year of each spell."""
    with zipfile.ZipFile(paths["DirectContiguity320.zip"]) as archive:
        raw = read_csv(archive.read(MEMBER), infer_schema_length=None)
    spells = raw.select(
        pl.min_horizontal("statelno", "statehno").alias("ccode1"),
        pl.max_horizontal("statelno", "statehno").alias("ccode2"),
        _first_of_month("begin").alias("start"),
        _first_of_month("end").dt.month_end().alias("end"),
        "conttype",
    )
    return {"cow_contiguity": spells.cast(dict.fromkeys(WHOLE, pl.Int64))}


def _first_of_month(name: str) -> pl.Expr:
    """Read a month written as YYYYMM."""
    return pl.date(pl.col(name) // 100, pl.col(name) % 100, 1)
