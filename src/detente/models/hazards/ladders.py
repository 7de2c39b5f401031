"""Every state on every bloc's ladder, year by year, as a view knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.crosswalk import letters_by_code
from detente.actors.states import ccode_on, identities
from detente.actors.systems import members_on
from detente.institutions.ladder import GRANTED_LABELS
from detente.models.membership.design import rungs_of
from detente.span import as_day, last_full_year, year_end

Ints = NDArray[np.int64]
Rungs = NDArray[np.int8]
Bools = NDArray[np.bool_]
FIRST = 1946
"""First year of every ladder."""
NONE, PARTNER, ASSOCIATE, CANDIDATE, MEMBER = (
    GRANTED_LABELS.index(name) for name in ("none", "partner", "associate", "candidate", "member")
)
ABSENT = -1
"""Where there is no bloc or no state at the end of a year."""
MASS = 3
"""Exits from one bloc in one year that count as its ending, and not as exits of single states."""


@dataclass(frozen=True, slots=True, eq=False)
class Ladders:
    """The ladders of B blocs for U states and T years.

    Attributes
    ----------
    first, last : int
        Years.
    blocs : tuple of Bloc
        Those founded by the last year, former ones included.
    names : tuple of str
        Letters of each state, the newest that its codes had.
    code : ndarray of int, shape (U, T)
        COW code at the end of each year; -1 where it is no member of the system.
    rung : ndarray of int8, shape (B, U, T)
        Place among the rungs that a bloc grants, 0 none to 5 member; -1 where there is no bloc or
        no state.
    suspended, stopped : ndarray of bool, shape (B, U, T)
        Whether a rung held is suspended at the end of the year; whether a suspension of a rung
        began in the year, however short.
    """

    first: int
    last: int
    blocs: tuple[Bloc, ...]
    names: tuple[str, ...]
    code: Ints
    rung: Rungs
    suspended: Bools
    stopped: Bools

    @property
    def years(self) -> Ints:
        """The T years."""
        return np.arange(self.first, self.last + 1)

    @property
    def member(self) -> Bools:
        """Who is a member, shape (B, U, T)."""
        return self.rung == MEMBER

    def resume_years(self) -> tuple[int, int]:
        """Count years at whose beginning a rung was suspended, and suspensions that ended in them.

        Examples
        --------
        >>> years, ended = ladders(2010).resume_years()
        >>> 0 < ended < years
        True
        """
        before, now = self.suspended[..., :-1], self.suspended[..., 1:]
        there = before & (self.rung[..., 1:] >= NONE)
        return int(there.sum()), int((there & ~now).sum())

    @property
    def place(self) -> dict[str, int]:
        """Place of each bloc by its id."""
        return {bloc.id: number for number, bloc in enumerate(self.blocs)}


def ladders(as_of: int | date) -> Ladders:
    """Lay out every ladder up to the last full year of a view.

    Parameters
    ----------
    as_of : int or datetime.date
        The view; no later step is looked at.

    Examples
    --------
    >>> known = ladders(1999)
    >>> poland = known.names.index("POL")
    >>> known.rung[known.place["NATO"], poland, -2:].tolist()
    [4, 5]
    """
    return _laid_out(last_full_year(as_day(as_of)))


@cache
def _laid_out(last: int) -> Ladders:
    names, code = _codes(last)
    founded = [bloc for bloc in blocs().values() if bloc.span.start.year <= last]
    shape = (len(founded), *code.shape)
    rung = np.full(shape, ABSENT, dtype=np.int8)
    suspended, stopped = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    row = {name: number for number, name in enumerate(names)}
    newest = newest_letters()
    for place, bloc in enumerate(founded):
        begin, end = _years_of(bloc, last)
        rung[place, :, begin:end][code[:, begin:end] >= 0] = NONE
        for letters, held in rungs_of(bloc, last).items():
            steps = _conditional(bloc, letters)
            for year, value in held.items():
                now = ccode_on(letters, year_end(year))
                if year < FIRST or now is None or not begin <= year - FIRST < end:
                    continue
                at = (place, row[newest[now]], year - FIRST)
                # two names of one state: the higher rung
                rung[at] = max(rung[at], value)
                suspended[at] |= any(_in_force(step, steps, year) for step in steps)
                stopped[at] |= any(_begins(step, steps, year) for step in steps)
    return Ladders(
        first=FIRST,
        last=last,
        blocs=tuple(founded),
        names=names,
        code=code,
        rung=rung,
        suspended=suspended,
        stopped=stopped,
    )


def _years_of(bloc: Bloc, last: int) -> tuple[int, int]:
    """Give the places of a bloc's first year end and of the first after its last."""
    ends_with_year = bloc.span.end >= year_end(min(bloc.span.end.year, last))
    final = min(bloc.span.end.year if ends_with_year else bloc.span.end.year - 1, last)
    return max(bloc.span.start.year - FIRST, 0), final + 1 - FIRST


def _conditional(bloc: Bloc, letters: str) -> tuple[Step, ...]:
    """Give the steps of a state that was ever suspended; none of one that never was."""
    steps = bloc.steps_of((letters,))
    return steps if any(step.condition == "suspended" for step in steps) else ()


def _in_force(condition: Step, steps: tuple[Step, ...], year: int) -> bool:
    """Tell whether a suspension of a rung that is held covers the end of a year."""
    covers = condition.span.covers(year_end(year))
    return covers and _concerns_a_rung(condition, steps)


def _begins(condition: Step, steps: tuple[Step, ...], year: int) -> bool:
    """Tell whether a suspension of a rung that is held begins in a year."""
    return condition.span.start.year == year and _concerns_a_rung(condition, steps)


def _concerns_a_rung(condition: Step, steps: tuple[Step, ...]) -> bool:
    """Tell whether a step is a suspension of a form that was held on its first day."""
    if condition.condition != "suspended":
        return False
    day = condition.span.start
    held = (step for step in steps if step.span.covers(day))
    return any(condition.concerns(step) for step in held)


@cache
def newest_letters() -> dict[int, str]:
    """Give the newest letters of each COW code: the Soviet Union has those of Russia.

    A code without ISO letters (South Vietnam) has the key of its name.
    """
    named = letters_by_code("cow").sort("year")
    keys = {row.ccode: row.key for row in identities() if row.ccode is not None}
    lettered = dict(named.drop_nulls("iso3").select("ccode", "iso3").iter_rows())
    return {**keys, **lettered}


def _codes(last: int) -> tuple[tuple[str, ...], Ints]:
    """Give the letters of all states since `FIRST`, and their codes at the end of each year."""
    newest = newest_letters()
    by_year = [members_on(year_end(year)) for year in range(FIRST, last + 1)]
    names = tuple(sorted({newest[code] for codes in by_year for code in codes}))
    row = {name: number for number, name in enumerate(names)}
    found = np.full((len(names), len(by_year)), ABSENT, dtype=np.int64)
    for place, codes in enumerate(by_year):
        for code in codes:
            found[row[newest[code]], place] = code
    return names, found
