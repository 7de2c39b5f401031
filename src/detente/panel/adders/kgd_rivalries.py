"""Rivalries of dyads after Klein, Goertz and Diehl."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request, pairs_by_year

RIVALRY = "RIVALRY"


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether a rivalry, or an isolated conflict, was under way; zero without, to 2001.

    A spell counts from the year of its first dispute to that of its last.
    """
    spells = tables["kgd_rivalries"].with_columns(
        pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    )
    is_rivalry = pl.col("rivtyp2") == RIVALRY
    yearly = pairs_by_year(
        spells,
        is_rivalry.cast(pl.Int8).alias("kgdrivalry"),
        (~is_rivalry).cast(pl.Int8).alias("kgdisolated"),
    )
    names = ("kgdrivalry", "kgdisolated")
    frame = yearly.group_by("ccode1", "ccode2", "year").agg(pl.col(names).max())
    return Columns(frame, names, zero=names, both_ways=True)


ADDER = Adder(
    "kgd_rivalries",
    "rivalries (Klein, Goertz and Diehl)",
    forms=(Form("pair", pairs, tables=("kgd_rivalries",)),),
)
