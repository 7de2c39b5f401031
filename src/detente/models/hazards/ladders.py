"""Every state on every bloc's ladder, year by year, as a view knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.crosswalk import letters_by_code
from detente.actors.states import codes_of, identities
from detente.actors.systems import members_on
from detente.institutions.ladder import GRANTED_LABELS
from detente.span import Span, as_day, last_full_year, year_end

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
        held: Bools = self.rung == MEMBER
        return held

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
    for place, bloc in enumerate(founded):
        years = _years_of(bloc, last)
        rung[place, :, years][code[:, years] >= 0] = NONE
        for letters, steps in _by_letters(bloc).items():
            for at in _rows_of(letters, row):
                there = np.isin(code[at], codes_of(letters)) & (rung[place, at] >= NONE)
                held = _held(steps, there.size)
                # two names of one state: the higher rung
                rung[place, at, there] = np.maximum(rung[place, at, there], held[there])
                stop, begins = _suspensions(steps, there.size)
                suspended[place, at] |= stop & there & (held > NONE)
                stopped[place, at] |= begins & there
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


def _years_of(bloc: Bloc, last: int) -> slice:
    """Give the places of the years at whose end a bloc exists."""
    return slice(max(bloc.span.start.year - FIRST, 0), min(_last_end(bloc.span), last) + 1 - FIRST)


def _last_end(span: Span) -> int:
    """Give the last year at whose end a span holds."""
    year = span.end.year
    return year if span.end >= year_end(year) else year - 1


def _by_letters(bloc: Bloc) -> dict[str, list[Step]]:
    """Give the steps of a bloc by state."""
    found: dict[str, list[Step]] = {}
    for step in bloc.steps:
        found.setdefault(step.letters, []).append(step)
    return found


def _rows_of(letters: str, row: dict[str, int]) -> set[int]:
    """Give the rows of the states that some letters ever meant."""
    newest = newest_letters()
    return {row[newest[code]] for code in codes_of(letters) if newest.get(code) in row}


def _covered(span: Span, size: int) -> slice:
    """Give the places of the years at whose end a span holds."""
    begin, end = span.start.year - FIRST, min(_last_end(span) - FIRST, size - 1)
    return slice(max(begin, 0), max(end + 1, 0))


def _held(steps: list[Step], size: int) -> Rungs:
    """Give the highest rung in effect that was granted, as `ladder.granted` says, by year."""
    found = np.zeros(size, dtype=np.int8)
    conditions = [step for step in steps if step.condition]
    for step in steps:
        if step.rung not in GRANTED_LABELS:
            continue
        own = np.zeros(size, dtype=np.int8)
        own[_covered(step.span, size)] = GRANTED_LABELS.index(step.rung)
        if step.rung != "member":
            for one in conditions:
                if one.concerns(step):
                    own[_covered(one.span, size)] = NONE
        found = np.maximum(found, own)
    return found


def _suspensions(steps: list[Step], size: int) -> tuple[Bools, Bools]:
    """Tell in which years a rung was suspended at the end, and in which a suspension began."""
    inside, begins = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for step in steps:
        if _concerns_a_rung(step, steps):
            inside[_covered(step.span, size)] = True
            place = step.span.start.year - FIRST
            if 0 <= place < size:
                begins[place] = True
    return inside, begins


def _concerns_a_rung(condition: Step, steps: list[Step]) -> bool:
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
