"""The section on what a membership would change."""

from __future__ import annotations

from detente.paper.brief import Brief
from detente.paper.charts.synthesis import change, shares_of
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph, Section
from detente.paper.sections.treaty import by_treaty
from detente.phrasing import cap, counted, listed, multiple, number, share
from detente.scenarios.accounting import DOMESTIC, Difference, Scenario

ID, HEADING = "beyond", "Beyond association"
SMALL = 0.0005
"""Change of a share that its digits do not show."""
FINE = 0.1
"""Change under which a third digit is printed."""


def section(brief: Brief) -> Section:
    """Lay out the accounting of a membership, before and after, by spin-off."""
    scenario = brief.scenario
    if scenario is None:
        return Section(ID, HEADING, blocks=(Missing(_why(brief)),))
    asked = [Missing(_only_asked(brief))] if brief.why_not_offered else []
    blocks: tuple[Block, ...] = (
        *asked,
        Paragraph(_lead(brief, scenario)),
        *_chart(scenario),
        _table(scenario),
        *_borders(scenario),
        *by_treaty(scenario),
        Missing(f"Domestic politics: {DOMESTIC}."),
    )
    return Section(ID, HEADING, blocks=blocks)


def _chart(scenario: Scenario) -> list[Block]:
    """Draw the shares before and after; nothing where none changes."""
    spec = change(scenario)
    if spec is None:
        return []
    note = (
        f"Grey: {scenario.bloc.label} as it is; violet: after the {scenario.kind} of "
        f"{scenario.state.label}. Shares of the system; arithmetic on the newest data not after "
        "the view."
    )
    return [Exhibit("change", _chart_title(scenario), spec=spec, source=note)]


def _chart_title(scenario: Scenario) -> str:
    """Name the yardstick that would move most."""
    largest = max(shares_of(scenario), key=lambda one: abs(one.difference))
    before, after = share(largest.before), share(largest.after)
    if before == after:
        return "On no yardstick would the share move by a digit that counts"
    name = largest.label.partition(",")[0]
    if not name.isupper():  # GDP stays as it is written
        name = name[0].lower() + name[1:]
    return f"Of all yardsticks {name} would move most, from {before} to {after}"


def _table(scenario: Scenario) -> Grid:
    """List every difference."""
    return Grid(
        "accounting",
        f"Before and after: {scenario.state.label} and {scenario.bloc.label}",
        columns=("", "before", "after", "difference", "of"),
        rows=tuple(_row(one) for one in scenario.differences),
        source="Exact accounting from the view's data; nothing is estimated.",
        widths=(2.2, 0.7, 0.7, 0.8, 1.3),
    )


def _borders(scenario: Scenario) -> list[Block]:
    """Say whom the bloc would border, and no longer border."""
    blocks: list[Block] = []
    if scenario.gained:
        order = ", the strongest first" if len(scenario.gained) > 1 else ""
        states = counted(len(scenario.gained), "state")
        blocks.append(
            Paragraph(
                f"{cap(scenario.bloc.label)} would border {states} that it does not border by land "
                f"today{order}: {listed(scenario.gained)}."
            )
        )
    if scenario.lost:
        blocks.append(Paragraph(f"It would no longer border {listed(scenario.lost)}."))
    return blocks


def _why(brief: Brief) -> str:
    """Say why no change of membership is counted."""
    pair = brief.pair
    if brief.options.scenario == "none":
        return f"No change of membership was asked for: {pair.words} stay as they are."
    if pair.first.kind == pair.second.kind == "state":
        return (
            f"Neither {pair.first.label} nor {pair.second.label} is an organisation: "
            "between the two there is no membership to change."
        )
    sides = pair.bloc_and_state
    if sides is None:
        return f"{cap(pair.words)} are both blocs: a state can join a bloc, a bloc cannot."
    bloc, state = sides
    if brief.why_not_offered:
        return f"No membership of {state.label} is counted here unasked: {brief.why_not_offered}."
    return (
        f"{cap(state.label)} has never stood higher than partner or observer in {bloc.label}: a "
        "membership that nobody approached is not counted here."
    )


def _only_asked(brief: Brief) -> str:
    return f"Counted because it was asked for; it is not offered: {brief.why_not_offered}."


def _lead(brief: Brief, scenario: Scenario) -> str:
    """Say what is counted."""
    state, bloc = scenario.state.label, scenario.bloc.label
    if scenario.kind == "association":
        return (
            f"{cap(state)} as an associate of {bloc} in {scenario.year}: association moves a rung "
            "and nothing that can be counted; capability, borders and duties stay as they are."
        )
    verb = "joining" if scenario.kind == "accession" else "leaving"
    return (
        f"What would change hands with {state} {verb} {bloc} in {scenario.year}, on the data of "
        f"{brief.pair.at}; how anyone would act on it is not accounting and is not said."
    )


def _row(item: Difference) -> tuple[str, ...]:
    before, after = _written(item.before, item.unit), _written(item.after, item.unit)
    return (item.label, before, after, _difference(item), item.note)


def _written(value: float, unit: str) -> str:
    """Write a value as its unit wants it; things that are counted have no decimals."""
    if unit == "share":
        return share(value)
    return multiple(value) if unit == "ratio" else f"{value:,.0f}"


def _difference(item: Difference) -> str:
    """Write a difference with its sign."""
    value = item.difference
    if value == 0:
        return "0"
    if item.unit not in ("share", "ratio"):
        return f"{value:+,.0f}"
    if item.unit == "share" and abs(value) < SMALL:
        return "under .001" if value > 0 else "a loss under .001"
    digits = 3 if abs(value) < FINE else 2
    return f"{'+' if value > 0 else '-'}{number(abs(value), digits)}"
