"""Trade after the Correlates of War: of states with the world, and pair by pair, 1870 to 2014."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv
from detente.sources.parsers.rdata import read_rda


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give states' imports and exports, and each pair's flows once, the lower code first."""
    states = read_csv(
        paths["National_COW_4.0.csv"],
        infer_schema_length=None,
        null_values=["NA", ""],
        encoding="utf8-lossy",
    )
    flows = ("flow1", "flow2", "smoothflow1", "smoothflow2")
    both = _numbers(read_rda(paths["cow_trade_ddy.rds"]), ("ccode1", "ccode2", "year"), flows)
    return {
        "cow_trade_states": _numbers(states, ("ccode", "year"), ("imports", "exports")),
        "cow_trade": both.filter(pl.col("ccode1") < pl.col("ccode2")),
    }


def _numbers(raw: pl.DataFrame, keys: tuple[str, ...], values: tuple[str, ...]) -> pl.DataFrame:
    return raw.select(pl.col(keys).cast(pl.Int64), pl.col(values).cast(pl.Float64))
