"""Shares of the system on three yardsticks, each with its forecast and how such forecasts did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.evidence.sentence import render
from detente.evidence.series import Series
from detente.models.shares.forecast import Forecast
from detente.paper.blocks import Block, Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.charts.power import Panel
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import Column, cells, column, interval, rows_of
from detente.paper.exhibits.fan_title import (
    at_one_membership,
    fan_title,
    names_third,
    speaks_of_shares,
)
from detente.paper.sections.blocks import source_line
from detente.phrasing import listed, percent_sign

PANELS = {
    "cinc": "Composite index (CINC)",
    "gdp": "GDP, constant dollars",
    "gdp_long": "GDP (Maddison)",
    "spending": "Military spending",
}
LEAST = 5
"""Fewest known years of both parties for which a panel is drawn."""
UNIT = "Shares of all states; a bloc is the sum of its members at the view"
FAN = "Fan: bands of 50 and 80 per cent from past errors; dotted: median."
FLAT = 1 / 30
"""Part of the larger party's share under which the other's line lies on the zero axis."""
LONG = 15
"""Years of open GDP beyond which the long series is not needed."""


def fans(brief: Brief) -> list[Block]:
    """Draw shares of the system, past and forecast; nothing where no yardstick has both parties."""
    if brief.silence("arms") or not speaks_of_shares(brief):
        return []
    relation = brief.relation
    # a predecessor is another state: its share is not this one's past
    known = [_after(panel, relation.power.begun) for panel in _panels(brief)]
    known = [panel for panel in known if all(panel.series[:2]) and not _is_flat(panel)]
    drawn = [
        Panel(panel.title, tuple(map(relation.with_later, panel.series)), fans=panel.fans)
        for panel in known
    ]
    spec = charts.shares(drawn, brief.pair.as_of)
    if spec is None:
        return []
    series = [one for panel in known for one in panel.series if one]
    shown = Exhibit(
        "shares",
        fan_title(brief),
        spec=spec,
        unit=UNIT,
        source=f"{source_line(series)} {_note(known)}{_later(known, drawn)}",
    )
    alt = _alt(brief, known)
    narrow = for_phone(charts.shares(drawn, brief.pair.as_of, narrow=True))
    return [replace(shown, alt=alt, cells=_cells(drawn), narrow=narrow)]


def _after(panel: Panel, first: Sequence[int]) -> Panel:
    """Give a panel from the first years on in which the parties are what they are now."""
    begun = zip(panel.series, first, strict=True)
    return replace(panel, series=tuple(one.after(year - 1) for one, year in begun))


def _is_flat(panel: Panel) -> bool:
    """Tell whether one party is a line on the zero axis beside the other: nothing shows of it."""
    one, other = (max(series.values) for series in panel.series[:2])
    return min(one, other) < FLAT * max(one, other)


def _later(known: Sequence[Panel], drawn: Sequence[Panel]) -> str:
    """Say what black lines are, where there are any."""
    more = [
        len(one.years) > len(other.years)
        for panel, both in zip(known, drawn, strict=True)
        for other, one in zip(panel.series, both.series, strict=True)
    ]
    return " Thin line: what came after the view." if any(more) else ""


def _alt(brief: Brief, panels: Sequence[Panel]) -> str:
    """Describe the panels: the message, and the newest share of each party in each."""
    parts = []
    for panel in panels:
        ends = [_end(series) for series in panel.series if series]
        parts.append(f"{panel.title}: {', '.join(ends)}")
    return f"Line charts with forecasts. {render(fan_title(brief))}. {'; '.join(parts)}."


def _end(series: Series) -> str:
    """Give the newest share of a party."""
    return f"{series.of} {percent_sign(series.values[-1])} in {series.years[-1]}"


def _cells(panels: Sequence[Panel]) -> Grid:
    """Give every share that is drawn: those measured, then the medians with their bands."""
    names = tuple(one.of for one in panels[0].series)
    rows: list[tuple[str, ...]] = []
    for panel in panels:
        columns = [
            _column(series, fan) for series, fan in zip(panel.series, panel.fans, strict=True)
        ]
        rows += ((panel.title, *row) for row in rows_of(columns))
    return cells("shares", ("yardstick", "year", *names), tuple(rows))


def _column(series: Series, fan: Forecast | None) -> Column:
    """Write the shares of one party, and its forecast after them."""
    measured = column(series.of, series, percent_sign)
    if fan is None:
        return measured
    bands = zip(fan.years, fan.median, fan.low80, fan.high80, strict=True)
    ahead = {
        year: f"{percent_sign(median)} ({interval(low, high)})" for year, median, low, high in bands
    }
    return Column(series.of, {**ahead, **measured.by_year})


def _panels(brief: Brief) -> list[Panel]:
    """Choose what is known on the composite index, on GDP and on spending."""
    power, fans = brief.relation.power, brief.relation.shares.fans
    gdp = "gdp" if any(len(one.years) > LONG for one in power.shares["gdp"]) else "gdp_long"
    panels = []
    for name in ("cinc", gdp, "spending"):
        actual = power.shares[name]
        if all(len(one.years) >= LEAST for one in actual[:2]):
            series = at_one_membership(brief, name)
            # a forecast was made for each year's members: it follows no line of other ones
            own = tuple(
                fans.get((name, one.of)) if one is known else None
                for one, known in zip(series, actual, strict=True)
            )
            shown = len(series) if names_third(brief) else 2
            panels.append(Panel(PANELS[name], series[:shown], fans=own[:shown]))
    return panels


def _note(panels: Sequence[Panel]) -> str:
    """Say how forecasts are drawn, and how such forecasts did."""
    with_fan = [panel for panel in panels if any(panel.fans)]
    without = [panel.title for panel in panels if not any(panel.fans)]
    if not with_fan:
        return "No forecast: its method cannot be scored from this view."
    note = f"{FAN} {_tested(with_fan)}"
    if without:
        note += f" No fan for {listed(without)}: too few past forecasts to score."
    return note


def _tested(panels: Sequence[Panel]) -> str:
    """Say how often the wider band held what came ten years later."""
    records = ((panel.title, next(fan.record for fan in panel.fans if fan)) for panel in panels)
    known = [(title, record.at(10)) for title, record in records]
    held = [f"{title} {one.inside:.0%}" for title, one in known if one is not None]
    return f"After ten years the wider band held: {', '.join(held)}." if held else ""
