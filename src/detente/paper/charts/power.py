"""Charts of power: shares with their fans on three yardsticks, the gap inside a bloc, threat from where each side stands."""

from __future__ import annotations

from detente.evidence.series import Series
from detente.models.shares.forecast import Forecast
from detente.paper.charts.style import (
    FIRST,
    GREY,
    INK,
    PALE,
    SECOND,
    THIRD,
    WIDTH,
    Spec,
    band_layer,
    finish,
    labels_layer,
    line_layer,
    rows_of,
    rule_at,
    spread,
    values,
    x_year,
    y_value,
)
from detente.phrasing import cap, share
from detente.power.profile import Gap
from detente.power.threat import Threat

COLOURS = (FIRST, SECOND, THIRD)
HEIGHT = 210
SPACING = 100
"""Room between two panels, for the labels of one and the axis of the next."""


def shares(
    panels: list[tuple[str, tuple[Series, ...], list[Forecast | None]]], as_of: int
) -> Spec | None:
    """Draw shares of the system as small multiples: past solid, forecast as a fan, what came after in a second ink.

    Parameters
    ----------
    panels : list of (title, series of each party, fan of each party)
        One panel a yardstick; the order of parties is that of the colours.
    as_of : int
        The view.
    """
    shown = [p for p in panels if any(s.split(as_of)[0] for s in p[1])]
    if not shown:
        return None
    room = max(SPACING, 46 + 7 * max(len(s.of) for panel in shown for s in panel[1] if s))
    width = (WIDTH - 14 - room * len(shown)) // len(shown)
    return finish(
        {
            "hconcat": [_panel(*panel, as_of=as_of, width=width) for panel in shown],
            "spacing": room,
            "bounds": "flush",
            "resolve": {"scale": {"x": "independent", "y": "independent"}},
        }
    )


def _panel(
    title: str, group: tuple[Series, ...], fans: list[Forecast | None], *, as_of: int, width: int
) -> Spec:
    first = max(min((s.years[0] for s in group if s), default=as_of - 30), as_of - 63)
    last = max(
        [f.years[-1] for f in fans if f]
        + [as_of]
        + [min(s.years[-1], as_of + 15) for s in group if s]
    )
    last = max(last, as_of + 3)
    tops = [
        max((v for y, v in zip(s.years, s.values, strict=True) if first <= y <= last), default=0.0)
        for s in group
        if s
    ] + [max(f.high80) for f in fans if f]
    high = max(tops, default=1.0) * 1.06
    x, y = (
        x_year(first, last, count=4 if width < 220 else 8),
        y_value(domain=[0, high], format=".2~f"),
    )
    layers: list[Spec] = []
    labels: list[tuple[str, float, str]] = []
    for series, fan, colour in zip(group, fans, COLOURS, strict=False):
        if not series:
            continue
        known, later = series.split(as_of)
        if fan:
            steps = [
                {
                    "year": fan.origin,
                    "value": fan.start,
                    "low": fan.start,
                    "high": fan.start,
                    "part": 0,
                }
            ]
            outer = steps + [
                {"year": yr, "low": lo, "high": hi, "value": m, "part": 0}
                for yr, lo, m, hi in zip(fan.years, fan.low80, fan.median, fan.high80, strict=True)
            ]
            inner = steps + [
                {"year": yr, "low": lo, "high": hi, "part": 0}
                for yr, lo, hi in zip(fan.years, fan.low50, fan.high50, strict=True)
            ]
            layers += [
                band_layer(outer, x, y, colour, 0.13),
                band_layer(inner, x, y, colour, 0.16),
                line_layer(outer, x, y, colour, width=1.4, dash=[2, 3]),
            ]
        if known:
            layers.append(
                line_layer(
                    [
                        r
                        for r in rows_of(known.years, known.values, name=series.of)
                        if r["year"] >= first
                    ],
                    x,
                    y,
                    colour,
                )
            )
        if later and known:
            after = rows_of(later.years, later.values, name=f"{series.of}, later")
            layers.append(line_layer([r for r in after if r["year"] <= last], x, y, INK, width=1.3))
        end = fan.median[-1] if fan else (known.values[-1] if known else later.values[-1])
        labels.append((series.of, end, colour))
    layers += rule_at(as_of, str(as_of), top=high)
    layers.append(labels_layer(spread(labels, 0, high, HEIGHT), last))
    return {"title": title, "width": width, "height": HEIGHT, "layer": layers}


def gap(found: Gap, series: Series, as_of: int) -> Spec | None:
    """Draw the ratio of the strongest member's spending to the others', with a line at one."""
    known, later = series.split(as_of)
    if len(known.years) < 3:
        return None
    first, last = known.years[0], max(as_of, series.years[-1])
    high = max(*series.values, 1.0) * 1.1
    x, y = x_year(first, last, count=8), y_value("ratio", domain=[0, high])
    layers: list[Spec] = [
        {
            "data": {"values": [{"value": 1}]},
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 1},
            "encoding": {"y": {"field": "value", "type": "quantitative"}},
        },
        line_layer(rows_of(known.years, known.values, name=found.series.label), x, y, FIRST),
    ]
    if later:
        layers.append(
            line_layer(
                rows_of(later.years, later.values, name=found.series.label), x, y, INK, width=1.3
            )
        )
    layers += rule_at(as_of, str(as_of), top=high)
    layers.append(labels_layer(spread([("equal", 1.0, GREY)], 0, high, 150), last))
    return finish({"width": WIDTH - 90, "height": 150, "layer": layers})


def threats(
    found: tuple[tuple[Threat, ...], tuple[Threat, ...]],
    names: tuple[str, str],
    parties: dict[str, str],
) -> Spec | None:
    """Draw what each party sees from where it stands: capability in grey, what distance leaves of it in colour.

    Parameters
    ----------
    found : tuple of tuple of Threat
        What the first party sees, and the second.
    names : tuple of str
        The parties, as titles of the two panels.
    parties : dict
        Label of an actor to its colour throughout the paper.
    """
    both = [f for f in found if f]
    if not both:
        return None
    high = max(t.capability for seen in both for t in seen) * 1.25
    panels: list[Spec] = []
    for seen, name in zip(found, names, strict=True):
        if not seen:
            continue
        rows = [
            {
                "name": cap(t.of),
                "capability": round(t.capability, 4),
                "value": round(t.value, 4),
                "text": share(t.value),
                "colour": parties.get(t.of, GREY),
                "note": f"{cap(t.of)}: {t.value:.3g} of {t.capability:.3g}, "
                f"{'a neighbour by land' if not t.kilometres else f'{t.kilometres:,.0f} km'}",
            }
            for t in seen
        ]
        y = {
            "field": "name",
            "type": "nominal",
            "sort": [r["name"] for r in rows],
            "axis": {
                "title": None,
                "domain": False,
                "ticks": False,
                "grid": False,
                "labelLimit": 170,
            },
        }
        x = {
            "type": "quantitative",
            "scale": {"domain": [0, high], "nice": False},
            "axis": {"title": None, "tickCount": 4, "format": ".2~f"},
        }
        panels.append(
            {
                "title": f"Seen from {name}",
                "width": 165,
                "height": {"step": 20},
                "data": values(rows),
                "layer": [
                    {
                        "mark": {"type": "bar", "color": PALE, "height": 11},
                        "encoding": {"y": y, "x": {**x, "field": "capability"}},
                    },
                    {
                        "mark": {"type": "bar", "height": 11},
                        "encoding": {
                            "y": y,
                            "x": {**x, "field": "value"},
                            "color": {"field": "colour", "type": "nominal", "scale": None},
                            "description": {"field": "note"},
                        },
                    },
                    {
                        "mark": {
                            "type": "text",
                            "align": "left",
                            "dx": 4,
                            "fontSize": 11,
                            "color": INK,
                        },
                        "encoding": {
                            "y": y,
                            "x": {**x, "field": "capability"},
                            "text": {"field": "text"},
                        },
                    },
                ],
            }
        )
    return finish({"hconcat": panels, "spacing": 24, "resolve": {"scale": {"y": "independent"}}})
