"""The simulated part of a scenario in ``brief.json``, as the command ``scenario`` prints it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.evidence.cell import Cell
from detente.paper.brief import Brief
from detente.rules.membership.simulation import cell_of
from detente.scenarios.record import record
from detente.scenarios.run import Moved, Simulated

NOTE = "mean of paired futures at the end of {year}, with the 80 % band"


def with_simulation(
    counted: dict[str, Any], brief: Brief, cell: Callable[[Cell], dict[str, Any]]
) -> dict[str, Any]:
    """Add what paired futures say to what was counted.

    Parameters
    ----------
    counted : dict
        The scenario as far as it was counted.
    brief : Brief
        What the paper says.
    cell : callable
        Writes a cell as plain data.

    Returns
    -------
    dict
        The scenario with simulated rows, and ``simulated``: the whole result, null where there is
        none.
    """
    known = brief.simulation
    if known is None or known.found is None or not known.found.moved:
        refused = "" if known is None else known.refused
        empty = {**counted["empty"], **({"simulated": refused} if refused else {})}
        return {**counted, "simulated": None, "empty": empty}
    found = known.found
    event = found.plan.events[0]
    rows = {one.wanted.id: _row(found, one, cell) for one in found.moved}
    spinoffs = {
        name: [*of_it, *(rows[one.wanted.id] for one in found.spinoff(name))]
        for name, of_it in counted["spinoffs"].items()
    }
    asked = {
        "kind": event.verb,
        "bloc": event.bloc.id,
        "state": event.state.key,
        "year": event.year,
        "method": counted["method"] or "paired_futures",
    }
    return {
        **counted,
        **asked,
        "difference": [*counted["difference"], *rows.values()],
        "spinoffs": spinoffs,
        "empty": {} if spinoffs["domestic"] else counted["empty"],
        "simulated": record(found),
    }


def _row(found: Simulated, moved: Moved, cell: Callable[[Cell], dict[str, Any]]) -> dict[str, Any]:
    """Write the difference of the last year as a row beside those that are counted."""
    columns = {"difference": moved.mean, "low": moved.low, "high": moved.high}
    numbers = {name: float(column[-1]) for name, column in columns.items()}
    wanted = moved.wanted
    return {
        "id": wanted.id,
        "label": wanted.label,
        "before": None,
        "after": None,
        **numbers,
        "unit": wanted.unit,
        "note": NOTE.format(year=found.years[-1]),
        "evidence": [cell(cell_of(found, moved))],
    }
