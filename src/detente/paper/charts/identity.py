"""Charts of identity: distance with its band, agreement by issue, regimes."""

from __future__ import annotations

from detente.evidence.series import Series
from detente.paper.charts.style import (
    FIRST,
    GREY,
    INK,
    PALE,
    SECOND,
    WIDTH,
    Spec,
    band_layer,
    finish,
    labels_layer,
    line_layer,
    rows_of,
    rule_at,
    spread,
    x_year,
    y_value,
)

SPAN, LETTER = WIDTH - 180, 5.4
"""Width of the curve, and of a letter on it, in pixels."""
VIOLET = "#6a3d9a"
"""The colour of a relation, as against that of an actor."""


def distance(
    own: Series, level: Series, others: list[Series], events: list[tuple[int, str]], as_of: int
) -> Spec | None:
    """Draw the distance of a pair with its band and smoothed level, reference relations in grey, dated steps on the curve.

    Parameters
    ----------
    own : Series
        The pair's distance, later years included.
    level : Series
        The smoothed level up to the view.
    others : list of Series
        Reference relations.
    events : list of (year, text)
        What to write on the curve.
    as_of : int
        The view.
    """
    known, later = own.split(as_of)
    if not known:
        return None
    height = 270
    first, last = min(known.years[0], as_of - 10), max(as_of, min(own.years[-1], as_of + 25))
    tops = [
        *own.values,
        *(v for v in known.high if v is not None),
        *(v for s in others for v in s.values),
    ]
    high = max(tops) * 1.04
    x, y = x_year(first, last, count=9), y_value("ideal-point units", domain=[0, high])
    layers: list[Spec] = []
    labels: list[tuple[str, float, str]] = []
    for other in others:
        rows = rows_of(other.years, other.values, name=other.of)
        if rows:
            layers.append(line_layer(rows, x, y, PALE, width=1.3))
            labels.append((other.of.replace(" | ", "-"), rows[-1]["value"], GREY))
    banded = [r for r in rows_of(known.years, known.values, known.low, known.high) if "low" in r]
    layers += [
        band_layer(banded, x, y, VIOLET),
        line_layer(rows_of(known.years, known.values, name=own.of), x, y, VIOLET, width=2.4),
    ]
    if level:
        smooth = line_layer(
            rows_of(level.years, level.values, name=f"{own.of}, level"), x, y, VIOLET, width=1.2
        )
        smooth["mark"]["strokeDash"] = [5, 3]
        layers.append(smooth)
    if later:
        layers.append(
            line_layer(
                rows_of(later.years, later.values, name=f"{own.of}, later"), x, y, INK, width=1.3
            )
        )
    labels.append((own.of.replace(" | ", "-"), known.values[-1], VIOLET))
    layers += _events(known, events, high, first, last)
    layers += rule_at(as_of, "" if events else str(as_of), top=high)
    layers.append(labels_layer(spread(labels, 0, high, height), last))
    return finish({"width": SPAN, "height": height, "layer": layers})


def _events(
    known: Series, events: list[tuple[int, str]], high: float, first: int, last: int
) -> list[Spec]:
    """Write dated steps above the curve, the earliest highest, to the right where the words find room."""
    value = dict(zip(known.years, known.values, strict=True))
    kept = sorted(e for e in events if e[0] in value)
    placed: list[Spec] = [
        {
            "year": year,
            "value": value[year],
            "at": high * (0.97 - 0.052 * i),
            "text": f"{year}  {text}",
        }
        for i, (year, text) in enumerate(kept)
    ]
    if not placed:
        return []
    x: Spec = {"field": "year", "type": "quantitative"}
    at: Spec = {"field": "at", "type": "quantitative"}

    def fits(row: Spec) -> bool:
        return bool(
            (row["year"] - first) / (last - first) * SPAN + LETTER * len(row["text"])
            <= SPAN + LETTER * 4
        )

    right, left = [r for r in placed if fits(r)], [r for r in placed if not fits(r)]
    layers: list[Spec] = []
    for rows, side, shift in ((right, "left", 4), (left, "right", -4)):
        words: Spec = {
            "type": "text",
            "align": side,
            "dx": shift,
            "baseline": "middle",
            "fontSize": 11,
        }
        layers += (
            [
                {
                    "data": {"values": rows},
                    "mark": {**words, "stroke": "white", "strokeWidth": 4, "color": "white"},
                    "encoding": {"x": x, "y": at, "text": {"field": "text"}},
                },
                {
                    "data": {"values": rows},
                    "mark": {**words, "color": INK},
                    "encoding": {"x": x, "y": at, "text": {"field": "text"}},
                },
            ]
            if rows
            else []
        )
    return [
        {
            "data": {"values": placed},
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 0.6},
            "encoding": {
                "x": x,
                "y": {"field": "value", "type": "quantitative"},
                "y2": {"field": "at"},
            },
        },
        {
            "data": {"values": placed},
            "mark": {"type": "point", "filled": True, "color": INK, "size": 16, "opacity": 1},
            "encoding": {"x": x, "y": {"field": "value", "type": "quantitative"}},
        },
        *layers,
    ]


def issues(found: tuple[Series, ...], titles: dict[str, str]) -> Spec | None:
    """Draw agreement by issue as small multiples with a line at zero."""
    shown = [s for s in found if len(s.years) >= 2]
    if not shown:
        return None
    first, last = min(s.years[0] for s in shown), max(s.years[-1] for s in shown)
    panels = []
    for series in shown:
        x, y = x_year(first, last, count=4), y_value(domain=[-1, 1], format=".1~f")
        rows = rows_of(
            series.years, series.values, series.low, series.high, gap=6, name=series.label
        )
        panels.append(
            {
                "title": {"text": titles[series.id.rpartition("_")[2]], "fontSize": 12},
                "width": 168,
                "height": 95,
                "layer": [
                    {
                        "data": {"values": [{"value": 0}]},
                        "mark": {"type": "rule", "color": GREY, "strokeWidth": 0.8},
                        "encoding": {"y": {"field": "value", "type": "quantitative"}},
                    },
                    band_layer([r for r in rows if "low" in r], x, y, VIOLET),
                    line_layer(rows, x, y, VIOLET, points=True),
                ],
            }
        )
    return finish({"concat": panels, "columns": 3, "spacing": 18})


def regimes(first_party: Series, second_party: Series, as_of: int) -> Spec | None:
    """Draw electoral democracy of both parties, with the band of a state."""
    pair = (first_party, second_party)
    known = [series.split(as_of)[0] for series in pair]
    if not any(known):
        return None
    first = max(min(s.years[0] for s in known if s), as_of - 90, 1900 if as_of > 1950 else 1800)
    return _both(pair, as_of, first, "polyarchy, 0 to 1", height=170, margin=150)


def speech(first_party: Series, second_party: Series, as_of: int) -> Spec | None:
    """Draw the hostile part of what each party says of the other, with bands."""
    both = (first_party, second_party)
    known = [series.split(as_of)[0] for series in both]
    if not any(len(s.years) >= 2 for s in known):
        return None
    return _both(
        both,
        as_of,
        min(s.years[0] for s in known if s),
        "hostile part of mentions",
        height=190,
        margin=190,
        gap=6,
    )


def _both(
    pair: tuple[Series, Series],
    as_of: int,
    first: int,
    unit: str,
    *,
    height: int,
    margin: int,
    gap: int = 3,
) -> Spec:
    """Draw a measure from 0 to 1 of both parties, with bands, and in black what came after the view."""
    last = max(as_of, min(as_of + 25, *(s.years[-1] for s in pair if s)))
    x, y = x_year(first, last, count=9), y_value(unit, domain=[0, 1], format=".1~f")
    layers: list[Spec] = []
    labels = []
    for series, colour in zip(pair, (FIRST, SECOND), strict=True):
        now, later = series.split(as_of)
        if not now:
            continue
        rows = [
            r
            for r in rows_of(now.years, now.values, now.low, now.high, gap=gap, name=series.of)
            if r["year"] >= first
        ]
        layers += [
            band_layer([r for r in rows if "low" in r], x, y, colour),
            line_layer(rows, x, y, colour),
        ]
        if later:
            layers.append(
                line_layer(
                    rows_of(later.years, later.values, gap=gap, name=series.of),
                    x,
                    y,
                    INK,
                    width=1.3,
                )
            )
        labels.append((series.of, now.values[-1], colour))
    layers += rule_at(as_of, str(as_of), top=1.0)
    layers.append(labels_layer(spread(labels, 0, 1, height), last))
    return finish({"width": WIDTH - margin, "height": height, "layer": layers})
