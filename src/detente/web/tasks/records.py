"""Records of a relation for programs: the whole, its windows, its risk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from detente.models.windows.read import plain
from detente.paper.brief import Brief
from detente.paper.writers.json import record
from detente.span import view_fields
from detente.web.tasks.briefs import brief_on


def relation_record(first: str, second: str, as_of: str) -> dict[str, Any]:
    """Give the record of a relation, as ``brief.json`` has it.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    """
    return record(brief_on(first, second, as_of))


def _asked(brief: Brief) -> dict[str, Any]:
    pair = brief.pair
    return {"a": pair.first.key, "b": pair.second.key, **view_fields(pair.day)}


def windows_record(first: str, second: str, as_of: str) -> dict[str, Any]:
    """Give the windows of a relation with the record of their kinds, or why there are none.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    """
    brief = brief_on(first, second, as_of)
    barred = brief.silence("window")
    none: dict[str, Any] = {"windows": [], "records": []}
    found = none if barred else plain(brief.relation.windows)
    return {**_asked(brief), **found, "left_out": barred}


def risk_record(first: str, second: str, as_of: str) -> dict[str, Any]:
    """Give the risk of a dispute, or why there is none.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    """
    brief = brief_on(first, second, as_of)
    finding = brief.finding("synthesis.risk")
    if finding is None:
        reason = (
            brief.reason("synthesis.risk") or "no pair of states across the two sides is covered"
        )
        return {**_asked(brief), "risk": None, "left_out": reason}
    said = {"text": finding.text, "value": finding.value, "low": finding.low, "high": finding.high}
    cells = [asdict(cell) for cell in finding.evidence[:50]]
    risk = {**said, "unit": finding.unit, "evidence": cells}
    return {**_asked(brief), "risk": risk, "left_out": ""}
