"""Peace Data: where a pair of states is between rivalry and security community, by year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.calendar import last_year
from detente.sources.dialects import dialect
from detente.sources.text_tables import read_rows

FILE = "peacedatav30dyadyrmean.csv.gz"
NAMES = ("dyad", "year", "peace_scale")
NOT_GIVEN = "."
EACH_CODE = 1000
"""A dyad is the first code times this, plus the second."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the mean of the scale for each pair and year, the lower code first.

    Rows beyond the last year of the data are left over from the producer's own counting (one pair,
    thousands of years) and are dropped; a dot is a missing value.
    """
    raw = read_rows(paths[FILE], never_empty="peace_scale", names=NAMES)
    given = raw.with_columns(pl.col("peace_scale").replace(NOT_GIVEN, None))
    numbers = given.cast({"dyad": pl.Int64, "year": pl.Int64, "peace_scale": pl.Float64})
    real = numbers.filter(pl.col("year") <= last_year("peace_data")).select(
        (pl.col("dyad") // EACH_CODE).alias("first"),
        (pl.col("dyad") % EACH_CODE).alias("second"),
        "year",
        "peace_scale",
    )
    matched = match_states(
        real,
        {"first": "ccode1", "second": "ccode2"},
        dialect=dialect("peace_data"),
        table="peace_scale",
        keep_outside=True,
        keep_all=True,
    )
    lower, higher = (side("ccode1", "ccode2") for side in (pl.min_horizontal, pl.max_horizontal))
    ordered = matched.frame.with_columns(lower.alias("ccode1"), higher.alias("ccode2"))
    return {"peace_scale": matched.with_frame(ordered)}
