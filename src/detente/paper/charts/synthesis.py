"""Charts of a membership: shares before and after."""

from __future__ import annotations

from detente.paper.charts import style
from detente.paper.charts.style import Spec
from detente.phrasing import percent_sign
from detente.scenarios.accounting import Difference, Scenario

BESIDE = style.words(8, color=style.INK)


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
    high = min(1.0, max(max(row["before"], row["after"]) for row in rows) * 1.2)
    before: Spec = {
        "field": "before",
        "type": "quantitative",
        "scale": {"domain": [0, high]},
        "axis": {"title": None, "tickCount": 3 if narrow else 6, "format": style.PER_CENT},
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
    points = round(100 * one.difference, 1)
    return {
        "name": name,
        "before": round(one.before, 4),
        "after": round(one.after, 4),
        "text": f"{points:+.1f} points",
        "note": f"{one.label}: {percent_sign(one.before)} to {percent_sign(one.after)}",
    }
