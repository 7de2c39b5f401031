"""Military expenditure after SIPRI, in constant and current dollars; may not be passed on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import by_letters, letters_of
from detente.sources.parsers.state_years import side_by_side

SHEETS = {"Constant (2023) US$": "milex_constant", "Current US$": "milex_current"}
MARKS = ("...", ". .", "..", "xxx")
"""What the workbook writes for a figure that is unavailable, and for a state that did not exist."""
NAMES = {
    "Russia": "RUS",
    "Serbia": "SRB",
    "Congo, DR": "COD",
    "Congo, Republic": "COG",
    "Viet Nam": "VNM",
    "Germany": "DEU",
    "Yemen": "YEM",
    "Yemen, North": "YEM",
    "USSR": "SUN",
    "Yugoslavia": "YUG",
    "German Democratic Republic": "DDR",
    "Czechoslovakia": "CSK",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give millions of US dollars; "..." (unavailable) and "xxx" (no state) become null."""
    import fastexcel

    book = fastexcel.read_excel(paths["SIPRI-Milex-data-1949-2024_2.xlsx"])
    frames = []
    for sheet, column in SHEETS.items():
        raw = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
        frames.append(_sheet(raw, sheet, column))
    return {"sipri_milex": side_by_side(frames).unique(["ccode", "year"], keep="first")}


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    """Read one sheet, a column a year, into one row a state and year."""
    rows = raw.rows()
    header = next((i for i, row in enumerate(rows) if row[0] == "Country"), None)
    if header is None:
        raise ParseError(
            f"sheet '{sheet}' has no row that begins with 'Country'", where="SIPRI milex"
        )
    years = {i: int(float(name)) for i, name in enumerate(rows[header]) if _is_year(name)}
    letters = letters_of([row[0] for row in rows[header + 1 :] if row[0]], NAMES)
    cells = []
    for row in rows[header + 1 :]:
        if row[0] in letters:
            cells += [(letters[row[0]], year, _number(row[i], sheet)) for i, year in years.items()]
    schema = {"letters": pl.String, "year": pl.Int64, column: pl.Float64}
    long = pl.DataFrame(cells, schema=schema, orient="row")
    return by_letters(long.drop_nulls()).unique(["ccode", "year"], keep="first")


def _is_year(name: str | None) -> bool:
    return bool(name) and len(str(name)) >= 4 and str(name).replace(".", "", 1).isdigit()


def _number(text: str | None, where: str) -> float | None:
    """Read a cell; null where it is empty or says that there is no figure or no state."""
    if not text or text in MARKS:
        return None
    try:
        return float(text)
    except ValueError:
        raise ParseError(
            f"'{text[:40]}' is neither a number nor a mark for a missing one",
            where=f"sheet '{where}' of SIPRI milex",
            near=MARKS,
        ) from None
