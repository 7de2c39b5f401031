"""Analogues: the past pairs of states most like one, and what came after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.neighbours import apart
from detente.models.across import named
from detente.models.analogues.measures import COLUMNS, GROUP
from detente.models.features.dyad_years import LAST
from detente.models.features.outcomes import AHEAD
from detente.models.features.pairs import CODES, lineage
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEAREST = 50
"""Analogues whose later years are counted."""
SHOWN = 5
"""Analogues that a reader is shown."""
OWN = 10
"""Years on either side within which the same pair is no analogue of itself."""
MOVED = 0.3
"""Ideal-point units by which a distance has to change in five years to have changed."""
ENOUGH = 10
"""Fewest of the nearest in which an outcome has to be known before its share is given."""
SEARCHED = 20
"""Times the number of cases wanted that are put in order at first: a pair has many years."""
EVEN = 1e-6
"""Least standard deviation by which a measure is divided."""


@dataclass(frozen=True, slots=True)
class Analogue:
    """One past pair like this one.

    Attributes
    ----------
    names : tuple of str
        Both states.
    codes : tuple of int
        Their codes.
    year : int
        When they were like this.
    steps : tuple of float
        How far they lie from it, in standard deviations of each group's measures; NaN where
        nothing is known; the mean last.
    values : tuple of float or None
        The measures.
    disputes : int or None
        Disputes that began in the five years after; None where it is not known.
    moved : float or None
        Change of the distance in UN votes over five years.
    pact : bool or None
        Whether a first pact came; None where there was one already.
    """

    names: tuple[str, str]
    codes: tuple[int, int]
    year: int
    steps: tuple[float, ...]
    values: tuple[float | None, ...]
    disputes: int | None
    moved: float | None
    pact: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """How often something came after the nearest cases, and after all.

    Attributes
    ----------
    share, all : float
        Parts of those in which it is known.
    count, known : int
        In how many of the nearest it came, and in how many it is known.
    """

    share: float
    all: float
    count: int
    known: int


@dataclass(frozen=True, slots=True)
class Analogues:
    """The past pairs most like one pair.

    Attributes
    ----------
    names : tuple of str
        The pair.
    codes : tuple of int
        Its codes.
    year : int
        The year that is compared.
    values : tuple of float or None
        Its measures, in the order of `measures.MEASURES`.
    nearest : tuple of Analogue
        At most `NEAREST`, nearest first, one year a pair of states.
    quiet, nearer, farther, pact : Share or None
        How often no dispute began, votes drew nearer or apart by more than `MOVED`, a first pact
        came.
    """

    names: tuple[str, str]
    codes: tuple[int, int]
    year: int
    values: tuple[float | None, ...]
    nearest: tuple[Analogue, ...]
    quiet: Share | None
    nearer: Share | None
    farther: Share | None
    pact: Share | None


def analogues(
    catalog: Catalog, codes: tuple[int, int], as_of: int, nearest: int = NEAREST
) -> Analogues | None:
    """Find the past pairs most like one pair.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    codes : tuple of int
        Both states, the lower code first.
    as_of : int
        The view: nothing later is looked at, neither the pairs nor what came after them.
    nearest : int
        How many.

    Returns
    -------
    Analogues or None
        None where the pair has no border and no major power, or there are too few years before.
    """
    cases = catalog.remember(_cases)
    year = min(as_of, LAST)
    place = np.flatnonzero((cases.codes == codes).all(axis=1) & (cases.years == year))
    if not place.size:
        return None
    # the same pair under whatever code it bore
    itself = (cases.pairs == cases.pairs[place[0]]) & (cases.years > as_of - OWN)
    pool = np.flatnonzero((cases.years <= year - AHEAD) & ~itself)
    if pool.size < nearest:
        return None
    measures = cases.measures[place[0]]
    others = cases.measures[pool]
    deviation = np.maximum(np.nanstd(others, axis=0), EVEN)
    steps = apart(measures, others, deviation, GROUP)
    order = _nearest(steps[:, -1], cases, pool, nearest)
    chosen = cases.table[pool[order]]
    values = tuple(None if np.isnan(value) else float(value) for value in measures)
    rows = zip(chosen.iter_rows(named=True), steps[order], strict=True)
    found = tuple(_analogue(row, own) for row, own in rows)
    shares = {name: _share(came[pool[order]], came[pool]) for name, came in cases.outcomes.items()}
    return Analogues(
        names=(named(codes[0], as_of), named(codes[1], as_of)),
        codes=codes,
        year=year,
        values=values,
        nearest=found,
        **shares,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Cases:
    """All pairs of states and years that may be compared, as arrays.

    Attributes
    ----------
    table : polars.DataFrame
        The table of likeness.
    codes : ndarray of int, shape (N, 2)
        Codes of both states.
    years, pairs : ndarray of int, shape (N,)
        Year; number of the pair by the newest codes of both states, so that a change of code
        changes nothing.
    measures : ndarray, shape (N, P)
        In the order of `measures.MEASURES`; NaN where one is not known.
    outcomes : dict of str to ndarray, shape (N,)
        Whether no dispute came, a change of distance either way, a first pact: 1 or 0, NaN where
        it is not known.
    """

    table: pl.DataFrame
    codes: Ints
    years: Ints
    pairs: Ints
    measures: Floats
    outcomes: dict[str, Floats]


def _cases(catalog: Catalog) -> _Cases:
    """Lay the table of likeness out."""
    table = catalog.frame("likeness")
    codes = table.select("ccode1", "ccode2").to_numpy().astype(np.int64)
    newest = np.zeros(CODES, dtype=np.int64)
    known = np.unique(codes)
    newest[known] = [lineage(code) for code in known.tolist()]
    now = newest[codes]
    after = table.select(pl.col("disputes", "moved", "pact").cast(pl.Float64)).to_numpy()
    disputes, moved, pact = after.T
    outcomes = {
        "quiet": _came(disputes == 0, disputes),
        "nearer": _came(moved < -MOVED, moved),
        "farther": _came(moved > MOVED, moved),
        "pact": _came(pact == 1, pact),
    }
    years = table["year"].to_numpy().astype(np.int64)
    pairs = now.min(axis=1) * CODES + now.max(axis=1)
    measures = table.select(pl.col(COLUMNS).cast(pl.Float64)).to_numpy()
    return _Cases(table, codes, years=years, pairs=pairs, measures=measures, outcomes=outcomes)


def _came(came: NDArray[np.bool_], of: Floats) -> Floats:
    """Write whether something came as 1 or 0; NaN where what shows it is not known."""
    return np.where(np.isnan(of), np.nan, came)


def _nearest(steps: Floats, cases: _Cases, pool: Ints, count: int) -> Ints:
    """Give the places in the pool of the nearest cases, nearest first, one year a pair of states.

    Of cases equally near the lower codes come first, then the earlier year.
    """
    finite = np.flatnonzero(np.isfinite(steps))
    wanted = SEARCHED * count
    while True:
        near = finite
        if wanted < finite.size:
            limit = np.partition(steps[finite], wanted)[wanted]
            near = finite[steps[finite] <= limit]
        first, second = cases.codes[pool[near]].T
        ordered = near[np.lexsort((cases.years[pool[near]], second, first, steps[near]))]
        pairs = cases.codes[pool[ordered]] @ (CODES, 1)
        kept = ordered[np.sort(np.unique(pairs, return_index=True)[1])]
        if kept.size >= count or near.size == finite.size:
            return np.asarray(kept[:count])
        wanted *= 2


def _analogue(row: Mapping[str, Any], steps: Floats) -> Analogue:
    """Read one analogue, and how far it lies from the case in each group of measures."""
    codes, year, pact = (row["ccode1"], row["ccode2"]), row["year"], row["pact"]
    values = tuple(row[column] for column in COLUMNS)
    names = (named(codes[0], year), named(codes[1], year))
    return Analogue(
        names=names,
        codes=codes,
        year=year,
        steps=tuple(steps.tolist()),
        values=values,
        disputes=row["disputes"],
        moved=row["moved"],
        pact=None if pact is None else bool(pact),
    )


def _share(near: Floats, every: Floats) -> Share | None:
    """Give how often something came where it is known; None where that is in too few."""
    near, every = near[~np.isnan(near)], every[~np.isnan(every)]
    if near.size < ENOUGH:
        return None
    return Share(
        share=float(near.mean()), all=float(every.mean()), count=int(near.sum()), known=near.size
    )
