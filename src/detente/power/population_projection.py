"""Population to come: growth against 2024 with the United Nations' bounds."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import DerivedTable

YEARS = (2024, 2025, 2030, 2035, 2040, 2045, 2050)
BASE = 2024
BOUNDS = ("median", "low80", "high80", "low95", "high95")


def outlook(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Divide the projected population by that of the base year."""
    frame = tables["wpp"].filter(pl.col("year").is_in(YEARS))
    base = frame.filter(pl.col("year") == BASE).select("ccode", pl.col("pop_median").alias("base"))
    growth = [
        (pl.col(f"pop_{bound}") / pl.col("base")).alias(f"growth_{bound}") for bound in BOUNDS
    ]
    return frame.join(base, on="ccode").select("ccode", "year", *growth).sort("ccode", "year")


DERIVED_TABLES = (
    DerivedTable(
        id="outlook",
        grain=Grain.STATE_YEAR,
        needs=("wpp",),
        make=outlook,
        rule=f"population divided by the median projection for {BASE}",
    ),
)
