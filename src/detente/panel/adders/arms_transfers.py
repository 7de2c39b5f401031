"""Arms transfers beside dyads and states."""

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
    return Columns(frame, names, zero=names, known=_spoken_of(tables))


def states(tables: Frames, request: Request) -> Columns:
    """Give what a state delivers and receives in all."""
    out, into = (
        tables["sipri_arms"]
        .group_by(pl.col(code).alias("ccode"), "year")
        .agg(pl.col("arms_transfers").sum().alias(name))
        for code, name in (("ccode1", "arms_sent"), ("ccode2", "arms_received"))
    )
    names = ("arms_sent", "arms_received")
    return Columns(
        out.join(into, on=["ccode", "year"], how="full", coalesce=True),
        names,
        zero=names,
        known=_spoken_of(tables),
    )


def _spoken_of(tables: Frames) -> pl.DataFrame:
    """Give the state-years between the first and the last in which the source names a state."""
    both = pl.concat(
        [tables["sipri_arms"].select(pl.col(c).alias("code"), "year") for c in ("ccode1", "ccode2")]
    )
    return (
        both.group_by("code")
        .agg(pl.int_range(pl.col("year").min(), pl.col("year").max() + 1).alias("year"))
        .explode("year")
    )


ADDER = Adder(
    "arms_transfers",
    "arms transfers",
    forms=(
        Form("pair", pairs, tables=("sipri_arms",)),
        Form("state", states, tables=("sipri_arms",), dyads=False),
    ),
)
