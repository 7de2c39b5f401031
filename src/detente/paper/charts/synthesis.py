"""Charts of the synthesis: the strip of percentiles, and what a membership changes."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis.comparison import SCALES, Placement, Scale
from detente.paper.charts import style
from detente.paper.charts.style import Spec
from detente.phrasing import signed_decimal
from detente.scenarios.accounting import Difference, Scenario

APART = 9.0
"""Percentiles between two labels on one scale; a nearer one is left out."""
RANKS: Spec = {
    "field": "rank",
    "type": "quantitative",
    "scale": {"domain": [0, 100]},
    "axis": {"title": "percentile among all pairs of states", "tickCount": 5},
}
EDGE: Spec = {"datum": 100, "type": "quantitative"}
RING = {
    "type": "point",
    "filled": False,
    "color": style.RELATION,
    "size": 42,
    "strokeWidth": 1.2,
    "opacity": 0.9,
}
DOT = style.dot(130, style.RELATION)
BESIDE = style.words(8, color=style.INK)
TICK = {"type": "tick", "color": style.GREY, "thickness": 1.5, "size": 14}
BELOW = {"type": "text", "dy": 13, "fontSize": 9, "color": style.RELATION}
ABOVE = {"type": "text", "dy": -12, "fontSize": 9, "color": style.GREY}


def strip(placements: Sequence[Placement]) -> Spec | None:
    """Place a relation among all pairs, beside its past and known relations, one row a scale.

    Parameters
    ----------
    placements : sequence of Placement
        The relation first.

    Returns
    -------
    dict or None
        None where the relation has no place on any scale.
    """
    own = placements[0].percentiles if placements else {}
    scales = [scale for scale in SCALES if scale.id in own]
    if not scales:
        return None
    rows: dict[str, list[Spec]] = {"reference": [], "past": [], "this": []}
    for placement in placements:
        for scale in scales:
            if scale.id in placement.percentiles:
                rows[placement.kind].append(_place(placement, scale))
    order = [scale.label for scale in scales]
    names = style.name_axis(order, field="scale", grid=True, labelLimit=240, labelPadding=8)
    noted = {"x": RANKS, "y": names, "description": style.NOTE}
    written = {"x": RANKS, "y": names, "text": style.TEXT}
    meaning = [{"scale": scale.label, "high": scale.high} for scale in scales]
    at_the_edge = {"x": EDGE, "y": names, "text": {"field": "high"}}
    layers = [style.layer(rows["reference"], TICK, **noted)]
    layers.append(style.layer(rows["past"], RING, **noted))
    layers.append(style.layer(rows["this"], DOT, **noted))
    layers.append(style.layer(_apart(rows["past"]), BELOW, **written))
    layers.append(style.layer(_apart(rows["reference"]), ABOVE, **written))
    layers.append(style.layer(meaning, BESIDE, **at_the_edge))
    size = {"width": style.WIDTH - 260, "height": {"step": 44}}
    return style.finish({**size, "layer": layers})


def _place(placement: Placement, scale: Scale) -> Spec:
    """Turn a place on a scale into a row; the past of the relation is labelled with its year."""
    year = placement.name.rpartition(", ")[2]
    value, rank = placement.cells[scale.id].value, placement.percentiles[scale.id]
    return {
        "scale": scale.label,
        "rank": round(rank, 1),
        "kind": placement.kind,
        "text": year if placement.kind == "past" else placement.short,
        "note": f"{placement.name}: {value:.3g} {scale.unit}",
    }


def _apart(rows: Sequence[Spec]) -> list[Spec]:
    """Keep the labels that do not cover one another: the first of those that would."""
    kept: list[Spec] = []
    for row in rows:
        beside = [other["rank"] for other in kept if other["scale"] == row["scale"]]
        if all(abs(row["rank"] - rank) >= APART for rank in beside):
            kept.append(row)
    return kept


def shares_of(scenario: Scenario) -> list[Difference]:
    """Give the shares of the system among what a membership changes."""
    return [one for one in scenario.differences if one.id.startswith("prominence.share_")]


def change(scenario: Scenario, *, narrow: bool = False) -> Spec | None:
    """Draw shares before and after as dots joined by a line, one row a yardstick.

    Parameters
    ----------
    scenario : Scenario
        What to draw.
    narrow : bool
        Whether it is drawn for a phone.

    Returns
    -------
    dict or None
        None where no share changes.
    """
    rows = [_change(difference) for difference in shares_of(scenario)]
    if not rows or all(row["before"] == row["after"] for row in rows):
        return None
    high = min(1.0, max(max(row["before"], row["after"]) for row in rows) * 1.15)
    before: Spec = {
        "field": "before",
        "type": "quantitative",
        "scale": {"domain": [0, high]},
        "axis": {"title": "share of the system", "tickCount": 3 if narrow else 6, "format": ".2~f"},
    }
    after = {**before, "field": "after"}
    names = style.name_axis([row["name"] for row in rows], grid=True, labelPadding=8)
    was, becomes = {"x": before, "y": names}, {"x": after, "y": names}
    line = {"type": "rule", "color": style.PALE, "strokeWidth": 3}
    old, new = style.dot(55, style.GREY), style.dot(80, style.RELATION)
    layers = [
        {"mark": line, "encoding": {**was, "x2": {"field": "after"}}},
        {"mark": old, "encoding": {**was, "description": style.NOTE}},
    ]
    layers.append({"mark": new, "encoding": {**becomes, "description": style.NOTE}})
    layers.append({"mark": BESIDE, "encoding": {**becomes, "text": style.TEXT}})
    size = {"width": style.NARROW - 190 if narrow else style.WIDTH - 220, "height": {"step": 22}}
    return style.finish({**size, "data": style.values(rows), "layer": layers})


def _change(one: Difference) -> Spec:
    """Turn the change of a share into a row."""
    name = one.label.partition(",")[0]
    change = signed_decimal(one.difference, 3)
    return {
        "name": name,
        "before": round(one.before, 4),
        "after": round(one.after, 4),
        "text": change,
        "note": f"{one.label}: {one.before:.3f} to {one.after:.3f}",
    }
