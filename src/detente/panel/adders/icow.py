"""Claims to territory, rivers and seas between the two states of a dyad (ICOW)."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

ISSUES = {"territory": "icowterritory", "river": "icowriver", "maritime": "icowmaritime"}
NAMES = (*ISSUES.values(), "icowsalience")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell of which kind the claims in a year are; a pair without a row has no cell.

    The source covers three regions: that a pair is not listed says nothing of others.
    """
    sides = pl.concat_list("challenger", "target").list.sort()
    kinds = [(pl.col("issue") == issue).cast(pl.Int8).alias(name) for issue, name in ISSUES.items()]
    claims = tables["issue_claims"].select(
        sides.list.get(0).alias("ccode1"),
        sides.list.get(1).alias("ccode2"),
        "year",
        *kinds,
        pl.col("salience").alias("icowsalience"),
    )
    frame = claims.group_by("ccode1", "ccode2", "year").agg(pl.col(NAMES).max())
    return Columns(frame, NAMES, both_ways=True)


ADDER = Adder(
    "icow",
    "claims to territory, rivers and seas (ICOW)",
    forms=(Form("pair", pairs, tables=("issue_claims",)),),
)
