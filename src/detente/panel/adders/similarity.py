"""Agreement in UN votes beside dyads."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames


def dyad(tables: Frames) -> Columns:
    """Give chance-corrected agreement and the number of shared votes, to 2019."""
    frame = tables["agreement"].lazy().select(
        "ccode1", "ccode2", "year", (pl.col("pi_thousandths") / 1000).alias("pi"), pl.col("votes").cast(pl.Int64))
    return Columns(frame, ("pi", "votes"), one_way=True)


ADDER = Adder("similarity", "agreement in UN votes", "un_votes", (), ("agreement",), dyad=dyad, dyad_starter=dyad)
