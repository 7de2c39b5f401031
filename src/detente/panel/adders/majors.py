"""Major powers of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request


def full(tables: Frames, request: Request) -> Columns:
    """Tell whether a state was a major power in any part of the year.

    Zero where it was not, null after the list ends.
    """
    spells = tables["cow_majors"]
    start, end = (pl.col(day).dt.year().cast(pl.Int64) for day in ("start", "end"))
    newest = int(str(spells["end"].dt.year().max()))
    if request.options["mry"]:
        newest = COMPLETE_TO
    is_last = pl.col("end") == pl.col("end").max()
    last = pl.when(is_last).then(newest).otherwise(end).cast(pl.Int64)
    yearly = spells.select(
        "ccode",
        pl.int_ranges(start, last + 1).alias("year"),
        pl.lit(1, dtype=pl.Int8).alias("cowmaj"),
    ).explode("year")
    frame = yearly.unique(["ccode", "year"], maintain_order=True)
    return Columns(frame, ("cowmaj",), zero=("cowmaj",), years=(FIRST_YEAR, newest))


ADDER = Adder(
    "majors",
    "major powers",
    forms=(Form("state", full, tables=("cow_majors",)),),
    options={
        "mry": Option(
            True, "let the spells that reach the list's last day go on to the newest year"
        )
    },
)
