"""Shares of the system on three yardsticks, each with its forecast and how such forecasts did."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.series import base_year
from detente.paper.blocks import Block, Exhibit
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.charts.power import Panel
from detente.paper.charts.style import for_phone
from detente.paper.sections.blocks import source_line
from detente.phrasing import cap, listed, moved, number, share

PANELS = {
    "cinc": "Composite index (CINC)",
    "gdp": "GDP, constant dollars",
    "gdp_long": "GDP (Maddison)",
    "spending": "Military spending",
}
LEAST = 5
"""Fewest known years of both parties for which a panel is drawn."""
LONG = 15
"""Years of open GDP beyond which the long series is not needed."""


def fans(brief: Brief) -> list[Block]:
    """Draw shares of the system, past and forecast; nothing where no yardstick has both parties."""
    if brief.silence("arms"):
        return []
    relation = brief.relation
    known = _panels(brief)
    drawn = [
        Panel(panel.title, tuple(map(relation.with_later, panel.series)), fans=panel.fans)
        for panel in known
    ]
    spec = charts.shares(drawn, brief.pair.as_of)
    if spec is None:
        return []
    series = [one for panel in known for one in panel.series if one]
    source = f"{source_line(series)} {_note(known)} Black: what came after the view."
    narrow = for_phone(charts.shares(drawn, brief.pair.as_of, narrow=True))
    return [Exhibit("shares", _title(brief), spec=spec, source=source, narrow=narrow)]


def _panels(brief: Brief) -> list[Panel]:
    """Choose what is known on the composite index, on GDP and on spending."""
    power, fans = brief.relation.power, brief.relation.shares.fans
    gdp = "gdp" if any(len(one.years) > LONG for one in power.shares["gdp"]) else "gdp_long"
    panels = []
    for name in ("cinc", gdp, "spending"):
        series = power.shares[name]
        if all(len(one.years) >= LEAST for one in series[:2]):
            own = tuple(fans.get((name, one.of)) for one in series)
            panels.append(Panel(PANELS[name], series, fans=own))
    return panels


def _note(panels: Sequence[Panel]) -> str:
    """Say what is shown, and how such forecasts did."""
    shown = "Shares of the system, bloc at each year's members."
    with_fan = [panel for panel in panels if any(panel.fans)]
    without = [panel.title for panel in panels if not any(panel.fans)]
    if not with_fan:
        return f"{shown} No forecast: its method cannot be scored from this view."
    fan = "Fan: 50 and 80 % bands of pooled past errors; dotted: median."
    note = " ".join([shown, fan, *(_tested(panel) for panel in with_fan)])
    if without:
        note += f" No fan for {listed(without)}: too few past forecasts to score."
    return note


def _tested(panel: Panel) -> str:
    """Print how the fans of a panel did, beside the random walk."""
    record = next(fan.record for fan in panel.fans if fan)
    known = [one for one in (record.at(10), record.at(20)) if one is not None]
    cover = [f"{one.inside:.0%} at {one.horizon}" for one in known]
    held = f", 80 % band held {listed(cover)} years" if cover else ""
    ratio = number(record.crps_ratio or 0)
    return f"{panel.title}: CRPS {ratio} of a random walk's{held}."


def _title(brief: Brief) -> str:
    """Say who lost and who gained on the composite index, in the years of the sentence below."""
    power = brief.relation.power
    group = power.shares["cinc"]
    if not all(group[:2]):
        return "Shares of the system"
    last = min(series.years[-1] for series in group[:2])
    first = base_year(brief.pair.as_of, group[:2], last, since=brief.pair.as_now_since)
    if first is None:
        return f"Shares of the system to {last}"
    lost, gained = [], []
    for party, series in zip(power.parties, group, strict=True):
        now, then = series.at(last), series.at(first)
        # a change that does not show in the shares as printed is none
        if now is None or then is None or share(now.value) == share(then.value):
            continue
        move = moved(then.value, now.value)
        if move == "fell from":
            lost.append(party.label)
        elif move == "rose from":
            gained.append(party.label)
    return cap(f"{_moves(lost, gained)}, {first} to {last}")


def _moves(lost: Sequence[str], gained: Sequence[str]) -> str:
    """Say who lost and who gained."""
    if lost and gained:
        return f"{listed(lost)} lost weight in the system, {listed(gained)} gained it"
    if lost:
        return f"{listed(lost)} lost weight in the system"
    if gained:
        return f"{listed(gained)} gained weight in the system"
    return "weights in the system hardly moved"
