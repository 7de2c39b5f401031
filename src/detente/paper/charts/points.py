"""Points that answer: each datum of a line has a place of its own, and says its value in words."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

REACH = 6
"""Radius of the place that a datum answers in, in pixels."""
SPOKEN = "description"
"""The channel that says a mark in words."""
MUTE = ("area", "line", "rule", "text", "bar", "rect", "point")
"""Marks that the renderer describes by their fields where they have no words of their own."""
DRAWN = re.compile(
    r'<path aria-label="(?P<words>[^"]*)" role="[^"]*" aria-roledescription="point" '
    r'transform="translate\((?P<x>[\d.-]+),(?P<y>[\d.-]+)\)" d="[^"]*"[^>]*? '
    r'opacity="0"(?:/>|></path>)'
)
"""How the renderer draws a point that is not seen."""


def with_points(part: Any) -> Any:
    """Give a specification whose lines have a point a datum, and whose other marks keep still.

    Parameters
    ----------
    part : dict, list or anything else
        A specification in Vega-Lite, or a part of one.

    Returns
    -------
    dict, list or anything else
        The same part; points are not seen, and no mark is described by the names of its fields.

    Examples
    --------
    >>> row = {"year": 2013, "value": 0.25, "note": "NATO 2013: 25%"}
    >>> line = {"data": {"values": [row]}, "mark": {"type": "line"}, "encoding": {SPOKEN: {}}}
    >>> [one["mark"]["type"] for one in with_points({"layer": [line]})["layer"]]
    ['line', 'point']
    """
    if isinstance(part, list):
        return [with_points(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "layer" in part:
        layers = [new for one in part["layer"] for new in _spoken(one)]
        return {**part, "layer": layers}
    panels = {name: with_points(part[name]) for name in ("hconcat", "vconcat") if name in part}
    if panels:
        return {**part, **panels}
    return _still(part) if "mark" in part else part


def _spoken(unit: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a layer, with a layer of points over a line whose data are said in words."""
    if "layer" in unit:
        return [with_points(unit)]
    mark, encoding = unit.get("mark"), unit.get("encoding", {})
    is_line = isinstance(mark, dict) and mark["type"] == "line" and not mark.get("point")
    if not is_line or SPOKEN not in encoding:
        return [_still(unit)]
    line = {name: way for name, way in encoding.items() if name != SPOKEN}
    places = {name: encoding[name] for name in ("x", "y", SPOKEN) if name in encoding}
    unseen = {"type": "point", "opacity": 0, "clip": True}
    return [
        _still({**unit, "encoding": line}),
        {**unit, "mark": unseen, "encoding": places},
    ]


def _still(unit: dict[str, Any]) -> dict[str, Any]:
    """Keep a mark without words of its own from being described by its fields."""
    mark = unit["mark"] if isinstance(unit["mark"], dict) else {"type": unit["mark"]}
    if SPOKEN in unit.get("encoding", {}) or mark["type"] not in MUTE:
        return unit
    return {**unit, "mark": {**mark, "aria": False}}


def short_points(svg: str) -> str:
    """Write the points that are not seen as circles, a third as long.

    Parameters
    ----------
    svg : str
        As the renderer gives it.
    """

    def circle(found: re.Match[str]) -> str:
        words = escape(unescape(found["words"]), quote=False)
        place = f'cx="{found["x"]}" cy="{found["y"]}" r="{REACH}"'
        return f'<circle class="pt" {place}><title>{words}</title></circle>'

    return DRAWN.sub(circle, svg)
