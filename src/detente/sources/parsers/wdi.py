"""World Development Indicators since 1960: output, income, prices, what is made and sold abroad."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import reduce
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
    "NY.GDP.MKTP.KD.ZG": "gdp_growth",
    "NY.GDP.PCAP.PP.CD": "gdp_per_head_ppp",
    "NV.IND.MANF.ZS": "manufacturing_share",
    "NY.GDP.PETR.RT.ZS": "oil_rents",
    "FP.CPI.TOTL.ZG": "inflation",
    "BX.KLT.DINV.WD.GD.ZS": "foreign_investment",
}
GROUPS = ("EUU", "EMU", "OED", "ARB", "SSF", "WLD")
"""European Union and euro area of today's members, OECD, Arab world, Africa south of the Sahara,
and the world: the groups whose averages the bank computes itself.
"""
NOT_OF_GROUPS = ("fuel_exports", "inflation")
"""Indicators whose files have no averages of groups, or none that can be true."""
MOST_FUEL = 100.5
"""Per cent of all exports that fuel can be, with room for rounding."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read one bulk file an indicator, with or without the four lines before the header."""
    if not paths:
        raise ParseError("no indicator file was given", where="wdi")
    read = {_code(name): path for name, path in paths.items()}
    series = [_read(path, INDICATORS[code]) for code, path in read.items()]
    states = side_by_side(by_letters(frame) for frame in series)
    joined = states.select("ccode", "year", *INDICATORS.values())
    # a dozen state-years give fuel as several times all exports: impossible, so unknown
    possible = pl.when(pl.col("fuel_exports") <= MOST_FUEL).then(pl.col("fuel_exports"))
    return {
        "wdi": joined.with_columns(possible.alias("fuel_exports")),
        "wdi_groups": _groups(series),
    }


def _code(name: str) -> str:
    """Give the indicator of a file's name."""
    return name.removeprefix("API_").partition("_")[0]


def _groups(series: list[pl.DataFrame]) -> pl.DataFrame:
    """Take the bank's own averages of groups of states, side by side."""
    of_groups = [
        frame.filter(pl.col("letters").is_in(GROUPS)).rename({"letters": "area"})
        for frame in series
        if frame.columns[-1] not in NOT_OF_GROUPS
    ]
    keys = ["area", "year"]
    joined = reduce(
        lambda one, other: one.join(other, on=keys, how="full", coalesce=True), of_groups
    )
    names = [name for name in INDICATORS.values() if name not in NOT_OF_GROUPS]
    return joined.select(*keys, *names)


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
