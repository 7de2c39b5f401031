"""Relations beside each other: one measure on one scale, and their places among all pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from detente.actors.relation_key import short
from detente.analysis.comparison import SCALES, own_placement
from detente.analysis.relation import Relation
from detente.errors import RequestError
from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.paper.tables.comparison import WRITE
from detente.phrasing import decimal, number
from detente.web.tasks.briefs import brief_on
from detente.web.tasks.curves import Curve, curves

WHOLE = ("ratio", "bits")
"""Units whose values are written as papers have them; of others both decimals are shown."""
MOST = 4
"""Relations beside each other."""
NAMES = {
    "distance": "Distance of positions in UN votes",
    "agreement": "Agreement in UN votes (pi)",
    "regime": "Distance of regimes",
    "disputes": "Militarised disputes begun in ten years, by pair",
}
MEASURES: dict[str, Callable[[Relation], Series]] = {
    "distance": lambda one: one.identity.distance,
    "agreement": lambda one: one.identity.agreement,
    "regime": lambda one: one.identity.regime,
    "disputes": lambda one: one.institutions.disputes,
}
"""Measures of a pair that mean the same for every pair."""


def compared(pairs: Sequence[tuple[str, str]], as_of: str, measure: str) -> dict[str, Any]:
    """Compare relations.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Keys of the parties of each.
    as_of : str
        The view.
    measure : str
        Of `MEASURES`.

    Returns
    -------
    dict
        ``title``, ``wide`` and ``narrow`` (specifications, or None), ``columns`` and ``rows``
        (places on every scale), ``cells`` (the values that are drawn), ``missing``.

    Raises
    ------
    RequestError
        Where the measure is not known, or too many relations are named.
    """
    if measure not in MEASURES:
        raise RequestError(f"relations are not compared by '{measure[:40]}'", near=MEASURES)
    if not 1 <= len(pairs) <= MOST:
        raise RequestError(f"{len(pairs)} relations cannot be compared: name one to {MOST}")
    briefs = [brief_on(first, second, as_of) for first, second in pairs]
    title, of_relation = NAMES[measure], MEASURES[measure]
    drawn = [_curve(brief, of_relation(brief.relation)) for brief in briefs]
    filled = [one for one in drawn if one.known or one.later]
    day = briefs[0].pair.as_of
    shapes = {"wide": False, "narrow": True}
    shown = {
        name: curves(filled, day, narrow=is_narrow) if filled else None
        for name, is_narrow in shapes.items()
    }
    missing = [one.label for one in drawn if one not in filled]
    unit = filled[0].known.unit if filled else ""
    said = {"title": title, "unit": unit, "missing": missing, "cells": _cells(filled)}
    labels = [brief.pair.label for brief in briefs]
    return {**said, **shown, **_places(briefs), "labels": labels}


def _curve(brief: Brief, series: Series) -> Curve:
    name = f"{short(brief.pair.first)}, {short(brief.pair.second)}"
    return Curve(label=name, known=series, later=brief.relation.later(series))


def _cells(drawn: Sequence[Curve]) -> dict[str, Any]:
    """Give the values that are drawn, a row a year."""
    by_label = {
        one.label: {
            year: value
            for part in (one.known, one.later)
            for year, value in zip(part.years, part.values, strict=True)
        }
        for one in drawn
    }
    years = sorted({year for values in by_label.values() for year in values})
    rows = [
        [str(year), *(_three(values.get(year)) for values in by_label.values())] for year in years
    ]
    return {"columns": ["year", *by_label], "rows": rows, "wide": False}


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _places(briefs: Sequence[Brief]) -> dict[str, Any]:
    """Place each relation on every scale, with its percentile among all pairs of states."""
    rows = []
    for brief in briefs:
        placed = own_placement(brief.relation.catalog, brief.pair)
        cells = [_place(placed, scale.id, scale.unit) for scale in SCALES]
        rows.append([brief.pair.label, *cells])
    return {"columns": ["relation", *(scale.label for scale in SCALES)], "rows": rows}


def _two(value: float) -> str:
    """Write a value as the chart above it does: two decimals below ten, with the zero before."""
    return decimal(value, 2) if abs(value) < 10 else number(value)


def _place(placed: Any, scale: str, unit: str) -> str:
    cell = None if placed is None else placed.cells.get(scale)
    if cell is None:
        return "no data"
    rank = placed.percentiles.get(scale)
    written = (WRITE[unit] if unit in WHOLE else _two)(cell.value)
    return written if rank is None else f"{written} (above {rank:.0f}% of pairs)"
