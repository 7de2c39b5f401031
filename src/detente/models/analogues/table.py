"""Likeness: every relevant pair and year in the measures in which analogues are sought."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.models.analogues.measures import COLUMNS, FIRST, LONGEST, MEASURES, Measure
from detente.models.features.dyad_years import LAST_GML, LAST_KNOWN, NEEDS, pair_years
from detente.models.features.hostile_dyads import DUTIES
from detente.models.features.outcomes import AHEAD, KNOWN
from detente.models.features.pairs import after, all_known, following, least, most, summed
from detente.store.starter import DerivedTable

logger = logging.getLogger(__name__)

COUNTED = 20
"""Years whose disputes are counted."""


def likeness(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out relevant pairs in whole units of each measure, with what came within five years.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    logger.info("analogues")
    # disputes are counted over the years before the first: one more, for a change of code
    in_time = pair_years(tables).filter(pl.col("year") >= FIRST - COUNTED - 1)
    frame = in_time.with_columns(**_measures()).with_columns(**_later())
    relevant = frame.filter((pl.col("relevant") > 0) & (pl.col("year") >= FIRST))
    keys = pl.col("ccode1", "ccode2", "year").cast(pl.Int16)
    moved = pl.col("moved").round().cast(pl.Int16)
    counts = pl.col("disputes", "pact").cast(pl.UInt8)
    columns = ("ccode1", "ccode2", "year", *COLUMNS, "disputes", "moved", "pact")
    stored = relevant.select(keys, *map(_whole, MEASURES), counts, moved)
    return stored.select(columns).sort("ccode1", "ccode2", "year")


def _whole(measure: Measure) -> pl.Expr:
    """Store a measure in whole units."""
    return (pl.col(measure.column).cast(pl.Float64) * measure.whole).round().cast(pl.Int16)


def _measures() -> dict[str, pl.Expr]:
    """The measures that the features do not hold already."""
    stronger, weaker = most("cinc").clip(1e-6), least("cinc").clip(1e-6)
    gap = (pl.col("v2x_polyarchy1") - pl.col("v2x_polyarchy2")).abs()
    duties = [pl.col(name).cast(pl.Float64) for name in DUTIES]
    onsets = summed(pl.col("onset").fill_null(0), COUNTED)
    known = pl.when(pl.col("year") <= LAST_KNOWN).then(onsets)
    weight = pl.col("cinc1") + pl.col("cinc2")
    ratio = (stronger / weaker).log(2)
    quiet = pl.col("quiet").clip(0, LONGEST)
    n20 = known.forward_fill().over("pair")
    return {
        "ratio": ratio,
        "weight": weight,
        "freer_low": least("v2x_polyarchy"),
        "freer_gap": gap,
        "organisations": pl.col("dyadigos"),
        "duties": pl.sum_horizontal(duties, ignore_nulls=False),
        "quiet": quiet,
        "n20": n20,
        "rivals": pl.col("ongoingrivalry"),
    }


def _later() -> dict[str, pl.Expr]:
    """What came within five years: disputes, a change of distance, a first pact."""
    year = pl.col("year")
    onsets, bound = following("onset", AHEAD), following("duties", AHEAD)
    disputes_known = (year <= LAST_GML - AHEAD) & all_known(onsets)
    moved = after(pl.col("distance"), AHEAD) - pl.col("distance")
    first_possible = (pl.col("duties") == 0) & all_known(bound) & (year <= KNOWN["pact"])
    pact = (pl.max_horizontal(bound) > 0).cast(pl.Float64)
    return {
        "disputes": pl.when(disputes_known).then(pl.sum_horizontal(onsets)),
        "moved": 100 * moved,
        "pact": pl.when(first_possible).then(pact),
    }


DERIVED_TABLES = (
    DerivedTable(
        "likeness",
        Grain.DYAD_YEAR,
        needs=NEEDS,
        make=likeness,
        rule="pairs with a border or a major power in whole units of measures of three structures "
        "and their past, with the disputes, the change of distance and the first pact of the five "
        "years after",
        slow=True,
    ),
)
