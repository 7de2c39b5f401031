"""Every measure of a relation: its values with intervals and sources, and its curve."""

from __future__ import annotations

from collections import Counter
from typing import Any

from detente.errors import RequestError
from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.paper.sections.source_names import source_name
from detente.paper.writers import evidence
from detente.web.tasks.briefs import brief_on
from detente.web.tasks.curves import Curve, curves
from detente.web.tasks.relation import view_record
from detente.web.tasks.tables import file_of

LAST_ONES = 60
"""Newest values of a measure that its line in the list shows."""


def named(brief: Brief) -> dict[str, Series]:
    """Give every measure by a name that no other has.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    dict
        A measure of which there are several, one a party, has a number after its id.
    """
    every = brief.relation.measures()
    counts = Counter(one.id for one in every)
    met: Counter[str] = Counter()
    found: dict[str, Series] = {}
    for one in every:
        met[one.id] += 1
        name = one.id if counts[one.id] == 1 else f"{one.id}.{met[one.id]}"
        found[name] = one
    return found


def every_measure(first: str, second: str, as_of: str) -> dict[str, Any]:
    """List the measures of a relation.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.

    Returns
    -------
    dict
        ``view`` and ``measures``: each with name, structure, label, owner, unit, years, last value.
    """
    brief = brief_on(first, second, as_of)
    rows = [_row(name, one) for name, one in named(brief).items()]
    return {"view": view_record(brief), "measures": rows}


def _row(name: str, one: Series) -> dict[str, Any]:
    last = one.last(one.years[-1])
    said = {"name": name, "structure": one.id.partition(".")[0], "label": one.label}
    held = {"of": one.of, "unit": one.unit, "first_year": one.years[0], "last_year": one.years[-1]}
    value = None if last is None else last.value
    newest = list(one.values[-LAST_ONES:])
    sources = [source_name(id) for id in one.sources]
    return {**said, **held, "last": value, "newest": newest, "sources": sources}


def one_measure(first: str, second: str, as_of: str, name: str) -> dict[str, Any]:
    """Give a measure with its cells and its curve.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    name : str
        Of `named`.

    Raises
    ------
    RequestError
        Where the relation has no such measure.
    """
    brief = brief_on(first, second, as_of)
    known = named(brief)
    if name not in known:
        alike = [one for one in known if one.startswith(name.rpartition(".")[0] or name)]
        raise RequestError(f"there is no measure '{name[:60]}'", near=(alike or list(known))[:6])
    one = known[name]
    later = brief.relation.later(one)
    curve = Curve(label=one.of, known=one, later=later)
    day = brief.pair.as_of
    pictures = {"wide": curves([curve], day), "narrow": curves([curve], day, narrow=True)}
    ways = {"rule": one.rule, "method": one.method}
    rows = [*_cells(one, is_known=True), *_cells(later, is_known=False)]
    return {"view": view_record(brief), **_row(name, one), **ways, "cells": rows, **pictures}


def _cells(series: Series, *, is_known: bool) -> list[dict[str, Any]]:
    return [
        {
            "year": cell.year,
            "value": cell.value,
            "low": cell.low,
            "high": cell.high,
            "known": is_known,
        }
        for cell in series.cells()
    ]


def measures_file(first: str, second: str, as_of: str, form: str) -> bytes:
    """Write every measure as a file, one row a year.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    form : {"csv", "parquet", "xlsx"}
        The format.
    """
    brief = brief_on(first, second, as_of)
    return file_of(evidence.measures(brief), form, title=f"Measures: {brief.pair.label}")
