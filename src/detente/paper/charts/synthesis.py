"""Charts of the synthesis: the standing strip, and what a membership changes."""

from __future__ import annotations

from detente.analysis.comparison import SCALES, Standing
from detente.paper.charts.identity import VIOLET
from detente.paper.charts.style import GREY, INK, PALE, WIDTH, Spec, finish
from detente.scenarios.accounting import Scenario


def strip(found: tuple[Standing, ...]) -> Spec | None:
    """Place a relation among all pairs, one row a scale, beside its past and relations that a reader knows.

    Parameters
    ----------
    found : tuple of Standing
        The relation first.
    """
    scales = [s for s in SCALES if s.id in found[0].percentiles] if found else []
    if not scales:
        return None
    rows: list[Spec] = []
    for item in found:
        for scale in scales:
            if scale.id in item.percentiles:
                rows.append(
                    {
                        "scale": scale.label,
                        "rank": round(item.percentiles[scale.id], 1),
                        "kind": item.kind,
                        "text": item.name.rpartition(", ")[2]
                        if item.kind == "past"
                        else item.short,
                        "note": f"{item.name}: {item.cells[scale.id].value:.3g} {scale.unit}",
                    }
                )
    x = {
        "field": "rank",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": "percentile among all pairs of states", "tickCount": 5},
    }
    y = {
        "field": "scale",
        "type": "nominal",
        "sort": [s.label for s in scales],
        "axis": {
            "title": None,
            "grid": True,
            "domain": False,
            "ticks": False,
            "labelLimit": 240,
            "labelPadding": 8,
        },
    }
    by_kind = {k: [r for r in rows if r["kind"] == k] for k in ("reference", "past", "this")}

    def dots(kind: str, mark: Spec) -> Spec:
        return {
            "data": {"values": by_kind[kind]},
            "mark": mark,
            "encoding": {"x": x, "y": y, "description": {"field": "note"}},
        }

    def words(kind: str, mark: Spec) -> Spec:
        return {
            "data": {"values": _apart(by_kind[kind])},
            "mark": {"type": "text", **mark},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}},
        }

    layers = [
        dots("reference", {"type": "tick", "color": GREY, "thickness": 1.5, "size": 14}),
        dots(
            "past",
            {
                "type": "point",
                "filled": False,
                "color": VIOLET,
                "size": 42,
                "strokeWidth": 1.2,
                "opacity": 0.9,
            },
        ),
        dots("this", {"type": "point", "filled": True, "color": VIOLET, "size": 130, "opacity": 1}),
        words("past", {"dy": 13, "fontSize": 9, "color": VIOLET}),
        words("reference", {"dy": -12, "fontSize": 9, "color": GREY}),
    ]
    ends = [{"scale": s.label, "high": s.high} for s in scales]
    layers += [
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 11, "color": INK},
            "encoding": {
                "x": {"datum": 100, "type": "quantitative"},
                "y": y,
                "text": {"field": "high"},
            },
        }
    ]
    return finish({"width": WIDTH - 260, "height": {"step": 44}, "layer": layers})


def _apart(rows: list[Spec], least: float = 9.0) -> list[Spec]:
    """Keep the labels that do not cover one another: the first of those that would."""
    kept: list[Spec] = []
    for row in rows:
        if all(row["scale"] != k["scale"] or abs(row["rank"] - k["rank"]) >= least for k in kept):
            kept.append(row)
    return kept


def change(scenario: Scenario) -> Spec | None:
    """Draw shares before and after as dots joined by a line, one row a yardstick."""
    rows: list[Spec] = [
        {
            "name": d.label.partition(",")[0],
            "before": round(d.before, 4),
            "after": round(d.after, 4),
            "text": f"{d.difference:+.3f}".replace("0.", ".", 1),
            "note": f"{d.label}: {d.before:.3f} to {d.after:.3f}",
        }
        for d in scenario.differences
        if d.id.startswith("prominence.share_")
    ]
    if not rows or all(r["before"] == r["after"] for r in rows):
        return None
    order = [r["name"] for r in rows]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "domain": False, "ticks": False, "grid": True, "labelPadding": 8},
    }
    high = min(1.0, max(max(r["before"], r["after"]) for r in rows) * 1.15)
    x = {
        "field": "before",
        "type": "quantitative",
        "scale": {"domain": [0, high]},
        "axis": {"title": "share of the system", "tickCount": 6, "format": ".2~f"},
    }
    return finish(
        {
            "width": WIDTH - 220,
            "height": {"step": 22},
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "rule", "color": PALE, "strokeWidth": 3},
                    "encoding": {"x": x, "x2": {"field": "after"}, "y": y},
                },
                {
                    "mark": {
                        "type": "point",
                        "filled": True,
                        "color": GREY,
                        "size": 55,
                        "opacity": 1,
                    },
                    "encoding": {"x": x, "y": y, "description": {"field": "note"}},
                },
                {
                    "mark": {
                        "type": "point",
                        "filled": True,
                        "color": VIOLET,
                        "size": 80,
                        "opacity": 1,
                    },
                    "encoding": {
                        "x": {**x, "field": "after"},
                        "y": y,
                        "description": {"field": "note"},
                    },
                },
                {
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "dx": 8,
                        "fontSize": 11,
                        "color": INK,
                    },
                    "encoding": {"x": {**x, "field": "after"}, "y": y, "text": {"field": "text"}},
                },
            ],
        }
    )
