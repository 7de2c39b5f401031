"""The house style of the charts: colours, fonts, and the layers that recur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

FIRST, SECOND, THIRD = "#0072B2", "#D55E00", "#009E73"
"""One colour an actor throughout a paper; told apart by colour-blind readers."""
GREY, INK, PALE = "#8a8f98", "#22262b", "#c9ccd1"
FONT = "Source Sans Pro"
WIDTH = 640
"""Width of a chart over the whole text, in pixels."""

CONFIG: Spec = {
    "background": "white",
    "font": FONT,
    "padding": {"left": 4, "top": 4, "bottom": 4, "right": 14},
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "gridColor": "#e8eaed",
        "domainColor": GREY,
        "tickColor": GREY,
        "tickSize": 4,
        "labelPadding": 4,
    },
    "axisX": {"grid": False, "labelOverlap": "greedy", "labelSeparation": 5},
    "axisY": {"domain": False, "ticks": False},
    "title": {
        "font": FONT,
        "fontSize": 13,
        "fontWeight": 600,
        "anchor": "start",
        "color": INK,
        "offset": 8,
    },
    "text": {"font": FONT, "fontSize": 12},
    "legend": {"disable": True},
    "line": {"strokeCap": "round", "strokeJoin": "round"},
}


def finish(body: Spec) -> Spec:
    """Put the house style around a chart's body."""
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": CONFIG, **body}


def values(rows: Sequence[Spec]) -> Spec:
    """Wrap rows as inline data."""
    return {"values": list(rows)}


def x_year(first: int, last: int, *, title: str | None = None, count: int = 6) -> Spec:
    """Give the axis of years."""
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False},
        "axis": {"format": "d", "tickCount": count, "title": title},
    }


def y_value(
    title: str | None = None,
    *,
    field: str = "value",
    domain: Sequence[float] | None = None,
    format: str = "~r",
    zero: bool = True,
) -> Spec:
    """Give the axis of values."""
    scale: Spec = {"zero": zero, "nice": domain is None}
    if domain is not None:
        scale["domain"] = list(domain)
    return {
        "field": field,
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": title, "tickCount": 5, "format": format},
    }


def spread(
    labels: Sequence[tuple[str, float, str]],
    low: float,
    high: float,
    height: int,
    size: float = 13.0,
) -> list[Spec]:
    """Place labels at the right of a chart so that none covers another.

    Parameters
    ----------
    labels : sequence of (text, value, colour)
        What to write, beside which value.
    low, high : float
        The value axis.
    height : int
        Height of the chart in pixels.
    size : float
        Least distance between two labels in pixels.

    Returns
    -------
    list of dict
        Rows with ``text``, ``colour`` and ``at`` (the value at which to write).

    Examples
    --------
    >>> [round(r["at"], 2) for r in spread([("a", 0.5, "x"), ("b", 0.5, "y")], 0, 1, 130)]
    [0.45, 0.55]
    """
    if not labels or high <= low:
        return []
    step = size * (high - low) / height
    order = sorted(range(len(labels)), key=lambda i: labels[i][1])
    places = [labels[i][1] for i in order]
    for _ in range(60):
        for i in range(len(places) - 1):
            lack = step - (places[i + 1] - places[i])
            if lack > 1e-12:
                places[i] -= lack / 2
                places[i + 1] += lack / 2
        places = [min(max(p, low + step / 2), high - step / 4) for p in places]
    return [
        {"text": labels[i][0], "colour": labels[i][2], "at": round(places[k], 6)}
        for k, i in enumerate(order)
    ]


def labels_layer(rows: Sequence[Spec], x: float, *, size: int = 12) -> Spec:
    """Write direct labels at the right of a chart; `x` is the year beside which they begin."""
    return {
        "data": values([{**r, "year": x} for r in rows]),
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 6,
            "baseline": "middle",
            "fontSize": size,
            "fontWeight": 600,
            "clip": False,
        },
        "encoding": {
            "x": {"field": "year", "type": "quantitative"},
            "y": {"field": "at", "type": "quantitative"},
            "text": {"field": "text"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def rule_at(year: float, text: str = "", *, top: float | None = None) -> list[Spec]:
    """Draw the line of the view, with a word beside it."""
    layers: list[Spec] = [
        {
            "data": values([{"year": year}]),
            "mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3], "strokeWidth": 1},
            "encoding": {"x": {"field": "year", "type": "quantitative"}},
        }
    ]
    if text and top is not None:
        layers.append(
            {
                "data": values([{"year": year, "at": top, "text": text}]),
                "mark": {
                    "type": "text",
                    "align": "right",
                    "dx": -4,
                    "baseline": "top",
                    "color": GREY,
                    "fontSize": 11,
                },
                "encoding": {
                    "x": {"field": "year", "type": "quantitative"},
                    "y": {"field": "at", "type": "quantitative"},
                    "text": {"field": "text"},
                },
            }
        )
    return layers


def line_layer(
    rows: Sequence[Spec],
    x: Spec,
    y: Spec,
    colour: str,
    *,
    width: float = 2.0,
    dash: list[int] | None = None,
    opacity: float = 1.0,
    points: bool = False,
) -> Spec:
    """Draw one line; broken where a year is missing because `part` changes."""
    mark: Spec = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        "opacity": opacity,
        "clip": True,
    }
    if dash:
        mark["strokeDash"] = dash
    if points:
        mark["point"] = {
            "filled": False,
            "fill": "white",
            "size": 18,
            "color": colour,
            "strokeWidth": 1,
        }
    return {
        "data": values(rows),
        "mark": mark,
        "encoding": {
            "x": x,
            "y": y,
            "detail": {"field": "part", "type": "nominal"},
            "description": {"field": "note", "type": "nominal"},
        },
    }


def band_layer(rows: Sequence[Spec], x: Spec, y: Spec, colour: str, opacity: float = 0.18) -> Spec:
    """Draw the band between ``low`` and ``high``."""
    return {
        "data": values(rows),
        "mark": {"type": "area", "color": colour, "opacity": opacity, "clip": True},
        "encoding": {
            "x": x,
            "y": {**y, "field": "low"},
            "y2": {"field": "high"},
            "detail": {"field": "part", "type": "nominal"},
        },
    }


def rows_of(
    years: Sequence[int],
    numbers: Sequence[float],
    low: Sequence[float | None] = (),
    high: Sequence[float | None] = (),
    *,
    gap: int = 3,
    name: str = "",
) -> list[Spec]:
    """Turn a series into rows; a gap of more than `gap` years starts a new part of the line.

    Examples
    --------
    >>> [r["part"] for r in rows_of([1990, 1991, 2000], [1.0, 2.0, 3.0])]
    [0, 0, 1]
    """
    found: list[Spec] = []
    part = 0
    for i, year in enumerate(years):
        if i and year - years[i - 1] > gap:
            part += 1
        row: Spec = {
            "year": year,
            "value": round(numbers[i], 5),
            "part": part,
            "note": f"{name} {year}: {numbers[i]:.3g}".strip(),
        }
        if low and high and low[i] is not None and high[i] is not None:
            row |= {"low": low[i], "high": high[i]}
        found.append(row)
    return found
