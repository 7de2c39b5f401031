"""Invented entries for tests of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.outcome import Outcome

DAY = date(2026, 6, 30)
FREE = Condition(
    table="regime",
    column="polyarchy",
    plus="polyarchy_median",
    where={"ccode": [365], "year": [2012]},
    way="below",
    threshold=0.5,
)


def chance(id: str = "q1", probability: float = 0.2, **changed: Any) -> Entry:
    """An entry with a probability, beside an even chance."""
    fields: dict[str, Any] = {
        "id": id,
        "kind": "own",
        "first": "NATO",
        "second": "RUS",
        "question": "Is Russia less than half free in 2012?",
        "rule": "Yes where V-Dem's polyarchy is below .5.",
        "decided_by": FREE,
        "forecast": Stated(probability),
        "baseline": Stated(0.5),
        "baseline_is": "an even chance",
        "method": "judgement",
        "view": date(2011, 12, 31),
        "made_on": date(2011, 12, 31),
        "deadline": date(2012, 12, 31),
        "void_after": date(2015, 12, 31),
        "editions": {"vdem": "16"},
    }
    return Entry(**{**fields, **changed})


def came(of: str, value: float | None, void: str = "") -> Outcome:
    """What became of it."""
    return Outcome(of=of, value=value, void=void, on=DAY, view=DAY, editions={})
