"""Nuclear warheads in stockpile after the Federation of American Scientists, to 2022."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.names import fold
from detente.sources.country_names import codes_of_names


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give warheads of each state that the file names; a state it does not name has null, not zero."""
    raw = pl.read_csv(next(iter(paths.values())), infer_schema_length=None)
    codes = {
        name: codes_of_names()[fold(name)]
        for name in raw["Entity"].unique().to_list()
        if name != "World"
    }
    frame = raw.filter(pl.col("Entity").is_in(list(codes))).select(
        pl.col("Entity").replace_strict(codes, return_dtype=pl.Int64).alias("ccode"),
        pl.col("Year").cast(pl.Int64).alias("year"),
        pl.col("nuclear_weapons_stockpile").cast(pl.Float64).alias("warheads"),
    )
    return {"nuclear": frame}
