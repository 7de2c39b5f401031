"""The section on power."""

from __future__ import annotations

import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.evidence.series import STALE, Series, base_year
from detente.models.shares.forecast import Forecast
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph, Section
from detente.paper.sections import power_system
from detente.paper.sections.sourcing import source_line
from detente.phrasing import cap, listed, moved, number, share
from detente.power.yardsticks import YARDSTICKS, yardstick

PANELS = {
    "cinc": "Composite index (CINC)",
    "gdp": "GDP, constant dollars",
    "gdp_long": "GDP (Maddison)",
    "spending": "Military spending",
}
LEVELS = (
    ("pop", "pop", "People, millions", 1e-6),
    ("gdp", "gdp_constant", "GDP, billion dollars of 2015", 1e-9),
    ("gdp_ppp", "gdp_ppp_constant", "GDP at purchasing power, billion dollars of 2021", 1e-9),
    ("gdp_long", "gdp_2011", "GDP (Maddison), billion dollars of 2011", 1e-9),
    ("pec", "", "Energy, share of all", 1.0),
    ("milper", "", "Soldiers, share of all", 1.0),
    ("warheads", "warheads", "Nuclear warheads", 1.0),
)
LEAST = 5
"""Fewest known years of both parties for which a panel is drawn."""


def section(brief: Brief) -> Section:
    """Lay out power: shares with fans, spending, the gap, the table of means, what it rests on."""
    blocks: list[Block] = []
    findings = {f.id: f for f in brief.of("power")}
    blocks += _shares(brief)
    first = ("power.shares", "power.spending", "power.forecast")
    blocks += [
        Paragraph(f.text, brief.note(f.id), f.method.mark)
        for i, f in findings.items()
        if i.startswith(first)
    ]
    blocks += _gap(brief)
    if "power.gap" in findings:
        blocks.append(
            Paragraph(
                findings["power.gap"].text,
                brief.note("power.gap"),
                findings["power.gap"].method.mark,
            )
        )
    blocks += power_system.threat(brief)
    blocks += power_system.views(brief)
    blocks += [
        Paragraph(f.text, brief.note(i), f.method.mark)
        for i, f in findings.items()
        if i in ("power.system", "power.transition") or i.startswith("power.crossing")
    ]
    blocks += _means(brief)
    blocks += [
        Paragraph(f.text, brief.note(f.id), f.method.mark)
        for i, f in findings.items()
        if i.startswith(("power.base", "power.energy", "power.dispute_end"))
    ]
    return Section("power", "Power", (*blocks, *_missing(brief)))


def _parties(brief: Brief) -> tuple[Actor, ...]:
    third = brief.relation.power.third
    return (brief.pair.a, brief.pair.b, *((third,) if third else ()))


def _shares(brief: Brief) -> list[Block]:
    power, as_of = brief.relation.power, brief.pair.as_of
    gdp = "gdp" if any(len(s.years) > 15 for s in power.shares["gdp"]) else "gdp_long"
    panels = []
    for name in ("cinc", gdp, "spending"):
        group = power.shares[name]
        if not all(len(s.years) >= LEAST for s in group[:2]):
            continue
        fans = [brief.relation.shares.fans.get((name, s.of)) for s in group]
        panels.append((PANELS[name], group, fans))
    drawn = [
        (title, tuple(brief.relation.with_later(s) for s in group), fans)
        for title, group, fans in panels
    ]
    spec = charts.shares(drawn, as_of) if panels else None
    if spec is None:
        return []
    title = _title(brief)
    series = [s for _, group, _ in panels for s in group if s]
    scored = any(f for _, _, fans in panels for f in fans)
    bare = [title for title, _, fans in panels if not any(fans)]
    note = " Shares of the system, bloc at each year's members." + (
        " Fan: 50 and 80 % bands of pooled past errors; dotted: median."
        if scored
        else " No forecast: its method cannot be scored from this view."
    )
    if scored:
        note += " " + " ".join(_tested(title, fans) for title, _, fans in panels if any(fans))
    if scored and bare:
        note += f" No fan for {listed(bare)}: too few past forecasts to score."
    return [
        Exhibit(
            "shares",
            title,
            spec,
            source_line(brief, series) + note + " Black: what came after the view.",
        )
    ]


def _tested(title: str, fans: list[Forecast | None]) -> str:
    """Print how the fans of a panel did, beside the random walk."""
    record = next(f.record for f in fans if f)
    cover = listed(
        [
            f"{c:.0%} at {h}"
            for h, c in ((10, record.coverage10), (20, record.coverage20))
            if c is not None
        ]
    )
    held = f", 80 % band held {cover} years" if record.coverage10 is not None else ""
    anew = ""
    if record.anew_ratio is not None and record.anew10 is not None:
        anew = f" (chosen anew at every origin {number(record.anew_ratio)}, {record.anew10:.0%})"
    return f"{title}: CRPS {number(record.crps_ratio or 0)} of a random walk's{held}{anew}."


def _title(brief: Brief) -> str:
    """Say who lost and who gained on the composite index, between the years of the sentence beneath."""
    as_of = brief.pair.as_of
    group = brief.relation.power.shares["cinc"]
    if not all(group[:2]):
        return "Shares of the system"
    last = min(s.years[-1] for s in group[:2])
    first = base_year(as_of, group[:2], last)
    if first is None:
        return f"Shares of the system to {last}"
    moves = {
        p.label: (now.value, then.value)
        for p, s in zip(_parties(brief), group, strict=True)
        for now, then in [(s.at(last), s.at(first))]
        if now and then
    }
    kinds = {name: "" if share(a) == share(b) else moved(b, a) for name, (a, b) in moves.items()}
    down, up = ([n for n, k in kinds.items() if k == word] for word in ("fell from", "rose from"))
    said = (f"{listed(down)} lost weight in the system" if down else "") + (
        f"{', ' if down else ''}{listed(up)} gained {'it' if down else 'weight in the system'}"
        if up
        else ""
    )
    return cap(f"{said or 'weights in the system hardly moved'}, {first} to {last}")


def _gap(brief: Brief) -> list[Block]:
    found = brief.relation.power.gap
    spec = (
        charts.gap(found, brief.relation.with_later(found.series), brief.pair.as_of)
        if found
        else None
    )
    if found is None or spec is None:
        return []
    known = found.series
    change = known.values[-1] / known.values[0] - 1
    behind = known.values[-1] >= 1
    how = (
        "stand where they stood against"
        if abs(change) < 0.15
        else (
            ("have fallen further behind" if change > 0 else "have drawn nearer to")
            if behind
            else ("are less far ahead of" if change > 0 else "have drawn further ahead of")
        )
    )
    title = f"The {found.rest} {how} {found.leader}{' in' if abs(change) < 0.15 else ' since'} {known.years[0]}"
    return [
        Exhibit(
            "gap",
            title,
            spec,
            source_line(brief, [found.series]) + f" {found.series.label}, members of each year.",
        )
    ]


def _means(brief: Brief) -> list[Block]:
    """Table of means: amounts, with shares of the system and ranks."""
    power, as_of, catalog = brief.relation.power, brief.pair.as_of, brief.relation.catalog
    totals = catalog.frame("totals")
    rows: list[tuple[str, ...]] = []
    used: list[Series] = []
    for name, measure, label, factor in LEVELS:
        if name == "gdp_long" and any(r[0].startswith("GDP,") for r in rows):
            continue
        group = [s for s in power.shares[name]]
        years = [s.years[-1] for s in group if s]
        if not years or min(years) < as_of - STALE:
            continue
        year = min(years)
        total = totals.filter((pl.col("measure") == measure) & (pl.col("year") == year))[
            "total"
        ].to_list()
        row = [
            f"{label if total or not measure else f'{label.partition(chr(44))[0]}, share of all'} ({year})"
        ]
        for series, party in zip(group, _parties(brief), strict=True):
            cell = series.at(year) if series else None
            if cell is None:
                row.append("none listed" if name == "warheads" else "no data")
                continue
            place = power.ranks.get((name, party.key))
            rank = f" ({_rank(place[0])})" if place and isinstance(party, State) else ""
            amount = _amount(cell.value * total[0] * factor, name) if total else share(cell.value)
            row.append(f"{amount}{rank}")
            used.append(series)
        rows.append(tuple(row))
    rows += _spending_rows(brief)
    outlook = _outlook(brief)
    if outlook:
        rows.append(outlook)
    if not rows:
        return []
    heads = ("", *(short(p)[0].upper() + short(p)[1:] for p in _parties(brief)))
    return [
        Grid(
            "means",
            "Means of power; in brackets a state's rank among all with data",
            heads,
            tuple(rows),
            source_line(brief, used) if used else "",
        )
    ]


def _amount(value: float, name: str) -> str:
    """Write an amount; things that are counted have no decimals."""
    return f"{value:,.0f}" if name == "warheads" else number(value)


def _rank(place: int) -> str:
    return f"no. {place}"


def _spending_rows(brief: Brief) -> list[tuple[str, ...]]:
    rows = []
    for name, group in brief.relation.power.spending.items():
        known = [s for s in group]
        years = [s.years[-1] for s in known if s]
        if len(years) < 2 or min(years) < brief.pair.as_of - STALE:
            continue
        by, year = yardstick(name), min(years)
        scale = {"million": 1e-3, "thousand": 1e-6}.get(by.unit.partition(" ")[0], 1e-9)
        cells = [s.at(year) for s in known]
        rows.append(
            (
                f"Defence, billion, {by.label} ({year})",
                *(number(c.value * scale) if c else "no data" for c in cells),
            )
        )
    return rows


def _outlook(brief: Brief) -> tuple[str, ...] | None:
    """Row on the people of 2050: only for views that could know the 2024 projections."""
    if brief.pair.as_of < 2024:
        return None
    table = brief.relation.catalog.frame("outlook").filter(pl.col("year") == 2050)
    people = (
        brief.relation.catalog.frame("capability")
        .filter(pl.col("year") == 2024)
        .select("ccode", "pop_share")
    )
    row = ["People in 2050, change on 2024 [80 %]"]
    for party in _parties(brief):
        codes = list(party.members(brief.pair.as_of))
        here = table.filter(pl.col("ccode").is_in(codes)).join(people, on="ccode", how="left")
        if (
            here.height < len(codes)
            or here.is_empty()
            or (len(codes) > 1 and here["pop_share"].null_count())
        ):
            row.append("no data")
            continue
        weight = here["pop_share"] / here["pop_share"].sum() if len(codes) > 1 else pl.Series([1.0])
        middle = 100 * ((here["growth_median"] * weight).sum() - 1)
        ends = (
            []
            if len(codes) > 1
            else [100 * (here[f"growth_{side}80"][0] - 1) for side in ("low", "high")]
        )
        row.append(
            f"{_signed(float(middle))} %"
            + (f" [{', '.join(_signed(e) for e in ends)}]" if ends else "")
        )
    return tuple(row)


def _signed(value: float) -> str:
    return f"{round(value):+d}" if round(value) else "0"


def _missing(brief: Brief) -> list[Block]:
    """Say which yardsticks are absent for the pair at the view."""
    as_of, power = brief.pair.as_of, brief.relation.power
    lines: list[Block] = []
    absent = [
        y.label
        for y in YARDSTICKS
        if y.id in ("cinc", "gdp", "spending")
        and not all(s and s.years[-1] >= as_of - STALE for s in power.shares[y.id][:2])
    ]
    if absent:
        why = (
            "open GDP and spending data begin in 1960 and cover most states from 1991"
            if as_of < 1992
            else ("at least one party does not report it")
        )
        lines.append(Missing(f"Not given for both parties in {as_of}: {listed(absent)}; {why}."))
    if not any(n == "cinc" for n, _ in brief.relation.shares.fans) and not absent:
        lines.append(
            Missing(f"No forecast: from {as_of} the method has no past forecast to be scored on.")
        )
    return lines
