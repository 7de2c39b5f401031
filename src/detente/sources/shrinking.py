"""Shrinking: a new edition that lost rows, years or bytes is refused unless it was asked for.

Data sets grow. A file that is cut off in the middle parses like a whole one in many formats, and
must not replace one.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl

from detente.errors import CheckError, StoreError
from detente.sources.declaration import Source
from detente.store.home import Store

LEAST_ROWS = 0.95
"""Part of the old rows that a new edition must have."""
LEAST_BYTES = 0.5
"""Part of the old file's size that a new one must have; a tighter packing may save some."""

YEARS = (("year", "year"), ("start", "end"), ("styear", "endyear"), ("styear", "styear"))
"""Columns in which a table has its first and last year: of rows, or of spells."""


def require_no_shrinking(
    source: Source, store: Store, paths: Mapping[str, Path], frames: Mapping[str, pl.DataFrame]
) -> None:
    """Refuse a new edition that has lost more than a stated part of the old one.

    Parameters
    ----------
    source : Source
        Whose edition it is.
    store : Store
        Holds the old tables and files; where it has none, the declared years are compared.
    paths : mapping
        The new files by name.
    frames : mapping
        The new tables by name.

    Raises
    ------
    CheckError
        Where a table has under 95 per cent of the old rows, a year at either end is gone, or a file
        has under half of the old size. It says what changed.
    """
    lost = [*_lost_rows_and_years(source, store, frames), *_lost_bytes(source, store, paths)]
    if lost:
        raise CheckError(
            f"the new edition of {source.id} is smaller: {'; '.join(lost)}",
            next_step="the old table stays in the store; if that is right, add --accept-smaller",
        )


def _lost_rows_and_years(
    source: Source, store: Store, frames: Mapping[str, pl.DataFrame]
) -> list[str]:
    """Say which tables have fewer rows or years than those in the store."""
    old = {}
    for name in source.tables:
        with suppress(StoreError):  # a table that is missing or damaged says nothing
            old[name] = store.get(name).frame
    if not old:
        return _lost_declared_years(source, frames)
    lost = []
    for name, before in old.items():
        now = frames[name]
        if now.height < LEAST_ROWS * before.height:
            lost.append(f"{name} has {now.height:,} rows, before {before.height:,}")
        lost += [f"{name} {fault}" for fault in _lost_years(years_of(before), years_of(now))]
    return lost


def _lost_declared_years(source: Source, frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """Compare the last year of all tables together with the one that the source declares.

    Its first year may lie before the first that our tables keep.
    """
    try:
        last_declared = source.years[1]
    except KeyError:
        return []  # a source that is made in a program may declare none
    spans = [years_of(frames[name]) for name in source.tables]
    last = max((last for _, last in (span for span in spans if span)), default=last_declared)
    return [f"it ends in {last}, declared is {last_declared}"] if last < last_declared else []


def _lost_years(before: tuple[int, int] | None, now: tuple[int, int] | None) -> list[str]:
    """Say which end of a span is gone."""
    if before is None or now is None:
        return []
    lost = []
    if now[0] > before[0]:
        lost.append(f"begins in {now[0]}, before in {before[0]}")
    if now[1] < before[1]:
        lost.append(f"ends in {now[1]}, before in {before[1]}")
    return lost


def years_of(frame: pl.DataFrame) -> tuple[int, int] | None:
    """Give the first and last year of a table, of its years or of its spells; None without.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.

    Examples
    --------
    >>> years_of(pl.DataFrame({"year": [1990, 1816]})), years_of(pl.DataFrame({"x": [1]}))
    ((1816, 1990), None)
    >>> years_of(pl.DataFrame({"start": [1816, 1900], "end": [1899, 2016]}))
    (1816, 2016)
    """
    for first, last in YEARS:
        if first in frame.columns and last in frame.columns:
            low, high = _year(frame[first].min()), _year(frame[last].max())
            return None if low is None or high is None else (low, high)
    return None


def _year(value: object) -> int | None:
    """Read the year of a day, or a whole number as a year."""
    if isinstance(value, date):
        return value.year
    return value if isinstance(value, int) else None


def _lost_bytes(source: Source, store: Store, paths: Mapping[str, Path]) -> list[str]:
    """Say which files are much smaller than those that were fetched before."""
    lost = []
    for file in source.files:
        old, new = store.raw(source.id) / file.name, paths[file.name]
        if old == new or not old.is_file():
            continue
        before, now = old.stat().st_size, new.stat().st_size
        if now < LEAST_BYTES * before:
            lost.append(f"the file '{file.name}' has {now:,} bytes, before {before:,}")
    return lost
