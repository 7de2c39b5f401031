"""Militarized disputes beside dyads and states."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("gmlmidonset", "gmlmidongoing")
YEARS = (1816, 2010)


def dyad(tables: Frames) -> Columns:
    """Tell whether a dispute began or was under way; zero without one to 2010, null after."""
    frame = tables["gml_mid"].lazy().group_by("ccode1", "ccode2", "year").agg(
        pl.col("gmlmidonset").max(), pl.col("gmlmidongoing").max())
    return Columns(frame, NAMES, NAMES, YEARS)


def state(tables: Frames) -> Columns:
    """Tell whether a dispute with anybody began or was under way."""
    frame = tables["gml_mid"].lazy().group_by(pl.col("ccode1").alias("ccode"), "year").agg(
        pl.col("gmlmidonset").max(), pl.col("gmlmidongoing").max())
    return Columns(frame, NAMES, NAMES, YEARS)


def dyad_starter(tables: Frames) -> Columns:
    """Give the number of disputes begun in the ten years to the year, from the starter."""
    frame = tables["disputes"].lazy().select("ccode1", "ccode2", "year", pl.col("recent").cast(pl.Int64).alias("disputes_10y"))
    return Columns(frame, ("disputes_10y",), ("disputes_10y",), YEARS, one_way=True)


ADDER = Adder("gml_mids", "militarized disputes", "gml_mid", ("gml_mid",), ("disputes",), state=state, dyad=dyad,
              dyad_starter=dyad_starter)
