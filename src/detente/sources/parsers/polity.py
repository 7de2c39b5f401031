"""Polity5: institutional democracy and autocracy of each state and year, 1800 to 2018."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.actors.systems import System, code_name
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.workbooks import read_sheet

FILE = "p5v2018.csv"
SCORES = ("democ", "autoc", "polity", "polity2")
NO_SCORE = (-66, -77, -88)
"""Codes of interruption (foreign occupation), interregnum and transition, which are no scores."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the scores by the codes of both systems; Polity numbers states in its own way."""
    raw = _read(paths[FILE])
    numbered = raw.select(
        pl.col("ccode").alias("number"),
        pl.col("year").cast(pl.Int64),
        pl.col(SCORES).replace(NO_SCORE, None).cast(pl.Int8),
    )
    return {"polity": _by_code(numbered, "cow"), "gw_polity": _by_code(numbered, "gw")}


def _read(path: Path) -> pl.DataFrame:
    """Read states and scores, of a table of text or of the producer's workbook."""
    columns = ("ccode", "year", *SCORES)
    if path.suffix == ".xls":
        cells = read_sheet(path, columns, where="polity").with_columns(pl.all().replace("", None))
        return cells.cast(pl.Float64).cast(pl.Int64)
    raw = read_csv(path, infer_schema_length=None)
    missing = [name for name in columns if name not in raw.columns]
    if missing:
        raise ParseError(f"'{FILE}' lacks the column '{missing[0]}'", near=raw.columns[:8])
    return raw


def _by_code(numbered: pl.DataFrame, system: System) -> Matched:
    """Translate Polity's numbers into the codes of one system."""
    matched = match_states(
        numbered, "number", system=system, dialect=dialect("polity"), table="polity"
    )
    return matched.with_frame(matched.frame.sort(code_name(system), "year"))
