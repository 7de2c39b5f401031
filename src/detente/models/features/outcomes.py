"""Outcomes of hostile pairs: what may come within five years, and until when it is known."""

from __future__ import annotations

import polars as pl

from detente.calendar import last_year
from detente.models.features.dyad_years import LAST
from detente.models.features.pairs import after, all_known, following

AHEAD = 5
"""Years in which an outcome may come."""
KNOWN = {
    "quiet": last_year("gml_mid") - AHEAD,
    "pact": last_year("atop") - AHEAD,
    "trade": last_year("cow_trade") - AHEAD,
    "rivalry": last_year("rivalries") - AHEAD,
    "rung": LAST - AHEAD,
}
"""Outcomes, each with the last year from which it is known."""
WORDS = {
    "quiet": "no new dispute",
    "pact": "a first pact",
    "trade": "trade half as large again",
    "rivalry": "an end of the rivalry",
    "rung": "a step up the ladder of the other side's bloc",
}
"""Outcomes, as a reader would call them."""
GROWTH = 1.5
"""Times that trade has to grow to have grown by half."""


def with_outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what came within five years, and where it could.

    Parameters
    ----------
    frame : polars.DataFrame
        Pairs and years with ``onset``, ``duties``, ``trade_raw``, ``ongoingrivalry``, ``open``,
        ``climbed``; sorted by pair and year.

    Returns
    -------
    polars.DataFrame
        For each outcome ``may_...``, whether it could come, and ``came_...``: 1, 0, or null where
        a year is missing, not yet known, or where it could not come.
    """
    possible = {
        "pact": pl.col("duties") == 0,
        "trade": pl.col("trade_raw") > 0,
        "rivalry": pl.col("ongoingrivalry") > 0,
        "rung": pl.col("open") > 0,
    }
    trade_later = after(pl.col("trade_raw"), AHEAD)
    later = {
        "quiet": _most_of("onset") == 0,
        "pact": _most_of("duties") > 0,
        "trade": trade_later > GROWTH * pl.col("trade_raw"),
        "rivalry": _least_of("ongoingrivalry") == 0,
        "rung": _most_of("climbed") > 0,
    }
    added: dict[str, pl.Expr] = {}
    for outcome, last in KNOWN.items():
        may = possible.get(outcome, pl.lit(value=True))
        came = pl.when(may & (pl.col("year") <= last)).then(later[outcome])
        added[f"came_{outcome}"] = came.cast(pl.Float64)
        added[f"may_{outcome}"] = may.fill_null(value=False)
    return frame.with_columns(**added)


def _most_of(name: str) -> pl.Expr:
    """Give the greatest value of the next five years; null where a year is missing."""
    coming = following(name, AHEAD)
    return pl.when(all_known(coming)).then(pl.max_horizontal(coming))


def _least_of(name: str) -> pl.Expr:
    """Give the least value of the next five years; null where a year is missing."""
    coming = following(name, AHEAD)
    return pl.when(all_known(coming)).then(pl.min_horizontal(coming))
