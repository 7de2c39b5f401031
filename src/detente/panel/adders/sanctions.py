"""Sanctions beside dyads and states."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Form, Frames, Request

KINDS = ("trade", "arms", "military", "financial", "travel", "other")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether the first state sanctions the second and how; where a pair stands once, the first is the lower code."""
    names = ("sanction", *(f"sanction_{kind}" for kind in KINDS))
    return Columns(tables["gsdb"].with_columns(pl.lit(1, dtype=pl.Int8).alias("sanction")), names, names)


def states(tables: Frames, request: Request) -> Columns:
    """Count the states that sanction a state and those that it sanctions; tell whether the United Nations do."""
    given = tables["gsdb"].group_by(pl.col("ccode1").alias("ccode"), "year").agg(pl.len().cast(pl.Int16).alias("sanctions_sent"))
    taken = tables["gsdb"].group_by(pl.col("ccode2").alias("ccode"), "year").agg(
        pl.len().cast(pl.Int16).alias("sanctions_received"))
    frame = given.join(taken, on=["ccode", "year"], how="full", coalesce=True).join(
        tables["gsdb_un"], on=["ccode", "year"], how="full", coalesce=True)
    names = ("sanctions_sent", "sanctions_received", "sanction_un")
    return Columns(frame, names, names)


ADDER = Adder("sanctions", "sanctions", (
    Form("pair", pairs, ("gsdb",)), Form("state", states, ("gsdb", "gsdb_un"), dyads=False)))
