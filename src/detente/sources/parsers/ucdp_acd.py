"""Armed conflicts after UCDP/PRIO: their governments, and every two governments that oppose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.text_tables import read_rows
from detente.sources.ucdp_sides import ISSUES, TYPES, named, opponents

WHOLE: dict[str, type[pl.DataType]] = {
    "conflict_id": pl.Int32,
    "year": pl.Int64,
    "gwcode": pl.Int64,
    "intensity_level": pl.Int8,
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Spread the lists of both sides over rows, and write types and issues by name."""
    raw = read_rows(paths["UcdpPrioConflict_v25_1.csv"], never_empty="version")
    conflicts = raw.with_row_index("line")
    sides = pl.concat([_side(conflicts, "a"), _side(conflicts, "b")])
    governments = sides.sort("line", "side", maintain_order=True).explode("gwcode")
    frame = governments.select(
        "conflict_id",
        "year",
        pl.col("gwcode").str.strip_chars(),
        "side",
        named("incompatibility", ISSUES),
        "intensity_level",
        named("type_of_conflict", TYPES),
    ).cast(pl.Schema(WHOLE))
    rows = frame.with_row_index("row").cast({"row": pl.Int64})
    return {"ucdp_acd": rows, "ucdp_pairs": opponents(raw)}


def _side(conflicts: pl.DataFrame, side: str) -> pl.DataFrame:
    """Take the conflicts in which governments are on a side, and list these."""
    governments = pl.col(f"gwno_{side}")
    involved = conflicts.filter(governments.str.strip_chars() != "")
    listed = governments.str.split(",").alias("gwcode")
    return involved.with_columns(listed, pl.lit(side).alias("side"))
