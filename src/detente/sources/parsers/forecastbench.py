"""ForecastBench: public questions on states, a row for each date on which one was asked."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import ParseError

FILE = "forecastbench_interstate.jsonl.gz"
TABLE = "forecastbench"
SCHEMA = {
    "question": pl.String,
    "asked": pl.Date,
    "frozen": pl.Date,
    "opens": pl.Date,
    "closes": pl.Date,
    "text": pl.String,
    "crowd": pl.Float64,
    "resolved": pl.Date,
    "outcome": pl.Float64,
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the crowd's chance of each question at each date, and what became of the question.

    Before a question is resolved the file gives its market price in place of an outcome: that is
    left out.

    Raises
    ------
    ParseError
        Where a line is cut off, or lacks a field.
    """
    try:
        with gzip.open(paths[FILE], "rt", encoding="utf-8") as lines:
            rows = [row for line in lines for row in _rows(json.loads(line))]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise ParseError(f"a question cannot be read ({error})", where=TABLE) from error
    return {TABLE: pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("question", "asked")}


def _rows(question: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    name = f"{question['source']}:{question['id']}"
    end = question["resolution"]
    resolved, outcome = (_day(end["date"]), float(end["value"])) if end else (None, None)
    opens, closes = _day(question["market_open"]), _day(question["market_close"])
    for one in question["forecasts"]:
        asked, frozen = _day(one["forecast_due_date"]), _day(one["freeze_datetime"])
        days = (asked, frozen, opens, closes)
        yield name, *days, question["question"], float(one["crowd"]), resolved, outcome


def _day(text: str) -> date:
    """Read the day of a time such as ``2023-11-01T20:00:00+00:00``."""
    return date.fromisoformat(text[:10])
