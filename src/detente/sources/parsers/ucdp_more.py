"""UCDP beside the armed conflicts: dyads, and the interstate conflicts of a newer edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.calendar import first_year
from detente.sources.ucdp_sides import ISSUES, TYPES, named, opponents, text_or_null

DYADS = "Dyadic_v24_1.csv.gz"
RECENT = "UcdpPrioConflict_v26_1_interstate_2024-2025_transcribed.csv"
WHOLE: dict[str, type[pl.DataType]] = {
    "dyad_id": pl.Int32,
    "conflict_id": pl.Int32,
    "year": pl.Int64,
    "intensity_level": pl.Int8,
    "start_prec": pl.Int8,
    "start_prec2": pl.Int8,
}
PARTIES = ("side_a", "side_b", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the dyads, and the opponents of the newer edition with a mark where it is incomplete.

    A whole edition begins in the first year of the data set; rows copied from one do not, and are
    marked.
    """
    recent = pl.read_csv(paths[RECENT], infer_schema=False)
    earliest = recent["year"].cast(pl.Int64).min()
    is_excerpt = isinstance(earliest, int) and earliest > first_year("ucdp_acd")
    marked = opponents(recent).with_columns(pl.lit(is_excerpt).alias("incomplete"))
    dyads = pl.read_csv(paths[DYADS], infer_schema=False)
    return {"ucdp_dyadic": _dyads(dyads), "ucdp_pairs_recent": marked}


def _dyads(raw: pl.DataFrame) -> pl.DataFrame:
    """Read the dyads; lists of governments stay lists, with one blank after each comma."""
    tidy = [text_or_null(name).str.replace_all(r",\s+", ", ") for name in PARTIES]
    return raw.select(
        "dyad_id",
        "conflict_id",
        "year",
        *tidy,
        named("incompatibility", ISSUES),
        text_or_null("territory_name"),
        "intensity_level",
        named("type_of_conflict", TYPES),
        pl.col("start_date").str.to_date("%Y-%m-%d"),
        "start_prec",
        pl.col("start_date2").str.to_date("%Y-%m-%d"),
        "start_prec2",
        pl.col("version").alias("edition"),
    ).cast(pl.Schema(WHOLE))
