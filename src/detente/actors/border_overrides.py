"""Border overrides: what a border is where the coders of contiguity follow a convention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source
from detente.actors.systems import is_member
from detente.span import OPEN_END, year_end

NONE = "none"
"""Kind of a pair that has no border, whatever is coded."""
PAIR = ("ccode1", "ccode2")


@dataclass(frozen=True, slots=True)
class BorderOverride(Sourced):
    """The border of two states over some years, set by hand.

    Attributes
    ----------
    pair : tuple of int
        COW codes, the lower first.
    start, end : int
        First and last year.
    kind : str
        ``"land"``, ``"strait"``, ``"sea"`` or ``"none"``.
    kilometres : int or None
        Least distance over water, rounded.
    closed : int or None
        Year since which a land border cannot be crossed.
    convention : bool
        Whether what is coded is no border of the two states.
    note : str
        What is printed of it; may be empty.
    source : str
        Where it is from.
    """

    pair: tuple[int, int]
    start: int
    end: int
    kind: str
    kilometres: int | None
    closed: int | None
    convention: bool
    note: str
    source: str


@cache
def border_overrides() -> tuple[BorderOverride, ...]:
    """Read the table.

    Examples
    --------
    >>> {row.kind for row in border_overrides() if row.pair == (352, 640)}
    {'sea'}
    """
    rows = table_of("borders.toml")["border"]
    return tuple(_override(row) for row in rows)


def _override(row: dict[str, Any]) -> BorderOverride:
    """Build the override of one row."""
    first, second = row["pair"]
    texts = {name: row[name] for name in ("kind", "note", "source")}
    said = read_source(row, where=f"borders.toml, {first} and {second}")
    return BorderOverride(
        pair=(first, second),
        start=row["from"],
        end=row.get("to", OPEN_END.year),
        kilometres=row.get("kilometres"),
        closed=row.get("closed"),
        convention=row.get("convention", False),
        **texts,
        **said,
    )


@cache
def overrides_in(year: int) -> dict[tuple[int, int], BorderOverride]:
    """Give the overrides in force in a year between states that existed at its end.

    Parameters
    ----------
    year : int
        The year.

    Examples
    --------
    >>> overrides_in(2024)[732, 740].kilometres, (732, 740) in overrides_in(1930)
    (50, False)
    """
    day = year_end(year)
    return {
        row.pair: row
        for row in border_overrides()
        if row.start <= year <= row.end and all(is_member(code, day) for code in row.pair)
    }


def corrected(coded: pl.DataFrame, year: int) -> pl.DataFrame:
    """Put the overrides of a year in the place of what is coded.

    Parameters
    ----------
    coded : polars.DataFrame
        ``ccode1`` < ``ccode2`` and ``border`` of the pairs that touch in the year.
    year : int
        The year.

    Returns
    -------
    polars.DataFrame
        The same three columns.

    Examples
    --------
    >>> coded = pl.DataFrame({"ccode1": [352], "ccode2": [640], "border": ["land"]})
    >>> corrected(coded, 2016).filter(pl.col("ccode1") == 352).rows()
    [(352, 640, 'sea')]
    """
    rows = [(*row.pair, row.kind) for row in overrides_in(year).values()]
    ours = pl.DataFrame(rows, schema=[*PAIR, "border"], orient="row")
    set_by_hand = ours.with_columns(pl.col(name).cast(coded.schema[name]) for name in PAIR)
    kept = coded.select(*PAIR, pl.col("border").cast(pl.String))
    kept = kept.join(set_by_hand, on=list(PAIR), how="anti")
    touching = set_by_hand.filter(pl.col("border") != NONE)
    return pl.concat([kept, touching])
