"""World Development Indicators since 1960: output, income, prices, what is made and sold abroad."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.parsers.state_years import one_column_a_year, side_by_side

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
HEADER = "Country Name,Country Code"


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read one bulk file an indicator, with or without the four lines before the header."""
    if not paths:
        raise ParseError("no indicator file was given", where="wdi")
    series = []
    for name, path in paths.items():
        code = name.removeprefix("API_").partition("_")[0]
        series.append(read_indicator(path, INDICATORS[code]))
    joined = side_by_side(series)
    matched = match_states(joined, "place")
    of_states = matched.with_frame(matched.frame.select("ccode", "year", *INDICATORS.values()))
    return {"wdi": of_states, "wdi_groups": _groups(joined)}


def _groups(joined: pl.DataFrame) -> Matched:
    """Take the bank's own averages of groups of states."""
    names = [name for name in INDICATORS.values() if name not in NOT_OF_GROUPS]
    of_groups = joined.filter(pl.col("place").is_in(GROUPS)).rename({"place": "area"})
    has_value = pl.any_horizontal(pl.col(names).is_not_null())
    return Matched(of_groups.filter(has_value).select("area", "year", *names), ())


def read_indicator(path: Path, column: str) -> pl.DataFrame:
    """Read one indicator, a column a year, into one row a place and year.

    Parameters
    ----------
    path : pathlib.Path
        The file of an indicator, with or without lines before its header.
    column : str
        What the values are called.

    Returns
    -------
    polars.DataFrame
        ``place``, ``year`` and the values.

    Raises
    ------
    ParseError
        Where there is no header.
    """
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = next((i for i, line in enumerate(lines) if HEADER in line.replace('"', "")), None)
    if header is None:
        raise ParseError(f"'{path.name}' has no header '{HEADER}'", where="wdi")
    text = "\n".join(lines[header:]).encode()
    raw = read_csv(text, infer_schema=False, truncate_ragged_lines=True)
    years = {name: int(name) for name in raw.columns if name.isdigit()}
    return one_column_a_year(raw, "Country Code", years, column, ("",))
