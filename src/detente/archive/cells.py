"""Cells of pairs: events counted by month or by day, in one code for every engine.

Written once for narwhals; Polars, DuckDB and Spark run it. Whole numbers alone are added up
(counts, and tenths of Goldstein's scale), so that every engine gives the same cells.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.archive.classes import CLASSES_OF_KIND, KINDS
from detente.archive.repeats import KEY
from detente.errors import RequestError

if TYPE_CHECKING:
    import narwhals as nw

GRAINS = ("dyad-months", "dyad-days")
"""What a cell may be."""
COUNTS = ("events", "reports", *KINDS, "scored", "tenths")
"""Columns of a cell that add up."""
PAIR = ("ccode1", "ccode2")
CODES = 1_000
"""Above every code of a state."""


def narwhals() -> Any:
    """Load narwhals, or say how it is installed."""
    try:
        import narwhals
    except ImportError as error:
        raise RequestError(
            "counting events needs narwhals", next_step="pip install 'detente[events]'"
        ) from error
    return narwhals


def once(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Reduce rows to events: one for each pair, class, day and place.

    Where merged rows differ in their score, the lowest stays; ``reports`` counts them.

    Parameters
    ----------
    rows : narwhals.LazyFrame
        Rows of pieces.
    """
    nw = narwhals()
    return rows.group_by(*KEY).agg(
        nw.col("tenths").min().alias("tenths"), nw.len().alias("reports")
    )


def cells_of(rows: nw.LazyFrame[Any], grain: str) -> nw.LazyFrame[Any]:
    """Count the events of each directed pair by month or by day.

    Parameters
    ----------
    rows : narwhals.LazyFrame
        Rows of pieces.
    grain : str
        ``"dyad-months"`` or ``"dyad-days"``.

    Returns
    -------
    narwhals.LazyFrame
        ``ccode1``, ``ccode2``, ``date`` (the day, or ``year`` and ``month`` as one number) and the
        columns of `COUNTS`.
    """
    nw = narwhals()
    events = once(rows)
    day = nw.col("day")
    date = day if grain == "dyad-days" else day.dt.year() * 100 + day.dt.month()
    flags = [_is_of(kind).cast(nw.Int64).alias(KINDS[kind]) for kind in range(len(KINDS))]
    scored = (~nw.col("tenths").is_null()).cast(nw.Int64).alias("scored")
    wide = [nw.col(name).cast(nw.Int64) for name in ("tenths", "reports")]
    dated = events.with_columns(date.alias("date"), *flags, scored, *wide)
    added = [nw.col(name).sum().alias(name) for name in COUNTS if name != "events"]
    return dated.group_by(*PAIR, "date").agg(nw.len().alias("events"), *added)


def _is_of(kind: int) -> Any:
    """Tell whether an event is of a kind, by its class."""
    nw = narwhals()
    spans = [nw.col("class").is_between(first, last) for first, last in CLASSES_OF_KIND[kind]]
    return reduce(or_, spans)


def finished(cells: pl.DataFrame, grain: str, *, in_parts: bool = False) -> pl.LazyFrame:
    """Give cells of any engine the same columns, types and order.

    Parameters
    ----------
    cells : polars.DataFrame
        As `cells_of` gives them.
    grain : str
        ``"dyad-months"`` or ``"dyad-days"``.
    in_parts : bool
        Whether a cell may have several rows, which are then added.
    """
    date = pl.col("date").cast(pl.Date) if grain == "dyad-days" else _first_day()
    sides, counts = pl.col(PAIR).cast(pl.Int16), pl.col(COUNTS).cast(pl.Int64)
    typed = cells.lazy().select(sides, date.alias("date"), counts)
    tenths = pl.when(pl.col("scored") > 0).then("tenths")
    whole = typed.group_by(*PAIR, "date").agg(pl.col(COUNTS).sum()) if in_parts else typed
    return whole.with_columns(tenths).sort(_order())


def _order() -> pl.Expr:
    """Give date and pair as one number, by which rows are sorted in half the time."""
    number = pl.col("date").to_physical().cast(pl.Int64)
    for side in PAIR:
        number = number * CODES + pl.col(side)
    return number


def _first_day() -> pl.Expr:
    """Give the first day of a month that is written as one number."""
    number = pl.col("date").cast(pl.Int32)
    return pl.date(number // 100, number % 100, 1)
