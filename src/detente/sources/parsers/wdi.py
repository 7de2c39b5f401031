"""World Development Indicators: GDP four ways, life expectancy, fuel exports and oil rents, since 1960."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.country_names import by_letters

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
    joined: pl.DataFrame | None = None
    for name, path in paths.items():
        code = name.removeprefix("API_").partition("_")[0]
        frame = by_letters(_read(path, INDICATORS[code]))
        joined = (
            frame
            if joined is None
            else joined.join(frame, on=["ccode", "year"], how="full", coalesce=True)
        )
    if joined is None:
        raise ParseError("no indicator file was given", where="wdi")
    # a dozen state-years give fuel as several times all exports: impossible, so unknown
    fuel = (
        pl.when(pl.col("fuel_exports") <= 100.5).then(pl.col("fuel_exports")).alias("fuel_exports")
    )
    return {"wdi": joined.select("ccode", "year", *INDICATORS.values()).with_columns(fuel)}


def _read(path: Path, column: str) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    header = next(
        (i for i, row in enumerate(rows) if row[:2] == ["Country Name", "Country Code"]), None
    )
    if header is None:
        raise ParseError(f"'{path.name}' has no header 'Country Name, Country Code'", where="wdi")
    years = [(i, int(v)) for i, v in enumerate(rows[header]) if v.isdigit()]
    cells = [
        (row[1], year, float(row[i]))
        for row in rows[header + 1 :]
        for i, year in years
        if i < len(row) and row[i] != ""
    ]
    return pl.DataFrame(
        cells, schema={"letters": pl.String, "year": pl.Int64, column: pl.Float64}, orient="row"
    )
