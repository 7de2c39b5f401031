"""The section on power: what each party has, what it faces, and what that rests on."""

from __future__ import annotations

from detente.evidence.series import STALE
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.document import Block, Exhibit, Missing, Section
from detente.paper.sections.blocks import said, source_line
from detente.paper.sections.power_means import means
from detente.paper.sections.power_shares import shares
from detente.paper.sections.power_system import threat, views
from detente.phrasing import listed
from detente.power.profile import Gap
from detente.power.yardsticks import YARDSTICKS

STEADY = 0.15
"""Relative change of a gap under which its members are where they were."""
HEADLINES = ("cinc", "gdp", "spending")
"""Yardsticks whose absence is said."""
REPORTED = 1992
"""First year from which most states report GDP and spending to open sources."""


def section(brief: Brief) -> Section:
    """Lay out power: shares with fans, spending, the gap, the table of means, what it rests on."""
    weight = [*shares(brief), *said(brief, "power", "shares")]
    inside = [*_gap(brief), *said(brief, "power", "gap")]
    outside = [*threat(brief), *views(brief), *said(brief, "power", "system")]
    basis = [*means(brief), *said(brief, "power", "means")]
    blocks = (*weight, *inside, *outside, *basis, *_missing(brief))
    return Section("power", "Power", blocks=blocks)


def _gap(brief: Brief) -> list[Block]:
    """Draw the gap inside a bloc."""
    gap = brief.relation.power.gap
    if gap is None or brief.silence("arms"):
        return []
    spec = charts.gap(gap, brief.relation.with_later(gap.series), brief.pair.as_of)
    if spec is None:
        return []
    source = f"{source_line([gap.series])} {gap.series.label}, members of each year."
    return [Exhibit("gap", _gap_title(gap), spec=spec, source=source)]


def _gap_title(gap: Gap) -> str:
    """Say whether the others have fallen behind the leader, or drawn nearer."""
    first, last = gap.series.values[0], gap.series.values[-1]
    change = last / first - 1
    if abs(change) < STEADY:
        return (
            f"The {gap.rest} stand where they stood against {gap.leader} in {gap.series.years[0]}"
        )
    if last >= 1:
        how = "have fallen further behind" if change > 0 else "have drawn nearer to"
    else:
        how = "are less far ahead of" if change > 0 else "have drawn further ahead of"
    return f"The {gap.rest} {how} {gap.leader} since {gap.series.years[0]}"


def _missing(brief: Brief) -> list[Block]:
    """Say which yardsticks are absent for the pair at the view."""
    barred = brief.silence("arms")
    if barred:
        return [Missing(f"Military yardsticks and forecasts are left out: {barred}.")]
    as_of, power = brief.pair.as_of, brief.relation.power
    absent = []
    for by in YARDSTICKS:
        both = power.shares[by.id][:2]
        known = all(series and series.years[-1] >= as_of - STALE for series in both)
        if by.id in HEADLINES and not known:
            absent.append(by.label)
    if absent:
        why = (
            "open GDP and spending data begin in 1960 and cover most states from 1991"
            if as_of < REPORTED
            else f"the tables held here lack at least one party from {as_of - STALE}"
        )
        return [Missing(f"Not given for both parties in {as_of}: {listed(absent)}; {why}.")]
    if any(name == "cinc" for name, _ in brief.relation.shares.fans):
        return []
    return [Missing(f"No forecast: from {as_of} the method has no past forecast to be scored on.")]
