"""Territorial changes after the Correlates of War: who gained land, who lost it, and how."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.text_tables import read_rows

FILE = "tc2018.csv"
PROCEDURES = {
    1: "conquest",
    2: "annexation",
    3: "cession",
    4: "secession",
    5: "unification",
    6: "mandated territory",
}
"""How land changed hands; another number is not known."""
LARGEST_CODE = 999
"""Larger numbers are colonies and other entities that are no states."""
NUMBERS = ("number", "year", "gainer", "loser", "procedur", "conflict")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each change by its number; a side that is no state, and an unknown area, are null."""
    raw = read_rows(paths[FILE], never_empty="version")
    numbers = raw.select(
        *(pl.col(name).cast(pl.Int64) for name in NUMBERS),
        pl.col("area").replace({".": None}).cast(pl.Float64),
    )
    sides = [
        pl.when(pl.col(name).is_between(1, LARGEST_CODE)).then(name).alias(name)
        for name in ("gainer", "loser")
    ]
    procedure = pl.col("procedur").replace_strict(PROCEDURES, default=None, return_dtype=pl.String)
    area = pl.when(pl.col("area") >= 0).then("area").alias("area")
    about = [procedure.alias("procedure"), pl.col("conflict").cast(pl.Int8), area]
    changes = numbers.select(pl.col("number").alias("row"), "year", *sides, *about)
    return {"territorial_changes": changes}
