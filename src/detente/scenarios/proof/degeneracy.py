"""Degeneracy: free runs keep the density of pacts, the size of blocs and the rate of disputes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.futures.changes import Changes
from detente.estimators.futures.series import Kind
from detente.institutions.ties import LAST_TREATY
from detente.models.hazards.ladders import MEMBER
from detente.scenarios.proof.observed import Observed
from detente.scenarios.proof.origins import Read, origin, read
from detente.scenarios.world import Built, build
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
STARTS = (1955, 1975, 1995)
"""Years from whose end a free run starts."""
ON = 50
"""Years that it goes on after the last observed one."""
LONGEST = 100
"""Longest horizon of the engine."""
DRAWS = 200
"""Futures of a free run."""
RATED = 10
"""Years over which a rate of disputes is read."""
EVERY = 3
"""Years between two of the record of pacts."""
FIRST_PACTS = 1950
"""First year of the record of pacts."""
WIDER = 0.25
"""Part by which a bloc may be smaller or larger than it ever was."""
SCHEMA: dict[str, Any] = {
    "start": pl.Int16,
    "year": pl.Int16,
    "what": pl.String,
    "mean": pl.Float32,
    "low": pl.Float32,
    "high": pl.Float32,
    "least": pl.Float32,
    "most": pl.Float32,
    "observed": pl.Float32,
}
"""Columns: a free run beside the record's least and most, and what was observed in that year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The record that a free run is compared with.

    Attributes
    ----------
    density, disputes : dict of int to float
        Part of pairs that are allied, and disputes a pair and year over ten years, by year.
    sizes : dict of str to dict of int to float
        Members of each bloc by year, from its second year on.
    """

    density: dict[int, float]
    disputes: dict[int, float]
    sizes: dict[str, dict[int, float]]


def history(catalog: Catalog, known: Observed) -> History:
    """Read the record.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Observed
        What came.
    """
    years = range(FIRST_PACTS, LAST_TREATY + 1, EVERY)
    density = {year: _density(build(catalog, year, pairs="all")) for year in years}
    return History(density=density, disputes=_dispute_rates(known), sizes=_sizes(known))


def _density(built: Built) -> float:
    """Give the part of pairs that have a pact or an alliance in common."""
    world = built.world
    member = np.zeros((world.sizes["B"], world.sizes["S"]), dtype=bool)
    inside = world.ladder.rung == MEMBER
    member[world.ladder.bloc[inside], world.ladder.state[inside]] = True
    allied = member[world.blocs.alliance]
    joint = (allied[:, world.pairs.one] & allied[:, world.pairs.other]).any(axis=0)
    return float((world.pairs.pact | joint).mean())


def _dispute_rates(known: Observed) -> dict[int, float]:
    """Give disputes a pair and year over the ten years to each."""
    there = known.known.code >= 0
    states = there.sum(axis=0).astype(np.float64)
    every = states * (states - 1) / 2
    counted = ~np.isnan(known.disputes).all(axis=0)
    # each dispute of a pair is counted for both states
    begun = np.nansum(np.where(there, known.disputes, np.nan), axis=0) / 2
    last = int(np.flatnonzero(counted).max())
    found = {}
    for end in range(RATED - 1, last + 1):
        span = slice(end - RATED + 1, end + 1)
        found[known.known.first + end] = float(begun[span].sum() / every[span].sum())
    return found


def _sizes(known: Observed) -> dict[str, dict[int, float]]:
    """Give the members of each bloc in every year in which it has any."""
    member = (known.known.rung == MEMBER).sum(axis=1)
    return {
        bloc.id: {
            int(year): float(size)
            for year, size in zip(known.known.years, member[place], strict=True)
            if size
        }
        for place, bloc in enumerate(known.known.blocs)
    }


def free_run(catalog: Catalog, known: Observed, record: History, start: int) -> pl.DataFrame:
    """Let a world run without any change, and put it beside the record.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Observed
        What came.
    record : History
        The record.
    start : int
        The last year that the world knows.
    """
    begun = origin(catalog, known, start, pairs="all")
    until = known.known.last
    ends = (until - start, min(until + ON - start, LONGEST))
    years = sorted({year for end in ends for year in (end - RATED, end)})
    blocs = begun.built.bloc_at
    wanted: list[tuple[int, ...]] = [(Kind.ALLIED_PAIRS,), (Kind.EVENTS_ALL,)]
    wanted += [(Kind.MEMBERS, place) for place in blocs.values()]
    found = read(begun.built.world, Changes(), wanted, tuple(years), draws=DRAWS)
    rows = [row for end in ends for row in _compared(begun.built, record, found, start, end)]
    return pl.DataFrame(rows, schema=SCHEMA)


def _compared(
    built: Built, record: History, found: Read, start: int, end: int
) -> Iterator[dict[str, Any]]:
    """Compare a year of a free run with the record."""
    pairs, year = built.world.sizes["D"], start + end
    density = found.plain[(int(Kind.ALLIED_PAIRS),), end] / pairs
    yield _row((start, year), "density", density, record.density)
    key = (int(Kind.EVENTS_ALL),)
    begun = found.plain[key, end] - found.plain[key, end - RATED]
    yield _row((start, year), "disputes", begun / RATED / pairs, record.disputes)
    for bloc, place in built.bloc_at.items():
        sizes = found.plain[(int(Kind.MEMBERS), place), end]
        yield _row((start, year), bloc, sizes, record.sizes[bloc], wider=WIDER)


def _row(
    when: tuple[int, int], what: str, draws: Floats, record: dict[int, float], wider: float = 0.0
) -> dict[str, Any]:
    start, year = when
    low, high = np.quantile(draws, [0.1, 0.9])
    ran = {"mean": float(draws.mean()), "low": float(low), "high": float(high)}
    least, most = min(record.values()), max(record.values())
    held = {"least": least * (1 - wider), "most": most * (1 + wider)}
    names = {"start": start, "year": year, "what": what}
    return {**names, **ran, **held, "observed": record.get(year)}
