"""Rows of the table of counts as cells, figures and days, for the rules that print them."""

from __future__ import annotations

from detente.actors.counts import Count
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, measured, on_day
from detente.rules.rows import HAND_MADE

MILLION = 1_000_000


def count_cell(one: Count) -> Cell:
    """Give a count as a cell.

    Parameters
    ----------
    one : Count
        The count.

    Examples
    --------
    >>> from detente.actors.counts import counts
    >>> count_cell(counts()[0]).table
    'counts'
    """
    return Cell(
        "counts",
        "size",
        keys=(("row", one.row), ("day", one.on.isoformat())),
        value=one.size,
        unit=one.unit,
        sources=(HAND_MADE,),
        rule=one.source,
        checked=one.checked,
    )


def size(one: Count) -> Figure:
    """Give a count as a figure: people in figures, a share in per cent, money in billions.

    Parameters
    ----------
    one : Count
        The count.
    """
    ways = {"dead": "whole", "land": "per_cent", "taken": "per_cent", "goods": "whole"}
    return measured(_id(one, "size"), count_cell(one), way=ways.get(one.kind, "whole"))


def millions(one: Count) -> Figure:
    """Give a count of people in millions.

    Parameters
    ----------
    one : Count
        The count.
    """
    value = one.size / MILLION
    cells = (count_cell(one),)
    return Figure(_id(one, "millions"), value, unit="millions", cells=cells, way="one_decimal")


def month(one: Count) -> Figure:
    """Give the month of a count, or its year where no more is known.

    Parameters
    ----------
    one : Count
        The count.
    """
    precision = "year" if one.precision == "year" else "month"
    return on_day(_id(one, "month"), one.on, count_cell(one), precision=precision)


def _id(one: Count, name: str) -> str:
    return figure_id("counts", one.row.replace(":", "."), name)
