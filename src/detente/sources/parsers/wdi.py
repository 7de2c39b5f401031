"""World Development Indicators since 1960: GDP four ways, life expectancy and fuel exports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.parsers.state_years import one_column_a_year, side_by_side

INDICATORS = {
    "NY.GDP.MKTP.KD": "gdp_constant",
    "NY.GDP.MKTP.CD": "gdp_current",
    "NY.GDP.MKTP.PP.KD": "gdp_ppp_constant",
    "NY.GDP.MKTP.PP.CD": "gdp_ppp_current",
    "SP.DYN.LE00.IN": "life_expectancy",
    "TX.VAL.FUEL.ZS.UN": "fuel_exports",
}
HEADER = "Country Name,Country Code"


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read one bulk file an indicator, with or without the four lines before the header."""
    if not paths:
        raise ParseError("no indicator file was given", where="wdi")
    frames = []
    for name, path in paths.items():
        code = name.removeprefix("API_").partition("_")[0]
        frames.append(_read(path, INDICATORS[code]))
    matched = match_states(side_by_side(frames), "place")
    return {"wdi": matched.with_frame(matched.frame.select("ccode", "year", *INDICATORS.values()))}


def _read(path: Path, column: str) -> pl.DataFrame:
    """Read one indicator, a column a year, into one row a place and year."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = next((i for i, line in enumerate(lines) if HEADER in line.replace('"', "")), None)
    if header is None:
        raise ParseError(f"'{path.name}' has no header '{HEADER}'", where="wdi")
    text = "\n".join(lines[header:]).encode()
    raw = pl.read_csv(text, infer_schema=False, truncate_ragged_lines=True)
    years = {name: int(name) for name in raw.columns if name.isdigit()}
    return one_column_a_year(raw, "Country Code", years, column, ("",))
