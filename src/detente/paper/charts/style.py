"""The house style of the charts: colours, fonts, and the parts that recur."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.evidence.series import Series

Spec = dict[str, Any]

FIRST, SECOND, THIRD = "#0072B2", "#D55E00", "#009E73"
"""One colour an actor throughout a paper; colour-blind readers can distinguish them."""
RELATION = "#6a3d9a"
"""The colour of a relation, as opposed to that of an actor."""
PER_CENT = "~%"
"""How an axis of shares is written."""
GREY, INK, PALE = "#8a8f98", "#22262b", "#c9ccd1"
FONT = "Source Sans Pro"
WIDTH = 640
"""Width of a chart over the whole text, in pixels."""
NARROW = 340
"""The same on a phone."""
SMALLEST = 12
"""Least size of type on a phone, in pixels."""
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
"""Years between two that an axis names."""
GAP = 3
"""Years without a value after which a line is broken."""
ROUNDS = 60
"""Passes in which labels push each other apart; fewer leave some of a dozen labels touching."""

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
    "axisX": {"grid": False, "labelOverlap": "greedy", "labelSeparation": 14},
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

YEAR: Spec = {"field": "year", "type": "quantitative"}
VALUE: Spec = {"field": "value", "type": "quantitative"}
LABEL_HEIGHT: Spec = {"field": "at", "type": "quantitative"}
TEXT: Spec = {"field": "text"}
NOTE: Spec = {"field": "note"}
"""Shown when a mark is pointed at."""
OWN_COLOUR: Spec = {"field": "colour", "type": "nominal", "scale": None}
"""Each row names its colour."""
LINE_PART: Spec = {"field": "part", "type": "nominal"}
"""A line is broken where its part changes."""


class Label(NamedTuple):
    """A word to be written at the right of a chart, beside a value."""

    text: str
    value: float
    colour: str


@dataclass(frozen=True, slots=True)
class Axes:
    """The two axes of a chart over years, and what is drawn on them.

    Attributes
    ----------
    years, values : dict
        The horizontal axis, and the vertical one.
    """

    years: Spec
    values: Spec

    def line(
        self,
        rows: Sequence[Spec],
        colour: str,
        *,
        width: float = 2.0,
        dash: list[int] | None = None,
        points: bool = False,
    ) -> Spec:
        """Draw one line; broken where the ``part`` of the rows changes."""
        mark: Spec = {
            "type": "line",
            "color": colour,
            "strokeWidth": width,
            "opacity": 1.0,
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
        note = {**NOTE, "type": "nominal"}
        return layer(rows, mark, x=self.years, y=self.values, detail=LINE_PART, description=note)

    def later(self, rows: Sequence[Spec]) -> Spec:
        """Draw what came after the view, in the second ink."""
        return self.line(rows, INK, width=1.3)

    def band(self, rows: Sequence[Spec], colour: str, opacity: float = 0.18) -> Spec:
        """Draw the band between ``low`` and ``high``, where rows have both."""
        banded = [row for row in rows if "low" in row]
        mark = {"type": "area", "color": colour, "opacity": opacity, "clip": True}
        low = {**self.values, "field": "low"}
        return layer(banded, mark, x=self.years, y=low, y2={"field": "high"}, detail=LINE_PART)


def finish(body: Spec) -> Spec:
    """Put the house style around a chart's body."""
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": CONFIG, **body}


def for_phone(spec: Spec | None) -> Spec | None:
    """Give a specification with no type under `SMALLEST`; None where there is none."""
    return None if spec is None else _enlarged(spec)


def _enlarged(part: Any) -> Any:
    if isinstance(part, list):
        return [_enlarged(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: _at_least(name, value) for name, value in part.items()}


def _at_least(name: str, value: Any) -> Any:
    """Give a part of a specification with type that can be read; rows of data hold none."""
    if "ontSize" in name:
        return max(value, SMALLEST)
    return value if name == "data" else _enlarged(value)


def values(rows: Sequence[Spec]) -> Spec:
    """Wrap rows as inline data."""
    return {"values": list(rows)}


def layer(rows: Sequence[Spec], mark: Spec, **encoding: Spec) -> Spec:
    """Draw rows with one kind of mark; the keywords say which field is drawn how."""
    return {"data": values(rows), "mark": mark, "encoding": encoding}


def year_axis(first: int, last: int, *, count: int = 6, field: str = "year") -> Spec:
    """Give the axis of years, with at most `count` round years, apart enough to be read."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False},
        "axis": {"format": "d", "values": round_years(first, last, count), "title": None},
    }


def round_years(first: int, last: int, count: int) -> list[int]:
    """Choose the years that an axis names.

    Parameters
    ----------
    first, last : int
        The axis.
    count : int
        How many there may be, or one more.

    Examples
    --------
    >>> round_years(1984, 2026, 3), round_years(2015, 2020, 9)
    ([2000, 2020], [2015, 2016, 2017, 2018, 2019, 2020])
    """
    step = next((one for one in YEAR_STEPS if (last - first) / one <= count), YEAR_STEPS[-1])
    return list(range(first + -first % step, last + 1, step))


def value_axis(title: str | None = None, *, domain: Sequence[float], format: str = "~r") -> Spec:
    """Give the vertical axis of values."""
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": False, "domain": list(domain)},
        "axis": {"title": title, "tickCount": 5, "format": format},
    }


def span_axis(low: float, high: float, axis: Spec) -> Spec:
    """Give a horizontal axis of values that several fields share."""
    scale = {"domain": [low, high], "nice": False}
    return {"type": "quantitative", "scale": scale, "axis": axis}


def name_axis(order: Sequence[str], *, field: str = "name", **axis: object) -> Spec:
    """Give the vertical axis of names, in order, without line and ticks."""
    bare = {"title": None, "domain": False, "ticks": False, **axis}
    return {"field": field, "type": "nominal", "sort": list(order), "axis": bare}


def words(gap: int, **more: object) -> Spec:
    """Describe small text to the right of a mark."""
    return {"type": "text", "align": "left", "dx": gap, "fontSize": 11, **more}


def dot(size: int, colour: str) -> Spec:
    """Describe a filled point."""
    return {"type": "point", "filled": True, "color": colour, "size": size, "opacity": 1}


def level_line(value: float, width: float = 1) -> Spec:
    """Draw a thin horizontal line at a value."""
    mark = {"type": "rule", "color": GREY, "strokeWidth": width}
    return layer([{"value": value}], mark, y=VALUE)


def spread(
    labels: Sequence[Label], low: float, high: float, height: int, size: float = 13.0
) -> list[Spec]:
    """Place labels at the right of a chart so that none covers another.

    Parameters
    ----------
    labels : sequence of Label
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
    >>> labels = [Label("a", 0.5, "x"), Label("b", 0.5, "y")]
    >>> [round(row["at"], 2) for row in spread(labels, 0, 1, 130)]
    [0.45, 0.55]
    """
    if not labels or high <= low:
        return []
    step = size * (high - low) / height
    ascending = sorted(labels, key=lambda label: label.value)
    places = [label.value for label in ascending]
    for _ in range(ROUNDS):
        for below in range(len(places) - 1):
            lack = step - (places[below + 1] - places[below])
            if lack > 1e-12:
                places[below] -= lack / 2
                places[below + 1] += lack / 2
        places = [min(max(place, low + step / 2), high - step / 4) for place in places]
    return [
        {"text": label.text, "colour": label.colour, "at": round(place, 6)}
        for label, place in zip(ascending, places, strict=True)
    ]


def labels_layer(rows: Sequence[Spec], year: float) -> Spec:
    """Write direct labels at the right of a chart, from a year on."""
    mark = {
        "type": "text",
        "align": "left",
        "dx": 6,
        "baseline": "middle",
        "fontSize": 12,
        "fontWeight": 600,
        "clip": False,
    }
    placed = [{**row, "year": year} for row in rows]
    return layer(placed, mark, x=YEAR, y=LABEL_HEIGHT, text=TEXT, color=OWN_COLOUR)


def rule_at(year: float, text: str = "", *, top: float | None = None) -> list[Spec]:
    """Draw the line of the view, with a word beside it."""
    dashed = {"type": "rule", "color": GREY, "strokeDash": [2, 3], "strokeWidth": 1}
    layers = [layer([{"year": year}], dashed, x=YEAR)]
    if text and top is not None:
        mark = {
            "type": "text",
            "align": "right",
            "dx": -4,
            "baseline": "top",
            "color": GREY,
            "fontSize": 11,
        }
        row = {"year": year, "at": top, "text": text}
        layers.append(layer([row], mark, x=YEAR, y=LABEL_HEIGHT, text=TEXT))
    return layers


def three_digits(value: float) -> str:
    """Write a value for who points at a mark.

    Examples
    --------
    >>> three_digits(0.68612)
    '0.686'
    """
    return f"{value:.3g}"


def rows_of(
    series: Series,
    *,
    name: str | None = None,
    gap: int = GAP,
    banded: bool = False,
    write: Callable[[float], str] = three_digits,
) -> list[Spec]:
    """Turn a series into rows; a gap of more than `gap` years starts a new part of the line.

    Parameters
    ----------
    series : Series
        What to draw.
    name : str, optional
        What the note of each row calls it; its owner by default.
    gap : int
        Years without a value that break the line.
    banded : bool
        Whether rows have the interval of their value.
    write : callable
        How the note writes a value.

    Returns
    -------
    list of dict
        Rows with ``year``, ``value``, ``part``, ``note``, and ``low`` and ``high`` where there are.
    """
    called = (series.of if name is None else name).replace(" | ", " and ")
    bounded = banded and bool(series.low) and bool(series.high)
    rows: list[Spec] = []
    part = 0
    for place, (year, value) in enumerate(zip(series.years, series.values, strict=True)):
        if place and year - series.years[place - 1] > gap:
            part += 1
        note = f"{called} {year}: {write(value)}".strip()
        row: Spec = {"year": year, "value": round(value, 5), "part": part, "note": note}
        if bounded:
            low, high = series.low[place], series.high[place]
            if low is not None and high is not None:
                row |= {"low": low, "high": high}
                row["note"] = f"{note} ({write(low)} to {write(high)})"
        rows.append(row)
    return rows
