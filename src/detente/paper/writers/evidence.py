"""The evidence bundle: every cell that a finding rests on, and every measure, as Parquet."""

from __future__ import annotations

import json

import polars as pl

from detente.evidence.cell import Cell
from detente.evidence.series import Series
from detente.paper.brief import Brief

CELLS = {
    "note": pl.Int64,
    "finding": pl.String,
    "table": pl.String,
    "column": pl.String,
    "keys": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "sources": pl.String,
    "rule": pl.String,
}
MEASURES = {
    "measure": pl.String,
    "of": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "sources": pl.String,
    "rule": pl.String,
    "known": pl.Boolean,
}


def cells(brief: Brief) -> pl.DataFrame:
    """Give every cell of every printed line, finding and difference, one row each.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    polars.DataFrame
        ``note``, ``finding``, ``table``, ``column``, ``keys`` (JSON), ``year``, ``value``, ``low``,
        ``high``, ``unit``, ``sources``, ``rule``.
    """
    rows = []
    for note, finding in brief.numbered:
        rows += [_cell_row(note, finding.id, cell) for cell in finding.evidence]
    if brief.scenario:
        # differences of a scenario have no note
        for name, cell in brief.scenario.evidence():
            rows.append(_cell_row(0, name, cell))
    return pl.DataFrame(rows, orient="row", schema=CELLS)


def _cell_row(note: int, name: str, cell: Cell) -> tuple[object, ...]:
    keys = json.dumps(dict(cell.keys), sort_keys=True)
    values = (cell.value, cell.low, cell.high, cell.unit)
    sources = "; ".join(cell.sources)
    return (note, name, cell.table, cell.column, keys, cell.year, *values, sources, cell.rule)


def measures(brief: Brief) -> pl.DataFrame:
    """Give every measure, one row a year; ``known`` tells whether the view could see it.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    relation = brief.relation
    every = [relation.with_later(series) for series in relation.measures()]
    rows = [
        _measure_row(series, cell, brief.pair.as_of)
        for series in (*every, *relation.only_later())
        for cell in series.cells()
    ]
    return pl.DataFrame(rows, orient="row", schema=MEASURES)


def _measure_row(series: Series, cell: Cell, as_of: int) -> tuple[object, ...]:
    known = (cell.year or 0) <= as_of
    values = (cell.value, cell.low, cell.high, cell.unit)
    return (series.id, series.of, cell.year, *values, "; ".join(cell.sources), cell.rule, known)
