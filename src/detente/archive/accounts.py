"""Accounts of a converted archive: which files went in, what became of their lines, which pieces
of which months came out.

An account is written last, whole or not at all. A piece that no account names was left by a run
that ended early; it is swept by the next one and read by none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from detente.archive.reading import Lost, Tally
from detente.errors import LockedStore, RequestError, StoreError
from detente.files import is_full, no_room, write_text
from detente.given import is_file
from detente.settings import settings

MARK, FORM = "detente-events.json", 1
"""File that tells a converted archive, and the number of its form."""
ACCOUNTS, MONTHS, REPEATS = "accounts", "months", "repeats"
"""Folders of accounts, of pieces by archive and month, and of rows that say an event again."""
FOLDER = "events"
"""Folder of the home in which the workbench looks for a converted archive."""
MOST_WRITTEN = 2_000
"""Names without a state that an account lists; the lines of rarer ones are summed."""
RARER = "(rarer names)"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was converted.

    Attributes
    ----------
    path : str
        Where it was.
    bytes, changed : int
        Its size, and when it was last changed (nanoseconds).
    digest : str
        SHA-256 of what it holds.
    layout : str
        As it was recognised; ``"same as PATH"`` where another file held the same.
    """

    path: str
    bytes: int
    changed: int
    digest: str
    layout: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Events of one month of one archive, in one file.

    Attributes
    ----------
    archive, month : str
        Whose, and of which month (``"2014-03"``).
    name : str
        The file, from the folder of the converted archive.
    rows : int
        Its rows.
    """

    archive: str
    month: str
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Account:
    """What one step of a conversion did.

    Attributes
    ----------
    number : int
        Of the step.
    sources : tuple of Source
        The files.
    pieces : tuple of Piece
        What came out.
    tally : Tally
        What became of the lines.
    """

    number: int
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    tally: Tally

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        common = self.tally.lost.most_common()
        kept = common[:MOST_WRITTEN]
        rest: Lost = Counter()
        for (reason, _), count in common[MOST_WRITTEN:]:
            rest[reason, RARER] += count
        rows = [[reason, written, count] for (reason, written), count in (*kept, *rest.items())]
        return {
            "number": self.number,
            "sources": [_fields(source) for source in self.sources],
            "pieces": [_fields(piece) for piece in self.pieces],
            "lines": self.tally.lines,
            "kept": self.tally.kept,
            "lost": rows,
        }


def _fields(record: Source | Piece) -> dict[str, Any]:
    """Give the fields of a record by name."""
    return {name: getattr(record, name) for name in record.__slots__}


def write_account(folder: Path, account: Account) -> None:
    """Write an account: from then on its pieces count.

    Parameters
    ----------
    folder : pathlib.Path
        Of the converted archive.
    account : Account
        The account.
    """
    path = folder / ACCOUNTS / f"{account.number:06}.json"
    write_text(path, json.dumps(account.plain(), ensure_ascii=False, indent=1) + "\n")


def read_accounts(folder: Path) -> tuple[Account, ...]:
    """Read the accounts of a converted archive, in the order of their numbers.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder.

    Raises
    ------
    RequestError
        Where the folder is no converted archive, or one of another form.
    StoreError
        Where an account cannot be read, or names a piece that is not there.
    """
    require_archive(folder)
    accounts = []
    for path in sorted((folder / ACCOUNTS).glob("[0-9]*.json")):
        try:
            accounts.append(_account(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"the account '{path.name}' cannot be read",
                where=str(folder),
                next_step="convert the files again into a new folder",
            ) from error
    lost = [piece.name for one in accounts for piece in one.pieces if not _is_there(folder, piece)]
    if lost:
        raise StoreError(
            f"{len(lost)} pieces of the converted archive are missing, such as '{lost[0]}'",
            where=str(folder),
            next_step="convert the files again into a new folder",
        )
    return tuple(accounts)


def _is_there(folder: Path, piece: Piece) -> bool:
    return (folder / piece.name).is_file()


def _account(raw: dict[str, Any]) -> Account:
    """Make an account of plain data."""
    lost: Lost = Counter({(reason, written): count for reason, written, count in raw["lost"]})
    sources = tuple(Source(**source) for source in raw["sources"])
    pieces = tuple(Piece(**piece) for piece in raw["pieces"])
    tally = Tally(lines=int(raw["lines"]), kept=int(raw["kept"]), lost=lost)
    return Account(int(raw["number"]), sources, pieces=pieces, tally=tally)


def is_archive(folder: Path) -> bool:
    """Tell whether a folder is a converted archive.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.
    """
    return is_file(folder / MARK)


def require_archive(folder: Path) -> None:
    """Refuse a folder that is no converted archive of this form.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.

    Raises
    ------
    RequestError
        Where it is none.
    """
    try:
        form = json.loads((folder / MARK).read_text(encoding="utf-8"))["form"]
    except (OSError, ValueError, KeyError, TypeError):
        form = None
    if form != FORM:
        raise RequestError(
            f"'{folder}' is no converted archive of events",
            next_step="give the files of the archive and a folder for it: "
            "'detente events FILES... --archive FOLDER'",
        )


def kept_archive() -> Path | None:
    """Find the converted archive that the workbench shows: the one that is named, else the home's.

    Raises
    ------
    RequestError
        Where the one that is named is none.
    """
    known = settings()
    if known.events is not None:
        require_archive(known.events)
        return known.events
    own = known.home / FOLDER
    return own if is_archive(own) else None


def begin_archive(folder: Path) -> None:
    """Make a folder a converted archive, unless it is one already.

    Parameters
    ----------
    folder : pathlib.Path
        A folder that is empty, or does not exist.

    Raises
    ------
    RequestError
        Where it holds something else.
    """
    if is_archive(folder):
        require_archive(folder)
        return
    others = [path for path in folder.glob("*") if path.name != LOCK] if folder.is_dir() else []
    if others or (folder.exists() and not folder.is_dir()):
        raise RequestError(
            f"'{folder}' holds other files, such as '{others[0].name}'"
            if others
            else f"'{folder}' is a file",
            next_step="give a new folder for the converted archive",
        )
    write_text(folder / MARK, json.dumps({"form": FORM}) + "\n")


LOCK = ".lock"


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the lock of a converted archive; a second run on it is refused at once.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder.

    Raises
    ------
    LockedStore
        Where another run holds it.
    StoreError
        Where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=0)
    except Timeout:
        raise LockedStore(
            "another run is converting into this folder",
            where=str(folder),
            next_step="wait until it is done, or give another folder",
        ) from None
    except (OSError, ValueError) as error:
        if is_full(error):
            with no_room(folder / LOCK):
                raise
        raise StoreError(
            f"the folder cannot be written ({error})",
            where=str(folder),
            next_step="give a folder that can be written",
        ) from error
    try:
        yield
    finally:
        lock.release()
