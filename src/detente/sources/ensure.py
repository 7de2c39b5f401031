"""Bringing what a command needs and the store lacks, mirror first."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import SourceError, StoreError
from detente.settings import settings
from detente.sources.ingest import ingest
from detente.sources.pull import Say
from detente.sources.shelf import source_of_table
from detente.store.home import Store


def _whole(table: str, store: Store) -> bool:
    """Tell whether the store has a table with the columns that its declaration names today."""
    if not store.has(table):
        return False
    try:
        return set(source_of_table(table).tables[table].columns) <= set(
            pl.read_parquet_schema(store.path(table))
        )
    except (PolarsError, OSError):
        return True  # whoever reads it says what is wrong with the file


def bring(
    tables: tuple[str, ...], store: Store, offline: bool | None = None, say: Say = lambda line: None
) -> str:
    """Bring tables into the store if need be.

    Parameters
    ----------
    tables : tuple of str
        What is needed.
    store : Store
        Where to.
    offline : bool, optional
        Forbid the network; the environment decides by default.
    say : callable
        Told what is fetched, from where and under which terms.

    Returns
    -------
    str
        The reason where one is not to be had, and nothing where all are there.
    """
    config = settings() if offline is None else replace(settings(), offline=offline)
    for table in tables:
        if not _whole(table, store):
            try:
                ingest(source_of_table(table), store, config=config, say=say)
            except (SourceError, StoreError) as error:
                return str(error)
    return ""
