"""Placebo: states that did not join, drawn to be like those that did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.world import MEMBER
from detente.models.hazards.ladders import Ladders
from detente.models.hazards.pacts import regions_of
from detente.models.hazards.surroundings import Surroundings
from detente.scenarios.proof.observed import SINCE, Observed

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
WANTED = 400
"""Placebos that are drawn."""
NEVER = 5
"""Years after the placebo's own in which the state did not join either, as far as known."""
KNOWN_AHEAD = 4
"""Years after an event of which the first outcome must be known."""
RECENT = 5
"""Years up to the view in which a position must be known."""
SEED = 400


class Stratum(NamedTuple):
    """What placebos share with joiners.

    Attributes
    ----------
    rung, region, decade : int
        Rung before, region of the state, and the first year of the decade.
    """

    rung: int
    region: int
    decade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A state and a bloc in a year: one that joined, or a placebo.

    Attributes
    ----------
    bloc : str
        Whose ladder.
    row, year : int
        Row of the state among the ladders; the year in which it joined or did not.
    stratum : Stratum
        What it is like.
    joined : bool
        Whether it did.
    """

    bloc: str
    row: int
    year: int
    stratum: Stratum
    joined: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """Joiners and placebos.

    Attributes
    ----------
    joiners, placebos : tuple of Drawn
        Everybody who joined and whose outcome is known; the placebos drawn.
    alone : int
        Joiners whose stratum has no state that did not join.
    """

    joiners: tuple[Drawn, ...]
    placebos: tuple[Drawn, ...]
    alone: int

    @property
    def every(self) -> tuple[Drawn, ...]:
        """Joiners, then placebos."""
        return self.joiners + self.placebos


def pool(around: Surroundings, known: Observed) -> Pool:
    """Draw placebos that match joiners on rung, region and decade.

    Each stratum has as many parts of the placebos as of the joiners; where it has too few states
    that did not join, all of them are taken and the others are spread over the rest. No state is
    drawn twice for one year, and no bloc is drawn that took nobody in.

    Parameters
    ----------
    around : Surroundings
        Who was near which bloc, and who was a member.
    known : Observed
        What came.
    """
    places = _places(around, known)
    rung = around.ladders.rung
    now = rung[:, :, 1:]
    joined = places & (now == MEMBER)
    apart = places & ~_joins_later(now)
    joiners = _rows(around.ladders, joined, joined=True)
    open_ones = joined.any(axis=(1, 2))
    others = _rows(around.ladders, apart & open_ones[:, None, None], joined=False)
    wanted = Counter(one.stratum for one in joiners)
    supply: dict[Stratum, list[Drawn]] = {stratum: [] for stratum in wanted}
    for one in _shuffled([one for one in others if one.stratum in supply]):
        supply[one.stratum].append(one)
    alone = sum(count for stratum, count in wanted.items() if not supply[stratum])
    return Pool(joiners, _taken(wanted, supply), alone=alone)


def _places(around: Surroundings, known: Observed) -> Bools:
    """Tell where a state below the member could join in the next year, shape (B, U, T - 1)."""
    rung = around.ladders.rung
    before, now = rung[:, :, :-1], rung[:, :, 1:]
    could = (before >= 0) & (before < MEMBER) & (now >= 0) & around.near[:, :, :-1]
    voted = ~np.isnan(known.positions)
    lately = _lately(voted)
    years = around.ladders.years[1:]
    in_time = (years >= SINCE) & (years + KNOWN_AHEAD <= around.ladders.last)
    found: Bools = could & lately[None, :, :-1] & in_time[None, None, :]
    return found


def _lately(voted: Bools) -> Bools:
    """Tell whether a position was known in one of the last years, shape (U, T)."""
    total: Ints = np.cumsum(voted, axis=1, dtype=np.int64)
    counted = total.copy()
    counted[:, RECENT:] -= total[:, :-RECENT]
    found: Bools = counted > 0
    return found


def _joins_later(now: NDArray[np.int8]) -> Bools:
    """Tell whether a state is a member in a year or in one of the five that follow."""
    member: Bools = now == MEMBER
    found: Bools = member.copy()
    for ahead in range(1, NEVER + 1):
        found[:, :, :-ahead] |= member[:, :, ahead:]
    return found


def _rows(ladders: Ladders, where: Bools, *, joined: bool) -> tuple[Drawn, ...]:
    """List the places that are marked."""
    bloc, row, place = np.nonzero(where)
    region, held = regions_of(ladders.code[row, place]), ladders.rung[bloc, row, place]
    columns = [column.tolist() for column in (bloc, row, place, held, region)]
    return tuple(_drawn(ladders, numbers, joined=joined) for numbers in zip(*columns, strict=True))


def _drawn(ladders: Ladders, numbers: tuple[int, ...], *, joined: bool) -> Drawn:
    """Name one place: bloc, state, place of the year before, rung and region."""
    bloc, row, place, held, region = numbers
    year = ladders.first + 1 + place
    stratum = Stratum(held, region, year // 10 * 10)
    name = ladders.blocs[bloc].id
    return Drawn(bloc=name, row=row, year=year, stratum=stratum, joined=joined)


def _shuffled(rows: list[Drawn]) -> list[Drawn]:
    """Put rows into a random order, each state and year once, with its highest rung."""
    order = np.random.default_rng(SEED).permutation(len(rows))
    mixed = [rows[at] for at in order.tolist()]
    seen: set[tuple[int, int]] = set()
    found = []
    for one in sorted(mixed, key=lambda drawn: -drawn.stratum.rung):
        if (one.row, one.year) not in seen:
            seen.add((one.row, one.year))
            found.append(one)
    return found


def _taken(wanted: Counter[Stratum], supply: dict[Stratum, list[Drawn]]) -> tuple[Drawn, ...]:
    """Take placebos by stratum, in proportion to the joiners, as far as there are enough."""
    quota = dict.fromkeys(supply, 0)
    left = min(WANTED, sum(map(len, supply.values())))
    while left > 0:
        # the stratum that is shortest of its part comes next
        open_ones = [one for one in supply if quota[one] < len(supply[one])]
        least = min(open_ones, key=lambda one: ((quota[one] + 1) / wanted[one], one))
        quota[least] += 1
        left -= 1
    return tuple(one for stratum in sorted(supply) for one in supply[stratum][: quota[stratum]])
