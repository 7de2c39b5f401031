"""Pacts of defence: most are born in rounds of a region, and few end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import REGIONS
from detente.institutions.ties import LAST_TREATY
from detente.models.hazards.ladders import Ladders, ladders
from detente.models.hazards.plain import Rate
from detente.models.hazards.surroundings import rows_by_code
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
MANY = 5
"""New pacts of a state, or of a region, in one year that make it a round."""
HALF = 0.5
"""Part of all pairs of members with a pact from which a bloc counts as an alliance."""
PLACES = tuple(sorted(set(REGIONS.values())))
"""Regions, by their number."""


@dataclass(frozen=True, slots=True, eq=False)
class PactHazards:
    """How pacts of defence begin and end, as a view knows it.

    Attributes
    ----------
    new, end : Rate
        Pacts that began, in years of pairs without one; that ended, in years of pairs with one.
    in_rounds : float
        Part of the new ones that came in a year in which a party gained five or more partners.
    rounds : Rate
        Years of a region with five or more new pacts outside the alliances among the blocs.
    parts : ndarray, shape (R,)
        In each such round, the part of the region's pairs without a pact that made one.
    single, ended : Rate
        New pacts outside rounds and alliances, and pacts outside alliances that ended.
    pact : ndarray of bool, shape (U, U)
        Pairs with a pact in the last year that is known.
    alliance : ndarray of bool, shape (B,)
        Blocs whose treaty obliges, and whose members mostly have pacts with each other.
    last : int
        Last year that is known.
    """

    new: Rate
    end: Rate
    in_rounds: float
    rounds: Rate
    parts: Floats
    single: Rate
    ended: Rate
    pact: Bools
    alliance: Bools
    last: int

    def draws(self, count: int, seed: int) -> dict[str, Floats]:
        """Draw the parameters of a simulation, each of shape (count,).

        The chances are drawn from their counts; the part that joins a round is that of one of the
        rounds that were.

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        numbers = np.random.default_rng(seed)
        chances = {"round_chance": self.rounds, "single": self.single, "end": self.ended}
        found = {
            name: numbers.beta(rate.events + 0.5, rate.years - rate.events + 0.5, size=count)
            for name, rate in chances.items()
        }
        parts = self.parts if self.parts.size else np.zeros(1)
        found["part"] = numbers.choice(parts, size=count)
        return found


def regions_of(code: Ints) -> Ints:
    """Give the number of the region of each code; -1 where there is none.

    Parameters
    ----------
    code : ndarray of int
        COW codes; -1 for none.

    Examples
    --------
    >>> [PLACES[number] for number in regions_of(np.array([2, 365]))]
    ['Americas', 'Europe']
    """
    by_digit = np.array([PLACES.index(REGIONS[digit]) for digit in range(10)])
    return np.where(code >= 0, by_digit[np.maximum(code, 0) // 100], -1)


def pact_hazards(catalog: Catalog, as_of: int | date) -> PactHazards:
    """Estimate how pacts begin and end on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_pact_hazards, as_day(as_of))


def pacts_by_year(catalog: Catalog, as_of: int | date) -> Bools:
    """Lay out pairs with a pact of defence, shape (T, U, U), to the last treaty that is known.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_pacts, as_day(as_of))


def _rate(events: Bools, years: Bools) -> Rate:
    return Rate(int(events.sum()), int(years.sum()))


def _pact_hazards(catalog: Catalog, as_of: int | date) -> PactHazards:
    known = ladders(as_of)
    pact = pacts_by_year(catalog, as_of)
    years = pact.shape[0]
    there = _there(known, years)
    alliance = _alliances(known, pact[-1], there[-1], years)
    moves = _moves(pact, there, _joint(known, alliance, years))
    region = regions_of(known.code[:, : years - 1]).T
    at_home = moves.free & (region[:, :, None] == region[:, None, :])
    rounds, parts, in_round = _rounds(moves.began & moves.free, at_home, region)
    in_rounds, last = _in_rounds(moves.began), int(known.years[years - 1])
    return PactHazards(
        **_rates(moves, in_round),
        in_rounds=in_rounds,
        rounds=rounds,
        parts=parts,
        pact=pact[-1],
        alliance=alliance,
        last=last,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Pairs and years, each of shape (T - 1, U, U).

    Attributes
    ----------
    without, held : ndarray of bool
        Without a pact at the beginning of the year, and with one.
    began, ended : ndarray of bool
        Whether one began or ended in the year.
    free, own : ndarray of bool
        Those without and with a pact that no alliance among the blocs explains.
    """

    without: Bools
    held: Bools
    began: Bools
    ended: Bools
    free: Bools
    own: Bools


def _rates(moves: _Moves, in_round: Bools) -> dict[str, Rate]:
    """Rate what began and what ended, of all pacts and of those outside alliances."""
    alone = moves.began & moves.free & ~in_round
    return {
        "new": _rate(moves.began, moves.without),
        "end": _rate(moves.ended, moves.held),
        "single": _rate(alone, moves.free),
        "ended": _rate(moves.ended & moves.own, moves.own),
    }


def _moves(pact: Bools, there: Bools, joint: Bools) -> _Moves:
    """Tell how pacts moved; those that come and go with an alliance are the bloc's."""
    both = there[:-1] & there[1:]
    without, held = both & ~pact[:-1], both & pact[:-1]
    began, ended = without & pact[1:], held & ~pact[1:]
    free, own = without & ~joint[1:], held & ~joint[:-1]
    return _Moves(without=without, held=held, began=began, ended=ended, free=free, own=own)


def _there(known: Ladders, years: int) -> Bools:
    """Tell which pairs exist at the end of each year, each once, shape (T, U, U)."""
    alive = known.code[:, :years].T >= 0
    once = np.triu(np.ones((alive.shape[1], alive.shape[1]), dtype=bool), 1)
    found: Bools = alive[:, :, None] & alive[:, None, :] & once
    return found


def _pacts(catalog: Catalog, as_of: int | date) -> Bools:
    known = ladders(as_of)
    years = min(LAST_TREATY, known.last) - known.first + 1
    defence = catalog.frame("obligations").filter(pl.col("strongest") == "defense")
    spells = defence.select("ccode1", "ccode2", "start", "end").to_numpy().astype(np.int64)
    row, size = rows_by_code(known), len(known.names)
    found = np.zeros((years, size, size), dtype=bool)
    first, second, start, end = spells.T
    first, second = row[first], row[second]
    named = (first >= 0) & (second >= 0) & (first != second)
    for place in range(years):
        year = known.first + place
        held = named & (start <= year) & (end >= year)
        found[place, first[held], second[held]] = found[place, second[held], first[held]] = True
    return found


def _alliances(known: Ladders, pact: Bools, there: Bools, years: int) -> Bools:
    """Tell which blocs oblige their members, and show it in pacts of most pairs, shape (B,)."""
    found = np.zeros(len(known.blocs), dtype=bool)
    for place, bloc in enumerate(known.blocs):
        member = known.member[place, :, years - 1]
        pairs = member[:, None] & member[None, :] & there
        found[place] = bloc.obliges and pairs.any() and pact[pairs].mean() >= HALF
    return found


def _joint(known: Ladders, alliance: Bools, years: int) -> Bools:
    """Tell which pairs are members of one alliance at the end of each year, shape (T, U, U)."""
    member = known.member[alliance][:, :, :years].astype(np.float32)
    found: Bools = np.einsum("but,bvt->tuv", member, member) > 0
    return found


def _in_rounds(began: Bools) -> float:
    """Give the part of new pacts in a year in which one of the two gained five partners."""
    gained = began.sum(axis=1) + began.sum(axis=2)
    most = np.maximum(gained[:, :, None], gained[:, None, :])
    return float((began & (most >= MANY)).sum() / max(began.sum(), 1))


def _rounds(ours: Bools, free: Bools, region: Ints) -> tuple[Rate, Floats, Bools]:
    """Find years in which a region's states made many pacts, and what part of its pairs did."""
    in_round = np.zeros(ours.shape, dtype=bool)
    parts = []
    for place in range(len(PLACES)):
        inside = free & (region == place)[:, :, None]
        made = (ours & inside).sum(axis=(1, 2))
        many = made >= MANY
        in_round |= inside & many[:, None, None]
        parts.append((made / np.maximum(inside.sum(axis=(1, 2)), 1))[many])
    joined = np.concatenate(parts)
    return Rate(joined.size, len(PLACES) * ours.shape[0]), joined, in_round
