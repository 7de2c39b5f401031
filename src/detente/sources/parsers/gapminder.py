"""Open long series: population, military spending as a share of GDP, arms exports, oil and gas produced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.country_names import by_letters

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
}
NAMES = {
    "military_expenditure_percent_of_gdp": "milex_share_of_gdp",
    "arms_exports_sipri_tiv": "arms_exports",
    "oil_production_total": "oil",
    "natural_gas_production_total": "gas",
}
COUNTED = ("arms_exports", "oil", "gas")
"""Columns whose zeros stand for no data: a state that was not yet, or no longer, counted."""
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
LAST_OBSERVED = 2024
"""Population after this year is a projection and is left out."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give people, military spending in per cent of GDP, arms exports, and oil and gas produced."""
    joined: pl.DataFrame | None = None
    for name, (place, column) in FILES.items():
        raw = pl.read_csv(paths[name], infer_schema_length=None).rename(
            {place: "letters", "time": "year"}
        )
        # producers among the Soviet republics are counted one by one before they were states: together they are the Union
        soviet = (
            pl.col("letters").is_in(REPUBLICS)
            & (pl.col("year") < 1991)
            & pl.lit(column.endswith("_total"))
        )
        letters = (
            pl.when(soviet)
            .then(pl.lit("sun"))
            .otherwise(pl.col("letters").replace("ussr", "sun"))
            .alias("letters")
        )
        summed = (
            raw.select(letters, pl.col("year").cast(pl.Int64), pl.col(column).cast(pl.Float64))
            .drop_nulls(column)
            .group_by("letters", "year", maintain_order=True)
            .agg(pl.col(column).sum())
        )
        frame = by_letters(summed)
        frame = frame.rename({column: NAMES.get(column, column)}).unique(
            ["ccode", "year"], keep="last", maintain_order=True
        )
        joined = (
            frame
            if joined is None
            else joined.join(frame, on=["ccode", "year"], how="full", coalesce=True)
        )
    assert joined is not None
    return {
        "gapminder": joined.filter(pl.col("year") <= LAST_OBSERVED).with_columns(
            pl.when(pl.col(c) > 0).then(pl.col(c)).alias(c) for c in COUNTED
        )
    }
