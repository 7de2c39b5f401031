"""Open long series: people, income, life, military spending, arms traded, oil and gas produced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.calendar import last_year
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.state_years import side_by_side

FILES = {
    "ddf--datapoints--pop--by--country--time.csv": ("country", "pop"),
    "ddf--datapoints--military_expenditure_percent_of_gdp--by--geo--time.csv": (
        "geo",
        "military_expenditure_percent_of_gdp",
    ),
    "ddf--datapoints--arms_exports_sipri_tiv--by--geo--time.csv": ("geo", "arms_exports_sipri_tiv"),
    "ddf--datapoints--oil_production_total--by--geo--time.csv": ("geo", "oil_production_total"),
    "ddf--datapoints--natural_gas_production_total--by--geo--time.csv": (
        "geo",
        "natural_gas_production_total",
    ),
    "ddf--datapoints--gdp_pcap--by--country--time.csv": ("country", "gdp_pcap"),
    "ddf--datapoints--lex--by--country--time.csv": ("country", "lex"),
    "ddf--datapoints--arms_imports_sipri_tiv--by--geo--time.csv": ("geo", "arms_imports_sipri_tiv"),
}
NAMES = {
    "military_expenditure_percent_of_gdp": "milex_share_of_gdp",
    "arms_exports_sipri_tiv": "arms_exports",
    "arms_imports_sipri_tiv": "arms_imports",
    "gdp_pcap": "income_per_head",
    "lex": "years_of_life",
    "oil_production_total": "oil",
    "natural_gas_production_total": "gas",
}
REPUBLICS = (
    "arm",
    "aze",
    "blr",
    "est",
    "geo",
    "kaz",
    "kgz",
    "ltu",
    "lva",
    "mda",
    "rus",
    "tjk",
    "tkm",
    "ukr",
    "uzb",
)


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give people, income, life, military spending in per cent of GDP, arms, and oil and gas."""
    frames = [
        _series(read_csv(paths[name], infer_schema_length=None), place, column)
        for name, (place, column) in FILES.items()
    ]
    # population goes on with projections for a century
    joined = side_by_side(frames).filter(pl.col("year") <= last_year("gapminder"))
    matched = match_states(joined, "place", dialect=dialect("gapminder")).once(["ccode", "year"])
    return {"gapminder": matched}


def _series(raw: pl.DataFrame, place: str, column: str) -> pl.DataFrame:
    """Read one series by state and year."""
    letters = pl.col(place)
    if column.endswith("_total"):
        # producers among the Soviet republics are counted one by one before they were states:
        # together they are the Union
        soviet = pl.col(place).is_in(REPUBLICS) & (pl.col("time") < 1991)
        letters = pl.when(soviet).then(pl.lit("ussr")).otherwise(letters)
    values = raw.select(
        letters.alias("place"),
        pl.col("time").cast(pl.Int64).alias("year"),
        pl.col(column).cast(pl.Float64).alias(NAMES.get(column, column)),
    ).drop_nulls()
    return values.group_by("place", "year", maintain_order=True).sum()
