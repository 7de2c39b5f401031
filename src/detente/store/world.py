"""The world that an analysis sees: the starter, and beside it what the user has pulled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import polars as pl

from detente.errors import MissingTable
from detente.store.home import Store
from detente.store.starter import manifest, starter_folder
from detente.store.table import Provenance, read_frame, read_provenance

T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """Tables by name: those of the starter first, then those of the store.

    Attributes
    ----------
    starter : pathlib.Path
        Folder of the starter.
    store : Store or None
        The user's own tables; None to see the starter alone.
    """

    starter: Path
    store: Store | None = None
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False)
    _results: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Compute something that depends on these tables alone the first time it is asked for, and keep it."""
        if key not in self._results:
            self._results[key] = make()
        return cast("T", self._results[key])

    def has(self, table: str) -> bool:
        """Tell whether a table can be seen."""
        return (self.starter / f"{table}.parquet").is_file() or (
            self.store is not None and self.store.has(table)
        )

    def path(self, table: str) -> Path:
        """Give the file of a table.

        Raises
        ------
        MissingTable
            Where it is neither in the starter nor in the store.
        """
        own = self.starter / f"{table}.parquet"
        if own.is_file():
            return own
        if self.store is not None and self.store.has(table):
            return self.store.path(table)
        raise MissingTable(
            f"table '{table}' is neither in the starter nor in the store",
            next_step="'detente sources list' shows what can be pulled",
        )

    def frame(self, table: str) -> pl.DataFrame:
        """Read a table once and keep it."""
        if table not in self._frames:
            self._frames[table] = read_frame(self.path(table))
        return self._frames[table]

    def scan(self, table: str) -> pl.LazyFrame:
        """Read a table lazily: for the large ones, of which a relation needs few rows."""
        return pl.scan_parquet(self.path(table))

    def provenance(self, table: str) -> Provenance:
        """Say where a table came from."""
        return read_provenance(self.path(table))

    def source(self, name: str) -> dict[str, object]:
        """Say version, terms, licence and citations of a source that the starter or the store holds."""
        known = manifest()["sources"]
        if name in known:
            entry: dict[str, object] = known[name]
            return entry
        for table in self.store.ids() if self.store else ():
            found = self.provenance(table)
            if found.sources == (name,):
                return {
                    "version": found.version,
                    "terms": found.terms,
                    "licence": found.licence,
                    "citations": list(found.citations),
                }
        return {"version": "", "terms": "", "licence": "", "citations": []}


def default_world(store: Store | None = None) -> World:
    """See the starter of the package and, if given, a store.

    Examples
    --------
    >>> default_world().has("capability")
    True
    """
    return World(starter_folder(), store)
