"""Plain rates: steps a year without any condition, as they are counted in the published notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.states import ccode_on
from detente.estimators.proportion import TO_95, wilson
from detente.institutions.ladder import LABELS, position
from detente.models.hazards.ladders import MASS
from detente.span import as_day, last_full_year, year_end

LOWER = ("partner", "observer", "associate")
"""Rungs below the candidate that a bloc grants."""
DAYS = 365.25
"""Days of a mean year."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something came.

    Attributes
    ----------
    events, years : int
        Times it came, and years (of states or pairs) in which it could.
    wait : float or None
        Median years from the first day on which it could, of those for whom it came.
    """

    events: int
    years: int
    wait: float | None = None

    @property
    def value(self) -> float:
        """Events a year."""
        return self.events / max(self.years, 1)

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends between which the true value lies in 95 of 100 such counts."""
        return wilson(self.value, max(self.years, 1), TO_95)


@dataclass(frozen=True, slots=True)
class Exit:
    """A membership that ended.

    Attributes
    ----------
    bloc, letters : str
        Of which bloc, and whose.
    year : int
        At whose end it was over.
    survived : bool
        Whether the state was still there at the end of that year.
    """

    bloc: str
    letters: str
    year: int
    survived: bool


@dataclass(frozen=True, slots=True)
class PlainRates:
    """Rates of all ladders up to a view.

    Attributes
    ----------
    from_candidate, from_lower : Rate
        Accessions of candidates in years in which a state was one; accessions of states that ever
        had a lower rung, in years in which a state had one.
    exits : Rate
        Exits of single states from all blocs, in years of members.
    members : dict of str to Rate
        Exits from each bloc.
    solo, mass : tuple
        Every exit of a single state; every bloc and year in which three or more left together.
    accessions, in_year, on_day : int
        Accessions after the founding year of a bloc; those that came with another in the same bloc
        and year, and on the same day.
    dissolved : Rate
        Blocs that ended, in years of blocs.
    """

    from_candidate: Rate
    from_lower: Rate
    exits: Rate
    members: dict[str, Rate]
    solo: tuple[Exit, ...]
    mass: tuple[tuple[str, int], ...]
    accessions: int
    in_year: int
    on_day: int
    dissolved: Rate


def plain_rates(as_of: int | date) -> PlainRates:
    """Count all steps up to the last full year of a view.

    Parameters
    ----------
    as_of : int or datetime.date
        The view.

    Examples
    --------
    >>> plain_rates(2025).from_candidate.events
    54
    """
    last = last_full_year(as_day(as_of))
    known = [bloc for bloc in blocs().values() if bloc.span.start.year <= last]
    solo, mass = _exits_of(known, last)
    of_bloc = Counter(one.bloc for one in solo)
    years = {bloc.id: _member_years(bloc, last) for bloc in known}
    members = {name: Rate(of_bloc[name], number) for name, number in years.items()}
    joins = [(bloc.id, step.span.start) for bloc in known for step in _later(bloc, last)]
    by_year = Counter((bloc, day.year) for bloc, day in joins)
    in_year, on_day = _with_another(by_year), _with_another(Counter(joins))
    exits = Rate(len(solo), sum(years.values()))
    return PlainRates(
        from_candidate=_from(known, ("candidate",), last),
        from_lower=_from(known, LOWER, last),
        exits=exits,
        members=members,
        solo=solo,
        mass=mass,
        accessions=len(joins),
        in_year=in_year,
        on_day=on_day,
        dissolved=_dissolved(known, last),
    )


def _dissolved(known: list[Bloc], last: int) -> Rate:
    """Rate the end of blocs."""
    ended = sum(bloc.span.end.year <= last for bloc in known)
    lived = sum(min(bloc.span.end.year, last) - bloc.span.start.year for bloc in known)
    return Rate(ended, lived)


def _with_another(counts: Counter[Any]) -> int:
    """Count what did not come alone."""
    return sum(count for count in counts.values() if count > 1)


def _exits_of(known: list[Bloc], last: int) -> tuple[tuple[Exit, ...], tuple[tuple[str, int], ...]]:
    """Give the exits of single states, and the blocs and years in which several left together."""
    exits = [one for bloc in known for one in _exits(bloc, last)]
    together = Counter((one.bloc, one.year) for one in exits)
    mass = tuple(sorted(key for key, count in together.items() if count >= MASS))
    solo = tuple(one for one in exits if (one.bloc, one.year) not in mass)
    return solo, mass


def _states(bloc: Bloc) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Give everybody on a bloc's ladder with all steps."""
    for letters in sorted({step.letters for step in bloc.steps}):
        yield letters, bloc.steps_of((letters,))


def _later(bloc: Bloc, last: int) -> list[Step]:
    """Give the accessions after the founding year of a bloc, up to a year."""
    first = bloc.span.start.year
    members = (step for step in bloc.steps if step.rung == "member")
    return [step for step in members if first < step.span.start.year <= last]


def _from(known: list[Bloc], rungs: tuple[str, ...], last: int) -> Rate:
    """Rate accessions of states with some rungs in the years in which a state had one of them.

    A candidate joins from that rung; of the lower rungs it counts that one was ever held before.
    """
    events, years, waits = 0, 0, []
    for bloc in known:
        for _, steps in _states(bloc):
            held = [one for one in steps if one.rung in rungs and one.span.start.year <= last]
            end = min(last, bloc.span.end.year)
            touched = {
                year
                for one in held
                for year in range(one.span.start.year, min(one.span.end.year, end) + 1)
            }
            years += len(touched)
            joined = [one for one in steps if one.rung == "member" and one.span.start.year <= last]
            for step in joined:
                eve = step.span.start - timedelta(days=1)
                before = [one for one in held if one.span.start < step.span.start]
                is_candidate = LABELS[position(steps, eve)] == "candidate"
                if before and (rungs == LOWER or is_candidate):
                    events += 1
                    first = min(one.span.start for one in before)
                    waits.append((step.span.start - first).days / DAYS)
    return Rate(events, years, wait=median(waits) if waits else None)


def _exits(bloc: Bloc, last: int) -> Iterator[Exit]:
    """Give every year at whose end a membership of the year before was over."""
    end = min(bloc.span.end.year, last)
    for letters, steps in _states(bloc):
        members = [step for step in steps if step.rung == "member"]
        for year in range(bloc.span.start.year + 1, end + 1):
            was, now = (
                any(step.span.covers(year_end(when)) for step in members)
                for when in (year - 1, year)
            )
            if was and not now:
                alive = ccode_on(letters, year_end(year)) is not None
                yield Exit(bloc.id, letters, year=year, survived=alive)


def _member_years(bloc: Bloc, last: int) -> int:
    """Count years at whose beginning a state was a member."""
    end = min(bloc.span.end.year, last)
    return sum(
        len(bloc.member_letters(year_end(year - 1)))
        for year in range(bloc.span.start.year + 1, end + 1)
    )
