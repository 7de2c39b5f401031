"""Trade agreements after DESTA: which pair is bound by which treaty, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.sources.dialects import dialect
from detente.sources.text_tables import read_rows

FILE = "desta_list_of_treaties_02_02_dyads.csv.gz"
SIDES = {"country1": "ccode1", "country2": "ccode2"}


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give each treaty and accession by pair, the lower code first; members of the system alone."""
    raw = read_rows(paths[FILE], never_empty="regioncon")
    rows = raw.with_row_index("row").rename({"number": "treaty", "entryforceyear": "in_force"})
    whole = pl.col("row", "year", "in_force").cast(pl.Int64)
    named = rows.select(whole, *SIDES, "treaty", "entry_type")
    matched = match_states(named, SIDES, dialect=dialect("desta"), table="trade_treaties")
    ordered = matched.frame.filter(pl.col("ccode1") != pl.col("ccode2")).select(
        "row",
        "treaty",
        pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
        pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
        "year",
        "entry_type",
        "in_force",
    )
    return {"trade_treaties": matched.with_frame(ordered)}
