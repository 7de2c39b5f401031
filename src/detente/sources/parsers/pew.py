"""Views of other countries in Pew's surveys, by country surveyed and year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv
from detente.sources.dialects import dialect

KEYS = ("ccode", "target", "year")


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give shares of respondents, 0 to 1; `target` is a state's letters, EU or UN."""
    raw = read_csv(paths["pew_favourability_country_year.csv"])
    matched = match_states(raw, "iso3", dialect=dialect("pew"))
    views = matched.frame.select(
        *KEYS,
        (pl.col("favorable_pct") / 100).alias("favourable"),
        (pl.col("unfavorable_pct") / 100).alias("unfavourable"),
        pl.col("n").cast(pl.Int32).alias("respondents"),
    )
    return {"pew_views": matched.with_frame(views).once(KEYS)}
