"""Territorial changes between the two states of a dyad, after the Correlates of War."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("tcchange", "tcconquest", "tcconflict")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether land went from one to the other in the year, by conquest or in a conflict."""
    sides = pl.concat_list("gainer", "loser").list.sort()
    changes = tables["territorial_changes"].filter(pl.col("gainer") != pl.col("loser"))
    by_pair = changes.select(
        sides.list.get(0).alias("ccode1"),
        sides.list.get(1).alias("ccode2"),
        "year",
        pl.lit(1, dtype=pl.Int8).alias("tcchange"),
        (pl.col("procedure") == "conquest").fill_null(False).cast(pl.Int8).alias("tcconquest"),
        pl.col("conflict").alias("tcconflict"),
    )
    frame = by_pair.group_by("ccode1", "ccode2", "year").agg(pl.col(NAMES).max())
    return Columns(frame, NAMES, zero=NAMES, both_ways=True)


ADDER = Adder(
    "territorial_changes",
    "territorial changes (Correlates of War)",
    forms=(Form("pair", pairs, tables=("territorial_changes",)),),
)
