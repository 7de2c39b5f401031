"""Deciding what is open: by the tables where they say it, as void where they never did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.errors import LedgerError
from detente.evaluation.ledger.decide import day_of, decide
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.file import Ledger
from detente.evaluation.ledger.outcome import Outcome
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Waiting:
    """A forecast that no data decide yet.

    Attributes
    ----------
    entry : Entry
        The forecast.
    why : str
        What is missing.
    """

    entry: Entry
    why: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a look at the data decided, and what it did not.

    Attributes
    ----------
    outcomes : tuple of Outcome
        Decided or void.
    waiting : tuple of Waiting
        All others.
    """

    outcomes: tuple[Outcome, ...]
    waiting: tuple[Waiting, ...]


def resolve(catalog: Catalog, entries: Iterable[Entry], on: date) -> Resolved:
    """Ask the tables about each entry.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    entries : iterable of Entry
        Forecasts that are open.
    on : datetime.date
        Day on which this is written.
    """
    outcomes, waiting = [], []
    for entry in entries:
        found = _one(catalog, entry, on)
        if isinstance(found, Outcome):
            outcomes.append(found)
        else:
            waiting.append(found)
    return Resolved(tuple(outcomes), tuple(waiting))


def _one(catalog: Catalog, entry: Entry, on: date) -> Outcome | Waiting:
    answer, view = decide(catalog, entry.decided_by), day_of(catalog)
    editions = {name: str(catalog.source(name)["version"]) for name in entry.editions}
    if answer.value is not None:
        return Outcome(
            of=entry.id,
            value=answer.value,
            on=on,
            view=view,
            seen=answer.seen,
            editions=editions,
        )
    if on > entry.void_after:
        void = f"no data decided it by {entry.void_after}: {answer.why}"
        return Outcome(of=entry.id, value=None, on=on, view=view, void=void, editions=editions)
    return Waiting(entry, answer.why)


def void(ledger: Ledger, id: str, why: str, *, on: date) -> Outcome:
    """Say of one entry that it cannot be judged.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    id : str
        Id of the entry.
    why : str
        The reason, which is printed.
    on : datetime.date
        The day.

    Raises
    ------
    LedgerError
        Where there is no such entry, no reason, or it is void already.
    """
    entry = ledger.entry(id)
    known = ledger.outcomes.get(entry.id)
    if not why.strip():
        raise LedgerError(f"{entry.id} is void for no reason", next_step="say why with --because")
    if known is not None and known.is_void:
        raise LedgerError(f"{entry.id} is void already", next_step="nothing needs to be done")
    return Outcome(of=entry.id, value=None, on=on, view=on, void=why.strip(), editions={})


def fresh(ledger: Ledger, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Give the entries that a ledger does not hold yet, each once.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    entries : iterable of Entry
        What is to be registered.
    """
    seen = set(ledger.entries)
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry
