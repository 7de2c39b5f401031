"""Codes and names of countries and territories in the six languages of the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.frame_files import read_csv

FILE = "country-codes.csv"
LANGUAGES = {"ar": "ar", "cn": "zh", "en": "en", "es": "es", "fr": "fr", "ru": "ru"}
"""Language as the file's columns write it, and its code."""
COLUMNS = {
    "place": "ISO3166-1-Alpha-3",
    "letters2": "ISO3166-1-Alpha-2",
    "name": "CLDR display name",
    "independent": "is_independent",
    **{f"name_{code}": f"official_name_{written}" for written, code in LANGUAGES.items()},
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give a row a country or territory: its letters and its names.

    Raises
    ------
    ParseError
        Where a column is missing.
    """
    # NA is Namibia
    raw = read_csv(paths[FILE], infer_schema=False)
    missing = [name for name in COLUMNS.values() if name not in raw.columns]
    if missing:
        raise ParseError(f"'{FILE}' has no column '{missing[0]}'", where="country_codes")
    names = raw.select(**{ours: pl.col(theirs) for ours, theirs in COLUMNS.items()})
    is_state = (pl.col("independent") == "Yes").cast(pl.Int8)
    text = pl.col(pl.String).str.strip_chars().replace("", None)
    return {"country_codes": names.with_columns(is_state.alias("independent")).with_columns(text)}
