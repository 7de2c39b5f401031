"""Figures: a value in a sentence, with its id, unit, interval, cells, and ways of writing it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from detente import phrasing
from detente.errors import EvidenceError
from detente.evidence.cell import Cell

KINDS = ("measured", "counted", "dated", "ranked", "chance")
"""What a figure may be."""
ID = re.compile(r"[a-z0-9._-]+")
"""How an id is spelled; the same in JSON, HTML, Typst and Markdown."""
INTERVAL = "interval"
"""The way that writes the interval of a figure in place of its value."""


def index(value: float) -> str:
    """Write a value of an index from 0 to 1 with two decimals and the zero before them.

    Examples
    --------
    >>> index(0.314), index(1.0), index(0.002)
    ('0.31', '1.00', '0.00')
    """
    return phrasing.decimal(value, 2)


def of_a_hundred(value: float) -> str:
    """Write a place among a hundred: never before all of them, and never behind all.

    Examples
    --------
    >>> of_a_hundred(98.6), of_a_hundred(99.9), of_a_hundred(0.2)
    ('99 of 100', '99 of 100', '1 of 100')
    """
    return f"{phrasing.whole(min(max(value, 1.0), 99.0))} of 100"


def of_others(value: float) -> str:
    """Write the part of others that a value passes: never all of them, and never none.

    Parameters
    ----------
    value : float
        The part, from 0 to 1.

    Examples
    --------
    >>> of_others(0.941), of_others(0.9998), of_others(0.001)
    ('94 per cent', 'nearly all', 'hardly any')
    """
    if value >= phrasing.NEARLY_ALL:
        return "nearly all"
    return "hardly any" if value < phrasing.HARDLY_ANY else phrasing.per_cent(value)


WAYS: Mapping[str, phrasing.Writer] = MappingProxyType(
    {
        "plain": phrasing.number,
        "index": index,
        "share": phrasing.share,
        "per_cent": phrasing.per_cent,
        "percent_sign": phrasing.percent_sign,
        "chance": phrasing.chance,
        "fraction": phrasing.fraction,
        "times": phrasing.times,
        "multiple": phrasing.multiple,
        "gap": phrasing.gap,
        "signed": phrasing.signed,
        "ordinal": phrasing.ordinal,
        "whole": phrasing.whole,
        "one_decimal": phrasing.one_decimal,
        "of_100": of_a_hundred,
        "of_others": of_others,
        "year": phrasing.year,
        "day": phrasing.ordinal_day,
        "month": phrasing.ordinal_month,
    }
)
"""Ways of writing a value, by the name that a template uses."""


def figure_id(*parts: str | int) -> str:
    """Put an id together: lower case, dots between the parts, hyphens for what an id cannot hold.

    Examples
    --------
    >>> figure_id("power.shares_cinc", "NATO", 2013), figure_id("identity.level", "Côte d'Ivoire")
    ('power.shares_cinc.nato.2013', 'identity.level.c-te-d-ivoire')
    """
    spelled = (re.sub(r"[^a-z0-9._-]+", "-", str(part).lower()).strip("-") for part in parts)
    return ".".join(spelled)


def check_rests_on_cells(id: str, cells: tuple[Cell, ...], numbers: tuple[float, ...]) -> None:
    """Refuse what a sentence may not show.

    Parameters
    ----------
    id : str
        Id of the figure.
    cells : tuple of Cell
        What it rests on.
    numbers : tuple of float
        Its value, and the ends of its interval.

    Raises
    ------
    EvidenceError
        Where the id is misspelled, no cell is given, or a number is not finite.
    """
    if not ID.fullmatch(id):
        raise EvidenceError(
            f"'{id}' is not an id of a figure", next_step="use a to z, 0 to 9, dot, hyphen, _"
        )
    if not cells:
        raise EvidenceError(f"figure '{id}' rests on no cell", next_step="name its cells")
    if not all(math.isfinite(value) for value in numbers):
        raise EvidenceError(f"figure '{id}' is not a number")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as a sentence shows it.

    Attributes
    ----------
    id : str
        Stable name without an edition, such as ``power.shares_cinc.nato.2013``.
    value : float
        The value, in `unit`.
    unit : str
        Unit of the value.
    cells : tuple of Cell
        What it rests on; never empty.
    kind : str
        One of `KINDS`.
    way : str
        How it is written where a template does not say it; one of `WAYS`.
    low, high : float or None
        Its interval; None where there is none.
    level : float or None
        Probability that the interval stands for, such as .9.

    Raises
    ------
    EvidenceError
        Where it rests on no cell, its id is misspelled, or its kind, way or interval is impossible.

    Examples
    --------
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> held = Figure("power.shares_cinc.nato.2013", 0.29, unit="share", cells=(cell,), way="share")
    >>> held.write(), held.write("per_cent")
    ('.29', '29 per cent')
    """

    id: str
    value: float
    unit: str
    cells: tuple[Cell, ...]
    kind: str = "measured"
    way: str = "plain"
    low: float | None = None
    high: float | None = None
    level: float | None = None

    def __post_init__(self) -> None:
        ends = tuple(end for end in (self.low, self.high) if end is not None)
        check_rests_on_cells(self.id, self.cells, (self.value, *ends))
        if self.kind not in KINDS:
            raise EvidenceError(f"figure '{self.id}' has the kind '{self.kind}'", near=KINDS)
        if self.way not in WAYS:
            raise EvidenceError(f"figure '{self.id}' has the way '{self.way}'", near=tuple(WAYS))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise EvidenceError(f"figure '{self.id}' has its interval upside down")

    @property
    def plural(self) -> str:
        """Plural category of the value, for the noun that follows it."""
        return phrasing.plural(self.value)

    def write(self, way: str = "") -> str:
        """Write the value, or with ``"interval"`` its interval in brackets after a space.

        Parameters
        ----------
        way : str
            One of `WAYS`, ``"interval"``, or both, such as ``"share interval"``.

        Raises
        ------
        EvidenceError
            Where there is no such way.
        """
        name = way.removesuffix(INTERVAL).strip()
        if name and name not in WAYS:
            raise EvidenceError(f"figure '{self.id}' has the way '{way}'", near=tuple(WAYS))
        if way.endswith(INTERVAL):
            return phrasing.band(self.low, self.high, write=WAYS[name or "plain"])
        return WAYS[name or self.way](self.value)


def measured(id: str, cell: Cell, *, way: str = "plain", level: float | None = None) -> Figure:
    """Give a cell as a figure: its value, unit and interval.

    Parameters
    ----------
    id : str
        Id of the figure.
    cell : Cell
        The cell.
    way : str
        How it is written.
    level : float, optional
        Probability of its interval.
    """
    return Figure(
        id,
        cell.value,
        unit=cell.unit,
        cells=(cell,),
        way=way,
        low=cell.low,
        high=cell.high,
        level=level if cell.low is not None else None,
    )


def dated(id: str, year: int, *cells: Cell) -> Figure:
    """Give a year that is a result.

    Parameters
    ----------
    id : str
        Id of the figure.
    year : int
        The year.
    *cells : Cell
        What it is read from.
    """
    return Figure(id, float(year), unit="year", cells=cells, kind="dated", way="year")


def on_day(id: str, day: date, *cells: Cell, precision: str = "day") -> Figure:
    """Give the day of a fact, written as exactly as it is known.

    Parameters
    ----------
    id : str
        Id of the figure.
    day : datetime.date
        The day; the first of the month or year where `precision` says so.
    *cells : Cell
        What it is read from.
    precision : {"day", "month", "year"}
        How exactly it is known.

    Examples
    --------
    >>> cell = Cell("step", "from", (("day", "2012-03-01"),), 1.0, "fact", ("blocs",), "a row")
    >>> on_day("now.rung.eu.srb", date(2012, 3, 1), cell).write()
    '1 March 2012'
    """
    if precision == "year":
        return dated(id, day.year, *cells)
    number = float(day.toordinal())
    return Figure(id, number, unit="day", cells=cells, kind="dated", way=precision)


def counted(id: str, count: float, unit: str, *cells: Cell) -> Figure:
    """Give a count.

    Parameters
    ----------
    id : str
        Id of the figure.
    count : float
        The count.
    unit : str
        What is counted.
    *cells : Cell
        What it is counted in.
    """
    return Figure(id, float(count), unit=unit, cells=cells, kind="counted", way="whole")


def ranked(id: str, place: float, unit: str, *cells: Cell) -> Figure:
    """Give a rank.

    Parameters
    ----------
    id : str
        Id of the figure.
    place : float
        The place, from one.
    unit : str
        Among what.
    *cells : Cell
        What it is read from.
    """
    return Figure(id, float(place), unit=unit, cells=cells, kind="ranked", way="ordinal")
