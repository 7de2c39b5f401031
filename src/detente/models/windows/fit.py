"""Windows of opportunity: how the rule is fitted, year by year, on what was known.

The table of the starter that it makes holds every window of every hostile pair.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.uplift import past, uplift
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.dyad_years import LAST, NEEDS
from detente.models.features.hostile_dyads import HISTORY, MORE, window_years
from detente.models.features.outcomes import AHEAD, KNOWN
from detente.store.memo import LastResult

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
logger = logging.getLogger(__name__)

DATED = 1970
"""First year for which windows are dated."""
THOUSANDTHS = 1000
"""Probabilities are stored in whole thousandths."""
DRAWS = 100
FEWEST = 40
"""Fewest cases with an outcome, and without, from which a rule is fitted."""
COLUMNS = (
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
KINDS = pl.Schema({"outcome": pl.Enum(list(KNOWN)), "structure": pl.Enum(STRUCTURES)})
"""Outcomes and structures, as the tables hold them."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Pairs and years for which an outcome can come, in arrays.

    Attributes
    ----------
    outcome : str
        Key of `outcomes.KNOWN`.
    keys : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``came``.
    came, year : ndarray, shape (N,)
        1, 0, or NaN where it is not known; the year from which it is looked for.
    unit : ndarray of int, shape (N,)
        Pairs, numbered from 0.
    past : ndarray, shape (N, P)
        Features of the pair's past.
    added : dict
        Structure to its features, shape (N, Q).
    """

    outcome: str
    keys: pl.DataFrame
    came: Floats
    year: NDArray[np.int64]
    unit: NDArray[np.int64]
    past: Floats
    added: dict[str, Floats]

    def known_in(self, year: int) -> Bools:
        """Tell which outcomes were known in a year: those whose five years were over.

        Parameters
        ----------
        year : int
            In which the rule is fitted.
        """
        over = self.year <= min(year - AHEAD, KNOWN[self.outcome])
        known: Bools = over & ~np.isnan(self.came)
        return known


_kept = LastResult[pl.DataFrame](NEEDS)


def windows(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Date the windows of every hostile pair, once for the same tables: about a minute.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return _kept.of(tables, lambda: fitted(*window_years(tables)))


def fitted(
    frame: pl.DataFrame,
    names: Mapping[str, tuple[str, ...]],
    *,
    first: int = DATED,
    step: int = 1,
    draws: int = DRAWS,
    outcomes: tuple[str, ...] = tuple(KNOWN),
) -> pl.DataFrame:
    """Refit each outcome's rule every year on known outcomes, and forecast that year's pairs.

    Parameters
    ----------
    frame : polars.DataFrame
        As `hostile_dyads.window_years` gives it.
    names : mapping
        Features of each structure.
    first, step : int
        First year; years between refits, for a quick look.
    draws : int
        Of the interval.
    outcomes : tuple of str
        Keys of `outcomes.KNOWN`.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``outcome``, ``structure``; ``history``, ``gain``,
        ``low``, ``high`` in thousandths; ``came``: 1, 0, null where it is not known.
    """
    parts: list[pl.DataFrame] = []
    for number, outcome in enumerate(KNOWN):
        if outcome not in outcomes:
            continue
        logger.info("windows: %s", outcome)
        cases = _cases(frame, names, outcome)
        for year in range(first, LAST + 1, step):
            # each outcome and year draws for itself: leaving one out changes no other
            rng = np.random.default_rng([number, year])
            years = range(year, min(year + step, LAST + 1))
            parts.extend(_dated(cases, years, rng, draws))
    keys = ("outcome", "structure", "ccode1", "ccode2", "year")
    return pl.concat(parts).cast(KINDS).select(COLUMNS).sort(keys)


def _cases(frame: pl.DataFrame, names: Mapping[str, tuple[str, ...]], outcome: str) -> Cases:
    """Put the pairs and years for which an outcome can come into arrays."""
    rows = frame.filter(f"may_{outcome}")
    past_names = (*HISTORY, *MORE.get(outcome, ()))
    came = pl.col(f"came_{outcome}").cast(pl.UInt8).alias("came")
    keys = pl.col("ccode1", "ccode2", "year").cast(pl.Int16)
    added = {}
    for structure in STRUCTURES:
        # what the past holds already adds nothing to it
        new = [name for name in names[structure] if name not in past_names]
        added[structure] = rows.select(pl.col(new).cast(pl.Float64)).to_numpy()
    _, unit = np.unique(rows["pair"].to_numpy(), return_inverse=True)
    past_features = rows.select(pl.col(past_names).cast(pl.Float64))
    return Cases(
        outcome=outcome,
        keys=rows.select(keys, came),
        came=rows[f"came_{outcome}"].to_numpy(),
        year=rows["year"].to_numpy(),
        unit=unit,
        past=past_features.to_numpy(),
        added=added,
    )


def _dated(
    cases: Cases, years: range, rng: np.random.Generator, draws: int
) -> Iterator[pl.DataFrame]:
    """Fit on what was known in the first of some years, and forecast the pairs of all of them."""
    known = cases.known_in(years[0])
    asked = (cases.year >= years[0]) & (cases.year <= years[-1])
    with_it, without = cases.came[known].sum(), (1 - cases.came[known]).sum()
    if min(with_it, without) < FEWEST or not asked.any():
        return
    unit = np.unique(cases.unit[known], return_inverse=True)[1]
    base = past(cases.past[known], cases.came[known], unit, cases.past[asked], rng=rng, draws=draws)
    keys = cases.keys.filter(pl.Series(asked))
    for structure in STRUCTURES:
        features = cases.added[structure]
        found = uplift(base, features[known], features[asked])
        yield keys.with_columns(
            _thousandths("history", base.forecast),
            _thousandths("gain", found.gain),
            _thousandths("low", found.low),
            _thousandths("high", found.high),
            outcome=pl.lit(cases.outcome),
            structure=pl.lit(structure),
        )


def _thousandths(name: str, values: Floats) -> pl.Series:
    """Store probabilities in whole thousandths."""
    return pl.Series(name, np.round(THOUSANDTHS * values).astype(np.int16))
