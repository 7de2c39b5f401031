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

from detente.estimators.realised import Realised, realised, shrunk
from detente.estimators.uplift import Uplift, past, uplift
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
LEARNT = 1952
"""First year from whose forecasts it is learnt which part of a gain comes."""
THOUSANDTHS, FINER = 1000, 10_000
"""Probabilities are stored in whole thousandths, gains in tenths of these: shrinking makes no two
of a year equal that differed."""
DRAWS = 100
FEWEST = 40
"""Fewest cases with an outcome, and without, from which a rule is fitted."""
SIDE_CODES = ("ccode1", "ccode2")
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
    "part",
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


class PastGains:
    """What a structure was forecast to add, year by year, before any shrinking."""

    def __init__(self) -> None:
        self._rows: list[NDArray[np.int64]] = []
        self._history: list[Floats] = []
        self._gain: list[Floats] = []

    def add(self, rows: NDArray[np.int64], history: Floats, gain: Floats) -> None:
        """Add the forecasts of a refit.

        Parameters
        ----------
        rows : ndarray of int, shape (M,)
            Rows of the cases.
        history, gain : ndarray, shape (M,)
            The forecast of the past, and what the structure adds to it.
        """
        self._rows.append(rows)
        self._history.append(history)
        self._gain.append(gain)

    def realised_in(self, cases: Cases, year: int) -> Realised:
        """Measure what came of earlier forecasts, as far as a year can know.

        Parameters
        ----------
        cases : Cases
            Pairs and years with what came.
        year : int
            Only forecasts whose five years were over by then count.
        """
        unknown = Realised(slope=float("nan"), error=float("nan"))
        if not self._rows:
            return unknown
        rows = np.concatenate(self._rows)
        over = cases.known_in(year)[rows]
        if over.sum() < FEWEST:
            return unknown
        one, other = (cases.keys[code].to_numpy().astype(np.int64) for code in SIDE_CODES)
        kept = rows[over]
        return realised(
            cases.came[kept],
            np.concatenate(self._history)[over],
            np.concatenate(self._gain)[over],
            one=one[kept],
            other=other[kept],
        )


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
        ``ccode1``, ``ccode2``, ``year``, ``outcome``, ``structure``; ``history`` and ``part`` in
        thousandths, ``gain``, ``low``, ``high`` in tenths of these, shrunk to the part of such
        gains that had come; ``came``: 1, 0, null where it is not known.
    """
    parts: list[pl.DataFrame] = []
    for number, outcome in enumerate(KNOWN):
        if outcome not in outcomes:
            continue
        logger.info("windows: %s", outcome)
        cases = _cases(frame, names, outcome)
        past_gains = {structure: PastGains() for structure in STRUCTURES}
        for year in (*range(LEARNT, first), *range(first, LAST + 1, step)):
            # each outcome and year draws for itself: leaving one out changes no other
            rng = np.random.default_rng([number, year])
            is_dated = year >= first
            years = range(year, min(year + step, LAST + 1) if is_dated else year + 1)
            made = _dated(cases, years, past_gains, rng=rng, draws=draws if is_dated else 1)
            parts.extend(made if is_dated else made[:0])
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
    cases: Cases,
    years: range,
    past_gains: Mapping[str, PastGains],
    *,
    rng: np.random.Generator,
    draws: int,
) -> list[pl.DataFrame]:
    """Fit on what was known in the first of some years, and forecast the pairs of all of them.

    What is forecast is added to `past_gains`, from which later years learn which part of it came.
    """
    known = cases.known_in(years[0])
    asked = (cases.year >= years[0]) & (cases.year <= years[-1])
    with_it, without = cases.came[known].sum(), (1 - cases.came[known]).sum()
    if min(with_it, without) < FEWEST or not asked.any():
        return []
    unit = np.unique(cases.unit[known], return_inverse=True)[1]
    base = past(cases.past[known], cases.came[known], unit, cases.past[asked], rng=rng, draws=draws)
    rows, keys = np.flatnonzero(asked), cases.keys.filter(pl.Series(asked))
    made = []
    for structure in STRUCTURES:
        features = cases.added[structure]
        found = uplift(base, features[known], features[asked])
        so_far = past_gains[structure].realised_in(cases, years[0])
        columns = _columns(base.forecast, found, so_far, rng)
        names = {"outcome": pl.lit(cases.outcome), "structure": pl.lit(structure)}
        made.append(keys.with_columns(*columns, **names))
        past_gains[structure].add(rows, base.forecast, found.gain)
    return made


def _columns(
    history: Floats, found: Uplift, so_far: Realised, rng: np.random.Generator
) -> Iterator[pl.Series]:
    """Give the columns of one structure: the gain is shrunk to the part that came so far."""
    part, low, high = shrunk(found.gain, found.drawn, so_far, rng)
    yield _whole("history", history, THOUSANDTHS)
    yield _whole("part", np.full(history.size, part), THOUSANDTHS)
    for name, values in (("gain", part * found.gain), ("low", low), ("high", high)):
        yield _whole(name, values, FINER)


def _whole(name: str, values: Floats, scale: int) -> pl.Series:
    """Store probabilities in whole parts of a scale."""
    return pl.Series(name, np.round(scale * values).astype(np.int16))
