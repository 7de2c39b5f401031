"""A world of five states with invented rows, in a store of its own, to be checked by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import tomli

from detente.sources.shelf import source_of_table
from detente.store.home import Store
from detente.store.table import Provenance, Table

USA, CAN, UKG, FRN, RUS = 2, 20, 200, 220, 365


def table(name: str, rows: list[dict[str, object]]) -> Table:
    """Give a table of the declared columns; a column that a row does not name is null."""
    source = source_of_table(name)
    rule = source.tables[name]
    whole = [{column: row.get(column) for column in rule.columns} for row in rows]
    provenance = Provenance(
        sources=(source.id,),
        version=source.version,
        last_year=source.years[1],
        terms=source.terms,
        licence=source.licence,
        citations=source.citations,
        sha256="{}",
        rule="invented",
    )
    frame = pl.DataFrame(whole, schema=dict(rule.columns))
    return Table(name, frame, grain=rule.grain, provenance=provenance)


def tables() -> list[Table]:
    """Give the invented tables: a capability or two, an alliance, a rivalry, two disputes, a war.

    The rows are those of ``world_of_five.toml``.
    """
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return [table(name, rows) for name, rows in tomli.loads(text).items()]


def store(folder: Path) -> Store:
    """Put the invented tables into a store."""
    found = Store(folder)
    found.put(*tables())
    return found
