"""The chart of a relation: its states as a strip of lanes, turning points above, a curve below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from detente.paper.charts import style, turning_points
from detente.paper.charts.style import Axes, Label, Spec
from detente.paper.charts.turning_points import TurningPoint
from detente.paper.fonts import BOLD, width_of_text

LEAST_NAMES, MOST_NAMES = 44, 145
"""Width of the names of the lanes, in pixels; the axis of the curve is as wide."""
NAME_GAP, LABEL_GAP = 10, 14
"""Room around a name of a lane and around the label of a curve."""
EDGE = 18
"""Width of the edges of the picture."""
SIZE = 12
"""Size of the type of names and labels."""
LANE, HIGHEST, BAR = 18, 46, 0.6
"""Least and greatest height of a lane in pixels, and the part of it that a bar fills."""
ALONE = 0.7
"""Part of the height that the lanes of a strip alone take; names stand above them."""
LEAST = 1.5
"""Width in pixels of the shortest bar that is seen."""
HEIGHT, LOWEST = 150, 90
"""Height of the curve in pixels, and the least one."""
GAP = 12
"""Pixels between strip and curve."""
REACH = 2
"""Years before and after a mark by which its curve rises or falls."""
APART = 0.1
"""Part of the axis by which two curves are apart where both have room for a figure."""
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


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a picture: the same for the strip and for what is drawn below it.

    Attributes
    ----------
    names, width : int
        Pixels of the names at the left, and of the frame.
    axis : dict
        The axis of years.
    narrow : bool
        Whether it is drawn for a phone.
    """

    names: int
    width: int
    axis: Spec
    narrow: bool


Panel = Callable[[Room, int], Spec]
"""Draws what is below the strip, in a room and a height."""


def room_of(drawn: Drawn, labels: Sequence[str], *, narrow: bool) -> Room:
    """Give the room that names at the left and labels at the right leave.

    Parameters
    ----------
    drawn : Drawn
        What is shown.
    labels : sequence of str
        What is written at the right of the curves.
    narrow : bool
        Whether it is drawn for a phone.
    """
    lanes = [width_of_text(bar.lane, SIZE) for bar in drawn.bars]
    names = round(min(max([LEAST_NAMES, *(one + NAME_GAP for one in lanes)]), MOST_NAMES))
    written = [width_of_text(one, SIZE, font=BOLD) + LABEL_GAP for one in labels if one]
    whole = style.NARROW if narrow else style.WIDTH
    width = round(whole - names - max(written, default=0.0) - EDGE)
    axis = style.year_axis(*drawn.years, count=4 if narrow else 9)
    return Room(names, width, axis=axis, narrow=narrow)


def strip(drawn: Drawn, *, narrow: bool = False, height: int | None = None) -> Spec:
    """Draw the strip, and the curves below it.

    Parameters
    ----------
    drawn : Drawn
        What is shown.
    narrow : bool
        Whether it is drawn for a phone, with numbers in place of names.
    height : int, optional
        Height of strip and curve together in pixels.
    """
    labels = [curve.name for curve in drawn.curves]
    below = partial(_curves, drawn) if drawn.curves else None
    return above(drawn, below, room_of(drawn, labels, narrow=narrow), height)


def above(drawn: Drawn, below: Panel | None, room: Room, height: int | None = None) -> Spec:
    """Draw the strip above a panel that has the same years.

    Parameters
    ----------
    drawn : Drawn
        States and turning points.
    below : callable or None
        What is drawn below; None for the strip alone.
    room : Room
        Names, width and years of both.
    height : int, optional
        Height of both together in pixels.
    """
    lanes = list(dict.fromkeys(bar.lane for bar in drawn.bars))
    lane = LANE if below is not None or height is None else _lane(len(lanes), height)
    tall = len(lanes) * lane
    panels = []
    if lanes:
        axis = room.axis if below is None else _without_labels(room.axis)
        size = (float(room.width), float(tall))
        named = turning_points.layers(drawn.points, drawn.years, size, numbered=room.narrow)
        layers = [_bars(drawn, lanes, replace(room, axis=axis), lane), *named]
        panels.append({"width": room.width, "height": tall, "layer": layers})
    if below is not None:
        left = HEIGHT if height is None else max(LOWEST, height - tall - GAP)
        panels.append(below(room, left))
    if len(panels) == 1:
        return style.finish(panels[0])
    return style.finish({"vconcat": panels, "spacing": GAP})


def _without_labels(axis: Spec) -> Spec:
    """Give the axis of years as a bare line: the curve below names the years."""
    return {**axis, "axis": {**axis["axis"], "labels": False, "ticks": False, "domain": False}}


def _lane(count: int, height: int) -> int:
    """Give the height of a lane where the strip has a page to fill."""
    return round(min(max(ALONE * height / count, LANE), HIGHEST))


def _bars(drawn: Drawn, lanes: list[str], room: Room, lane: int) -> Spec:
    """Draw each state as a bar in its lane; the shortest is a mark that is seen."""
    first, last = drawn.years
    least = LEAST * (last - first) / room.width
    rows = [_row(bar, first, least) for bar in drawn.bars]
    names = style.name_axis(
        lanes,
        grid=True,
        minExtent=room.names,
        maxExtent=room.names,
        labelLimit=room.names - 4,
    )
    mark = {"type": "bar", "height": round(BAR * lane), "clip": True}
    note = {**style.NOTE, "type": "nominal"}
    at = {"x": room.axis, "x2": {"field": "end"}, "y": names}
    return style.layer(rows, mark, **at, color=style.OWN_COLOUR, description=note)


def _row(bar: Bar, first: int, least: float) -> Spec:
    """Turn a state into a row that begins with the axis, and is wide enough to be seen."""
    start = max(bar.start, first)
    days = {"year": round(start, 3), "end": round(max(bar.end, start + least), 3)}
    return {"name": bar.lane, **days, "colour": bar.colour, "note": bar.note}


def _curves(drawn: Drawn, room: Room, height: int) -> Spec:
    """Draw the lines, the years that the text compares as points with their figures."""
    values = [row["value"] for curve in drawn.curves for row in curve.rows]
    high = max(values) * SPARE
    axis = style.value_axis(domain=[0, high], format=drawn.format)
    axis["axis"] |= {"minExtent": room.names, "maxExtent": room.names, "tickCount": 4}
    axes = Axes(years=room.axis, values=axis)
    layers: list[Spec] = down(drawn, room, height) if drawn.bars else []
    labels: list[Label] = []
    for curve in drawn.curves:
        layers.append(axes.line(curve.rows, curve.colour, width=2.2))
        if curve.name:
            labels.append(Label(curve.name, curve.rows[-1]["value"], curve.colour))
    layers += _marks(drawn.curves, axes)
    placed = style.spread(labels, 0, high, height)
    if placed:
        layers.append(style.labels_layer(placed, drawn.years[1]))
    heading = {"text": drawn.heading, "fontWeight": "normal", "fontSize": SIZE, "offset": 6}
    shown = {"width": room.width, "height": height, "layer": layers}
    return shown if room.narrow or not drawn.bars else {"title": heading, **shown}


def _marks(curves: Sequence[Curve], axes: Axes) -> list[Spec]:
    """Mark the years that the text names, with a figure where no other is near."""
    layers: list[Spec] = []
    high = axes.values["scale"]["domain"][1]
    levels = [max(row["value"] for row in curve.rows) for curve in curves]
    for curve, level in zip(curves, levels, strict=True):
        others = [one for one in curves if one is not curve]
        for year, value, text in curve.marks:
            row = {"year": year, "value": round(value, 5), "text": text, "note": text}
            at = {"x": axes.years, "y": axes.values}
            layers.append(style.layer([row], style.dot(40, curve.colour), **at))
            near = [_value_at(one, year) for one in others]
            if any(abs(one - value) < APART * high for one in near):
                continue
            word = {"type": "text", "fontSize": SIZE, "fontWeight": 600, "color": curve.colour}
            place = beside(curve, year, is_paired=bool(others), is_lower=level < max(levels))
            layers.append(style.layer([row], {**word, **place}, **at, text=style.TEXT))
    return layers


def _value_at(curve: Curve, year: int) -> float:
    """Give the value of a curve in the year nearest to one."""
    nearest = min(curve.rows, key=lambda row: abs(row["year"] - year))
    return float(nearest["value"])


def beside(curve: Curve, year: int, *, is_paired: bool, is_lower: bool) -> Spec:
    """Say where the figure of a year is written: on the side from which the curve turns away.

    Parameters
    ----------
    curve : Curve
        What is marked.
    year : int
        The year.
    is_paired, is_lower : bool
        Whether there is another curve, and whether that lies above this one.
    """
    years = [row["year"] for row in curve.rows]
    is_last, is_first = year >= years[-1], year <= years[0]
    falls = _value_at(curve, year - REACH) > _value_at(curve, year + REACH)
    if is_first:
        above, align = (not is_lower if is_paired else falls), "left"
    else:
        above = not is_lower if is_paired or not is_last else not falls
        # a figure above a curve that falls is to the right of it
        align = "left" if falls == above else "right"
    vertical = {"baseline": "bottom", "dy": -5} if above else {"baseline": "top", "dy": 6}
    return {**vertical, "align": align, "dx": 3 if align == "left" else -3 if not is_last else 6}


def down(drawn: Drawn, room: Room, height: int) -> list[Spec]:
    """Lead the years of the turning points down through what is drawn below the strip.

    Parameters
    ----------
    drawn : Drawn
        States and turning points.
    room : Room
        The years.
    height : int
        Height of the panel in pixels.
    """
    first, last = drawn.years
    rows = [{"year": point.year} for point in drawn.points if first <= point.year <= last]
    if not rows:
        return []
    thin = {"type": "rule", "color": style.GREY, "strokeWidth": 0.7, "strokeDash": [2, 2]}
    return [style.layer(rows, thin, x=room.axis, y={"value": 0}, y2={"value": height})]
