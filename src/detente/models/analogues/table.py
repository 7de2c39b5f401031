"""Likeness: every relevant pair and year in the measures in which analogues are sought, as the starter holds them."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.models.analogues.search import FIRST, MEASURES
from detente.models.features.dyad_years import NEEDS, after, least, most, pair_years
from detente.models.terms import AHEAD, DUTIES, KNOWN, LAST_GML, LAST_KNOWN
from detente.store.starter import Recipe

logger = logging.getLogger(__name__)


def likeness(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out relevant pairs in whole units of each measure, with what came within five years."""
    logger.info("analogues")
    c = pl.col
    twenty = c("onset").fill_null(0).rolling_sum(20, min_samples=1)
    duties = [c(d).cast(pl.Float64) for d in DUTIES]
    frame = (
        pair_years(tables)
        .filter(c("year") >= FIRST - 21)
        .with_columns(
            (most("cinc").clip(1e-6) / least("cinc").clip(1e-6)).log(2).alias("ratio"),
            (c("cinc1") + c("cinc2")).alias("weight"),
            least("v2x_polyarchy").alias("freer_low"),
            (c("v2x_polyarchy1") - c("v2x_polyarchy2")).abs().alias("freer_gap"),
            c("dyadigos").alias("organisations"),
            pl.sum_horizontal(duties, ignore_nulls=False).alias("duties"),
            c("quiet").clip(0, 50),
            pl.when(c("year") <= LAST_KNOWN)
            .then(twenty.over("pair"))
            .forward_fill()
            .over("pair")
            .alias("n20"),
            c("ongoingrivalry").alias("rivals"),
        )
    )
    coming = [after(c("onset"), k) for k in range(1, AHEAD + 1)]
    drawn = after(c("distance"), AHEAD) - c("distance")
    bound = [after(c("duties"), k) for k in range(1, AHEAD + 1)]
    tied = pl.when(pl.all_horizontal(e.is_not_null() for e in bound)).then(pl.max_horizontal(bound))
    frame = frame.with_columns(
        pl.when(
            (c("year") <= LAST_GML - AHEAD) & pl.all_horizontal(e.is_not_null() for e in coming)
        )
        .then(pl.sum_horizontal(coming))
        .alias("disputes"),
        (100 * drawn).alias("moved"),
        pl.when((c("duties") == 0) & tied.is_not_null() & (c("year") <= KNOWN["pact"]))
        .then((tied > 0).cast(pl.Float64))
        .alias("pact"),
    )
    whole = [
        (c(m.column).cast(pl.Float64) * m.whole).round().cast(pl.Int16).alias(m.column)
        for m in MEASURES
    ]
    return (
        frame.filter((c("relevant") > 0) & (c("year") >= FIRST))
        .select(
            c("ccode1", "ccode2", "year").cast(pl.Int16),
            *whole,
            c("disputes").cast(pl.UInt8),
            c("moved").round().cast(pl.Int16),
            c("pact").cast(pl.UInt8),
        )
        .sort("ccode1", "ccode2", "year")
    )


RECIPES = (
    Recipe(
        "likeness",
        Grain.DYAD_YEAR,
        NEEDS,
        likeness,
        "pairs with a border or a major power in whole units of measures of three structures and their past, with the "
        "disputes, the change of distance and the first pact of the five years after",
        slow=True,
    ),
)
