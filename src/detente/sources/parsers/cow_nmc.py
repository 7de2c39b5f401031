"""National material capabilities: six components and the composite index, by state-year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the producer's cells and units (thousands, thousands of current dollars)."""
    raw = read_csv(paths["NMC-70-abridged.csv"], infer_schema_length=None)
    return {
        "cow_nmc": raw.select(
            pl.col("ccode", "year").cast(pl.Int64), pl.col(*COMPONENTS, "cinc").cast(pl.Float64)
        )
    }
