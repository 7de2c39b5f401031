"""Forecasts and targets of accession to the European Union, a row each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.frame_files import read_csv

FILE = "eu_enlargement_forecasts_and_targets.csv"
TABLE = "eu_forecasts"
NAMES = {
    "id": "id",
    "kind": "kind",
    "made_by": "made_by",
    "made_on": "made_on",
    "subject_iso3": "letters",
    "statement": "statement",
    "point_or_deadline": "by",
    "resolves_yes_if": "yes_if",
    "url": "url",
}
"""Names of the file's columns, and ours."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each forecast, target or score as its page states it; days and years stay as written.

    Raises
    ------
    ParseError
        Where a column is missing, or a day is none.
    """
    try:
        raw = read_csv(paths[FILE], infer_schema_length=0)
        named = raw.select(pl.col(name).alias(ours) for name, ours in NAMES.items())
        dated = named.with_columns(pl.col("made_on").str.to_date("%Y-%m-%d", strict=True))
    except pl.exceptions.PolarsError as error:
        line = str(error).splitlines()[0]
        raise ParseError(f"the rows cannot be read ({line})", where=TABLE) from error
    numbered = dated.with_row_index("row")
    return {TABLE: numbered.with_columns(pl.col("row").cast(pl.Int64))}
