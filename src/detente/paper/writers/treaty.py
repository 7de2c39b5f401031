"""What a change of membership means by treaty, as plain data of ``brief.json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.evidence.cell import Cell
from detente.institutions.treaty_terms import HeldTerms
from detente.scenarios.treaty import TreatyChange


def treaty_record(
    treaty: TreatyChange | None, written: Callable[[Cell], dict[str, Any]]
) -> dict[str, Any] | None:
    """Write the change; None where the terms of the bloc's rungs are not on record.

    Parameters
    ----------
    treaty : TreatyChange or None
        What changes.
    written : callable
        How a cell is written.
    """
    if treaty is None:
        return None
    return {
        "before": _held(treaty.before),
        "after": _held(treaty.after),
        "topics": [
            {
                "topic": row.topic,
                "before": [term.plain() for term in row.before],
                "after": [term.plain() for term in row.after],
            }
            for row in treaty.topics
        ],
        "gained": [term.row for term in treaty.gained()],
        "owed": [term.row for term in treaty.owed()],
        "given_up": [term.row for term in treaty.given_up()],
        "counts": [
            {
                "id": count.id,
                "label": count.label,
                "before": count.before,
                "after": count.after,
                "unit": count.unit,
                "note": count.note,
                "evidence": [written(cell) for cell in count.evidence],
            }
            for count in treaty.counts
        ],
    }


def _held(held: HeldTerms) -> dict[str, Any]:
    return {"rung": held.rung, "state": held.state or None, "forms": list(held.forms)}
