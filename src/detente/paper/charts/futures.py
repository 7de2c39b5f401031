"""Charts of paired futures: fans of differences around a line at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.paper.charts import style
from detente.paper.charts.style import Axes, Spec
from detente.phrasing import signed

HEIGHT = 110
COLUMNS = 2
EDGES = 130
"""Room for the axes of a row of panels."""
PHONE_EDGES = 70
ROOM = 1.1
"""Height of a panel over its widest band."""


@dataclass(frozen=True, slots=True)
class Fan:
    """The differences of one series.

    Attributes
    ----------
    title : str
        What it is, with its unit.
    years : tuple of int
        Years; the first is the one before the change, without a difference.
    mean, low, high : tuple of float
        Mean and ends of the band.
    """

    title: str
    years: tuple[int, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def fans(drawn: Sequence[Fan], *, narrow: bool = False) -> Spec | None:
    """Draw each series as a band around its mean, in a panel of its own.

    Parameters
    ----------
    drawn : sequence of Fan
        What to draw.
    narrow : bool
        Whether it is drawn for a phone: panels one below the other.

    Returns
    -------
    dict or None
        None where there is nothing to draw.
    """
    if not drawn:
        return None
    apart = {"resolve": {"scale": {"x": "independent", "y": "independent"}}}
    if narrow:
        stacked = [_panel(one, style.NARROW - PHONE_EDGES) for one in drawn]
        return style.finish({"vconcat": stacked, **apart})
    panels = [_panel(one, (style.WIDTH - EDGES) // COLUMNS) for one in drawn]
    return style.finish({"concat": panels, "columns": COLUMNS, **apart})


def _panel(fan: Fan, width: int) -> Spec:
    most = max(0.0, *fan.high, *fan.mean) * ROOM
    least = min(0.0, *fan.low, *fan.mean) * ROOM
    axes = Axes(
        years=style.year_axis(fan.years[0], fan.years[-1], count=5),
        values=style.value_axis(domain=[least, most], format="+,.2~f"),
    )
    rows = [_row(fan, place) for place in range(len(fan.years))]
    layers = [
        axes.band(rows, style.RELATION),
        style.level_line(0.0),
        axes.line(rows, style.RELATION, width=1.6),
    ]
    return {"title": fan.title, "width": width, "height": HEIGHT, "layer": layers}


def _row(fan: Fan, place: int) -> Spec:
    """Give one year of a fan."""
    year = fan.years[place]
    columns = {"value": fan.mean, "low": fan.low, "high": fan.high}
    numbers = {name: round(column[place], 6) for name, column in columns.items()}
    mean, low, high = map(signed, numbers.values())
    note = f"{fan.title} {year}: {mean} ({low} to {high})"
    return {"year": year, **numbers, "part": 0, "note": note}
