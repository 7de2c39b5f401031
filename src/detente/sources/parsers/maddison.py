"""Gross domestic product in the long run (Maddison Project 2020): the yardstick before 1960."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.country_names import by_letters, letters_of

NAMES = {
    "Russia": "RUS",
    "Serbia": "SRB",
    "Germany": "DEU",
    "Vietnam": "VNM",
    "Yemen": "YEM",
    "Congo": "COG",
    "Former USSR": "SUN",
    "Former Yugoslavia": "YUG",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give GDP in 2011 dollars; the file's regions and the world fall away."""
    raw = pl.read_csv(next(iter(paths.values())), infer_schema_length=None)
    letters = letters_of(raw["Entity"].unique().to_list(), NAMES)
    of_states = raw.filter(pl.col("Entity").is_in(list(letters))).drop_nulls("GDP")
    named = of_states.select(
        pl.col("Entity").replace_strict(letters, return_dtype=pl.String).alias("letters"),
        pl.col("Year").alias("year"),
        pl.col("GDP").alias("gdp_2011"),
    ).cast({"year": pl.Int64, "gdp_2011": pl.Float64})
    by_code = by_letters(named).unique(["ccode", "year"], keep="first")
    return {"maddison": by_code.sort("ccode", "year")}
