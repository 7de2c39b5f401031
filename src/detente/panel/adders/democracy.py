"""Electoral democracy beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("v2x_polyarchy", "v2x_polyarchy_codelow", "v2x_polyarchy_codehigh")


def state(tables: Frames) -> Columns:
    """Give the index with its bounds as published."""
    return Columns(tables["vdem"].lazy().select("ccode", "year", *NAMES), NAMES)


def state_starter(tables: Frames) -> Columns:
    """Give the index from the starter: distance from the median state plus that median."""
    frame = tables["regime"].lazy().select("ccode", "year", *(
        (pl.col(own) + pl.col("polyarchy_median")).cast(pl.Float64).alias(name)
        for own, name in zip(("polyarchy", "polyarchy_low", "polyarchy_high"), NAMES, strict=True)))
    return Columns(frame, NAMES)


ADDER = Adder("democracy", "electoral democracy", "vdem", ("vdem",), ("regime",), state=state,
              state_starter=state_starter)
