"""Open long series: population and military spending as a share of GDP."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.countries import by_letters
from detente.sources.declaration import Source

FILES = {
    "ddf--datapoints--pop--by--country--time.csv": ("country", "pop"),
    "ddf--datapoints--military_expenditure_percent_of_gdp--by--geo--time.csv":
        ("geo", "military_expenditure_percent_of_gdp"),
}
LAST_OBSERVED = 2024
"""Population after this year is a projection and is left out."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give people, and military spending in per cent of GDP."""
    frames = []
    for name, (place, column) in FILES.items():
        raw = pl.read_csv(paths[name], infer_schema_length=None).rename({place: "letters", "time": "year"})
        frames.append(by_letters(raw.select("letters", pl.col("year").cast(pl.Int64), pl.col(column).cast(pl.Float64))))
    joined = frames[0].join(frames[1], on=["ccode", "year"], how="full", coalesce=True)
    return {"gapminder": joined.filter(pl.col("year") <= LAST_OBSERVED).rename(
        {"military_expenditure_percent_of_gdp": "milex_share_of_gdp"})}


SOURCE = Source("gapminder", parse)
