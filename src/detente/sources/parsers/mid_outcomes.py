"""How disputes of one state against one state ended, from the producer's files of disputes and participants."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Join each dispute with one participant on either side to its two states: ``ccode1`` is side A."""
    disputes = pl.read_csv(paths["MIDA 5.0.csv"], null_values=["-9"], infer_schema_length=None)
    sides = pl.read_csv(paths["MIDB 5.0.csv"], null_values=["-9"], infer_schema_length=None)
    pairs = sides.group_by("dispnum").agg(
        *(
            pl.col("ccode").filter(pl.col("sidea") == side).unique().alias(name)
            for side, name in ((1, "ccode1"), (0, "ccode2"))
        )
    )
    two = pairs.filter(
        (pl.col("ccode1").list.len() == 1) & (pl.col("ccode2").list.len() == 1)
    ).with_columns(pl.col("ccode1", "ccode2").list.first())
    one = disputes.filter(
        (pl.col("numa") == 1) & (pl.col("numb") == 1) & pl.col("outcome").is_not_null()
    )
    return {
        "mid_outcomes": one.join(two, on="dispnum")
        .select(
            pl.col("dispnum", "ccode1", "ccode2").cast(pl.Int64),
            pl.col("styear").cast(pl.Int64).alias("year"),
            pl.col("outcome").cast(pl.Int64),
        )
        .sort("dispnum")
    }
