"""The evidence bundle: every cell that a finding rests on, and every measure, as Parquet."""

from __future__ import annotations

import json

import polars as pl

from detente.paper.brief import Brief


def cells(brief: Brief) -> pl.DataFrame:
    """Give every cell of every finding and difference, one row each.

    Returns
    -------
    polars.DataFrame
        ``note``, ``finding``, ``table``, ``column``, ``keys`` (JSON), ``year``, ``value``, ``low``, ``high``, ``unit``,
        ``sources``, ``rule``.
    """
    rows = []
    groups = [(i, f.id, f.evidence) for i, f in enumerate(brief.findings, start=1)]
    if brief.scenario:
        groups += [(0, d.id, d.evidence) for d in brief.scenario.differences]
    for note, name, found in groups:
        rows += [
            (
                note,
                name,
                c.table,
                c.column,
                json.dumps(dict(c.keys), sort_keys=True),
                c.year,
                c.value,
                c.low,
                c.high,
                c.unit,
                "; ".join(c.sources),
                c.rule,
            )
            for c in found
        ]
    return pl.DataFrame(
        rows,
        orient="row",
        schema={
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
        },
    )


def measures(brief: Brief) -> pl.DataFrame:
    """Give every measure, one row a year; ``known`` tells whether the view could see it."""
    relation = brief.relation
    groups = [(relation.with_later(series), brief.pair.as_of) for series in relation.measures()]
    groups += [(series, brief.pair.as_of) for series in relation.only_later()]
    rows = [
        (
            series.id,
            series.of,
            cell.year,
            cell.value,
            cell.low,
            cell.high,
            cell.unit,
            "; ".join(cell.sources),
            cell.rule,
            (cell.year or 0) <= as_of,
        )
        for series, as_of in groups
        for cell in series.cells()
    ]
    return pl.DataFrame(
        rows,
        orient="row",
        schema={
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
        },
    )
