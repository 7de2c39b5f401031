"""Adders: what a source puts beside a spine, and how it is joined without changing the number of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns keyed by the COW code.

    Attributes
    ----------
    frame : polars.LazyFrame
        Keys ``ccode``, ``year`` (state) or ``ccode1``, ``ccode2``, ``year`` (dyad), each key once.
    names : tuple of str
        Its columns beside the keys.
    zero : tuple of str
        Columns in which a missing row means zero, but only inside `years`.
    years : tuple of int
        First and last year of the source.
    one_way : bool
        For dyads: whether the frame holds the lower code first only (the value is the same both ways).
    """

    frame: pl.LazyFrame
    names: tuple[str, ...]
    zero: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class Adder:
    """What a source puts beside a spine.

    Attributes
    ----------
    id, label : str
        Name on the command line, and what it gives.
    source : str
        Source that gives the full columns.
    tables : tuple of str
        Tables of the store that these need.
    starter : tuple of str
        Tables of the starter that stand in where the store has none.
    state, dyad : callable or None
        Full columns from the store's tables, for state-years and for dyad-years; a state's columns go to both sides of a
        dyad where there is no dyadic form.
    state_starter, dyad_starter : callable or None
        The same from the starter's tables: fewer columns, or others.
    """

    id: str
    label: str
    source: str
    tables: tuple[str, ...]
    starter: tuple[str, ...]
    state: Callable[[Frames], Columns] | None = None
    dyad: Callable[[Frames], Columns] | None = None
    state_starter: Callable[[Frames], Columns] | None = None
    dyad_starter: Callable[[Frames], Columns] | None = None


def join_state(spine: pl.LazyFrame, columns: Columns, codes: tuple[str, ...]) -> pl.LazyFrame:
    """Join state columns to a spine: as they are to states, with 1 and 2 at their end to dyads.

    Parameters
    ----------
    spine : polars.LazyFrame
        With the code columns named in `codes` and ``year``.
    columns : Columns
        Keyed by ``ccode``, ``year``.
    codes : tuple of str
        ``("ccode",)`` or ``("ccode1", "ccode2")``.
    """
    found = spine
    for code in codes:
        side = code.removeprefix("ccode").removeprefix("_ccode")
        named = columns.frame.select(pl.col("ccode").cast(pl.Int64), pl.col("year").cast(pl.Int64),
                                     *(pl.col(c).alias(f"{c}{side}") for c in columns.names))
        found = found.join(named, left_on=[code, "year"], right_on=["ccode", "year"], how="left", maintain_order="left")
        found = _zeros(found, tuple(f"{c}{side}" for c in columns.zero), columns.years, (code,))
    return found


def join_dyad(spine: pl.LazyFrame, columns: Columns, codes: tuple[str, ...]) -> pl.LazyFrame:
    """Join dyad columns to a spine of dyads, whichever way round the spine has them."""
    frame = columns.frame.with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int64))
    a, b = codes
    if columns.one_way:
        low, high = pl.min_horizontal(a, b).alias("_low"), pl.max_horizontal(a, b).alias("_high")
        found = spine.with_columns(low, high).join(
            frame, left_on=["_low", "_high", "year"], right_on=["ccode1", "ccode2", "year"], how="left", maintain_order="left",
        ).drop("_low", "_high")
    else:
        found = spine.join(frame, left_on=[a, b, "year"], right_on=["ccode1", "ccode2", "year"], how="left", maintain_order="left")
    return _zeros(found, columns.zero, columns.years, codes)


def _zeros(frame: pl.LazyFrame, names: tuple[str, ...], years: tuple[int, int], codes: tuple[str, ...]) -> pl.LazyFrame:
    """Fill zero where the source covers the year, knows the states and has no row; elsewhere nothing is filled."""
    if not names:
        return frame
    covered = pl.col("year").is_between(*years) & pl.all_horizontal(pl.col(c).is_not_null() for c in codes)
    return frame.with_columns(pl.when(covered).then(pl.col(c).fill_null(0)).otherwise(pl.col(c)).alias(c) for c in names)
