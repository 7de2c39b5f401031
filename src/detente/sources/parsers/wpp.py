"""World Population Prospects: population to 2100 with 80 and 95 per cent prediction bounds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import letters_by_year

SHEETS = {
    "Median": "pop_median",
    "Lower 80": "pop_low80",
    "Upper 80": "pop_high80",
    "Lower 95": "pop_low95",
    "Upper 95": "pop_high95",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give thousands of people, each state that exists at the end of the tables, 2024 to 2100."""
    import fastexcel

    book = fastexcel.read_excel(paths["UN_PPP2024_Output_PopTot.xlsx"])
    joined: pl.DataFrame | None = None
    for sheet, column in SHEETS.items():
        frame = _sheet(
            book.load_sheet(sheet, header_row=None, dtypes="string").to_polars(), sheet, column
        )
        joined = frame if joined is None else joined.join(frame, on=["ccode", "year"], how="inner")
    if joined is None:
        raise ParseError("no sheet was found", where="wpp")
    return {"wpp": joined}


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    rows = raw.rows()
    header = next((i for i, row in enumerate(rows) if row[0] == "Index"), None)
    if header is None:
        raise ParseError(f"sheet '{sheet}' has no row that begins with 'Index'", where="wpp")
    letters = next((i for i, v in enumerate(rows[header]) if v and v.startswith("ISO3")), None)
    if letters is None:
        raise ParseError(f"sheet '{sheet}' has no column of ISO letters", where="wpp")
    years = [
        (i, int(float(v)))
        for i, v in enumerate(rows[header])
        if v and v.replace(".", "", 1).isdigit()
    ]
    cells = [
        (row[letters], year, float(row[i]))
        for row in rows[header + 1 :]
        if row[letters]
        for i, year in years
        if row[i] and row[i] != "..."
    ]
    long = pl.DataFrame(
        cells, schema={"letters": pl.String, "year": pl.Int64, column: pl.Float64}, orient="row"
    )
    today = (
        letters_by_year().filter(pl.col("year") == pl.col("year").max()).select("letters", "ccode")
    )
    return long.join(today, on="letters", how="inner").select("ccode", "year", column)
