"""What the passport of one state of a dyad needs in the other (Passport Index)."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("visarule1", "visarule2", "visadays1", "visadays2")
"""The passport of the first state in the second, and of the second in the first."""


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the rule, and the days without a visa, in both directions, from 2019 to 2025."""
    rules = tables["visa_rules"]
    one = rules.rename({"rule": "visarule1", "days": "visadays1"})
    other = rules.rename(
        {"ccode1": "ccode2", "ccode2": "ccode1", "rule": "visarule2", "days": "visadays2"}
    )
    keys = ["ccode1", "ccode2", "year"]
    frame = one.join(other, on=keys, how="full", coalesce=True).select(*keys, *NAMES)
    lower = frame.filter(pl.col("ccode1") < pl.col("ccode2"))
    swap = (("visarule1", "visarule2"), ("visadays1", "visadays2"))
    return Columns(lower, NAMES, both_ways=True, swap=swap)


ADDER = Adder(
    "visa",
    "visas that passports need",
    forms=(Form("pair", pairs, tables=("visa_rules",)),),
)
