"""The file of a ledger: JSON Lines, appended whole or not at all, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from detente.errors import LedgerError, LockedStore, RequestError, StoreError
from detente.evaluation.ledger.chain import FIRST, HASH, OWN, Record, link, read, written
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.outcome import Outcome
from detente.files import write_bytes
from detente.given import is_folder, is_there

WAIT = 30.0
"""Seconds to wait for another process that writes the same ledger."""
ENTRY, OUTCOME = "entry", "outcome"
"""What a line holds: a forecast, or what became of one."""
KINDS: Mapping[str, Any] = {ENTRY: Entry, OUTCOME: Outcome}
Bodies = Iterable[Entry | Outcome]


@dataclass(frozen=True)
class Ledger:
    """A ledger as it was read.

    Attributes
    ----------
    records : tuple of mapping
        Its lines in order; the chain is checked.

    Examples
    --------
    >>> Ledger().head == FIRST, len(Ledger().entries)
    (True, 0)
    """

    records: tuple[Record, ...] = ()

    @property
    def head(self) -> str:
        """Digest of the last line: who has it can tell whether anything before it was changed."""
        return str(self.records[-1][HASH]) if self.records else FIRST

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Forecasts by id, in the order in which they were registered."""
        return {one.id: one for one in self._of(ENTRY)}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """What became of them by id of the forecast; of several the last counts."""
        return {one.of: one for one in self._of(OUTCOME)}

    @property
    def open(self) -> tuple[Entry, ...]:
        """Forecasts of which nothing has become yet."""
        return tuple(one for one in self.entries.values() if one.id not in self.outcomes)

    def _of(self, kind: str) -> Iterator[Any]:
        for record in self.records:
            if record.get("type") == kind:
                yield _thing(record)

    def entry(self, id: str) -> Entry:
        """Find a forecast by its id.

        Parameters
        ----------
        id : str
            Its id, or the beginning of one that no other has.

        Raises
        ------
        LedgerError
            Where there is none, or several begin so.
        """
        if id in self.entries:
            return self.entries[id]
        found = [name for name in self.entries if name.startswith(id)]
        if len(found) == 1:
            return self.entries[found[0]]
        what = f"{len(found)} entries begin with '{id}'" if found else f"no entry is called '{id}'"
        near = found or _alike(id, self.entries)
        raise LedgerError(what, near=near[:5], next_step="'detente ledger list' shows them all")


def _alike(id: str, names: Iterable[str]) -> list[str]:
    """Give ids that share the last part of a wrong one, or its first."""
    from difflib import get_close_matches

    return get_close_matches(id, list(names), n=5, cutoff=0.3)


def _thing(record: Record) -> Any:
    """Make a forecast or an outcome of a line."""
    body = {name: value for name, value in record.items() if name not in (*OWN, "type")}
    return KINDS[record["type"]].from_plain(body)


def load(path: Path) -> Ledger:
    """Read a ledger and check its chain.

    Parameters
    ----------
    path : pathlib.Path
        Its file.

    Raises
    ------
    LedgerError
        Where there is no such file, or its chain is broken.
    """
    if not is_there(path):
        raise LedgerError(
            f"there is no ledger '{path.name}'",
            where=str(path.parent),
            next_step="'detente ledger register' begins one",
        )
    return _load(path)


def _load(path: Path) -> Ledger:
    """Read a ledger; one that has no file yet is empty."""
    if not is_there(path):
        return Ledger()
    if is_folder(path):
        raise RequestError(f"'{path}' is a folder, not a ledger", next_step="name a file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"'{path.name}' cannot be read ({error.strerror})") from error
    return Ledger(read(data, where=str(path)))


def append(path: Path, make: Callable[[Ledger], Bodies], *, wait: float = WAIT) -> Ledger:
    """Add lines to a ledger: all of them, or none.

    The file is read, extended, written beside itself, read back and renamed while nobody else may
    write it. A process that ends in between leaves the ledger as it was.

    Parameters
    ----------
    path : pathlib.Path
        The file; made where there is none.
    make : callable
        Gives what is added, from the ledger as it is.
    wait : float
        Seconds to wait for another process.

    Returns
    -------
    Ledger
        With the lines that were added.

    Raises
    ------
    LedgerError
        Where its chain is broken: nothing is added to such a ledger.
    LockedStore
        Where another process still writes it.
    StoreError
        Where the file cannot be written; it is unchanged.
    """
    with _alone(path, wait):
        before = _load(path)
        added = link((_body(one) for one in make(before)), after=before.records)
        after = Ledger((*before.records, *added))
        if added:
            write_bytes(path, written(after.records))
    return after


def _body(one: Entry | Outcome) -> dict[str, Any]:
    kind = ENTRY if isinstance(one, Entry) else OUTCOME
    return {"type": kind, **one.plain()}


@contextmanager
def _alone(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a ledger."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        lock.acquire(timeout=wait)
    except Timeout:
        raise LockedStore(
            f"another process is writing '{path.name}'",
            where=str(path.parent),
            next_step="wait until it is done and run the command again",
        ) from None
    except OSError as error:
        raise StoreError(
            f"the ledger cannot be written ({error.strerror or error})",
            where=str(path.parent),
            next_step="name a file in a folder that can be written",
        ) from error
    try:
        yield
    finally:
        lock.release()
