"""Major powers after the Correlates of War: spells by day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a spell."""
    raw = read_csv(paths["majors2024.csv"])
    return {
        "cow_majors": raw.select(
            pl.col("ccode").cast(pl.Int64),
            pl.date("styear", "stmonth", "stday").alias("start"),
            pl.date("endyear", "endmonth", "endday").alias("end"),
        )
    }
