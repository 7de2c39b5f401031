"""Travels and visits after the Office of the Historian: who went to whom, by day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.calendar import last_year
from detente.errors import ParseError
from detente.sources.dialects import dialect
from detente.sources.text_tables import read_rows

TRAVELS, VISITS = "travels_president_secretary.csv", "visits_foreign_leaders.csv"
GUEST = "guest"
ROLES = ("president", "secretary")
LAST = last_year("us_diplomacy")
"""Last full year."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give every stop of a journey and every visit, with the state and its first day."""
    travels = read_rows(paths[TRAVELS], never_empty="country_id")
    visits = read_rows(paths[VISITS], never_empty="from_id")
    odd = sorted({*travels["role"].to_list()} - {*ROLES})
    if odd:
        raise ParseError(f"'{odd[0]}' is not a role", where=TRAVELS, near=ROLES)
    both = pl.concat(
        [
            travels.select(_place("country_id"), pl.col("role").alias("kind"), "start_date"),
            visits.select(_place("from_id"), pl.lit(GUEST).alias("kind"), "start_date"),
        ]
    )
    day = pl.col("start_date").str.to_date("%Y-%m-%d")
    dated = both.with_row_index("row").select(
        pl.col("row").cast(pl.Int64), "place", "kind", date=day, year=day.dt.year().cast(pl.Int64)
    )
    past = dated.filter(pl.col("year") <= LAST)
    matched = match_states(
        past, "place", when="date", dialect=dialect("us_diplomacy"), table="us_visits"
    )
    frame = matched.frame.select("row", "ccode", "year", "kind", "date")
    return {"us_visits": matched.with_frame(frame)}


def _place(column: str) -> pl.Expr:
    """Read the id of a place as a name."""
    return pl.col(column).str.replace_all("-", " ").alias("place")
