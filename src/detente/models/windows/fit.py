"""Windows of opportunity: how the rule is fitted, year by year, on what was known; the table of the starter that holds them."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.estimators.uplift import past, uplift
from detente.models.features.dyad_years import NEEDS
from detente.models.features.hostile_dyads import HISTORY, MORE, window_years
from detente.models.terms import AHEAD, DATED, KNOWN, LAST, STRUCTURES, THOUSANDTHS
from detente.store.starter import Recipe

logger = logging.getLogger(__name__)

DRAWS = 100
FEWEST = 40
"""Fewest cases with an outcome, and without, from which a rule is fitted."""


def windows(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Date the windows of every hostile pair: about a minute."""
    return fitted(*window_years(tables))


def fitted(
    frame: pl.DataFrame,
    names: Mapping[str, tuple[str, ...]],
    *,
    first: int = DATED,
    step: int = 1,
    draws: int = DRAWS,
    outcomes: tuple[str, ...] = tuple(KNOWN),
) -> pl.DataFrame:
    """Refit each outcome's rule every year on the rows whose five years were over, and forecast that year's pairs.

    Parameters
    ----------
    frame : polars.DataFrame
        As `window_frame.window_years` gives it.
    names : mapping
        Features of each structure.
    first, step : int
        First year; years between refits, for a quick look.
    draws : int
        Of the interval.
    outcomes : tuple of str
        Keys of `KNOWN`.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``outcome``, ``structure``; ``history``, ``gain``, ``low``, ``high`` in thousandths;
        ``came``: 1, 0, null where it is not known.
    """
    parts = []
    for at, outcome in enumerate(KNOWN):
        if outcome not in outcomes:
            continue
        logger.info("windows: %s", outcome)
        rows = frame.filter(f"may_{outcome}")
        past_names = (*HISTORY, *MORE.get(outcome, ()))
        came, year = rows[f"came_{outcome}"].to_numpy(), rows["year"].to_numpy()
        unit = np.unique(rows["pair"].to_numpy(), return_inverse=True)[1]
        h = rows.select(pl.col(past_names).cast(pl.Float64)).to_numpy()
        added = {
            s: rows.select(
                pl.col([n for n in names[s] if n not in past_names]).cast(pl.Float64)
            ).to_numpy()
            for s in STRUCTURES
        }
        for now in range(first, LAST + 1, step):
            known = (year <= min(now - AHEAD, KNOWN[outcome])) & ~np.isnan(came)
            here = (year >= now) & (year < now + step) & (year <= LAST)
            if min(came[known].sum(), known.sum() - came[known].sum()) < FEWEST or not here.any():
                continue
            rng = np.random.default_rng([at, now])
            drawn = np.unique(unit[known], return_inverse=True)[1]
            base = past(h[known], came[known], drawn, h[here], rng=rng, draws=draws)
            keys = rows.filter(pl.Series(here)).select(
                pl.col("ccode1", "ccode2", "year").cast(pl.Int16),
                pl.col(f"came_{outcome}").cast(pl.UInt8).alias("came"),
            )
            for structure in STRUCTURES:
                found = uplift(base, added[structure][known], added[structure][here])
                parts.append(
                    keys.with_columns(
                        pl.lit(outcome).alias("outcome"),
                        pl.lit(structure).alias("structure"),
                        *(
                            pl.Series(n, np.round(THOUSANDTHS * v).astype(np.int16))
                            for n, v in (
                                ("history", base.told),
                                ("gain", found.gain),
                                ("low", found.low),
                                ("high", found.high),
                            )
                        ),
                    )
                )
    kinds = pl.Schema({"outcome": pl.Enum(list(KNOWN)), "structure": pl.Enum(STRUCTURES)})
    return (
        pl.concat(parts)
        .cast(kinds)
        .select(
            "outcome",
            "structure",
            "ccode1",
            "ccode2",
            "year",
            "history",
            "gain",
            "low",
            "high",
            "came",
        )
        .sort("outcome", "structure", "ccode1", "ccode2", "year")
    )


RECIPES = (
    Recipe(
        "windows",
        None,
        NEEDS,
        windows,
        "what a structure adds to the probability of an outcome within five years that the pair's past gives, in "
        "thousandths, with its 80 % interval; refitted every year on what was known",
        slow=True,
    ),
)
