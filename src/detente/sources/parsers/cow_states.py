"""State system membership of the Correlates of War project: which states existed when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a spell; a spell that reaches the file's last day goes on in later versions."""
    raw = read_csv(paths["states2016.csv"])
    frame = raw.select(
        pl.col("ccode").cast(pl.Int64),
        pl.col("stateabb"),
        pl.col("statenme"),
        pl.date("styear", "stmonth", "stday").alias("start"),
        pl.date("endyear", "endmonth", "endday").alias("end"),
    )
    return {"cow_states": frame}
