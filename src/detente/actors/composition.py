"""Compositions: which COW codes stand for an actor in each year."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import ccode_on
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.span import as_day, year_end

SCHEMA = {"year": pl.Int16, "ccode": pl.Int16}


def _is_part(first: int, last: int) -> bool:
    """Tell whether some years are part of those that a composition has by default."""
    return first >= FIRST_YEAR and last <= COMPLETE_TO and last - first < COMPLETE_TO - FIRST_YEAR


def _of_years(whole: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Take some years of a frame that is sorted by year, without copying."""
    years = whole["year"].to_numpy()
    start, end = np.searchsorted(years, np.array((first, last + 1), dtype=years.dtype)).tolist()
    return whole.slice(start, max(end - start, 0))


@cache
def actual(actor: Actor, first: int = FIRST_YEAR, last: int = COMPLETE_TO) -> pl.DataFrame:
    """Give the codes of an actor at the end of each year: a bloc's members as they were then.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    first : int
        First year.
    last : int
        Last year.

    Returns
    -------
    polars.DataFrame
        Columns ``year``, ``ccode``; no row for a year in which there was none.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> actual(bloc("NATO"), 1990, 2013).group_by("year").len().sort("year")["len"].to_list()[::23]
    [16, 28]
    """
    if _is_part(first, last):
        return _of_years(actual(actor), first, last)
    rows = [(year, code) for year in range(first, last + 1) for code in actor.members(year)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@cache
def fixed(
    actor: Actor, as_of: int | date, first: int = FIRST_YEAR, last: int = COMPLETE_TO
) -> pl.DataFrame:
    """Give the codes of an actor as composed on one day, carried to all years.

    A member whose code changed has the code of each year (Germany 260, then 255); one that did not
    exist has none.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    as_of : int or datetime.date
        The day whose composition is carried to all years; of a year its 31 December.
    first : int
        First year.
    last : int
        Last year.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> fixed(bloc("NATO"), 2013, 1990, 1990).height
    21
    """
    letters = actor.member_letters(as_day(as_of)) if isinstance(actor, Bloc) else None
    if letters is None:
        return actual(actor, first, last)
    return of_letters(letters, first, last)


@cache
def of_letters(
    letters: tuple[str, ...], first: int = FIRST_YEAR, last: int = COMPLETE_TO
) -> pl.DataFrame:
    """Give the codes that some letters mean at the end of each year.

    Parameters
    ----------
    letters : tuple of str
        ISO 3166 letters, or keys of vanished states.
    first : int
        First year.
    last : int
        Last year.
    """
    rows = []
    for year in range(first, last + 1):
        codes = {ccode_on(name, year_end(year)) for name in letters}
        rows += [(year, code) for code in sorted(code for code in codes if code is not None)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@cache
def core_letters(actor: Bloc, without: Actor, as_of: int | date) -> tuple[tuple[str, ...], bool]:
    """Give the letters of a bloc's fixed core as the view knows it, leaving out the other party.

    Parameters
    ----------
    actor : Bloc
        The bloc.
    without : State or Bloc
        The other party, which is left out.
    as_of : int or datetime.date
        The view; of a year its 31 December.

    Returns
    -------
    tuple
        The letters, and whether the other party could be left out: where it holds the whole core it
        could not.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> core_letters(bloc("NATO"), state("Turkey"), 1950)[0][:3]
    ('BEL', 'CAN', 'DNK')
    """
    others = without.member_letters(as_day(as_of)) if isinstance(without, Bloc) else without.letters
    whole = actor.core(as_of)
    inside = tuple(x for x in whole if x not in others)
    return (inside, True) if inside else (whole, False)


@cache
def core(
    actor: Actor,
    without: Actor,
    as_of: int | date,
    first: int = FIRST_YEAR,
    last: int = COMPLETE_TO,
) -> pl.DataFrame:
    """Give the codes of a bloc's fixed core without the other party, from the bloc's founding.

    Of a state, its own.

    The core is made of those that joined in the founding window, so that a bloc's enlargement does
    not move it.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    without : State or Bloc
        The other party, which is left out.
    as_of : int or datetime.date
        The view; of a year its 31 December.
    first : int
        First year.
    last : int
        Last year.
    """
    if not isinstance(actor, Bloc):
        return actual(actor, first, last)
    return of_letters(
        core_letters(actor, without, as_of)[0],
        max(first, actor.span.start.year),
        min(last, actor.span.end.year),
    )


@cache
def crossed(one: Actor, other: Actor, first: int, last: int) -> pl.DataFrame:
    """Pair every member of one actor with every member of the other, year by year.

    Parameters
    ----------
    one, other : State or Bloc
        The two actors.
    first, last : int
        Years.

    Returns
    -------
    polars.DataFrame
        ``year``, ``ccode1`` < ``ccode2``, sorted; a member of both is not paired with itself.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> crossed(bloc("NATO"), state("Russia"), 2013, 2013).height
    28
    """
    if _is_part(first, last):
        return _of_years(crossed(one, other, FIRST_YEAR, COMPLETE_TO), first, last)
    left = actual(one, first, last).rename({"ccode": "left"})
    right = actual(other, first, last).rename({"ccode": "right"})
    different = left.join(right, on="year").filter(pl.col("left") != pl.col("right"))
    pairs = different.select(
        "year",
        pl.min_horizontal("left", "right").alias("ccode1"),
        pl.max_horizontal("left", "right").alias("ccode2"),
    )
    return pairs.unique().sort("year", "ccode1", "ccode2")


@cache
def crossed_on(one: Actor, other: Actor, day: date) -> pl.DataFrame:
    """Pair every member of one actor with every member of the other on a day.

    Parameters
    ----------
    one, other : State or Bloc
        The actors.
    day : datetime.date
        The day.

    Returns
    -------
    polars.DataFrame
        Columns ``ccode1``, ``ccode2``, the lower code first, each pair once.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> crossed_on(bloc("NATO"), state("Russia"), date(2013, 12, 31)).height
    28
    """
    pairs = {
        (min(first, second), max(first, second))
        for first in one.members(day)
        for second in other.members(day)
        if first != second
    }
    schema = {"ccode1": SCHEMA["ccode"], "ccode2": SCHEMA["ccode"]}
    return pl.DataFrame(sorted(pairs), schema=schema, orient="row")
