"""Contiguity: of two states at the end of the year, and how many a state has."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames

YEARS = (1816, 2016)


def _yearly(spells: pl.LazyFrame, *kept: str) -> pl.LazyFrame:
    """Spread spells of days over the years that they touch, as the field counts them."""
    first, last = pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    return spells.select("ccode1", "ccode2", *kept, pl.int_ranges(first, last + 1).alias("year")).explode("year").filter(
        pl.col("year").is_not_null())


def dyad(tables: Frames) -> Columns:
    """Give the kind of contiguity, the closest where several stand; zero without one to 2016, null after."""
    frame = _yearly(tables["cow_contiguity"].lazy(), "conttype").group_by("ccode1", "ccode2", "year").agg(
        pl.col("conttype").min())
    return Columns(frame, ("conttype",), ("conttype",), YEARS, one_way=True)


def state(tables: Frames) -> Columns:
    """Count the states with a land border and those across up to 400 miles of water."""
    pairs = dyad(tables).frame
    both = pl.concat([pairs.select(pl.col("ccode1").alias("ccode"), "year", "conttype"),
                      pairs.select(pl.col("ccode2").alias("ccode"), "year", "conttype")])
    frame = both.group_by("ccode", "year").agg((pl.col("conttype") == 1).sum().cast(pl.Int64).alias("land"),
                                               (pl.col("conttype") > 1).sum().cast(pl.Int64).alias("sea"))
    return Columns(frame, ("land", "sea"), ("land", "sea"), YEARS)


def dyad_starter(tables: Frames) -> Columns:
    """Give the kind of border from the starter's spells; null both without one and after 2016."""
    years = pl.int_ranges(pl.col("start").cast(pl.Int64), pl.col("end").cast(pl.Int64) + 1).alias("year")
    frame = tables["borders"].lazy().select("ccode1", "ccode2", years, pl.col("border").cast(pl.String)).explode("year")
    return Columns(frame.unique(["ccode1", "ccode2", "year"], keep="first"), ("border",), one_way=True)


ADDER = Adder("contiguity", "contiguity by land and water", "cow_contiguity", ("cow_contiguity",), ("borders",),
              state=state, dyad=dyad, dyad_starter=dyad_starter)
