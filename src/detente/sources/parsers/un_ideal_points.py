"""Published ideal points of states from UN votes (Bailey, Strezhnev and Voeten), with quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv
from detente.sources.parsers.un_votes import BEFORE_FIRST_SESSION

RENAMED = {
    "idealpointlegacy": "legacy",
    "idealpointall": "all",
    "idealpointfp": "fp",
    "q5fp": "fp_low",
    "q95fp": "fp_high",
    "q5all": "all_low",
    "q95all": "all_high",
}


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the release of July 2025 with the legacy series' intervals of April 2020."""
    points = _release_of_2025(paths["IdealpointsJuly2025.dta"])
    intervals = _intervals_of_2020(paths["IdealpointestimatesAll_Apr2020.csv"])
    joined = points.join(intervals, on=["ccode", "year"], how="left")
    # a row without a code is counted, and left out
    matched = match_states(joined, "ccode", keep_outside=True)
    return {"un_ideal_points": matched.with_frame(matched.frame.sort("ccode", "year"))}


def _release_of_2025(path: Path) -> pl.DataFrame:
    """Read three series with their quantiles; missing values become null."""
    import pyreadstat

    raw, _ = pyreadstat.read_dta(str(path))
    frame = pl.from_pandas(raw[["ccode", "year", *RENAMED]]).rename(RENAMED)
    keys = pl.col("ccode", "year").cast(pl.Int64)
    return frame.with_columns(keys, pl.exclude("ccode", "year").fill_nan(None))


def _intervals_of_2020(path: Path) -> pl.DataFrame:
    """Read the intervals of the legacy series; a session is dated by the year in which it began."""
    raw = read_csv(
        path,
        infer_schema_length=None,
        encoding="utf8-lossy",
        columns=["ccode", "session", "Q5%", "Q95%"],
    )
    year = pl.col("session").cast(pl.Int64) + BEFORE_FIRST_SESSION
    return raw.select(
        pl.col("ccode").cast(pl.Int64),
        year.alias("year"),
        pl.col("Q5%").cast(pl.Float64).alias("legacy_low"),
        pl.col("Q95%").cast(pl.Float64).alias("legacy_high"),
    )
