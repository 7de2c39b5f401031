"""Defence cooperation agreements: who signed one with whom, when, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl

from detente.sources.text_tables import read_rows

FILE = "DCAD-v1.0-main.csv"
NUMBER = r"-(\d+)$"
"""Where an agreement's name has its number."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each agreement of two states by the year of its signature, the lower code first."""
    text = paths[FILE].read_bytes().decode("latin-1")
    raw = read_rows(BytesIO(text.encode()), never_empty="DCAid")
    codes = raw.with_columns(pl.col("ccode1", "ccode2").cast(pl.Int64))
    number = pl.col("DCAid").str.extract(NUMBER).cast(pl.Int64).alias("row")
    first = pl.min_horizontal("ccode1", "ccode2").alias("ccode1")
    second = pl.max_horizontal("ccode1", "ccode2").alias("ccode2")
    year = pl.col("signYear").cast(pl.Int64).alias("year")
    category = pl.col("category1").str.to_lowercase().alias("category")
    agreements = codes.select(number, first, second, year, "type", category)
    return {"defence_agreements": agreements}
