"""Votes in the Security Council: membership and vetoes of a state, agreement of two members."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

CAST = (1, 2, 3)
"""Yes, abstention, no; who took no part agrees with nobody."""
STATE_NAMES = ("scmember", "scvotes", "scvetoes")
PAIR_NAMES = ("scjoint", "scagree")


def states(tables: Frames, request: Request) -> Columns:
    """Tell who sat in the Council, on how many adopted resolutions it voted, and its vetoes."""
    votes = tables["sc_votes"]
    seats = votes.group_by("ccode", "year").agg(
        pl.lit(1, dtype=pl.Int64).first().alias("scmember"),
        pl.col("vote").is_in(CAST).sum().cast(pl.Int64).alias("scvotes"),
    )
    vetoes = (
        tables["sc_vetoes"].group_by("ccode", "year").agg(pl.len().cast(pl.Int64).alias("scvetoes"))
    )
    both = seats.join(vetoes, on=["ccode", "year"], how="full", coalesce=True)
    # the list ends within a year, which is not complete
    complete = pl.col("year") < vetoes["year"].max()
    known = pl.when(complete).then(pl.col("scvetoes").fill_null(0))
    frame = both.with_columns(known.alias("scvetoes"))
    return Columns(frame, STATE_NAMES, zero=("scmember",))


def pairs(tables: Frames, request: Request) -> Columns:
    """Count adopted resolutions on which both voted, and the share on which they voted alike.

    A pair of which one was no member in the year has no cell.
    """
    votes = tables["sc_votes"].filter(pl.col("vote").is_in(CAST))
    other = votes.select("rcid", pl.col("ccode").alias("ccode2"), pl.col("vote").alias("vote2"))
    met = votes.rename({"ccode": "ccode1"}).join(other, on="rcid")
    once = met.filter(pl.col("ccode1") < pl.col("ccode2"))
    joint = pl.len().cast(pl.Int64).alias("scjoint")
    alike = (pl.col("vote") == pl.col("vote2")).mean().alias("scagree")
    frame = once.group_by("ccode1", "ccode2", "year").agg(joint, alike)
    return Columns(frame, PAIR_NAMES, both_ways=True)


ADDER = Adder(
    "un_sc",
    "seats, votes and vetoes in the Security Council",
    forms=(
        Form("pair", pairs, tables=("sc_votes",), dyads=True),
        Form("state", states, tables=("sc_votes", "sc_vetoes"), dyads=False),
    ),
)
