"""Ensuring that the store holds what a command needs: what it lacks is pulled, mirror first."""

from __future__ import annotations

from dataclasses import replace

from polars.exceptions import PolarsError

from detente.errors import SourceError, StoreError
from detente.frame_files import parquet_columns
from detente.settings import Settings, settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source_of_table
from detente.store.home import Store


def ensure(tables: tuple[str, ...], store: Store, *, offline: bool | None = None) -> str:
    """Pull the tables that a store lacks, or holds without a column that is declared today.

    Parameters
    ----------
    tables : tuple of str
        What is needed.
    store : Store
        Where to.
    offline : bool, optional
        Forbid the network, or allow it; by default the store decides, then the settings.

    Returns
    -------
    str
        The reason why one is not available; empty where all are there.
    """
    config = _config(store, offline)
    for table in tables:
        if _is_complete(table, store):
            continue
        try:
            ingest(source_of_table(table), store, config=config)
        except (SourceError, StoreError) as error:
            return str(error)
    return ""


def _is_complete(table: str, store: Store) -> bool:
    """Tell whether the store has a table with the columns that its declaration names today."""
    if not store.has(table):
        return False
    declared = set(source_of_table(table).tables[table].columns)
    try:
        held = set(parquet_columns(store.path(table)))
    except (PolarsError, OSError):
        return True  # whoever reads it says what is wrong with the file
    return declared <= held


def _config(store: Store, offline: bool | None) -> Settings:
    if offline is None:
        return settings(offline=store.offline)
    return replace(settings(), offline=offline)
