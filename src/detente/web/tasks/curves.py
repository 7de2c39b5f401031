"""Curves over years: one specification for every measure, later values in an ink of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.evidence.series import Series
from detente.paper.charts import style

COLOURS = (style.RELATION, style.SECOND, style.FIRST, style.THIRD, style.GREY)
"""Colours of curves beside each other, in order."""
HEIGHT = 260
OUTER = 130
"""Pixels that axis and labels take beside the frame."""
DASHED = [4, 3]
UNITS_OF_PARTS = ("share", "share of the cross pairs", "part of mentions", "part of events")
"""Units that are written in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A series and its label.

    Attributes
    ----------
    label : str
        Whose it is.
    known, later : Series
        What the view could see, and what was observed after it.
    """

    label: str
    known: Series
    later: Series


def curves(drawn: Sequence[Curve], as_of: int, *, narrow: bool = False) -> dict[str, Any]:
    """Draw series over the same years, on one scale.

    Parameters
    ----------
    drawn : sequence of Curve
        The series, each in a colour of its own.
    as_of : int
        The view: what lies after it is dashed.
    narrow : bool
        Whether it is drawn for a phone.

    Returns
    -------
    dict
        A Vega-Lite specification, data inside.
    """
    width = (style.NARROW if narrow else style.WIDTH) - OUTER
    unit = drawn[0].known.unit or drawn[0].later.unit
    in_parts = unit in UNITS_OF_PARTS
    rows = [row for one, colour in zip(drawn, COLOURS, strict=False) for row in _rows(one, colour)]
    years = [row["year"] for row in rows]
    values = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": in_parts, "nice": True},
        "axis": {"title": None, "format": style.PER_CENT if in_parts else "~s"},
    }
    places = {"x": style.year_axis(min(years), max(years), count=4 if narrow else 9), "y": values}
    layers = [
        _line(places, [row for row in rows if row["known"]], None),
        _line(places, [row for row in rows if not row["known"]], DASHED),
        _ends(places, drawn, rows),
    ]
    if any(not row["known"] for row in rows):
        layers += style.rule_at(as_of, str(as_of))
    size = {"width": width, "height": HEIGHT}
    shown = style.finish({**size, "layer": [layer for layer in layers if layer]})
    return (style.for_phone(shown) or shown) if narrow else shown


def _rows(one: Curve, colour: str) -> list[dict[str, Any]]:
    """Give a row a year; a gap of years breaks the line."""
    rows: list[dict[str, Any]] = []
    for series, is_known in ((one.known, True), (one.later, False)):
        part = 0
        for year, value in zip(series.years, series.values, strict=True):
            part += bool(rows) and year - rows[-1]["year"] > style.GAP
            note = f"{one.label}, {year}: {value:.4g} {series.unit}"
            name = f"{one.label} {part}"
            row = {"year": year, "value": value, "colour": colour, "note": note, "part": name}
            rows.append({**row, "known": is_known})
    return rows


def _line(
    places: dict[str, Any], rows: list[dict[str, Any]], dash: list[int] | None
) -> dict[str, Any]:
    if not rows:
        return {}
    line: dict[str, Any] = {"type": "line", "strokeWidth": 2.2 if dash is None else 1.6}
    if dash:
        line["strokeDash"] = dash
    coloured = {**places, "color": style.OWN_COLOUR, "detail": style.LINE_PART}
    point = {"type": "point", "filled": True, "size": 26, "opacity": 0.75}
    dots = {**places, "color": style.OWN_COLOUR, "description": style.NOTE}
    layers = [{"mark": line, "encoding": coloured}, {"mark": point, "encoding": dots}]
    return {"data": style.values(rows), "layer": layers}


def _ends(
    places: dict[str, Any], drawn: Sequence[Curve], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    """Name each curve at its last value."""
    if len(drawn) < 2:
        return {}
    last = max(row["year"] for row in rows)
    ends = []
    for one in drawn:
        own = [row for row in rows if row["part"].startswith(f"{one.label} ")]
        if own:
            ends.append(style.Label(one.label, own[-1]["value"], own[-1]["colour"]))
    low, high = (edge(row["value"] for row in rows) for edge in (min, max))
    spaced = style.spread(ends, low, high, HEIGHT)
    return style.labels_layer(spaced, last)
