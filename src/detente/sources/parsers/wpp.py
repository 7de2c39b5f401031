"""World Population Prospects: population to 2100 with 80 and 95 per cent prediction bounds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.parsers.state_years import one_column_a_year, side_by_side
from detente.sources.parsers.workbooks import open_book

UNAVAILABLE = ("...", "")
SHEETS = {
    "Median": "pop_median",
    "Lower 80": "pop_low80",
    "Upper 80": "pop_high80",
    "Lower 95": "pop_low95",
    "Upper 95": "pop_high95",
}


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give thousands of people, for each state that exists today, 2024 to 2100."""
    book = open_book(paths["UN_PPP2024_Output_PopTot.xlsx"], where="wpp")
    frames = []
    for sheet, column in SHEETS.items():
        raw = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
        frames.append(_sheet(raw, sheet, column))
    matched = match_states(side_by_side(frames, how="inner"), "place")
    return {"wpp": matched.with_frame(matched.frame.select("ccode", "year", *SHEETS.values()))}


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    """Read one sheet, a column a year, into one row a place and year."""
    header = (raw.to_series(0) == "Index").arg_true()
    if header.is_empty():
        raise ParseError(f"sheet '{sheet}' has no row that begins with 'Index'", where="wpp")
    names = [name or "" for name in raw.row(header[0])]
    letters = next((i for i, name in enumerate(names) if name.startswith("ISO3")), None)
    if letters is None:
        raise ParseError(f"sheet '{sheet}' has no column of ISO letters", where="wpp")
    columns = dict(zip(raw.columns, names, strict=True))
    years = {place: int(float(name)) for place, name in columns.items() if _is_number(name)}
    rows = raw.slice(header[0] + 1).filter(~pl.nth(letters).is_in(["", *UNAVAILABLE]))
    return one_column_a_year(rows, raw.columns[letters], years, column, UNAVAILABLE)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
