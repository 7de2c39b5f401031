"""Arms transfers after SIPRI: trend-indicator values of what one state delivered to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.sources.dialects import dialect

SIDES = {"supplier": "ccode1", "recipient": "ccode2"}
KEYS = ["ccode1", "ccode2", "year"]


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Sum the deliveries of each directed pair of states and year; other parties are reported."""
    raw = pl.read_csv(paths["sipri-exports-processed.csv"], infer_schema_length=None)
    deliveries = raw.select(
        *(_code_or_name(side) for side in SIDES),
        pl.col("year").cast(pl.Int64),
        pl.col("value").cast(pl.Float64).alias("arms_transfers"),
    )
    matched = match_states(deliveries, SIDES, dialect=dialect("sipri_arms"), keep_outside=True)
    by_pair = matched.frame.group_by(KEYS, maintain_order=True).agg(pl.col("arms_transfers").sum())
    return {"sipri_arms": matched.with_frame(by_pair)}


def _code_or_name(side: str) -> pl.Expr:
    """Read the COW code of a side, or its name where the file gives none."""
    code = pl.col(f"{side}_cown").cast(pl.Int64, strict=False).cast(pl.String)
    return pl.coalesce(code, pl.col(side)).alias(side)
