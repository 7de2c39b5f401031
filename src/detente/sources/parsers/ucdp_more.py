"""UCDP beside the armed conflicts: dyads, and the interstate conflicts of a newer edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.calendar import first_year
from detente.sources.text_tables import read_rows
from detente.sources.ucdp_sides import described, opponents, text_or_null

DYADS = "Dyadic_v24_1.csv.gz"
RECENT = "UcdpPrioConflict_v26_1_interstate_2024-2025_transcribed.csv"
PARTIES = ("side_a", "side_b", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the dyads, and the opponents of the newer edition with a mark where it is incomplete.

    A whole edition begins in the first year of the data set; rows copied from one do not, and are
    marked.
    """
    recent = read_rows(paths[RECENT], never_empty="version")
    earliest = recent["year"].cast(pl.Int64).min()
    is_excerpt = isinstance(earliest, int) and earliest > first_year("ucdp_acd")
    marked = opponents(recent).with_columns(pl.lit(is_excerpt).alias("incomplete"))
    dyads = read_rows(paths[DYADS], never_empty="version")
    return {"ucdp_dyadic": _dyads(dyads), "ucdp_pairs_recent": marked}


def _dyads(raw: pl.DataFrame) -> pl.DataFrame:
    """Read the dyads; lists of governments stay lists, with one blank after each comma."""
    tidy = [text_or_null(name).str.replace_all(r",\s+", ", ") for name in PARTIES]
    parties = raw.select("dyad_id", *tidy).cast({"dyad_id": pl.Int32})
    about = described(raw)
    return pl.concat([parties, about], how="horizontal")
