"""The state of a relation as plain data."""

from __future__ import annotations

from typing import Any

from detente.actors.relation_facts import Fact
from detente.analysis.state.condition import Condition, RelationState
from detente.evidence.cell import Cell

SAME = ("headline", "what", "first", "second", "by_member", "land", "url", "checked", "row")
"""Fields of a condition that the record has unchanged."""


def state_record(state: RelationState) -> dict[str, Any]:
    """Write the state of a relation as docs/brief-json.md describes it.

    Parameters
    ----------
    state : RelationState
        The state.
    """
    groups = [
        {
            "headline": group.headline,
            "members": list(group.members),
            "other": group.other,
            "of": group.of,
        }
        for group in state.groups
    ]
    wars = [
        {"side": war.side, "enemy": war.enemy, **fact_record(war.fact)} for war in state.other_wars
    ]
    said = {
        "headline": state.headline,
        "day": state.day.isoformat(),
        "text": state.sentence,
        "details": list(state.details),
        "rung": state.rung,
        "checked": state.checked,
    }
    conditions = [condition_record(one) for one in state.conditions]
    sanctions = [fact_record(one) for one in state.sanctions]
    return {
        **said,
        "conditions": conditions,
        "members": groups,
        "other_wars": wars,
        "sanctions": sanctions,
        "documents": list(state.documents()),
    }


def condition_record(one: Condition) -> dict[str, Any]:
    """Write a condition as plain data.

    Parameters
    ----------
    one : Condition
        The condition.
    """
    same = {name: getattr(one, name) for name in SAME}
    dates = {**_dates(one), "from_precision": one.start_precision}
    cells = [_cell(cell) for cell in one.cells]
    precise = {"to_precision": one.end_precision}
    return {**same, **dates, **precise, "document": one.source, "evidence": cells}


def _dates(one: Condition | Fact) -> dict[str, str | None]:
    """Write first and last day; none while it goes on."""
    return {"from": one.start.isoformat(), "to": one.end.isoformat() if one.end else None}


def fact_record(fact: Fact) -> dict[str, Any]:
    """Write a fact as plain data.

    Parameters
    ----------
    fact : Fact
        The fact.
    """
    return {
        "row": fact.id,
        "a": fact.one,
        "b": fact.other,
        "what": fact.what,
        **_dates(fact),
        "document": fact.source,
        "url": fact.url,
        "checked": fact.checked,
        **fact.source_words,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "table": cell.table,
        "column": cell.column,
        "keys": dict(cell.keys),
        "value": cell.value,
        "unit": cell.unit,
        "source": list(cell.sources),
        "rule": cell.rule,
    }
