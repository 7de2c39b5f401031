"""Militarized interstate disputes after Gibler, Miller and Little: dyadic dispute-years, 1816 to 2010."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.declaration import Source


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Keep every column as published, -9 for missing among them; all are whole numbers."""
    return {"gml_mid": pl.read_csv(paths["gml_mid_ddydisps.csv"], infer_schema_length=None).cast(pl.Int64)}


SOURCE = Source("gml_mid", parse)
