"""World Development Indicators since 1960: GDP four ways, life expectancy and fuel exports."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import by_letters
from detente.sources.parsers.state_years import side_by_side

INDICATORS = {
    "NY.GDP.MKTP.KD": "gdp_constant",
    "NY.GDP.MKTP.CD": "gdp_current",
    "NY.GDP.MKTP.PP.KD": "gdp_ppp_constant",
    "NY.GDP.MKTP.PP.CD": "gdp_ppp_current",
    "SP.DYN.LE00.IN": "life_expectancy",
    "TX.VAL.FUEL.ZS.UN": "fuel_exports",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read one bulk file an indicator, with or without the four lines before the header."""
    if not paths:
        raise ParseError("no indicator file was given", where="wdi")
    frames = []
    for name, path in paths.items():
        code = name.removeprefix("API_").partition("_")[0]
        frames.append(by_letters(_read(path, INDICATORS[code])))
    return {"wdi": side_by_side(frames).select("ccode", "year", *INDICATORS.values())}


def _read(path: Path, column: str) -> pl.DataFrame:
    """Read one indicator, a column a year, into one row a place and year."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    header = _header(rows, path)
    years = {place: int(name) for place, name in enumerate(rows[header]) if name.isdigit()}
    cells = []
    for row in rows[header + 1 :]:
        for place, year in years.items():
            if place < len(row) and row[place] != "":
                cells.append((row[1], year, float(row[place])))
    schema = {"letters": pl.String, "year": pl.Int64, column: pl.Float64}
    return pl.DataFrame(cells, schema=schema, orient="row")


def _header(rows: list[list[str]], path: Path) -> int:
    """Find the row of column names."""
    for place, row in enumerate(rows):
        if row[:2] == ["Country Name", "Country Code"]:
            return place
    raise ParseError(f"'{path.name}' has no header 'Country Name, Country Code'", where="wdi")
