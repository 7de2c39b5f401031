"""Invented tables of the starter, written as their declarations want them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.store.schema import schema_of


def as_declared(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Give the columns that a table declares, in order and type; what `frame` lacks is null."""
    schema = schema_of(table)
    assert schema is not None, table
    lacking = [pl.lit(None).alias(name) for name in schema.stored if name not in frame.columns]
    return frame.with_columns(lacking).select(list(schema.stored)).cast(dict(schema.stored))


def write(folder: Path, table: str, frame: pl.DataFrame) -> None:
    """Write an invented table of the starter."""
    as_declared(table, frame).write_parquet(folder / f"{table}.parquet")
