"""What a change of membership means by treaty, as plain data of ``brief.json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.actors.rung_terms import Term
from detente.evidence.cell import Cell
from detente.institutions.treaty_terms import HeldTerms, TopicChange
from detente.scenarios.treaty import TreatyChange
from detente.scenarios.treaty_counts import TreatyCount

WrittenCell = Callable[[Cell], dict[str, Any]]


def treaty_record(treaty: TreatyChange | None, written: WrittenCell) -> dict[str, Any] | None:
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
    moved = {"gained": treaty.gained(), "owed": treaty.owed(), "given_up": treaty.given_up()}
    ids = {name: _rows(terms) for name, terms in moved.items()}
    return {
        "before": _held(treaty.before),
        "after": _held(treaty.after),
        "topics": [_topic(row) for row in treaty.topics],
        "counts": [_count(count, written) for count in treaty.counts],
        **ids,
    }


def _held(held: HeldTerms) -> dict[str, Any]:
    return {"rung": held.rung, "state": held.state or None, "forms": list(held.forms)}


def _topic(row: TopicChange) -> dict[str, Any]:
    before, after = ([term.plain() for term in terms] for terms in (row.before, row.after))
    return {"topic": row.topic, "before": before, "after": after}


def _rows(terms: tuple[Term, ...]) -> list[str]:
    return [term.row for term in terms]


def _count(count: TreatyCount, written: WrittenCell) -> dict[str, Any]:
    names = ("id", "label", "before", "after", "unit", "note")
    said = {name: getattr(count, name) for name in names}
    return {**said, "evidence": [written(cell) for cell in count.evidence]}
