"""The ledger: forecasts written down before the event, what became of them, and how they scored."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import Ledger, load
from detente.evaluation.ledger.score import score
from detente.settings import settings

FILE = "ledger.jsonl"


def ledger_view(today: date) -> dict[str, Any]:
    """Show the ledger of the store; empty where there is none.

    Parameters
    ----------
    today : datetime.date
        The day of reading.
    """
    path = settings().home / FILE
    if not path.exists():
        return {"exists": False, "head": "", "entries": [], "scores": []}
    ledger = load(path)
    entries = [_row(ledger, one) for one in ledger.entries.values()]
    scores = [one.plain() for one in score(ledger, today)]
    return {"exists": True, "head": ledger.head, "entries": entries, "scores": scores}


def _row(ledger: Ledger, one: Entry) -> dict[str, Any]:
    outcome = ledger.outcomes.get(one.id)
    became = "open" if outcome is None else "void" if outcome.value is None else outcome.value
    said = {"id": one.id, "kind": one.kind, "question": one.question, "made_on": one.made_on}
    stated = {"forecast": _middle(one.forecast), "baseline": _middle(one.baseline)}
    parties = {"first": one.first, "second": one.second, "retrospective": one.is_retrospective}
    return {**said, **stated, **parties, "deadline": one.deadline, "outcome": became}


def _middle(stated: Stated | None) -> float | None:
    """Give the chance of a yes, or the median."""
    if stated is None:
        return None
    if stated.probability is not None:
        return stated.probability
    return stated.values[len(stated.values) // 2]
