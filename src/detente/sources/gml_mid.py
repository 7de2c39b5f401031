"""Militarized interstate disputes after Gibler, Miller and Little: dyadic dispute-years, 1816 to 2010."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.declaration import Source


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Keep every column; codes are whole numbers, -9 (missing fatalities) becomes null."""
    raw = pl.read_csv(paths["gml_mid_ddydisps.csv"], infer_schema_length=None).cast(pl.Int64)
    counts = ["fatality1", "fatality2", "fatalpre1", "fatalpre2", "fatality"]
    return {"gml_mid": raw.with_columns(
        pl.when(pl.col(c) == -9).then(None).otherwise(pl.col(c)).alias(c) for c in counts)}


SOURCE = Source("gml_mid", parse)
