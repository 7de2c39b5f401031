"""Arms transfers of dyads and states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Give what the first state delivers to the second and receives from it.

    Zero where nothing is recorded of two states of which the source speaks before and after.
    """
    sent = tables["sipri_arms"].rename({"arms_transfers": "arms_sent"})
    turned = sent.select(
        pl.col("ccode2").alias("ccode1"),
        pl.col("ccode1").alias("ccode2"),
        "year",
        pl.col("arms_sent").alias("arms_received"),
    )
    names = ("arms_sent", "arms_received")
    frame = sent.join(turned, on=["ccode1", "ccode2", "year"], how="full", coalesce=True)
    return Columns(frame, names, zero=names, known=_covered(tables))


def states(tables: Frames, request: Request) -> Columns:
    """Give what a state delivers and receives in all."""
    sent, received = (
        tables["sipri_arms"]
        .group_by(pl.col(code).alias("ccode"), "year")
        .agg(pl.col("arms_transfers").sum().alias(name))
        for code, name in (("ccode1", "arms_sent"), ("ccode2", "arms_received"))
    )
    names = ("arms_sent", "arms_received")
    frame = sent.join(received, on=["ccode", "year"], how="full", coalesce=True)
    return Columns(frame, names, zero=names, known=_covered(tables))


def _covered(tables: Frames) -> pl.DataFrame:
    """Give the state-years between the first and the last in which the source names a state."""
    either = pl.concat(
        tables["sipri_arms"].select(pl.col(code).alias("code"), "year")
        for code in ("ccode1", "ccode2")
    )
    year = pl.col("year")
    spans = either.group_by("code").agg(pl.int_range(year.min(), year.max() + 1).alias("year"))
    return spans.explode("year")


ADDER = Adder(
    "arms_transfers",
    "arms transfers",
    forms=(
        Form("pair", pairs, tables=("sipri_arms",)),
        Form("state", states, tables=("sipri_arms",), dyads=False),
    ),
)
