"""What is in a folder: every file by a digest of what it says, so that two folders are compared."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

STATA_MOMENT = re.compile(rb"<timestamp>.{1,20}</timestamp>", re.DOTALL)
SPSS_MOMENT = slice(92, 109)
"""Bytes of an SPSS file that say when it was written."""
KEPT_BY_SYSTEM = ("-wal", "-shm", "-journal", ".lock")
"""Ends of names of files that a database or a lock keeps beside its own, whatever is in them."""
ROWS = ".db"

State = dict[str, str]
"""Path below the folder to a digest; a folder's path ends in a slash."""


def state(folder: Path) -> State:
    """Give what a folder holds."""
    return dict(sorted(_held(folder)))


def _held(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name.endswith(KEPT_BY_SYSTEM):
            continue
        if path.is_dir():
            yield f"{name}/", ""
        elif path.suffix == ROWS:
            yield name, _counts(path)
        else:
            yield name, hashlib.sha256(_said(path)).hexdigest()


def _said(path: Path) -> bytes:
    """Give the bytes of a file without the moment at which it was written."""
    data = path.read_bytes()
    if path.suffix == ".dta":
        return STATA_MOMENT.sub(b"", data)
    if path.suffix == ".sav":
        return data[: SPSS_MOMENT.start] + data[SPSS_MOMENT.stop :]
    return data


def _counts(path: Path) -> str:
    """Count the rows of every table of a database: its moments and keys differ between runs."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        names = sorted(name for (name,) in found if name.startswith(("register_", "auth_")))
        rows = {
            name: database.execute(f'select count(*) from "{name}"').fetchone() for name in names
        }
    return repr(rows)


def lost(before: State, now: State, after: State) -> list[str]:
    """Name files that are neither what they were nor what they were to become."""
    wrong = []
    for name in {*before, *after}:
        allowed = {before.get(name), after.get(name)}
        if now.get(name) not in allowed:
            wrong.append(name)
    return sorted(wrong)


def left(now: State, after: State) -> list[str]:
    """Name what a run that ended well would not have left."""
    return sorted(name for name in now if name not in after)
