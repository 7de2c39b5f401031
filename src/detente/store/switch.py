"""Switching a folder of files from one edition to the next, as one, whenever a process is killed.

No file system replaces a filled folder by another at one stroke. So a journal is laid down, whole,
once everything new is on the disk beside the folder; from that moment on readers see the new
edition: a file that is not yet moved is read where it lies. Whatever is interrupted is completed by
the next writer.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from detente.errors import StoreError
from detente.files import flush, write_text

LONGEST_NAME = 255
"""Bytes of the name of a file."""
JOURNAL = "switch.json"
"""File that is there only while a folder is being switched."""


def switch(staged: Path, folder: Path, *, last: str, gone: Iterable[str] = ()) -> None:
    """Move what is staged beside a folder into it; a reader sees all of the old or all of the new.

    Parameters
    ----------
    staged : pathlib.Path
        Holds the new files, those that stay as they are left out; beside `folder`, and removed.
    folder : pathlib.Path
        What readers look into; made if need be.
    last : str
        Name of the file that is moved last: the one that says what the others are.
    gone : iterable of str
        Files of the old edition that the new one does not have.
    """
    names = sorted(path.name for path in staged.iterdir() if path.name != last)
    for name in (*names, last):
        flush(staged / name)
    flush(staged)
    folder.mkdir(parents=True, exist_ok=True)
    journal = {"staged": staged.name, "files": [*names, last], "gone": sorted(gone)}
    write_text(folder / JOURNAL, json.dumps(journal) + "\n")
    complete(folder)


def complete(folder: Path) -> None:
    """Complete a switch that was begun; nothing where none was.

    Parameters
    ----------
    folder : pathlib.Path
        What is switched.

    Raises
    ------
    StoreError
        Where the journal cannot be read, or names files that are nowhere.
    """
    journal = _journal(folder)
    if journal is None:
        return
    staged, names, gone = journal
    for name in names:
        if (staged / name).is_file():
            _move(staged / name, folder / name)
        elif not (folder / name).is_file():
            raise _broken(folder)
    flush(folder)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    (folder / JOURNAL).unlink()
    shutil.rmtree(staged, ignore_errors=True)


def abandon(staged: Path, folder: Path) -> None:
    """Remove what was staged, unless a switch to it was begun, which the next writer completes.

    Parameters
    ----------
    staged : pathlib.Path
        The folder beside `folder`.
    folder : pathlib.Path
        What was to be switched.
    """
    if not (folder / JOURNAL).exists():
        shutil.rmtree(staged, ignore_errors=True)


def _move(path: Path, target: Path) -> None:
    path.replace(target)


def found(folder: Path, name: str) -> Path:
    """Give the place of a file: in the folder, or beside it while a switch is not complete.

    Parameters
    ----------
    folder : pathlib.Path
        What readers look into.
    name : str
        The file, which need not be there.

    Raises
    ------
    StoreError
        Where a switch was begun and its journal cannot be read.

    Examples
    --------
    >>> found(Path("starter"), "manifest.json").as_posix()
    'starter/manifest.json'
    """
    if (folder / JOURNAL).exists():
        journal = _journal(folder)
        if journal is not None and name in journal[1] and (journal[0] / name).is_file():
            return journal[0] / name
    return folder / name


def _journal(folder: Path) -> tuple[Path, list[str], list[str]] | None:
    """Read where the new files lie, which they are, and which old ones go; None without a switch.

    Only names are taken from it, so that it never leads out of the folder and its neighbours.
    """
    with suppress(FileNotFoundError):
        written = (folder / JOURNAL).read_bytes()
        try:
            read = json.loads(written.decode("utf-8"))
            staged, names, gone = read["staged"], list(read["files"]), list(read["gone"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _broken(folder) from None
        if not all(_is_name(name) for name in (staged, *names, *gone)):
            raise _broken(folder)
        return folder.with_name(staged), names, gone
    return None


def _is_name(name: object) -> bool:
    if not isinstance(name, str) or name in ("", ".", "..") or "\0" in name:
        return False
    # a name that no file can have is none
    return Path(name).name == name and len(os.fsencode(name)) <= LONGEST_NAME


def _broken(folder: Path) -> StoreError:
    return StoreError(
        "an interrupted build of the starter cannot be completed",
        where=str(folder / JOURNAL),
        next_step="delete this file and run 'detente starter build', or install detente again",
    )
