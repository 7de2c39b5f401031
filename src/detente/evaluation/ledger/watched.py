"""Entries of what a paper watches: a threshold and a day, without a chance of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR
from typing import Any

from detente.errors import LedgerError
from detente.evaluation.ledger.entry import Entry, read_day
from detente.evaluation.ledger.outlook import WAIT, Making
from detente.span import year_end

NEEDED = ("id", "a", "b", "made_for", "question", "deadline", "rule", "decided_by")
"""What ``watch[]`` of ``brief.json`` says of each thing to watch, as far as an entry needs it."""
TEXTS = {"question": "question", "rule": "rule", "first": "a", "second": "b"}
"""Field of an entry to that of a thing to watch."""
ANEW = "make the paper anew with this edition"
NO_CHANCE = "the paper gives a threshold and no chance: decided, and not scored"


def watched(items: Iterable[Any], making: Making) -> tuple[Entry, ...]:
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


def _entry(item: Any, making: Making) -> Entry:
    if not isinstance(item, Mapping):
        raise LedgerError("a thing to watch holds no fields", next_step=ANEW)
    missing = [name for name in NEEDED if name not in item]
    name = str(item.get("id", "watch"))[:60]
    if missing:
        raise LedgerError(f"a thing to watch lacks '{missing[0]}'", where=name, next_step=ANEW)
    view, deadline = (read_day(item[one], one, name) for one in ("made_for", "deadline"))
    texts = {one: item[given] for one, given in TEXTS.items()}
    days = {"view": view, "made_on": max(making.made_on, view), "deadline": deadline}
    days["void_after"] = year_end(min(deadline.year + WAIT, MAXYEAR))
    fixed = {"id": f"watch.{name}", "kind": "watch", "method": "watch", "note": NO_CHANCE}
    of_item = {**texts, **days, "decided_by": item["decided_by"]}
    return Entry.from_plain({**of_item, **fixed, "software": making.software})
