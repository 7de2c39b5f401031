"""Freshness: what a newer edition of a source would change, before anything is replaced."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from detente.errors import PullError
from detente.settings import Settings
from detente.sources.declaration import Source
from detente.sources.ingest import check, parse
from detente.sources.pull import pull, sha256_of
from detente.store.home import Store


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
        Cells that differ in rows that both editions have; a value that became known or unknown counts.
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
        years = (
            ""
            if not self.covered or not self.covers
            else f"; years {self.covered[0]}-{self.covered[1]}"
            + (
                f" become {self.covers[0]}-{self.covers[1]}"
                if self.covers != self.covered
                else " as before"
            )
        )
        where = (
            f" (in {', '.join(self.columns[:6])}{' ...' if len(self.columns) > 6 else ''})"
            if self.columns
            else ""
        )
        return f"{self.table}: {self.added:,} rows more, {self.removed:,} fewer, {self.cells:,} cells changed{where}{years}"


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
    if not set(keys) <= set(old.columns):
        return Change(table, new.height, old.height, 0, (), _years(old), _years(new))
    shared = [c for c in new.columns if c in old.columns and c not in keys]
    both = new.join(old, on=list(keys), suffix="_old", nulls_equal=True)
    differ = both.select(
        pl.col(c).ne_missing(pl.col(f"{c}_old").cast(new.schema[c], strict=False)).sum().alias(c)
        for c in shared
    )
    counts = differ.row(0, named=True) if shared else {}
    return Change(
        table,
        new.height - both.height,
        old.height - both.height,
        sum(counts.values()),
        tuple(c for c, n in counts.items() if n),
        _years(old),
        _years(new),
    )


def _years(frame: pl.DataFrame) -> tuple[int, int] | None:
    if "year" not in frame.columns or frame["year"].null_count() == frame.height:
        return None
    low, high = frame["year"].min(), frame["year"].max()
    return (low, high) if isinstance(low, int) and isinstance(high, int) else None


def look(source: Source, store: Store, config: Settings) -> tuple[Change, ...] | None:
    """Fetch what the mirror or the producer now holds and tell what it would change; nothing is replaced.

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
    tuple of Change, or None
        One for each table; empty where the files are those that were pulled; None where they are not to be had.

    Raises
    ------
    ParseError, CheckError
        Where the newer files cannot be read as declared.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            paths = pull(source, Path(folder), config, accept_new=True)
        except PullError:
            return None
        digests = {name: sha256_of(path) for name, path in sorted(paths.items())}
        names = [name for name in source.tables if store.has(name)]
        if all(json.loads(store.provenance(name).sha256) == digests for name in names) and len(
            names
        ) == len(source.tables):
            return ()
        frames = parse(source, paths)
        for name, rule in source.tables.items():
            check(source, rule, frames[name])
        return tuple(
            change(name, store.get(name).frame, frames[name], source.tables[name].grain.keys)
            for name in names
        )
