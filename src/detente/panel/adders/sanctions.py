"""Sanctions beside dyads and states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import spells
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, either_way

KINDS = ("trade", "arms", "military", "financial", "travel", "other")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether the first state sanctions the second and how.

    Where a pair stands once, whether either does.
    """
    names = ("sanction", *(f"sanction_{kind}" for kind in KINDS))
    frame = tables["gsdb"].with_columns(pl.lit(1, dtype=pl.Int8).alias("sanction"))
    either = request.options["ndir"] and not request.rows.directed
    return Columns(
        either_way(frame, names) if either else frame,
        names,
        zero=names,
        both_ways=either,
        known=at_year_end(request.years),
    )


def states(tables: Frames, request: Request) -> Columns:
    """Count the states that sanction a state and those that it sanctions.

    Tell whether the United Nations do.
    """
    given = (
        tables["gsdb"]
        .group_by(pl.col("ccode1").alias("ccode"), "year")
        .agg(pl.len().cast(pl.Int16).alias("sanctions_sent"))
    )
    taken = (
        tables["gsdb"]
        .group_by(pl.col("ccode2").alias("ccode"), "year")
        .agg(pl.len().cast(pl.Int16).alias("sanctions_received"))
    )
    frame = given.join(taken, on=["ccode", "year"], how="full", coalesce=True).join(
        tables["gsdb_un"], on=["ccode", "year"], how="full", coalesce=True
    )
    names = ("sanctions_sent", "sanctions_received", "sanction_un")
    return Columns(frame, names, zero=names, known=at_year_end(request.years))


def at_year_end(years: tuple[int, int]) -> pl.DataFrame:
    """Give the codes that are members at the end of each year: those by which the source is coded."""
    span = pl.DataFrame({"year": range(years[0], years[1] + 1)}, schema={"year": pl.Int64})
    day = pl.date(pl.col("year"), 12, 31)
    return (
        spells("cow")
        .join(span, how="cross")
        .filter((pl.col("start") <= day) & (pl.col("end") >= day))
        .select("code", "year")
    )


ADDER = Adder(
    "sanctions",
    "sanctions",
    forms=(
        Form("pair", pairs, tables=("gsdb",)),
        Form("state", states, tables=("gsdb", "gsdb_un"), dyads=False),
    ),
    options={
        "ndir": Option(
            True,
            "where pairs stand once: count a sanction of either; False reads the first's alone",
        )
    },
)
