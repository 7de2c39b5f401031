"""Defence cooperation agreements of dyads (DCAD)."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("dcasigned", "dcageneral")


def pairs(tables: Frames, request: Request) -> Columns:
    """Count the agreements signed in the year, and those that are general; zero in 1980 to 2010."""
    agreements = tables["defence_agreements"]
    is_general = pl.col("type") == "general"
    frame = agreements.group_by("ccode1", "ccode2", "year").agg(
        pl.len().cast(pl.Int64).alias("dcasigned"),
        is_general.sum().cast(pl.Int64).alias("dcageneral"),
    )
    return Columns(frame, NAMES, zero=NAMES, both_ways=True)


ADDER = Adder(
    "dcad",
    "defence cooperation agreements",
    forms=(Form("pair", pairs, tables=("defence_agreements",)),),
)
