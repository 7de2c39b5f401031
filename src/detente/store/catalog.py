"""The catalog: the one way to the tables, from a day and not beyond it.

``catalog.as_of(day)`` hands out only what was observed by that day; what came later is asked for by
name, with ``catalog.whole``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import polars as pl

from detente.calendar import last_year
from detente.errors import MissingTable
from detente.span import as_day, last_full_year
from detente.store.cut import cut, is_whole
from detente.store.home import Store
from detente.store.memo import Memo
from detente.store.schema import check_stored, undo_scale
from detente.store.starter import (
    MANIFEST,
    manifest,
    read_manifest,
    require_sound,
    starter_folder,
)
from detente.store.switch import found
from detente.store.table import Provenance, read_frame, read_provenance, scan_frame

Result = TypeVar("Result")
Args = ParamSpec("Args")
KEPT = 8
"""Views whose tables are kept in memory; the one used longest ago goes first."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """Tables by name, those of the starter first, then those of the store, as known at a day.

    Attributes
    ----------
    starter : pathlib.Path
        Folder of the starter.
    store : Store or None
        The user's own tables; None to see the starter alone.
    day : datetime.date or None
        Nothing observed later is handed out; None for everything.
    """

    starter: Path
    store: Store | None = None
    day: date | None = None
    _source: Catalog | None = field(default=None, repr=False)
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False)
    _memo: Memo = field(default_factory=Memo, repr=False)
    _views: OrderedDict[date, Catalog] = field(default_factory=OrderedDict, repr=False)

    def as_of(self, day: int | date) -> Catalog:
        """Give the catalog as it was known at a day; a year means its 31 December.

        From a catalog that is cut already a later day gives no more than its own: the way out is
        `whole`, by name.

        Examples
        --------
        >>> default_catalog().as_of(1990).frame("capability")["year"].max()
        1990
        """
        until = as_day(day)
        if self.day is not None and until >= self.day:
            return self
        views = self.whole._views
        if until not in views:
            views[until] = Catalog(self.starter, self.store, day=until, _source=self.whole)
            self.keep_views(KEPT)
        views.move_to_end(until)
        return views[until]

    def glance(self, day: int | date) -> Catalog:
        """Give the catalog as `as_of` does, without keeping it: for a view that is asked once.

        Parameters
        ----------
        day : int or datetime.date
            The day; a year means its 31 December.

        Examples
        --------
        >>> default_catalog().glance(1990).day
        datetime.date(1990, 12, 31)
        """
        until = as_day(day)
        if self.day is not None and until >= self.day:
            return self
        known = self.whole._views.get(until)
        return known or Catalog(self.starter, self.store, day=until, _source=self.whole)

    @property
    def whole(self) -> Catalog:
        """Everything, later observations included: for what came after a view, by this name."""
        return self._source or self

    def last_year(self, source: str) -> int:
        """Give the last year that a source has data for, as far as this day allows.

        Parameters
        ----------
        source : str
            Its id.
        """
        last = last_year(source)
        return last if self.day is None else min(last, last_full_year(self.day))

    def remember(
        self,
        make: Callable[Concatenate[Catalog, Args], Result],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Result:
        """Call ``make(catalog, ...)`` once for the same arguments and day, and keep the result.

        Parameters
        ----------
        make : callable
            Takes this catalog first.
        *args, **kwargs
            Its other arguments; all of them must be hashable.
        """
        return self._memo.result(make, self, *args, **kwargs)

    def forget(self, package: str = "") -> None:
        """Let go of what the functions of a package computed; what is asked is computed again.

        Use it where steps on the way to a result take memory and nobody asks for them again.

        Parameters
        ----------
        package : str
            Its name, as in ``"detente.models.hazards"``; everything by default.

        Examples
        --------
        >>> catalog = default_catalog()
        >>> catalog.remember(lambda of: 3)
        3
        >>> catalog.forget(__name__)
        """
        for view in (self, self.whole, *self.whole._views.values()):
            view._memo.forget(package)

    def release(self) -> None:
        """Let go of the tables that were read, here and in every view; what is asked is read again.

        What was computed from them stays remembered. Use it before work that needs memory and no
        table.

        Examples
        --------
        >>> catalog = default_catalog()
        >>> before = catalog.frame("capability")
        >>> catalog.release()
        >>> catalog.frame("capability").equals(before)
        True
        """
        for view in (self, self.whole, *self.whole._views.values()):
            view._frames.clear()

    def keep_views(self, most: int) -> None:
        """Let go of views beyond a number, with their tables; the one used longest ago goes first.

        Use it where a process that answers for many days may take little memory.

        Parameters
        ----------
        most : int
            Views that are kept.

        Examples
        --------
        >>> catalog = default_catalog()
        >>> early, late = catalog.as_of(1990), catalog.as_of(2013)
        >>> catalog.keep_views(1)
        >>> catalog.as_of(2013) is late, catalog.as_of(1990) is early
        (True, False)
        """
        views = self.whole._views
        while len(views) > most:
            _, gone = views.popitem(last=False)
            # what was computed from its tables names the view again: only emptied is it freed
            gone._frames.clear()
            gone._memo.forget()

    def has(self, table: str) -> bool:
        """Say whether the starter or the store holds a table.

        Parameters
        ----------
        table : str
            Its name.
        """
        in_starter = table in self.whole._promised or self._of_starter(table).is_file()
        return in_starter or (self.store is not None and self.store.has(table))

    def path(self, table: str) -> Path:
        """Give the file of a table.

        Raises
        ------
        MissingTable
            Where it is neither in the starter nor in the store.
        StoreError
            Where the starter's file is not the one that its manifest names.
        """
        own = self._of_starter(table)
        entry = self.whole._promised.get(table)
        if entry is not None:
            require_sound(own, table, entry)
        if own.is_file():
            return own
        if self.store is not None and self.store.has(table):
            return self.store.path(table)
        raise MissingTable(
            f"table '{table}' is neither in the starter nor in the store",
            next_step="'detente sources list' shows what can be pulled",
        )

    def _of_starter(self, table: str) -> Path:
        return found(self.starter, f"{table}.parquet")

    @cached_property
    def _promised(self) -> Mapping[str, Mapping[str, Any]]:
        """What the starter's manifest says of each table, as it was when first asked."""
        if not found(self.starter, MANIFEST).is_file():
            return {}
        is_ours = self.starter == starter_folder()
        entries: Mapping[str, Mapping[str, Any]]
        entries = (manifest() if is_ours else read_manifest(self.starter))["tables"]
        return entries

    def frame(self, table: str) -> pl.DataFrame:
        """Read a table once, undo the stored scale, cut it at the day, and keep it.

        Parameters
        ----------
        table : str
            Its name.

        Raises
        ------
        MissingTable
            Where it is neither in the starter nor in the store.
        StoreError
            Where the file is broken or its columns are not those that the table declares.
        """
        if table not in self._frames:
            if self.day is None:
                path = self.path(table)
                stored = read_frame(path)
                check_stored(table, dict(stored.schema), where=str(path))
                self._frames[table] = undo_scale(stored, table)
            else:
                whole = self.whole.frame(table)
                # what was known already is shared, not copied
                shared = is_whole(whole, table, self.day)
                known = whole if shared else cut(whole.lazy(), table, self.day).collect()
                self._frames[table] = known
        return self._frames[table]

    def scan(self, table: str) -> pl.LazyFrame:
        """Open a table lazily, cut at the day: for large ones, of which a relation needs few rows.

        Parameters
        ----------
        table : str
            Its name.

        Raises
        ------
        MissingTable
            Where it is neither in the starter nor in the store.
        StoreError
            Where the file is broken or its columns are not those that the table declares.
        """
        path = self.path(table)
        # beside the starter a file lies only until a switch is complete: it is read at once
        lies_still = path.parent in (self.starter, self.store and self.store.path(table).parent)
        stored = scan_frame(path) if lies_still else read_frame(path).lazy()
        check_stored(table, dict(stored.collect_schema()), where=str(path))
        values = undo_scale(stored, table)
        return values if self.day is None else cut(values, table, self.day)

    def provenance(self, table: str) -> Provenance:
        """Say where a table came from.

        Parameters
        ----------
        table : str
            Its name.

        Raises
        ------
        MissingTable
            Where it is neither in the starter nor in the store.
        """
        return read_provenance(self.path(table))

    def source(self, name: str) -> dict[str, object]:
        """Say version, terms, licence and citations of a source in the starter or the store.

        Parameters
        ----------
        name : str
            Id of the source; all are empty where neither holds it.
        """
        of_starter = manifest()["sources"]
        if name in of_starter:
            entry: dict[str, object] = of_starter[name]
            return entry
        for table in self.store.ids() if self.store else ():
            origin = self.provenance(table)
            if origin.sources == (name,):
                return {
                    "version": origin.version,
                    "terms": origin.terms,
                    "licence": origin.licence,
                    "citations": list(origin.citations),
                }
        return {"version": "", "terms": "", "licence": "", "citations": []}


def default_catalog(store: Store | None = None) -> Catalog:
    """See the starter of the package and, if given, a store.

    Examples
    --------
    >>> default_catalog().has("capability")
    True
    """
    return Catalog(starter_folder(), store)
