"""Varieties of Democracy: electoral democracy with its interval, each state and year since 1789."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.parsers.rdata import read_rda

COLUMNS = (
    "v2x_polyarchy",
    "v2x_polyarchy_codelow",
    "v2x_polyarchy_codehigh",
    "v2x_libdem",
    "v2x_libdem_codelow",
    "v2x_libdem_codehigh",
)


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Keep the rows with a COW code; where two units share one (Zanzibar) the first with a value stays."""
    raw = read_rda(paths["vdem_simple.rda"], ["cown", "year", *COLUMNS])
    frame = (
        raw.drop_nulls(["cown", "year"])
        .with_columns(pl.col("cown", "year").cast(pl.Int64))
        .rename({"cown": "ccode"})
        .filter(pl.col("year") >= 1816)
        .sort("ccode", "year", "v2x_polyarchy", nulls_last=True)
        .unique(["ccode", "year"], keep="first")
        .sort("ccode", "year")
    )
    return {"vdem": frame}
