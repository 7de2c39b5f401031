"""How disputes of one state with one state ended, from the files of disputes and participants."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Join each dispute with one participant on either side to its two states; side A is first."""
    disputes = read_csv(paths["MIDA 5.0.csv"], null_values=["-9"], infer_schema_length=None)
    participants = read_csv(paths["MIDB 5.0.csv"], null_values=["-9"], infer_schema_length=None)
    sides = participants.group_by("dispnum").agg(
        _on_side(1).alias("ccode1"), _on_side(0).alias("ccode2")
    )
    one_against_one = sides.filter(pl.all_horizontal(pl.col("ccode1", "ccode2").list.len() == 1))
    states = one_against_one.with_columns(pl.col("ccode1", "ccode2").list.first())
    ended = disputes.filter(pl.col("numa") == 1, pl.col("numb") == 1).drop_nulls("outcome")
    joined = ended.join(states, on="dispnum").rename({"styear": "year"})
    columns = pl.col("dispnum", "ccode1", "ccode2", "year", "outcome").cast(pl.Int64)
    return {"mid_outcomes": joined.select(columns).sort("dispnum")}


def _on_side(side: int) -> pl.Expr:
    """List the states that were on one side of a dispute: 1 for side A, 0 for side B."""
    return pl.col("ccode").filter(pl.col("sidea") == side).unique()
