"""Freshness: what a newer edition of a source would change, before anything is replaced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from detente.errors import PullError
from detente.files import scratch_folder, sha256_of
from detente.settings import Settings
from detente.sources.declaration import Source
from detente.sources.ingest import read
from detente.sources.pull import pull
from detente.store.home import Store

NAMED = 6
"""Changed columns that a line names."""


@dataclass(frozen=True, slots=True)
class Change:
    """What another edition of a table changes.

    Attributes
    ----------
    table : str
        Its name.
    added, removed : int
        Rows whose keys are new, and rows whose keys are gone.
    cells : int
        Cells that differ in rows of both editions; a value that became known or unknown counts.
    columns : tuple of str
        Columns with such cells.
    covered, covers : tuple of int or None
        First and last year of the old and of the new edition; None where there is no year.
    """

    table: str
    added: int
    removed: int
    cells: int
    columns: tuple[str, ...]
    covered: tuple[int, int] | None
    covers: tuple[int, int] | None

    @property
    def nothing(self) -> bool:
        """Tell whether the editions are the same."""
        return not (self.added or self.removed or self.cells)

    def line(self) -> str:
        """Write it as one line."""
        if self.nothing:
            return f"{self.table}: the same rows and cells"
        counts = f"{self.added:,} rows more, {self.removed:,} fewer, {self.cells:,} cells changed"
        return f"{self.table}: {counts}{self._where()}{self._years()}"

    def _where(self) -> str:
        """Name the first columns with changed cells."""
        if not self.columns:
            return ""
        more = " ..." if len(self.columns) > NAMED else ""
        return f" (in {', '.join(self.columns[:NAMED])}{more})"

    def _years(self) -> str:
        """Say which years are covered, and whether that changes."""
        if not self.covered or not self.covers:
            return ""
        before, after = (f"{first}-{last}" for first, last in (self.covered, self.covers))
        return f"; years {before} " + ("as before" if after == before else f"become {after}")


def change(table: str, old: pl.DataFrame, new: pl.DataFrame, keys: tuple[str, ...]) -> Change:
    """Compare two editions of a table by their keys.

    Parameters
    ----------
    table : str
        Its name.
    old, new : polars.DataFrame
        The editions.
    keys : tuple of str
        What names a row.

    Returns
    -------
    Change

    Examples
    --------
    >>> old = pl.DataFrame({"ccode": [2, 20], "year": [1990, 1990], "x": [1, 2]})
    >>> new = pl.DataFrame({"ccode": [2, 2], "year": [1990, 1991], "x": [5, 6]})
    >>> change("t", old, new, ("ccode", "year")).line()
    't: 1 rows more, 1 fewer, 1 cells changed (in x); years 1990-1990 become 1990-1991'
    """
    shared_rows, changed = 0, {}
    if set(keys) <= set(old.columns):  # else the grain is another, and no row is the same
        shared_rows = new.join(old, on=list(keys), how="semi", nulls_equal=True).height
        changed = _changed_cells(old, new, keys)
    columns = tuple(column for column, count in changed.items() if count)
    return Change(
        table=table,
        added=new.height - shared_rows,
        removed=old.height - shared_rows,
        cells=sum(changed.values()),
        columns=columns,
        covered=_years(old),
        covers=_years(new),
    )


def _changed_cells(old: pl.DataFrame, new: pl.DataFrame, keys: tuple[str, ...]) -> dict[str, int]:
    """Count the cells that differ in rows of both editions, column by column."""
    shared = [name for name in new.columns if name in old.columns and name not in keys]
    if not shared:
        return {}
    both = new.join(old, on=list(keys), suffix="_old", nulls_equal=True)
    counts = {}
    for name in shared:
        before = both[f"{name}_old"].cast(new.schema[name], strict=False)
        counts[name] = int(both[name].ne_missing(before).sum())
    return counts


def _years(frame: pl.DataFrame) -> tuple[int, int] | None:
    if "year" not in frame.columns or frame["year"].null_count() == frame.height:
        return None
    low, high = frame["year"].min(), frame["year"].max()
    return (low, high) if isinstance(low, int) and isinstance(high, int) else None


@dataclass(frozen=True, slots=True)
class Newer:
    """Another edition of a source, beside the one that is in the store.

    Attributes
    ----------
    changes : tuple of Change
        What it changes, one for each table; empty where the files are those that were pulled.
    frames : dict
        Its tables by name; empty where nothing changed.
    """

    changes: tuple[Change, ...]
    frames: dict[str, pl.DataFrame]


def look(source: Source, store: Store, config: Settings) -> Newer | None:
    """Fetch what the mirror or the producer now holds, and compare; nothing is replaced.

    Editions that the producer would name next are looked for first.

    Parameters
    ----------
    source : Source
        A source that is in the store.
    store : Store
        Its tables.
    config : Settings
        Mirror and network.

    Returns
    -------
    Newer or None
        None where the files are not available.

    Raises
    ------
    ParseError, CheckError
        Where the newer files cannot be read as declared.
    """
    with scratch_folder() as folder:
        try:
            paths = pull(source, folder, config, accept_new=True)
        except PullError:
            return None
        if _are_pulled(source, store, paths):
            return Newer((), frames={})
        tables = read(source, paths, config.limit, newest=date.today().year)
        frames = {name: matched.frame for name, matched in tables.items()}
        changes = tuple(
            change(name, store.get(name).frame, frames[name], rule.grain.keys)
            for name, rule in source.tables.items()
            if store.has(name)
        )
        return Newer(changes, frames=frames)


def _are_pulled(source: Source, store: Store, paths: Mapping[str, Path]) -> bool:
    """Tell whether every table of a source was parsed from these very files."""
    digests = {name: sha256_of(path) for name, path in sorted(paths.items())}
    return all(
        store.has(name) and json.loads(store.provenance(name).sha256) == digests
        for name in source.tables
    )
