"""Varieties of Democracy: electoral democracy with its interval, each state and year since 1789."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.parsers.rdata import read_rda

FIRST_YEAR = 1816
"""Where the state system of the Correlates of War begins."""
COLUMNS = (
    "v2x_polyarchy",
    "v2x_polyarchy_codelow",
    "v2x_polyarchy_codehigh",
    "v2x_libdem",
    "v2x_libdem_codelow",
    "v2x_libdem_codehigh",
)


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Keep the rows with a COW code; of two units that share one, the first with a value stays."""
    raw = read_rda(paths["vdem_simple.rda"], ["cown", "year", *COLUMNS])
    coded = raw.drop_nulls(["cown", "year"]).rename({"cown": "ccode"})
    whole = coded.cast({"ccode": pl.Int64, "year": pl.Int64})
    # Zanzibar and Tanzania share a code
    in_order = whole.sort("ccode", "year", "v2x_polyarchy", nulls_last=True)
    unique = in_order.unique(["ccode", "year"], keep="first").sort("ccode", "year")
    return {"vdem": unique.filter(pl.col("year") >= FIRST_YEAR)}
