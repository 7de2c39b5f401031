"""Arms transfers after SIPRI: trend-indicator values of what one state delivered to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv
from detente.sources.dialects import dialect

SIDES = {"supplier": "ccode1", "recipient": "ccode2"}


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Sum the deliveries of each directed pair of states and year.

    Parties are read by name. The file's own codes are not SIPRI's and give movements to the state
    in which they fight: what Hezbollah received is not Lebanon's.
    """
    raw = read_csv(paths["sipri-exports-processed.csv"], infer_schema_length=None)
    deliveries = raw.select(*SIDES, pl.col("year").cast(pl.Int64), pl.col("value").cast(pl.Float64))
    own = dialect("sipri_arms")
    of_states = match_states(deliveries, SIDES, dialect=own, table="sipri_arms", keep_outside=True)
    by_pair = of_states.frame.group_by("ccode1", "ccode2", "year", maintain_order=True)
    return {"sipri_arms": of_states.with_frame(by_pair.agg(arms_transfers=pl.col("value").sum()))}
