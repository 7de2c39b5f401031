"""What a membership changes: shares before and after, and every difference as a table."""

from __future__ import annotations

from detente.paper.blocks import Exhibit, Grid
from detente.paper.charts.style import for_phone
from detente.paper.charts.synthesis import change as drawn_change
from detente.paper.charts.synthesis import shares_of
from detente.phrasing import multiple, number, share
from detente.scenarios.accounting import Difference, Scenario

SMALL = 0.0005
"""Change of a share that its digits do not show."""
FINE = 0.1
"""Change under which a third digit is printed."""


def change(scenario: Scenario) -> list[Exhibit]:
    """Draw the shares before and after; nothing where none changes."""
    spec = drawn_change(scenario)
    if spec is None:
        return []
    note = (
        f"Grey: {scenario.bloc.label} as it is; violet: after the {scenario.kind} of "
        f"{scenario.state.label}. Shares of the system; arithmetic on the newest data not after "
        "the view."
    )
    narrow = for_phone(drawn_change(scenario, narrow=True))
    title = _chart_title(scenario)
    return [Exhibit("change", title, spec=spec, source=note, narrow=narrow)]


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


def differences(scenario: Scenario) -> Grid:
    """List every difference."""
    return Grid(
        "accounting",
        f"Before and after: {scenario.state.label} and {scenario.bloc.label}",
        columns=("", "before", "after", "difference", "of"),
        rows=tuple(_row(one) for one in scenario.differences),
        source="Exact accounting from the view's data; nothing is estimated.",
        widths=(2.2, 0.7, 0.7, 0.8, 1.3),
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
