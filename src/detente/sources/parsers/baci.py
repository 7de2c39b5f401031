"""CEPII's BACI: trade by product, both sides' reports reconciled, added up over all products."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.errors import ParseError
from detente.frame_files import read_csv, scan_csv
from detente.sources.parsers.trade_flows import pairs
from detente.sources.parsers.zip_members import members, unpacked

FILE = "BACI_HS92_V202401b.zip"
COUNTRIES = "country_codes_V202401b.csv"
YEARLY = "_V202401b.csv"
FIRST_PART = "BACI_HS92_Y"
TYPES: dict[str, type[pl.DataType]] = {
    "t": pl.Int64,
    "i": pl.Int64,
    "j": pl.Int64,
    "v": pl.Float64,
}
"""Year, exporter, importer, and value in thousands of current US dollars, free on board."""
THOUSANDS_IN_A_MILLION = 1e3
LETTERS = {"S19": "TWN"}
"""The United Nations do not name Taiwan: it is what their "Other Asia" consists of."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Add up each yearly file of the archive over its products, one year at a time.

    Raises
    ------
    ParseError
        Where the archive lacks the codes of countries or has no yearly file.
    """
    archive = paths[FILE]
    names = [name for name in members(archive, YEARLY) if FIRST_PART in name]
    lists = members(archive, COUNTRIES)
    if not names or not lists:
        missing = "yearly file" if lists else "list of countries"
        raise ParseError(f"the archive has no {missing}", where="baci")
    with unpacked(archive, lists[0]) as path:
        countries = read_csv(path, columns=["country_code", "country_iso3"], encoding="utf8-lossy")
    letters = countries.drop_nulls().with_columns(pl.col("country_iso3").replace(LETTERS))
    flows = pl.concat([_year(archive, name) for name in names])
    named = flows.join(letters, left_on="j", right_on="country_code", how="left").rename(
        {"country_iso3": "importer"}
    )
    both = named.join(letters, left_on="i", right_on="country_code", how="left").rename(
        {"country_iso3": "exporter"}
    )
    return {"baci": pairs(both.select("importer", "exporter", "year", "imports"))}


def _year(archive: Path, name: str) -> pl.DataFrame:
    """Add up one yearly file by exporter and importer."""
    with unpacked(archive, name) as path:
        rows = scan_csv(path, schema_overrides={**TYPES, "k": pl.String, "q": pl.String})
        total = pl.col("v").sum() / THOUSANDS_IN_A_MILLION
        by_pair = rows.group_by("i", "j", "t").agg(total.alias("imports"))
        return by_pair.rename({"t": "year"}).collect(engine="streaming")
