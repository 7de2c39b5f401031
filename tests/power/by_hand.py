"""A catalog with tables made by hand beside those of the starter."""

from __future__ import annotations

import polars as pl

from detente.store.catalog import Catalog, default_catalog


class ByHand(Catalog):
    """A catalog with tables made by hand, named by the keywords."""

    def __new__(cls, **_tables: pl.DataFrame):
        return object.__new__(cls)

    def __init__(self, **tables: pl.DataFrame) -> None:
        super().__init__(default_catalog().starter)
        object.__setattr__(self, "_by_hand", tables)

    def has(self, table: str) -> bool:
        return table in self._by_hand or super().has(table)

    def scan(self, table: str) -> pl.LazyFrame:
        own = self._by_hand.get(table)
        return own.lazy() if own is not None else super().scan(table)

    def frame(self, table: str) -> pl.DataFrame:
        own = self._by_hand.get(table)
        return own if own is not None else super().frame(table)
