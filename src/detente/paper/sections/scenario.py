"""The section on what a membership would change."""

from __future__ import annotations

from detente.paper.brief import Brief
from detente.paper.charts.synthesis import change
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph, Section
from detente.phrasing import cap, counted, listed, multiple, number, share
from detente.scenarios.accounting import DOMESTIC, Difference, Scenario

TITLES = {"accession": "as a full member", "association": "as an associate", "exit": "leaving"}


def section(brief: Brief) -> Section:
    """Lay out the accounting of a membership, before and after, by spin-off."""
    scenario = brief.scenario
    if scenario is None:
        return Section("beyond", "Beyond association", (Missing(_why(brief)),))
    blocks: list[Block] = [Paragraph(_lead(brief, scenario))]
    spec = change(scenario)
    if spec is not None:
        largest = max(
            (d for d in scenario.differences if d.id.startswith("prominence.share_")),
            key=lambda d: abs(d.difference),
        )
        name = largest.label.partition(",")[0]
        name = name if name.isupper() else name[0].lower() + name[1:]
        title = (
            f"Of all yardsticks {name} would move most, from {share(largest.before)} to {share(largest.after)}"
            if share(largest.before) != share(largest.after)
            else "On no yardstick would the share move by a digit that counts"
        )
        blocks.append(
            Exhibit(
                "change",
                title,
                spec,
                f"Grey: {scenario.bloc.label} as it is; violet: after the "
                f"{scenario.kind} of {scenario.state.label}. Shares of the system; arithmetic on the newest data "
                f"not after the view.",
            )
        )
    blocks.append(
        Grid(
            "accounting",
            f"Before and after: {scenario.state.label} and {scenario.bloc.label}",
            ("", "before", "after", "difference", "of"),
            tuple(_row(d) for d in scenario.differences),
            "Exact accounting from the view's data; nothing is estimated.",
            widths=(2.2, 0.7, 0.7, 0.8, 1.3),
        )
    )
    if scenario.gained:
        blocks.append(
            Paragraph(
                f"{cap(scenario.bloc.label)} would border {counted(len(scenario.gained), 'state')} that it does "
                f"not border by land today{', the strongest first' if len(scenario.gained) > 1 else ''}: "
                f"{listed(scenario.gained)}."
            )
        )
    if scenario.lost:
        blocks.append(Paragraph(f"It would no longer border {listed(scenario.lost)}."))
    blocks.append(Missing(f"Domestic politics: {DOMESTIC}."))
    return Section("beyond", "Beyond association", tuple(blocks))


def _why(brief: Brief) -> str:
    pair = brief.pair
    if brief.options.scenario == "none":
        return f"No change of membership was asked for: {pair.words} stay as they are."
    if pair.a.kind == pair.b.kind == "state":
        return f"Neither {pair.a.label} nor {pair.b.label} is an organisation: between the two there is no membership to change."
    sides = pair.bloc_and_state
    if sides is not None:
        return (
            f"{cap(sides[1].label)} has never stood higher than partner or observer in {sides[0].label}: a membership that "
            f"nobody approached is not counted here."
        )
    return f"{cap(pair.words)} are both blocs: a state can join a bloc, a bloc cannot."


def _lead(brief: Brief, scenario: Scenario) -> str:
    state, bloc = scenario.state.label, scenario.bloc.label
    if scenario.kind == "association":
        return (
            f"{cap(state)} {TITLES['association']} of {bloc} in {scenario.year}: association moves a rung and nothing that "
            f"can be counted; capability, borders and duties stay as they are."
        )
    verb = "joining" if scenario.kind == "accession" else "leaving"
    return (
        f"What would change hands with {state} {verb} {bloc} in {scenario.year}, on the data of {brief.pair.as_of}; how "
        f"anyone would act on it is not accounting and is not said."
    )


def _row(item: Difference) -> tuple[str, ...]:
    write = {"share": share, "ratio": multiple}.get(item.unit, lambda v: f"{v:,.0f}")
    gap = item.difference
    shown = (
        f"{gap:+,.0f}"
        if item.unit not in ("share", "ratio")
        else (
            "0"
            if gap == 0
            else f"{'+' if gap > 0 else '-'}{number(abs(gap), 3 if abs(gap) < 0.1 else 2)}"
        )
    )
    if item.unit not in ("share", "ratio") and gap == 0:
        shown = "0"
    if item.unit == "share" and 0 < abs(gap) < 0.0005:
        shown = "under .001" if gap > 0 else "a loss under .001"
    return (item.label, write(item.before), write(item.after), shown, item.note)
