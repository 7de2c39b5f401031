"""Gross domestic product in the long run (Maddison Project 2020): the yardstick before 1960."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.workbooks import read_sheet

KEYS = ("ccode", "year")
SHEET, OF_WORKBOOK = "Full data", ("country", "year", "gdppc", "pop")
THOUSAND = 1000
"""The workbook counts people in thousands."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give GDP in 2011 dollars; the file's regions and the world are reported, and left out."""
    path = next(iter(paths.values()))
    raw = _workbook(path) if path.suffix == ".xlsx" else read_csv(path, infer_schema_length=None)
    named = raw.drop_nulls("GDP").select(
        "Entity",
        pl.col("Year").cast(pl.Int64).alias("year"),
        pl.col("GDP").cast(pl.Float64).alias("gdp_2011"),
    )
    by_code = match_states(named, "Entity", dialect=dialect("maddison")).once(KEYS)
    return {"maddison": by_code.with_frame(by_code.frame.sort(KEYS))}


def _workbook(path: Path) -> pl.DataFrame:
    """Read the producer's workbook, which gives income a head and people instead of income."""
    cells = read_sheet(path, OF_WORKBOOK, where="maddison", sheet=SHEET)
    numbers = cells.with_columns(pl.col(OF_WORKBOOK[1:]).replace("", None).cast(pl.Float64))
    return numbers.select(
        pl.col("country").alias("Entity"),
        pl.col("year").alias("Year"),
        (pl.col("gdppc") * pl.col("pop") * THOUSAND).alias("GDP"),
    )
