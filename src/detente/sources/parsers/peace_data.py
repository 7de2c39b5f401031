"""Peace Data: where a pair of states is between rivalry and security community, by year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.calendar import last_year
from detente.sources.text_tables import read_rows

FILE = "peacedatav30dyadyrmean.csv.gz"
NAMES = ("dyad", "year", "peace_scale")
NOT_GIVEN = "."
EACH_CODE = 1000
"""A dyad is the first code times this, plus the second."""
TYPING_ERRORS = {936: 946, 937: 947}
"""Numbers that no state has: Kiribati and Tuvalu, as their years show."""
GERMANY, WEST_GERMANY, PARTED, UNITED = 255, 260, 1955, 1989
"""The source writes West Germany as Germany; first and last full year of its own code in COW."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the mean of the scale for each pair and year, the lower code first.

    Rows beyond the last year of the data are left over from the producer's own counting (one pair,
    thousands of years) and are dropped; a dot is a missing value.
    """
    raw = read_rows(paths[FILE], never_empty="peace_scale", names=NAMES)
    given = raw.with_columns(pl.col("peace_scale").replace(NOT_GIVEN, None))
    numbers = given.cast({"dyad": pl.Int64, "year": pl.Int64, "peace_scale": pl.Float64})
    real = numbers.filter(pl.col("year") <= last_year("peace_data"))
    codes = [_code(pl.col("dyad") // EACH_CODE), _code(pl.col("dyad") % EACH_CODE)]
    return {
        "peace_scale": real.select(
            pl.min_horizontal(codes).alias("ccode1"),
            pl.max_horizontal(codes).alias("ccode2"),
            "year",
            "peace_scale",
        )
    }


def _code(given: pl.Expr) -> pl.Expr:
    """Turn the source's number for a state into the COW code of the year."""
    corrected = given.replace(TYPING_ERRORS)
    is_west_germany = (corrected == GERMANY) & pl.col("year").is_between(PARTED, UNITED)
    return pl.when(is_west_germany).then(WEST_GERMANY).otherwise(corrected)
