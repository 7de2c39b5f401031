"""Regime and society as distances from the median state of the year."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import Recipe


def society(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Centre electoral democracy, life expectancy and fuel exports on the median state of the year."""
    joined = tables["vdem"].join(tables["wdi"].select("ccode", "year", "life_expectancy", "fuel_exports"),
                                 on=["ccode", "year"], how="full", coalesce=True)
    middle = {c: pl.col(c).median().over("year") for c in ("v2x_polyarchy", "life_expectancy", "fuel_exports")}
    return joined.select(
        "ccode", "year",
        (pl.col("v2x_polyarchy") - middle["v2x_polyarchy"]).alias("polyarchy"),
        (pl.col("v2x_polyarchy_codelow") - middle["v2x_polyarchy"]).alias("polyarchy_low"),
        (pl.col("v2x_polyarchy_codehigh") - middle["v2x_polyarchy"]).alias("polyarchy_high"),
        middle["v2x_polyarchy"].alias("polyarchy_median"),
        (pl.col("life_expectancy") - middle["life_expectancy"]).alias("life_expectancy"),
        middle["life_expectancy"].alias("life_expectancy_median"),
        (pl.col("fuel_exports") - middle["fuel_exports"]).alias("fuel_exports"),
        middle["fuel_exports"].alias("fuel_exports_median"),
    ).filter(pl.any_horizontal(pl.col("polyarchy", "life_expectancy", "fuel_exports").is_not_null())).with_columns(
        pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)).sort("ccode", "year")


RECIPES = (Recipe("society", Grain.STATE_YEAR, ("vdem", "wdi"), society,
                  "value less the median state of the year; the median stands beside it"),)
