"""The two state systems, by day: Correlates of War (`cow`) and Gleditsch and Ward (`gw`)."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import polars as pl

from detente.actors.checked import facts_checked_to
from detente.asked import is_one_of
from detente.errors import RequestError, quoted
from detente.frame_files import read_csv
from detente.span import OPEN_END, Span, last_full_year

System = Literal["cow", "gw"]
SYSTEMS: tuple[System, ...] = ("cow", "gw")
FIRST_YEAR = 1816
"""First year of both state systems."""
COMPLETE_TO = last_full_year(facts_checked_to())
"""Last complete year for which the hand-made tables of states and blocs are kept."""


def require_system(system: str) -> System:
    """Accept ``"cow"`` or ``"gw"`` and refuse everything else.

    Parameters
    ----------
    system : str
        The word.

    Raises
    ------
    RequestError
        For any other word.

    Examples
    --------
    >>> require_system("gw")
    'gw'
    """
    if is_one_of(system, ("cow",)):
        return "cow"
    if is_one_of(system, ("gw",)):
        return "gw"
    raise RequestError(f"no state system is called {quoted(system)}", near=SYSTEMS)


def code_name(system: System) -> str:
    """Name the code column of a system.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.

    Examples
    --------
    >>> code_name("gw")
    'gwcode'
    """
    return "ccode" if system == "cow" else "gwcode"


@cache
def spells(system: System = "cow") -> pl.DataFrame:
    """Give the membership spells of a state system.

    Parameters
    ----------
    system : {"cow", "gw"}
        Correlates of War (v2024) or Gleditsch and Ward.

    Returns
    -------
    polars.DataFrame
        Columns ``code`` (int), ``start`` and ``end`` (date; 9999-12-31 while still a member) and
        ``micro`` (1 for the microstates of Gleditsch and Ward's second list), one row a spell.

    Examples
    --------
    >>> spells("cow").filter(pl.col("code") == 260).row(0, named=True)["end"]
    datetime.date(1990, 10, 2)
    """
    text = files("detente.actors").joinpath("tables/systems.csv").read_bytes()
    frame = read_csv(text, schema_overrides={"from": pl.Date, "to": pl.Date})
    columns = [
        pl.col("code"),
        pl.col("from").alias("start"),
        pl.col("to").fill_null(OPEN_END).alias("end"),
        pl.col("micro").cast(pl.Int8),
    ]
    return frame.filter(pl.col("system") == system).select(columns).sort("code", "start")


@cache
def _spans(system: System) -> dict[int, tuple[Span, ...]]:
    known: dict[int, list[Span]] = {}
    for code, start, end, _ in spells(system).iter_rows():
        known.setdefault(code, []).append(Span(start, end))
    return {code: tuple(spans) for code, spans in known.items()}


def spans_of(code: int, system: System = "cow") -> tuple[Span, ...]:
    """Give the spells of one code; empty where the system never held it.

    Parameters
    ----------
    code : int
        The code.
    system : {"cow", "gw"}
        The state system.

    Examples
    --------
    >>> [s.start.year for s in spans_of(255)]
    [1816, 1990]
    """
    return _spans(system).get(code, ())


def is_member(code: int, day: date, system: System = "cow") -> bool:
    """Tell whether a code is in the system on a day.

    Parameters
    ----------
    code : int
        The code.
    day : datetime.date
        The day.
    system : {"cow", "gw"}
        The state system.

    Examples
    --------
    >>> is_member(265, date(1985, 12, 31)), is_member(265, date(1991, 12, 31))
    (True, False)
    """
    return any(span.covers(day) for span in spans_of(code, system))


@cache
def members_on(day: date, system: System = "cow") -> tuple[int, ...]:
    """Give all codes in the system on a day, ascending.

    Parameters
    ----------
    day : datetime.date
        The day.
    system : {"cow", "gw"}
        The state system.

    Examples
    --------
    >>> len(members_on(date(1946, 12, 31)))
    66
    """
    return tuple(code for code in sorted(_spans(system)) if is_member(code, day, system))
