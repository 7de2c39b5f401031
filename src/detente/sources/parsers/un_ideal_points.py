"""Published ideal points of states from UN votes (Bailey, Strezhnev and Voeten): three series with quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

RENAMED = {
    "idealpointlegacy": "legacy",
    "idealpointall": "all",
    "idealpointfp": "fp",
    "q5fp": "fp_low",
    "q95fp": "fp_high",
    "q5all": "all_low",
    "q95all": "all_high",
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the July 2025 release and, for the intervals of its legacy series, those of April 2020."""
    import pyreadstat

    raw, _ = pyreadstat.read_dta(str(paths["IdealpointsJuly2025.dta"]))
    newest = (
        pl.from_pandas(raw[["ccode", "year", *RENAMED]])
        .rename(RENAMED)
        .with_columns(pl.col("ccode", "year").cast(pl.Int64))
        .with_columns(pl.exclude("ccode", "year").fill_nan(None))
    )
    older = pl.read_csv(
        paths["IdealpointestimatesAll_Apr2020.csv"],
        infer_schema_length=None,
        encoding="utf8-lossy",
        columns=["ccode", "session", "Q5%", "Q95%"],
    ).select(
        pl.col("ccode").cast(pl.Int64),
        (pl.col("session").cast(pl.Int64) + 1945).alias("year"),
        pl.col("Q5%").cast(pl.Float64).alias("legacy_low"),
        pl.col("Q95%").cast(pl.Float64).alias("legacy_high"),
    )
    joined = newest.join(older, on=["ccode", "year"], how="left")
    return {"un_ideal_points": joined.drop_nulls(["ccode", "year"]).sort("ccode", "year")}
