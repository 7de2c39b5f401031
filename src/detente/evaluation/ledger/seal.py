"""Published digests, and copies of a ledger: as a table, or the sound lines of a broken one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import LedgerError, RequestError, StoreError
from detente.evaluation.ledger.chain import HASH, NUMBER, sound, written
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import Ledger, load
from detente.files import write_bytes, write_whole
from detente.frame_files import read_csv, read_parquet

LEAST = 8
"""Letters of a digest by which a line is found."""
SUFFIXES = (".csv", ".parquet", ".jsonl")


def find_digest(ledger: Ledger, digest: str) -> int:
    """Find the line with a digest that was published before.

    Parameters
    ----------
    ledger : Ledger
        The ledger, whose chain is sound.
    digest : str
        The digest, or at least its first eight letters.

    Returns
    -------
    int
        Number of the line: everything up to it is as it was when the digest was published.

    Raises
    ------
    LedgerError
        Where no line has it: the ledger was cut, or written anew.
    """
    wanted = digest.strip().lower()
    if len(wanted) < LEAST:
        raise LedgerError(f"'{digest}' is too short", next_step=f"give {LEAST} letters or more")
    for record in ledger.records:
        if record[HASH].startswith(wanted):
            return int(record[NUMBER])
    raise LedgerError(
        f"no entry has the digest '{digest[:16]}'",
        next_step="lines are missing at the end, or the file was written anew; use another copy",
    )


def export_sound(path: Path, target: Path) -> int:
    """Save the lines of a ledger before the first broken one; all of them where none is.

    Parameters
    ----------
    path, target : pathlib.Path
        The ledger, and a new file.

    Returns
    -------
    int
        Lines saved.

    Raises
    ------
    LedgerError
        Where there is no ledger, or no sound line.
    """
    _refuse(target, path)
    try:
        lines = sound(path.read_bytes())
    except OSError as error:
        raise LedgerError(f"'{path}' cannot be read ({error.strerror or error})") from error
    if not lines:
        raise LedgerError(f"'{path.name}' has no sound line", next_step="use another copy")
    write_bytes(target, written(lines))
    return len(lines)


def export_table(path: Path, target: Path) -> int:
    """Write the entries of a ledger as a table, or its lines as they are.

    Parameters
    ----------
    path, target : pathlib.Path
        The ledger; a file whose suffix says what is written: ``.csv``, ``.parquet``, ``.jsonl``.

    Returns
    -------
    int
        Entries written.
    """
    _refuse(target, path)
    ledger = load(path)
    try:
        return _exported(ledger, target)
    except OSError as error:
        raise StoreError(
            f"'{target.name}' cannot be written ({error.strerror or error})",
            where=str(target.parent),
            next_step="name a file in a folder that can be written",
        ) from error


def _exported(ledger: Ledger, target: Path) -> int:
    """Write the lines, or the table of the entries."""
    if target.suffix == ".jsonl":
        write_bytes(target, written(ledger.records))
        return len(ledger.entries)
    frame = table(ledger)
    is_csv = target.suffix == ".csv"
    reader = read_csv if is_csv else read_parquet
    write_whole(
        target,
        frame.write_csv if is_csv else frame.write_parquet,
        lambda made: reader(made).height == frame.height,
    )
    return frame.height


def _refuse(target: Path, path: Path) -> None:
    """Refuse a file of another kind, and the ledger itself."""
    if target.suffix not in SUFFIXES:
        raise RequestError(f"'{target.name}' is no table that can be written", near=SUFFIXES)
    if target.absolute() == path.absolute():
        raise RequestError("a ledger is not written over itself", next_step="name another file")


def table(ledger: Ledger) -> pl.DataFrame:
    """Give a row for each entry: its words, days, chances, and what became of it.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    """
    rows = [_row(ledger, one) for one in ledger.entries.values()]
    return pl.DataFrame(rows, infer_schema_length=None)


def _row(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    outcome = ledger.outcomes.get(entry.id)
    words = {name: getattr(entry, name) for name in ("id", "kind", "first", "second", "question")}
    days = {name: getattr(entry, name) for name in ("view", "made_on", "deadline")}
    stated = {"forecast": entry.forecast, "baseline": entry.baseline}
    chances = {name: _chance(one) for name, one in stated.items()}
    medians = {f"{name}_median": _median(one) for name, one in stated.items()}
    return {
        **words,
        **days,
        "retrospective": entry.is_retrospective,
        **chances,
        **medians,
        "outcome": None if outcome is None else outcome.value,
        "void": "" if outcome is None else outcome.void,
        "method": entry.method,
        "software": entry.software,
    }


def _chance(stated: Stated | None) -> float | None:
    return None if stated is None else stated.probability


def _median(stated: Stated | None) -> float | None:
    if stated is None or 0.5 not in stated.levels:
        return None
    return stated.values[stated.levels.index(0.5)]
