"""Entries of what a paper watches: a threshold and a day, without a chance of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.errors import LedgerError
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.outlook import WAIT, Making
from detente.span import year_end

NEEDED = ("id", "a", "b", "made_for", "question", "deadline", "rule", "decided_by")
"""What ``watch[]`` of ``brief.json`` says of each thing to watch, as far as an entry needs it."""
NO_CHANCE = "the paper gives a threshold and no chance: decided, and not scored"


def watched(items: Iterable[Mapping[str, Any]], making: Making) -> tuple[Entry, ...]:
    """Give an entry for everything that a paper watches.

    Parameters
    ----------
    items : iterable of mapping
        As ``watch`` of ``brief.json`` has them.
    making : Making
        Day and edition.

    Raises
    ------
    LedgerError
        Where one lacks what decides it.
    """
    return tuple(_entry(item, making) for item in items)


def _entry(item: Mapping[str, Any], making: Making) -> Entry:
    missing = [name for name in NEEDED if name not in item]
    if missing:
        raise LedgerError(
            f"a thing to watch lacks '{missing[0]}'",
            where=str(item.get("id", "watch"))[:60],
            next_step="make the paper anew with this edition",
        )
    view, deadline = (date.fromisoformat(item[name]) for name in ("made_for", "deadline"))
    fields: dict[str, Any] = {name: str(item[name]) for name in ("question", "rule")}
    fields |= {"first": str(item["a"]), "second": str(item["b"])}
    fields |= {
        "view": view,
        "made_on": max(making.made_on, view),
        "deadline": deadline,
        "void_after": year_end(deadline.year + WAIT),
    }
    return Entry(
        id=f"watch.{item['id']}",
        kind="watch",
        **fields,
        decided_by=Condition.from_plain(item["decided_by"]),
        method="watch",
        software=making.software,
        note=NO_CHANCE,
    )
