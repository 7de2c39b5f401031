"""Charts of what may come: the risk over time and taken apart, windows as strips of years."""

from __future__ import annotations

from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import WORDS as BLOCKS
from detente.models.dispute_risk.read import PairRisk, Risk
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import Windows
from detente.models.windows.record import TRUST
from detente.paper.charts.identity import VIOLET
from detente.paper.charts.style import (
    GREY,
    INK,
    PALE,
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

SHADES = {"open": "#3b1f6e", "some": "#b3a2d6", "closed": "#eceaf1"}


def risk(found: Risk, as_of: int) -> Spec | None:
    """Draw the risk over the years with its band, and that of history alone in grey."""
    full, alone = found.full, found.alone
    if len(full.years) < 3:
        return None
    first, last = full.years[0], full.years[-1]
    high = min(1.0, max(v or 0.0 for v in (*full.high, *alone.values)) * 1.1)
    height = 170
    x, y = (
        x_year(first, last, count=8),
        y_value("chance of a dispute in the year", domain=[0, high], format=".0%"),
    )
    rows = rows_of(full.years, full.values, full.low, full.high, name="risk")
    ends = spread(
        [("its own past alone", alone.values[-1], GREY), ("all together", full.values[-1], VIOLET)],
        0,
        high,
        height,
    )
    return finish(
        {
            "width": WIDTH - 190,
            "height": height,
            "layer": [
                band_layer(rows, x, y, VIOLET),
                line_layer(
                    rows_of(alone.years, alone.values, name="its own past alone"),
                    x,
                    y,
                    GREY,
                    width=1.5,
                ),
                line_layer(rows, x, y, VIOLET),
                *rule_at(min(as_of + 1, last), ""),
                labels_layer(ends, last),
            ],
        }
    )


def parts(one: PairRisk) -> Spec:
    """Draw what each block adds to the log-odds as steps from the average pair to this one."""
    level = one.base
    order = sorted(one.parts, key=lambda p: -abs(p.value))
    steps: list[Spec] = []
    for p in order:
        steps.append(
            {
                "name": BLOCKS[p.block],
                "from": round(level, 3),
                "to": round(level + p.value, 3),
                "low": round(level + p.low, 3),
                "high": round(level + p.high, 3),
                "colour": VIOLET if p.block in STRUCTURES else PALE,
                "text": f"{p.value:+.2f} [{p.low:+.2f}, {p.high:+.2f}]".replace("0.", "."),
                "note": f"{BLOCKS[p.block]}: {p.value:+.2f}",
            }
        )
        level += p.value
    names = ["average pair", *(s["name"] for s in steps), "this pair"]
    ends = [
        {"name": "average pair", "value": round(one.base, 3)},
        {"name": "this pair", "value": round(level, 3)},
    ]
    every = [v for s in steps for v in (s["low"], s["high"], s["from"])] + [
        e["value"] for e in ends
    ]
    low, high = min(every) - 0.4, max(every) + 0.4
    y = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "axis": {"title": None, "domain": False, "ticks": False, "labelPadding": 8},
    }
    x = {
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False},
        "axis": {
            "title": "chance of a dispute in the year",
            "values": [-6.9068, -4.5951, -2.9444, -1.3863, 0, 1.3863, 2.9444],
            "labelExpr": "format(1 / (1 + exp(-datum.value)), datum.value < -6 ? '.1%' : '.0%')",
            "grid": True,
        },
    }
    return finish(
        {
            "width": WIDTH - 290,
            "height": {"step": 24},
            "layer": [
                {
                    "data": {"values": steps},
                    "mark": {"type": "bar", "height": 13},
                    "encoding": {
                        "y": y,
                        "x": {**x, "field": "from"},
                        "x2": {"field": "to"},
                        "color": {"field": "colour", "type": "nominal", "scale": None},
                        "description": {"field": "note"},
                    },
                },
                {
                    "data": {"values": steps},
                    "mark": {"type": "rule", "color": INK, "strokeWidth": 1},
                    "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
                },
                {
                    "data": {"values": ends},
                    "mark": {
                        "type": "point",
                        "filled": True,
                        "size": 80,
                        "color": INK,
                        "opacity": 1,
                    },
                    "encoding": {"y": y, "x": {**x, "field": "value"}},
                },
                {
                    "data": {"values": [{**s, "edge": high} for s in steps]},
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "dx": 8,
                        "fontSize": 11,
                        "color": INK,
                    },
                    "encoding": {"y": y, "x": {**x, "field": "edge"}, "text": {"field": "text"}},
                },
            ],
        }
    )


def windows(found: Windows) -> Spec | None:
    """Draw a strip of years for each kind of window, dark where it stood open; kinds that have earned trust first."""
    order = {"earned": 0, "weak": 1, "none": 2, "untested": 3}
    keys = sorted(
        {(w.outcome, w.structure) for w in found.line},
        key=lambda k: (
            list(WORDS).index(k[0]),
            order[found.records[k].trust] if k in found.records else 9,
            k[1],
        ),
    )
    if not keys:
        return None
    names = {k: f"{WORDS[k[0]]}: {k[1]}" for k in keys}
    rows: list[Spec] = [
        {
            "name": names[w.outcome, w.structure],
            "year": w.year,
            "end": w.year + 1,
            "colour": SHADES["open" if w.open else ("some" if w.opened else "closed")],
            "note": f"{w.year}: {w.gain:+.2f} on {w.history:.2f}, {w.opened} of {w.pairs} pairs open",
        }
        for w in found.line
    ]
    first, last = min(r["year"] for r in rows), found.year + 1
    marks: list[Spec] = [
        {
            "name": names[k],
            "edge": last,
            "text": TRUST[found.records[k].trust] if k in found.records else "",
            "colour": INK if k in found.records and found.records[k].trust == "earned" else GREY,
        }
        for k in keys
    ]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": [names[k] for k in keys],
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelLimit": 300,
            "labelPadding": 6,
        },
    }
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False},
        "axis": {"format": "d", "title": None, "tickCount": 8},
    }
    return finish(
        {
            "width": WIDTH - 370,
            "height": {"step": 17},
            "layer": [
                {
                    "data": {"values": rows},
                    "mark": {"type": "bar", "height": 12},
                    "encoding": {
                        "x": x,
                        "x2": {"field": "end"},
                        "y": y,
                        "color": {"field": "colour", "type": "nominal", "scale": None},
                        "description": {"field": "note"},
                    },
                },
                {
                    "data": {"values": marks},
                    "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 11},
                    "encoding": {
                        "x": {"field": "edge", "type": "quantitative"},
                        "y": y,
                        "text": {"field": "text"},
                        "color": {"field": "colour", "type": "nominal", "scale": None},
                    },
                },
            ],
        }
    )
