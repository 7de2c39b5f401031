"""Nuclear warheads in stockpile after the Federation of American Scientists, to 2022."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.names import fold
from detente.sources.country_names import codes_of_names


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give warheads of each state that the file names; others have no row, and so not zero."""
    raw = pl.read_csv(next(iter(paths.values())), infer_schema_length=None)
    of_states = raw.filter(pl.col("Entity") != "World")
    names = of_states["Entity"].unique().to_list()
    codes = {name: codes_of_names()[fold(name)] for name in names}
    frame = of_states.select(
        pl.col("Entity").replace_strict(codes, return_dtype=pl.Int64).alias("ccode"),
        pl.col("Year").alias("year"),
        pl.col("nuclear_weapons_stockpile").alias("warheads"),
    )
    return {"nuclear": frame.cast({"year": pl.Int64, "warheads": pl.Float64})}
