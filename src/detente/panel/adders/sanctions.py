"""Sanctions of dyads and states."""

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

    Tells also whether the United Nations do.
    """
    keys = ["ccode", "year"]
    sent, received = (
        tables["gsdb"]
        .group_by(pl.col(code).alias("ccode"), "year")
        .agg(pl.len().cast(pl.Int16).alias(name))
        for code, name in (("ccode1", "sanctions_sent"), ("ccode2", "sanctions_received"))
    )
    both = sent.join(received, on=keys, how="full", coalesce=True)
    frame = both.join(tables["gsdb_un"], on=keys, how="full", coalesce=True)
    names = ("sanctions_sent", "sanctions_received", "sanction_un")
    return Columns(frame, names, zero=names, known=at_year_end(request.years))


def at_year_end(years: tuple[int, int]) -> pl.DataFrame:
    """Give the codes of the members at the end of each year, by which the source is coded.

    Parameters
    ----------
    years : tuple of int
        First and last year.
    """
    first, last = years
    every = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    day = pl.date(pl.col("year"), 12, 31)
    is_member = (pl.col("start") <= day) & (pl.col("end") >= day)
    return spells("cow").join(every, how="cross").filter(is_member).select("code", "year")


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
