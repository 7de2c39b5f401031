"""Trade agreements that bind both states of a dyad (DESTA)."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("ptasigned", "ptaentered")
JOINING = ("base_treaty", "accession")
"""Entries by which a pair is bound anew; a consolidated text repeats one."""


def pairs(tables: Frames, request: Request) -> Columns:
    """Count the treaties and accessions signed in the year, and those that entered into force.

    An entry into force without a year is not counted; withdrawals are not in the source's rows.
    """
    joining = tables["trade_treaties"].filter(pl.col("entry_type").is_in(JOINING))
    signed = _counted(joining, "year", "ptasigned")
    entered = _counted(joining.drop_nulls("in_force"), "in_force", "ptaentered")
    keys = ["ccode1", "ccode2", "year"]
    frame = signed.join(entered, on=keys, how="full", coalesce=True)
    return Columns(
        frame.with_columns(pl.col(NAMES).fill_null(0)), NAMES, zero=NAMES, both_ways=True
    )


def _counted(treaties: pl.DataFrame, year: str, name: str) -> pl.DataFrame:
    """Count different treaties by pair and year."""
    dated = treaties.select("ccode1", "ccode2", pl.col(year).alias("year"), "treaty").unique()
    return dated.group_by("ccode1", "ccode2", "year").agg(pl.len().cast(pl.Int64).alias(name))


ADDER = Adder(
    "desta",
    "trade agreements (DESTA)",
    forms=(Form("pair", pairs, tables=("trade_treaties",)),),
)
