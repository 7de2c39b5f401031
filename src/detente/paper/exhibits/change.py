"""What a membership changes: shares before and after, and every difference as a table."""

from __future__ import annotations

from dataclasses import replace

from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence, render
from detente.paper.blocks import Exhibit, Grid
from detente.paper.charts.style import for_phone
from detente.paper.charts.synthesis import change as drawn_change
from detente.paper.charts.synthesis import shares_of
from detente.paper.exhibits.cells import cells
from detente.phrasing import multiple, number, percent_sign, share
from detente.scenarios.accounting import Difference, Scenario

SEEN = 0.01
"""Change of a share from which a picture has something to show."""
SOURCE = "Arithmetic on the newest data not after the view."
SMALL = 0.0005
"""Change of a share that its digits do not show."""
FINE = 0.1
"""Change under which a third digit is printed."""


def change(scenario: Scenario) -> list[Exhibit]:
    """Draw the shares before and after; nothing where none changes by what a reader would see."""
    moved = [one for one in shares_of(scenario) if abs(one.difference) >= SEEN]
    spec = drawn_change(scenario) if moved else None
    if spec is None:
        return []
    bloc = scenario.bloc.label
    title = _chart_title(max(moved, key=lambda one: abs(one.difference)))
    shown = Exhibit(
        "change",
        title,
        spec=spec,
        unit=f"Share of {bloc} in all states, before and after the {scenario.kind}",
        source=f"Grey: {bloc} as it is; violet: after. {SOURCE}",
    )
    alt = f"Dots before and after, one row a yardstick. {render(title)}."
    narrow = for_phone(drawn_change(scenario, narrow=True))
    return [replace(shown, alt=alt, cells=_cells(scenario), narrow=narrow)]


def _cells(scenario: Scenario) -> Grid:
    """Give the shares that are drawn."""
    rows = tuple(
        (one.label, percent_sign(one.before), percent_sign(one.after))
        for one in shares_of(scenario)
    )
    return cells("change", ("yardstick", "before", "after"), rows)


def _chart_title(largest: Difference) -> Sentence:
    """Name the yardstick that would move most."""
    # as its bar has it: two rounded levels need not differ by what the bar says
    points = Figure(
        figure_id("change", largest.id, "points"),
        100 * abs(largest.after - largest.before),
        unit="points",
        cells=largest.evidence,
        way="one_decimal",
    )
    name = largest.label.partition(",")[0]
    if not name.isupper():  # GDP stays as it is written
        name = name[0].lower() + name[1:]
    what: dict[str, str | Figure] = {"what": name, "points": points}
    return Sentence("Its share of {what} would move most, by {points} points", what)


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
