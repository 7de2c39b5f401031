"""Military expenditure after SIPRI, in constant and current dollars; may not be passed on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import by_letters, letters_of

SHEETS = {"Constant (2023) US$": "milex_constant", "Current US$": "milex_current"}
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
    """Read two sheets; "..." (unavailable) and "xxx" (no state) become null. Millions of US dollars."""
    import fastexcel

    book = fastexcel.read_excel(paths["SIPRI-Milex-data-1949-2024_2.xlsx"])
    frames = [
        _sheet(book.load_sheet(sheet, header_row=None, dtypes="string").to_polars(), sheet, column)
        for sheet, column in SHEETS.items()
    ]
    joined = frames[0].join(frames[1], on=["ccode", "year"], how="full", coalesce=True)
    return {"sipri_milex": joined.unique(["ccode", "year"], keep="first")}


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    rows = raw.rows()
    header = next((i for i, row in enumerate(rows) if row[0] == "Country"), None)
    if header is None:
        raise ParseError(
            f"sheet '{sheet}' has no row that begins with 'Country'", where="SIPRI milex"
        )
    years = {
        i: int(float(v))
        for i, v in enumerate(rows[header])
        if v and v.replace(".", "", 1).isdigit() and len(v) >= 4
    }
    letters = letters_of([row[0] for row in rows[header + 1 :] if row[0]], NAMES)
    cells = [
        (letters[row[0]], year, _number(row[i]))
        for row in rows[header + 1 :]
        if row[0] in letters
        for i, year in years.items()
    ]
    long = pl.DataFrame(
        cells, schema={"letters": pl.String, "year": pl.Int64, column: pl.Float64}, orient="row"
    )
    return by_letters(long.drop_nulls()).unique(["ccode", "year"], keep="first")


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
