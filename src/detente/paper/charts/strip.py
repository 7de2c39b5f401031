"""The chart of a relation: its states as a strip of lanes, turning points above, a curve below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.paper.charts import style, turning_points
from detente.paper.charts.style import Axes, Label, Spec
from detente.paper.charts.turning_points import TurningPoint

NAMES = 100
"""Width of the names of the lanes, in pixels; the axis of the curve is as wide."""
BESIDE = 118
"""Width of the labels of the curves."""
EDGE, NARROW_EDGE = 18, 24
"""Width of the edges of the picture, and of those on a phone."""
NARROW_BESIDE = 70
LANE, BAR = 18, 11
"""Height of a lane and of its bars in pixels."""
LEAST = 1.5
"""Width in pixels of the shortest bar that is seen."""
HEIGHT, LOWEST = 150, 90
"""Height of the curve in pixels, and the least one."""
GAP = 12
"""Pixels between strip and curve."""
SPARE = 1.12
"""Times the highest value at which the axis ends."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One state from its first day to its last.

    Attributes
    ----------
    lane : str
        Name of its lane.
    start, end : float
        As years with their part.
    colour : str
        By its kind.
    note : str
        What holds, in words.
    """

    lane: str
    start: float
    end: float
    colour: str
    note: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the curve below the strip.

    Attributes
    ----------
    rows : tuple of dict
        As `style.rows_of` gives them.
    name, colour : str
        How it is called and drawn.
    marks : tuple of (int, float, str)
        Year, value and figure of each year that the text compares.
    """

    rows: tuple[Spec, ...]
    name: str
    colour: str
    marks: tuple[tuple[int, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that is drawn.

    Attributes
    ----------
    bars : tuple of Bar
        The states, by lane.
    points : tuple of TurningPoint
        What is named above them.
    curves : tuple of Curve
        The lines below; none for a strip alone.
    years : tuple of int
        First and last year of the axis.
    format : str
        How the axis of values is written.
    heading : str
        What the curves show, written above them.
    """

    bars: tuple[Bar, ...]
    points: tuple[TurningPoint, ...]
    curves: tuple[Curve, ...]
    years: tuple[int, int]
    format: str = "~r"
    heading: str = ""


def strip(drawn: Drawn, *, narrow: bool = False, height: int | None = None) -> Spec:
    """Draw the strip, and the curves below it.

    Parameters
    ----------
    drawn : Drawn
        What is shown.
    narrow : bool
        Whether it is drawn for a phone, with numbers in place of names.
    height : int, optional
        Height of strip and curve together in pixels; the strip alone has one height.
    """
    beside = 0 if not drawn.curves else NARROW_BESIDE if narrow else BESIDE
    edge = NARROW_EDGE if narrow else EDGE
    width = (style.NARROW if narrow else style.WIDTH) - NAMES - beside - edge
    lanes = list(dict.fromkeys(bar.lane for bar in drawn.bars))
    tall = len(lanes) * LANE
    count = 4 if narrow else 9
    axis = style.year_axis(*drawn.years, count=count)
    panels = []
    if lanes:
        bare = axis if not drawn.curves else _without_labels(axis)
        layers = [*_bars(drawn, lanes, bare, width)]
        size = (float(width), float(tall))
        layers += turning_points.layers(drawn.points, drawn.years, size, numbered=narrow)
        panels.append({"width": width, "height": tall, "layer": layers})
    if drawn.curves:
        room = HEIGHT if height is None else max(LOWEST, height - tall - GAP)
        panels.append(_curves(drawn, axis, width, room, above=bool(lanes), narrow=narrow))
    if len(panels) == 1:
        return style.finish(panels[0])
    return style.finish({"vconcat": panels, "spacing": GAP})


def _without_labels(axis: Spec) -> Spec:
    """Give the axis of years as a bare line: the curve below names the years."""
    return {**axis, "axis": {**axis["axis"], "labels": False, "ticks": False, "domain": False}}


def _bars(drawn: Drawn, lanes: list[str], axis: Spec, width: int) -> list[Spec]:
    """Draw each state as a bar in its lane; the shortest is a mark that is seen."""
    first, last = drawn.years
    least = LEAST * (last - first) / width
    rows = [
        {
            "name": bar.lane,
            "year": round(max(bar.start, first), 3),
            "end": round(max(bar.end, max(bar.start, first) + least), 3),
            "colour": bar.colour,
            "note": bar.note,
        }
        for bar in drawn.bars
    ]
    names = style.name_axis(lanes, minExtent=NAMES, maxExtent=NAMES, labelLimit=NAMES - 4, grid=True)
    mark = {"type": "bar", "height": BAR, "clip": True}
    note = {**style.NOTE, "type": "nominal"}
    at = {"x": axis, "x2": {"field": "end"}, "y": names}
    return [style.layer(rows, mark, **at, color=style.OWN_COLOUR, description=note)]


def _curves(
    drawn: Drawn, years: Spec, width: int, height: int, *, above: bool, narrow: bool
) -> Spec:
    """Draw the lines, the years that the text compares as points with their figures."""
    values = [row["value"] for curve in drawn.curves for row in curve.rows]
    high = max(values) * SPARE
    axis = style.value_axis(domain=[0, high], format=drawn.format)
    axis["axis"] |= {"minExtent": NAMES, "maxExtent": NAMES, "tickCount": 4}
    axes = Axes(years=years, values=axis)
    layers: list[Spec] = []
    labels: list[Label] = []
    if above and not narrow:
        layers += _down(drawn.points, drawn.years, height)
    for curve in drawn.curves:
        layers.append(axes.line(curve.rows, curve.colour, width=2.2))
        newest = curve.rows[-1]
        labels.append(Label(curve.name, newest["value"], curve.colour))
    layers += _marks(drawn.curves, years, axis)
    last = drawn.years[1]
    layers.append(style.labels_layer(style.spread(labels, 0, high, height), last))
    heading = {"text": drawn.heading, "fontWeight": "normal", "fontSize": 12, "offset": 4}
    return {"title": heading, "width": width, "height": height, "layer": layers}


def _marks(curves: Sequence[Curve], years: Spec, values: Spec) -> list[Spec]:
    """Mark the years that the text compares; of two curves the lower has its figures below."""
    layers: list[Spec] = []
    levels = [max(row["value"] for row in curve.rows) for curve in curves]
    for curve, level in zip(curves, levels, strict=True):
        rows = [
            {"year": year, "value": round(value, 5), "text": text, "note": text}
            for year, value, text in curve.marks
        ]
        if not rows:
            continue
        is_lower = level < max(levels)
        at = {"x": years, "y": values}
        word = {"type": "text", "fontSize": 12, "fontWeight": 600, "color": curve.colour}
        place = {"baseline": "top", "dy": 7} if is_lower else {"baseline": "bottom", "dy": -6}
        layers.append(style.layer(rows, style.dot(40, curve.colour), **at))
        layers.append(style.layer(rows, {**word, **place}, **at, text=style.TEXT))
    return layers


def _down(points: Sequence[TurningPoint], years: tuple[int, int], height: int) -> list[Spec]:
    """Lead the years of the turning points down through the curve."""
    rows = [{"year": point.year} for point in points if years[0] <= point.year <= years[1]]
    if not rows:
        return []
    thin = {"type": "rule", "color": style.GREY, "strokeWidth": 0.7, "strokeDash": [2, 2]}
    year = {"field": "year", "type": "quantitative"}
    return [style.layer(rows, thin, x=year, y={"value": 0}, y2={"value": height})]
