"""Charts of institutions: the ladder as rails, organisations in common, what joining did as a forest."""

from __future__ import annotations

from detente.actors.blocs import BESIDE, RUNGS
from detente.evidence.series import Series
from detente.institutions.ladder import Rail
from detente.models.membership.study import Specification
from detente.paper.charts.style import (
    FIRST,
    GREY,
    INK,
    SECOND,
    WIDTH,
    Spec,
    finish,
    line_layer,
    rows_of,
    rule_at,
    x_year,
    y_value,
)

SHADES = {
    "partner": "#cfe1f2",
    "observer": "#a6cbe5",
    "associate": "#6aaed6",
    "candidate": "#2e7ebc",
    "member": "#084a91",
}
MOST = 14


def rails(found: tuple[Rail, ...], as_of: int) -> Spec | None:
    """Draw every step of a ladder as a bar from its first to its last day; suspensions as a hatched line on it.

    Parameters
    ----------
    found : tuple of Rail
        The ladders; of several actors the steps are grouped by bloc.
    as_of : int
        The view: bars that go on end there.
    """
    many = len(found) > 1
    bars: list[Spec] = []
    for rail in found:
        for step in rail.steps:
            if step.rung in BESIDE and step.rung != "suspended":
                continue
            name = f"{rail.bloc}: {rail.actor}" if many else step.form
            end = min(step.span.end.year + (step.span.end.timetuple().tm_yday / 366), as_of + 1)
            bars.append(
                {
                    "name": name,
                    "start": step.span.start.year + step.span.start.timetuple().tm_yday / 366,
                    "end": end,
                    "rung": step.rung,
                    "goes": step.span.end.year > as_of,
                    "note": f"{step.form}: {step.rung} from {step.span.start.isoformat()}",
                }
            )
    steps = [
        b
        for b in bars
        if b["rung"] in RUNGS
        and (not many or b["rung"] in ("member", "candidate", "associate", "observer", "partner"))
    ]
    if not steps:
        return None
    order = list(
        dict.fromkeys(
            b["name"] for b in sorted(steps, key=lambda b: (b["name"] if many else "", b["start"]))
        )
    )
    order = order[-MOST:] if not many else order[:MOST]
    steps = [b for b in steps if b["name"] in order]
    halted = [b for b in bars if b["rung"] == "suspended" and b["name"] in order]
    first = int(min(b["start"] for b in steps))
    x = {
        "field": "start",
        "type": "quantitative",
        "scale": {"domain": [first, as_of + 1], "nice": False},
        "axis": {"format": "d", "title": None, "tickCount": 8},
    }
    y = {
        "field": "name",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelLimit": 260, "domain": False, "ticks": False, "grid": False},
    }
    ends = sorted(steps, key=lambda b: b["end"])
    last = {b["name"]: b for b in ends}
    layers: list[Spec] = [
        {
            "data": {"values": steps},
            "mark": {"type": "bar", "height": 11, "cornerRadius": 2},
            "encoding": {
                "x": x,
                "x2": {"field": "end"},
                "y": y,
                "color": {
                    "field": "rung",
                    "type": "nominal",
                    "scale": {"domain": list(RUNGS), "range": [SHADES[r] for r in RUNGS]},
                },
                "description": {"field": "note"},
            },
        },
        {
            "data": {"values": list(last.values())},
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 5,
                "fontSize": 11,
                "color": INK,
                "baseline": "middle",
            },
            "encoding": {
                "x": {"field": "end", "type": "quantitative"},
                "y": y,
                "text": {"field": "rung"},
            },
        },
    ]
    if halted:
        layers.append(
            {
                "data": {"values": halted},
                "mark": {
                    "type": "rule",
                    "color": "#ffffff",
                    "strokeWidth": 3,
                    "strokeDash": [3, 3],
                },
                "encoding": {"x": x, "x2": {"field": "end"}, "y": y},
            }
        )
    return finish({"width": WIDTH - 300, "height": {"step": 19}, "layer": layers})


def organisations(full: Series, as_of: int) -> Spec | None:
    """Draw organisations in common over time."""
    known = full
    if len(known.years) < 5:
        return None
    first, last = known.years[0], max(as_of, known.years[-1])
    high = max(known.values) * 1.15 or 1.0
    x, y = x_year(first, last, count=8), y_value("organisations", domain=[0, high])
    layers = [
        line_layer(rows_of(known.years, known.values, name=full.of), x, y, INK),
        *rule_at(as_of, str(as_of), top=high),
    ]
    if known.years[-1] < as_of - 1:
        layers.append(
            {
                "data": {
                    "values": [
                        {"year": known.years[-1], "at": known.values[-1], "text": "data end"}
                    ]
                },
                "mark": {"type": "text", "align": "left", "dx": 5, "color": GREY, "fontSize": 11},
                "encoding": {
                    "x": {"field": "year", "type": "quantitative"},
                    "y": {"field": "at", "type": "quantitative"},
                    "text": {"field": "text"},
                },
            }
        )
    return finish({"width": WIDTH - 90, "height": 130, "layer": layers})


SHORT = {
    "associates": "associates",
    "neutrals": "states in no pact",
    "region": "the region",
    "all": "all others",
}
"""Groups of controls as a chart has room for them."""


def forest(found: tuple[Specification, ...]) -> Spec | None:
    """Draw a set of specifications: joining above, being tied below, each on its own scale.

    Parameters
    ----------
    found : tuple of Specification
        Of one outcome; accessions and associations.
    """
    kinds = (
        ("accession", "Joining, against", FIRST),
        ("association", "Being tied, against", SECOND),
    )
    panels = [
        _panel([s for s in found if s.kind == kind], title, colour)
        for kind, title, colour in kinds
        if any(s.kind == kind for s in found)
    ]
    return finish({"vconcat": panels, "spacing": 14}) if panels else None


def _panel(found: list[Specification], title: str, colour: str) -> Spec:
    """Draw effect and interval of each specification, one row each, pale where the pre-trend fails."""
    rows: list[Spec] = []
    for s in found:
        p = "under .01" if s.found.p < 0.01 else f"{s.found.p:.2f}"
        rows.append(
            {
                "name": f"{SHORT[s.controls]}{f' ({s.anticipation})' if s.anticipation else ''}",
                "value": round(s.found.effect, 4),
                "low": round(s.found.low, 4),
                "high": round(s.found.high, 4),
                "opacity": 1.0 if s.valid else 0.35,
                "text": f"p {p}{'' if s.valid else ', pre-trend fails'}",
                "note": f"{s.found.treated} states against {s.found.controls}",
            }
        )
    reach = max(abs(v) for r in rows for v in (r["low"], r["high"])) * 1.05
    y = {
        "field": "name",
        "type": "nominal",
        "sort": [r["name"] for r in rows],
        "axis": {
            "title": None,
            "labelLimit": 330,
            "domain": False,
            "ticks": False,
            "minExtent": 130,
        },
    }
    x = {
        "type": "quantitative",
        "scale": {"domain": [-reach, reach], "nice": False},
        "axis": {
            "title": "nearer to the core  |  farther from it",
            "tickCount": 5,
            "format": "+.2~f",
        },
    }
    drawn = {
        "y": y,
        "color": {"value": colour},
        "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
    }
    text = {"type": "text", "align": "left", "dx": 6, "fontSize": 11, "color": INK}
    return {
        "title": title,
        "width": WIDTH - 330,
        "height": {"step": 17},
        "layer": [
            {
                "data": {"values": [{"value": 0}]},
                "mark": {"type": "rule", "color": GREY, "strokeWidth": 1},
                "encoding": {"x": {**x, "field": "value"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {**drawn, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "size": 46},
                "encoding": {
                    **drawn,
                    "x": {**x, "field": "value"},
                    "description": {"field": "note"},
                },
            },
            {
                "data": {"values": [{**r, "at": reach} for r in rows]},
                "mark": text,
                "encoding": {"y": y, "x": {**x, "field": "at"}, "text": {"field": "text"}},
            },
        ],
    }
