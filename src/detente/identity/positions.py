"""Positions of states in UN votes: ideal points less the median state of the session."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.panel.codes import to_year_end
from detente.store.starter import Recipe

SERIES = ("legacy", "fp")


def positions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Centre each series on the session's median state; differences between states keep their scale."""
    raw = to_year_end(tables["un_ideal_points"], "ccode").group_by("ccode", "year", maintain_order=True).agg(
        pl.all().drop_nulls().first())
    exprs = []
    for name in SERIES:
        middle = pl.col(name).median().over("year")
        exprs += [(pl.col(c) - middle).alias(c) for c in (name, f"{name}_low", f"{name}_high")]
    return raw.select("ccode", "year", *exprs).filter(
        pl.any_horizontal(pl.col(*SERIES).is_not_null())).with_columns(
        pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)).sort("ccode", "year")


RECIPES = (Recipe("positions", Grain.STATE_YEAR, ("un_ideal_points",), positions,
                  "ideal point less the median state of the session; series legacy and final-passage votes (fp)"),)
