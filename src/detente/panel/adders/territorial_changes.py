"""Territorial changes between the two states of a dyad, after the Correlates of War."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("tcchange", "tcconquest", "tcconflict")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether land went from one to the other in the year, by conquest or in a conflict."""
    sides = pl.concat_list("gainer", "loser").list.sort()
    changes = tables["territorial_changes"].filter(pl.col("gainer") != pl.col("loser"))
    codes = {name: sides.list.get(place) for place, name in enumerate(("ccode1", "ccode2"))}
    is_conquest = (pl.col("procedure") == "conquest").fill_null(False).cast(pl.Int8)
    told = {"tcconquest": is_conquest, "tcconflict": pl.col("conflict")}
    pairs_by_change = changes.select("year", **codes, **told)
    by_pair = pairs_by_change.with_columns(pl.lit(1, dtype=pl.Int8).alias("tcchange"))
    frame = by_pair.group_by("ccode1", "ccode2", "year").agg(pl.col(NAMES).max())
    return Columns(frame, NAMES, zero=NAMES, both_ways=True)


ADDER = Adder(
    "territorial_changes",
    "territorial changes (Correlates of War)",
    forms=(Form("pair", pairs, tables=("territorial_changes",)),),
)
