"""Wars between the states of a dyad, from the directed dyads of the Correlates of War."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

KEYS = ("ccode1", "ccode2", "year")
ABOUT = ("dispnum", "warrole1", "warrole2", "waroutcome", "warbatdth1", "warbatdth2")


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the war of each directed dyad-year; zero without one in the years of the source.

    Of two wars in a year the one with more deaths in battle counts, then the lower number.
    """
    began = pl.col("year") == pl.col("start").dt.year()
    deaths = pl.sum_horizontal("warbatdth1", "warbatdth2").alias("deaths")
    wars = tables["cow_war_dyads"].with_columns(
        pl.lit(1, dtype=pl.Int8).alias("dyadicwar"), began.cast(pl.Int8).alias("dyadicwaronset")
    )
    deadliest = wars.with_columns(deaths).sort("deaths", "warnum", descending=[True, False])
    frame = deadliest.unique(KEYS, keep="first", maintain_order=True)
    names = ("dyadicwar", "dyadicwaronset", *ABOUT)
    return Columns(frame.select(*KEYS, *names), names, zero=names[:2], event="dyadicwar")


ADDER = Adder(
    "dyadic_wars",
    "wars of directed dyads",
    forms=(Form("pair", pairs, tables=("cow_war_dyads",)),),
)
