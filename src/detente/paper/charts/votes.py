"""The chart of the same vote by year, with its band, the windows of the text and dated events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.evidence.series import Series
from detente.paper.charts import style, turning_points
from detente.paper.charts.strip import Drawn, Room, above, down, room_of
from detente.paper.charts.style import Axes, Label, Spec
from detente.phrasing import percent_sign

HEIGHT = 270
"""Height of the curve in pixels."""
STEP = 0.1
"""Shares at which the axis ends."""
ABOVE: Spec = {"baseline": "bottom", "dy": -5}
BELOW: Spec = {"baseline": "top", "dy": 6}
"""How a figure is set above and below a curve."""
LEAST_RANGE = 0.4
"""Least difference of the ends of the axis: a flat curve shall look flat."""


@dataclass(frozen=True, slots=True)
class Window:
    """Years over which the text counts, and the share that it prints.

    Attributes
    ----------
    first, last : int
        Years.
    share : float
        Part of the votes of these years cast alike.
    """

    first: int
    last: int
    share: float


def votes(
    own: Series,
    peer: Series,
    windows: Sequence[Window],
    drawn: Drawn,
    *,
    narrow: bool = False,
    height: int = HEIGHT,
) -> Spec:
    """Draw the same vote of a pair: band, curve, windows, another pair in grey, dated events.

    Parameters
    ----------
    own : Series
        The pair's share by year up to the view, with intervals.
    peer : Series
        A curve to compare.
    windows : sequence of Window
        The years that the text compares, each drawn as a bar with its figure.
    drawn : Drawn
        The years of the axis, what to name above the curve, and the states of the relation where
        they are drawn above it.
    narrow : bool
        Whether it is drawn for a phone, with numbers in place of names.
    height : int
        Height of strip and curve together in pixels.
    """
    labels = [_short(series) for series in (own, peer) if series]
    room = room_of(drawn, labels, narrow=narrow)
    return above(drawn, partial(_panel, (own, peer), windows, drawn), room, height)


def _panel(
    two: tuple[Series, Series], windows: Sequence[Window], drawn: Drawn, room: Room, height: int
) -> Spec:
    """Draw the curve and its peer in a room."""
    own, peer = two
    low, high = ends_of(own, peer)
    values = style.value_axis(domain=[low, high], format=style.PER_CENT)
    values["scale"] |= {"zero": False}
    values["axis"] |= {"minExtent": room.names, "maxExtent": room.names}
    axes = Axes(years=room.axis, values=values)
    layers: list[Spec] = []
    labels: list[Label] = []
    if peer:
        rows = style.rows_of(peer, write=percent_sign)
        layers.append(axes.line(rows, style.GREY, width=1.3))
        labels.append(Label(_short(peer), rows[-1]["value"], style.GREY))
    rows = style.rows_of(own, banded=True, write=percent_sign)
    layers.append(axes.band(rows, style.RELATION))
    layers.append(axes.line(rows, style.RELATION, width=2.4))
    labels.append(Label(_short(own), own.values[-1], style.RELATION))
    layers += _bars(windows, (own, peer), axes)
    if drawn.bars:
        layers += down(drawn, room, height)
    else:
        size = (float(room.width), float(height))
        layers += turning_points.layers(drawn.points, drawn.years, size, numbered=room.narrow)
    placed = style.spread(labels, low, high, height)
    layers.append(style.labels_layer(placed, drawn.years[1]))
    return {"width": room.width, "height": height, "layer": layers}


def ends_of(own: Series, peer: Series) -> tuple[float, float]:
    """Give the ends of the axis of shares: round tenths around all that is drawn.

    Parameters
    ----------
    own : Series
        The pair's share, with intervals.
    peer : Series
        A curve to compare.
    """
    bounds = [bound for bound in (*own.low, *own.high) if bound is not None]
    drawn = np.array([*own.values, *bounds, *peer.values])
    low = np.floor(drawn.min() / STEP) * STEP
    high = np.ceil(drawn.max() / STEP) * STEP
    low = max(0.0, min(low, high - LEAST_RANGE))
    high = min(1.0, max(high, low + LEAST_RANGE))
    return round(float(low), 2), round(float(high), 2)


def _bars(windows: Sequence[Window], drawn: tuple[Series, Series], axes: Axes) -> list[Spec]:
    """Draw each window as a bar at its share, with its figure where no curve crosses it."""
    if not windows:
        return []
    rows = [_row(window) for window in windows]
    bar = {"type": "rule", "color": style.INK, "strokeWidth": 3, "clip": True}
    ends = {"x": axes.years, "x2": {"field": "end"}, "y": axes.values}
    note = {**style.NOTE, "type": "nominal"}
    layers = [style.layer(rows, bar, **ends, description=note)]
    middle = {**axes.years, "field": "middle"}
    word: Spec = {"type": "text", "fontSize": 12, "fontWeight": 600, "color": style.INK}
    for window, row in zip(windows, rows, strict=True):
        at, above = _beside(window, drawn)
        mark = {**word, **(ABOVE if above else BELOW)}
        placed = {"x": middle, "y": style.LABEL_HEIGHT, "text": style.TEXT}
        layers.append(style.layer([{**row, "at": at}], mark, **placed))
    return layers


def _row(window: Window) -> Spec:
    """Turn a window into a row."""
    share = percent_sign(window.share)
    years = {"year": window.first, "end": window.last, "middle": (window.first + window.last) / 2}
    note = f"{window.first} to {window.last}: {share}"
    return {**years, "value": round(window.share, 5), "text": share, "note": note}


def _beside(window: Window, drawn: tuple[Series, Series]) -> tuple[float, bool]:
    """Say at which share the figure of a window is written, and whether above or below it."""
    near = [
        value
        for series in drawn
        for year, value in zip(series.years, series.values, strict=True)
        if window.first - 1 <= year <= window.last + 1
    ]
    high, low = max(*near, window.share), min(*near, window.share)
    above = high - window.share <= window.share - low
    return round(high if above else low, 5), above


def _short(series: Series) -> str:
    """Name a pair as a label has room for it."""
    return series.of.replace(" | ", "-")
