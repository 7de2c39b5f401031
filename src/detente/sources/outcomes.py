"""Outcomes: what became of each source when many are pulled, one line a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from detente.errors import (
    CheckError,
    DetenteError,
    HashMismatch,
    NeedsRegistration,
    OnlyByHand,
    ParseError,
    PullError,
)
from detente.sources.declaration import Source
from detente.store.home import Store
from detente.store.table import Table

TAKEN, THERE, REGISTRATION, BY_HAND = "taken", "in the store", "needs registration", "by hand"
UNREACHABLE, CHANGED, FAILED = "unreachable", "changed", "failed"
RESULTS = (TAKEN, THERE, REGISTRATION, BY_HAND, UNREACHABLE, CHANGED, FAILED)
"""In the order of the summary."""
FAULTS = (UNREACHABLE, CHANGED, FAILED)
"""Results after which a command ends with an error: what is fetched by hand is none of them."""
KINDS: dict[type[DetenteError], str] = {
    NeedsRegistration: REGISTRATION,
    OnlyByHand: BY_HAND,
    HashMismatch: CHANGED,
    CheckError: CHANGED,
    ParseError: CHANGED,
    PullError: UNREACHABLE,
}
"""Result after an error, the narrower kind first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source.

    Attributes
    ----------
    id : str
        The source.
    result : str
        One of `RESULTS`.
    detail : str
        Rows and edition, or the reason and the next step.
    """

    id: str
    result: str
    detail: str

    def line(self) -> str:
        """Write it as one line of the table."""
        return f"{self.id:<24}{self.result:<20}{self.detail}"


def of_tables(source: Source, tables: Iterable[Table]) -> Outcome:
    """Say that a source was taken.

    Parameters
    ----------
    source : Source
        The source.
    tables : iterable of Table
        Its tables, as the store now has them.

    Returns
    -------
    Outcome
    """
    given = tuple(tables)
    rows = sum(table.frame.height for table in given)
    detail = f"{len(given)} tables, {rows:,} rows, {given[0].provenance.version}"
    return Outcome(id=source.id, result=TAKEN, detail=detail)


def of_error(source: Source, error: DetenteError) -> Outcome:
    """Say why a source was not taken.

    Parameters
    ----------
    source : Source
        The source.
    error : DetenteError
        What stopped it.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> from detente.sources.shelf import source
    >>> of_error(source("vdem"), PullError("no answer")).line()
    'vdem                    unreachable         no answer'
    """
    result = next((name for kind, name in KINDS.items() if isinstance(error, kind)), FAILED)
    return Outcome(id=source.id, result=result, detail=str(error))


def in_store(source: Source, store: Store) -> Outcome | None:
    """Tell whether a store holds a source as it is declared, so that it need not be pulled again.

    Parameters
    ----------
    source : Source
        The source.
    store : Store
        Where it may be.

    Returns
    -------
    Outcome or None
        None where a table is missing, or comes from another edition.
    """
    if not all(store.has(name) for name in source.tables):
        return None
    try:
        versions = {store.provenance(name).version for name in source.tables}
    except DetenteError:
        return None  # a damaged table is pulled again
    known = all(version.startswith(source.version) for version in versions)
    detail = ", ".join(sorted(versions))
    return Outcome(id=source.id, result=THERE, detail=detail) if known else None


def summary(outcomes: Iterable[Outcome]) -> str:
    """Count the results.

    Parameters
    ----------
    outcomes : iterable of Outcome
        One a source.

    Returns
    -------
    str

    Examples
    --------
    >>> summary([Outcome("a", TAKEN, detail=""), Outcome("b", TAKEN, detail="")])
    '2 sources: 2 taken'
    """
    counts = Counter(outcome.result for outcome in outcomes)
    parts = [f"{counts[result]} {result}" for result in RESULTS if counts[result]]
    return f"{counts.total()} sources: {', '.join(parts)}"
