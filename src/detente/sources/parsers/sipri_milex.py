"""Military expenditure after SIPRI, in constant and current dollars; may not be passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.dialects import dialect
from detente.sources.parsers.state_years import side_by_side
from detente.sources.parsers.workbooks import open_book

SHEETS = {"Constant (2023) US$": "milex_constant", "Current US$": "milex_current"}
CONSTANT = re.compile(r"Constant \(\d{4}\) US\$")
MARKS = ("...", ". .", "..", "xxx")
"""What the workbook writes for a figure that is unavailable, and for a state that did not exist."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give millions of US dollars; "..." (unavailable) and "xxx" (no state) become null."""
    book = open_book(paths["SIPRI-Milex-data-1949-2024_2.xlsx"], where="SIPRI milex")
    _require_base_year(book.sheet_names)
    frames = []
    for sheet, column in SHEETS.items():
        raw = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
        frames.append(_sheet(raw, sheet, column))
    matched = match_states(side_by_side(frames), "place", dialect=dialect("sipri_milex"))
    return {"sipri_milex": matched.once(["ccode", "year"])}


def _require_base_year(sheets: list[str]) -> None:
    """Refuse an edition in constant dollars of another year than the one that papers print."""
    others = [name for name in sheets if CONSTANT.fullmatch(name) and name not in SHEETS]
    if others:
        raise ParseError(
            f"the workbook gives '{others[0]}', papers print constant dollars of 2023",
            where="SIPRI milex",
            next_step="keep the edition in use: figures of the two are not comparable",
        )


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    """Read one sheet, a column a year, into one row a place and year."""
    header = (raw.to_series(0) == "Country").arg_true()
    if header.is_empty():
        raise ParseError(
            f"sheet '{sheet}' has no row that begins with 'Country'", where="SIPRI milex"
        )
    columns = dict(zip(raw.columns, raw.row(header[0]), strict=True))
    years = {name: int(float(year)) for name, year in columns.items() if _is_year(year)}
    rows = raw.slice(header[0] + 1)
    texts = rows.select(pl.nth(0).alias("place"), *years)
    long = texts.unpivot(list(years), index="place", variable_name="name", value_name=column)
    long = _numbers(long.filter(~pl.col(column).is_in(MARKS)), column, sheet)
    year = pl.col("name").replace_strict(years, return_dtype=pl.Int64).alias("year")
    return long.drop_nulls(column).select("place", year, column)


def _numbers(cells: pl.DataFrame, column: str, sheet: str) -> pl.DataFrame:
    """Read cells that are no marks as numbers, and refuse one that is neither."""
    number = pl.col(column).cast(pl.Float64, strict=False)
    odd = cells.filter(number.is_null() & pl.col(column).is_not_null())
    if odd.height:
        raise ParseError(
            f"'{odd[column][0][:40]}' is neither a number nor a mark for a missing one",
            where=f"sheet '{sheet}' of SIPRI milex",
            near=MARKS,
        )
    return cells.with_columns(number)


def _is_year(name: str | None) -> bool:
    return bool(name) and len(str(name)) >= 4 and str(name).replace(".", "", 1).isdigit()
