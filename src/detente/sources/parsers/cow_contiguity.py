"""Direct contiguity by land and by water, as spells of months, 1816 to 2016."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

MEMBER = "DirectContiguity320/contdir.csv"


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each pair once, the lower code first, with the first and last year of each spell."""
    with zipfile.ZipFile(paths["DirectContiguity320.zip"]) as archive:
        raw = pl.read_csv(archive.read(MEMBER), infer_schema_length=None)
    low, high = pl.min_horizontal("statelno", "statehno"), pl.max_horizontal("statelno", "statehno")
    return {
        "cow_contiguity": raw.select(
            low.cast(pl.Int64).alias("ccode1"),
            high.cast(pl.Int64).alias("ccode2"),
            pl.date(pl.col("begin") // 100, pl.col("begin") % 100, 1).alias("start"),
            pl.date(pl.col("end") // 100, pl.col("end") % 100, 1).dt.month_end().alias("end"),
            pl.col("conttype").cast(pl.Int64),
        )
    }
