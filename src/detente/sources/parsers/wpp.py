"""World Population Prospects: population to 2100 with 80 and 95 per cent prediction bounds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import letters_by_year
from detente.sources.parsers.state_years import side_by_side

UNAVAILABLE = "..."
SHEETS = {
    "Median": "pop_median",
    "Lower 80": "pop_low80",
    "Upper 80": "pop_high80",
    "Lower 95": "pop_low95",
    "Upper 95": "pop_high95",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give thousands of people, for each state that exists today, 2024 to 2100."""
    import fastexcel

    book = fastexcel.read_excel(paths["UN_PPP2024_Output_PopTot.xlsx"])
    frames = []
    for sheet, column in SHEETS.items():
        raw = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
        frames.append(_sheet(raw, sheet, column))
    return {"wpp": side_by_side(frames, how="inner")}


def _sheet(raw: pl.DataFrame, sheet: str, column: str) -> pl.DataFrame:
    """Read one sheet, a column a year, into one row a state and year."""
    rows = raw.rows()
    header = next((i for i, row in enumerate(rows) if row[0] == "Index"), None)
    if header is None:
        raise ParseError(f"sheet '{sheet}' has no row that begins with 'Index'", where="wpp")
    names = [name or "" for name in rows[header]]
    letters = next((i for i, name in enumerate(names) if name.startswith("ISO3")), None)
    if letters is None:
        raise ParseError(f"sheet '{sheet}' has no column of ISO letters", where="wpp")
    years = {i: int(float(name)) for i, name in enumerate(names) if _is_number(name)}
    cells = []
    for row in rows[header + 1 :]:
        for place, year in years.items():
            if row[letters] and row[place] and row[place] != UNAVAILABLE:
                cells.append((row[letters], year, float(row[place])))
    schema = {"letters": pl.String, "year": pl.Int64, column: pl.Float64}
    long = pl.DataFrame(cells, schema=schema, orient="row")
    return long.join(_today(), on="letters", how="inner").select("ccode", "year", column)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _today() -> pl.DataFrame:
    """Give the letters of the states that exist at the end of our tables."""
    letters = letters_by_year()
    return letters.filter(pl.col("year") == pl.col("year").max()).select("letters", "ccode")
