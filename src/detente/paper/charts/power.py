"""Charts of power: shares with their fans, the gap inside a bloc, threat over distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.series import Series
from detente.models.shares.forecast import Forecast
from detente.paper.charts import style
from detente.paper.charts.style import Axes, Label, Spec
from detente.phrasing import cap, share
from detente.power.profile import Gap
from detente.power.threat import Threat

COLOURS = (style.FIRST, style.SECOND, style.THIRD)
HEIGHT = 210
SPACING = 100
"""Least room between two panels, for the labels of one and the axis of the next."""
LETTER, MARGIN = 7, 46
"""Width of a letter of a label, and of the axis and gaps beside it, in pixels."""
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
    letters = max(len(series.of) for panel in shown for series in panel.series if series)
    room = max(SPACING, MARGIN + LETTER * letters)
    apart = {"resolve": {"scale": {"x": "independent", "y": "independent"}}}
    if narrow:
        stacked = [_panel(panel, as_of, style.NARROW - room) for panel in shown]
        return style.finish({"vconcat": stacked, **apart})
    width = (style.WIDTH - 14 - room * len(shown)) // len(shown)
    beside = [_panel(panel, as_of, width) for panel in shown]
    return style.finish({"hconcat": beside, "spacing": room, "bounds": "flush", **apart})


def _panel(panel: Panel, as_of: int, width: int) -> Spec:
    first, last = _years(panel, as_of)
    high = _highest(panel, first, last) * 1.06
    axes = Axes(
        years=style.year_axis(first, last, count=4 if width < NARROW else 8),
        values=style.value_axis(domain=[0, high], format=".2~f"),
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
            rows = [row for row in style.rows_of(known) if row["year"] >= first]
            layers.append(axes.line(rows, colour))
        if later and known:
            after = style.rows_of(later, name=f"{series.of}, later")
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
    start = {"year": fan.origin, "value": fan.start, "low": fan.start, "high": fan.start, "part": 0}
    outer, inner = [start], [start]
    for place, year in enumerate(fan.years):
        median = fan.median[place]
        wide = {"low": fan.low80[place], "high": fan.high80[place]}
        narrow = {"low": fan.low50[place], "high": fan.high50[place]}
        outer.append({"year": year, "value": median, "part": 0, **wide})
        inner.append({"year": year, "part": 0, **narrow})
    return [
        axes.band(outer, colour, 0.13),
        axes.band(inner, colour, 0.16),
        axes.line(outer, colour, width=1.4, dash=[2, 3]),
    ]


def gap(measured: Gap, series: Series, as_of: int) -> Spec | None:
    """Draw the ratio of the strongest member's spending to the others', with a line at one.

    Parameters
    ----------
    measured : Gap
        The gap as known at the view.
    series : Series
        Its series, later years included.
    as_of : int
        The view.

    Returns
    -------
    dict or None
        None where fewer than three years are known.
    """
    known, later = series.split(as_of)
    if len(known.years) < 3:
        return None
    height, label = 150, measured.series.label
    last = max(as_of, series.years[-1])
    high = max(*series.values, 1.0) * 1.1
    axes = Axes(
        years=style.year_axis(known.years[0], last, count=8),
        values=style.value_axis("ratio", domain=[0, high]),
    )
    layers = [style.level_line(1), axes.line(style.rows_of(known, name=label), style.FIRST)]
    if later:
        layers.append(axes.later(style.rows_of(later, name=label)))
    equal = style.spread([Label("equal", 1.0, style.GREY)], 0, high, height)
    layers += style.rule_at(as_of, str(as_of), top=high)
    layers.append(style.labels_layer(equal, last))
    return style.finish({"width": style.WIDTH - 90, "height": height, "layer": layers})


def threats(
    seen: tuple[tuple[Threat, ...], tuple[Threat, ...]],
    names: tuple[str, str],
    parties: dict[str, str],
) -> Spec | None:
    """Draw what each party sees: capability in grey, what distance leaves of it in colour.

    Parameters
    ----------
    seen : tuple of tuple of Threat
        What the first party sees, and the second.
    names : tuple of str
        The parties, as titles of the two panels.
    parties : dict
        Label of an actor to its colour throughout the paper.

    Returns
    -------
    dict or None
        None where neither sees anything.
    """
    if not any(seen):
        return None
    high = max(threat.capability for side in seen for threat in side) * 1.25
    panels = [
        _threats(side, name, parties, high) for side, name in zip(seen, names, strict=True) if side
    ]
    resolve = {"scale": {"y": "independent"}}
    return style.finish({"hconcat": panels, "spacing": 24, "resolve": resolve})


def _threats(side: Sequence[Threat], name: str, parties: dict[str, str], high: float) -> Spec:
    """Draw what one party sees."""
    rows = [_threat(threat, parties.get(threat.of, style.GREY)) for threat in side]
    across = style.span_axis(0, high, {"title": None, "tickCount": 4, "format": ".2~f"})
    capability, value = {**across, "field": "capability"}, {**across, "field": "value"}
    names = style.name_axis([row["name"] for row in rows], grid=False, labelLimit=170)
    coloured = {"color": style.OWN_COLOUR, "description": style.NOTE}
    return {
        "title": f"Seen from {name}",
        "width": 165,
        "height": {"step": 20},
        "data": style.values(rows),
        "layer": [
            {
                "mark": {"type": "bar", "color": style.PALE, "height": 11},
                "encoding": {"y": names, "x": capability},
            },
            {
                "mark": {"type": "bar", "height": 11},
                "encoding": {"y": names, "x": value, **coloured},
            },
            {
                "mark": style.words(4, color=style.INK),
                "encoding": {"y": names, "x": capability, "text": style.TEXT},
            },
        ],
    }


def _threat(threat: Threat, colour: str) -> Spec:
    """Turn a threat into a row."""
    how_far = f"{threat.kilometres:,.0f} km" if threat.kilometres else "a neighbour by land"
    name = cap(threat.of)
    return {
        "name": name,
        "capability": round(threat.capability, 4),
        "value": round(threat.value, 4),
        "text": share(threat.value),
        "colour": colour,
        "note": f"{name}: {threat.value:.3g} of {threat.capability:.3g}, {how_far}",
    }
