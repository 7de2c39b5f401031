"""Views of other countries in Pew's surveys, by country surveyed and year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.country_names import by_letters

KEYS = ("ccode", "target", "year")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give shares of respondents, 0 to 1; `target` is a state's letters, EU or UN."""
    raw = by_letters(pl.read_csv(paths["pew_favourability_country_year.csv"]), "iso3")
    views = raw.select(
        *KEYS,
        (pl.col("favorable_pct") / 100).alias("favourable"),
        (pl.col("unfavorable_pct") / 100).alias("unfavourable"),
        pl.col("n").cast(pl.Int32).alias("respondents"),
    )
    return {"pew_views": views.unique(KEYS, keep="first", maintain_order=True)}
