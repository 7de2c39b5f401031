"""Charts of power: shares with their fans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.series import Series
from detente.models.shares.forecast import Forecast
from detente.paper.charts import style
from detente.paper.charts.style import Axes, Label, Spec
from detente.paper.fonts import BOLD, width_of_text
from detente.phrasing import percent_sign

COLOURS = (style.FIRST, style.SECOND, style.THIRD)
HEIGHT = 190
AXIS, APART, EDGES = 40, 14, 18
"""Width of the axis of a panel, of the gap between two, and of the edges of the picture."""
LABEL_SIZE, LABEL_GAP = 12, 12
"""Size of a label, and the room around it, in pixels."""
WIDEST = 420
NARROW = 220
"""Width under which the axis of years has half as many ticks."""
PAST, AFTER = 63, 15
"""Years before and after the view that a panel shows; a fan may reach further."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The shares of all parties on one yardstick.

    Attributes
    ----------
    title : str
        Name of the yardstick.
    series : tuple of Series
        One a party, later years included; their order is that of the colours.
    fans : tuple of Forecast or None
        The forecast of each party, where it can be scored.
    """

    title: str
    series: tuple[Series, ...]
    fans: tuple[Forecast | None, ...]


def shares(panels: Sequence[Panel], as_of: int, *, narrow: bool = False) -> Spec | None:
    """Draw shares as small multiples: past solid, forecast as a fan, later years in a second ink.

    Parameters
    ----------
    panels : sequence of Panel
        One a yardstick.
    as_of : int
        The view.
    narrow : bool
        Whether it is drawn for a phone: panels one below the other.

    Returns
    -------
    dict or None
        None where nothing was known at the view.
    """
    shown = [panel for panel in panels if any(s.split(as_of)[0] for s in panel.series)]
    if not shown:
        return None
    names = {series.of for panel in shown for series in panel.series if series}
    label = LABEL_GAP + max(width_of_text(name, LABEL_SIZE, font=BOLD) for name in names)
    beside_it = round(AXIS + label)
    apart = {"resolve": {"scale": {"x": "independent", "y": "independent"}}}
    if narrow:
        stacked = [_panel(panel, as_of, style.NARROW - EDGES - beside_it) for panel in shown]
        return style.finish({"vconcat": stacked, **apart})
    room = style.WIDTH - EDGES - APART * (len(shown) - 1)
    width = min(room // len(shown) - beside_it, WIDEST)
    panels_of = [_panel(panel, as_of, width) for panel in shown]
    spacing = beside_it + APART
    return style.finish({"hconcat": panels_of, "spacing": spacing, "bounds": "flush", **apart})


def _panel(panel: Panel, as_of: int, width: int) -> Spec:
    first, last = _years(panel, as_of)
    high = _highest(panel, first, last) * 1.06
    axes = Axes(
        years=style.year_axis(first, last, count=3 if width < NARROW else 8),
        values=style.value_axis(domain=[0, high], format=style.PER_CENT),
    )
    layers: list[Spec] = []
    labels: list[Label] = []
    for series, fan, colour in zip(panel.series, panel.fans, COLOURS, strict=False):
        if not series:
            continue
        known, later = series.split(as_of)
        if fan:
            layers += _fan(fan, axes, colour)
        if known:
            rows = [row for row in style.rows_of(known, write=percent_sign) if row["year"] >= first]
            layers.append(axes.line(rows, colour))
        if later and known:
            after = style.rows_of(later, name=f"{series.of}, later", write=percent_sign)
            layers.append(axes.later([row for row in after if row["year"] <= last]))
        newest = known or later
        end = fan.median[-1] if fan else newest.values[-1]
        labels.append(Label(series.of, end, colour))
    layers += style.rule_at(as_of, str(as_of), top=high)
    layers.append(style.labels_layer(style.spread(labels, 0, high, HEIGHT), last))
    return {"title": panel.title, "width": width, "height": HEIGHT, "layer": layers}


def _years(panel: Panel, as_of: int) -> tuple[int, int]:
    """Choose the years of a panel."""
    begins = [series.years[0] for series in panel.series if series]
    ends = [min(series.years[-1], as_of + AFTER) for series in panel.series if series]
    ends += [fan.years[-1] for fan in panel.fans if fan]
    first = max(min(begins, default=as_of - 30), as_of - PAST)
    return first, max(*ends, as_of + 3) if ends else as_of + 3


def _highest(panel: Panel, first: int, last: int) -> float:
    """Give the highest value or bound that a panel shows."""
    tops = [bound for fan in panel.fans if fan for bound in fan.high80]
    for series in panel.series:
        for year, value in zip(series.years, series.values, strict=True):
            if first <= year <= last:
                tops.append(value)
    if not tops:
        return 0.0 if any(panel.series) else 1.0
    return max(0.0, *tops)


def _fan(fan: Forecast, axes: Axes, colour: str) -> list[Spec]:
    """Draw the bands of a forecast and its median, from the last known value."""
    start: Spec = {
        "year": fan.origin,
        "value": fan.start,
        "low": fan.start,
        "high": fan.start,
        "part": 0,
    }
    start["note"] = f"{fan.of} {fan.origin}: {percent_sign(fan.start)}"
    outer, inner = [start], [start]
    for place, year in enumerate(fan.years):
        median = fan.median[place]
        wide = {"low": fan.low80[place], "high": fan.high80[place]}
        narrow = {"low": fan.low50[place], "high": fan.high50[place]}
        ends = f"{percent_sign(wide['low'])} to {percent_sign(wide['high'])}"
        note = f"{fan.of} {year}, forecast: {percent_sign(median)} ({ends})"
        outer.append({"year": year, "value": median, "part": 0, "note": note, **wide})
        inner.append({"year": year, "part": 0, **narrow})
    return [
        axes.band(outer, colour, 0.13),
        axes.band(inner, colour, 0.16),
        axes.line(outer, colour, width=1.4, dash=[2, 3]),
    ]
