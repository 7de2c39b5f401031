"""Questions of one's own, and questions of a scenario: a file of entries in TOML or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import MAXYEAR, date, datetime
from pathlib import Path
from typing import Any

from detente.actors.view import view_day
from detente.errors import LedgerError, RequestError
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.outlook import WAIT, Making
from detente.evaluation.ledger.watched import watched
from detente.given import Unfit, parse_json, parse_toml, read_bytes, reason_of
from detente.limits import LARGEST_RECORD, MOST_ENTRIES
from detente.span import year_end

KEY = "entry"
"""Name of the list of entries of a file."""
QUESTIONS = "indicators"
"""Name of the list of a scenario's questions in JSON: each is an entry."""


def entries_of(path: Path, making: Making) -> tuple[Entry, ...]:
    """Read entries from a file: TOML of one's own, or the JSON of a paper or a scenario.

    Parameters
    ----------
    path : pathlib.Path
        ``questions.toml`` with ``[[entry]]``; ``brief.json``, whose ``watch`` is registered; or
        JSON with ``indicators``.
    making : Making
        Day and edition.

    Raises
    ------
    RequestError
        Where the file is missing or cannot be read.
    LedgerError
        Where it holds no entry, or one that makes no sense.
    """
    read = _read(path)
    if KEY not in read and "watch" in read:
        found = watched(_rows(read["watch"], path.name), making)
    else:
        rows = _rows(read.get(KEY, read.get(QUESTIONS, [])), path.name)
        found = tuple(_entry(row, making) for row in rows)
    if not found:
        raise LedgerError(
            f"'{path.name}' holds no question",
            next_step="write [[entry]] in a TOML file, or name the brief.json of a paper",
        )
    return found


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.suffix == ".json":
            read = parse_json(read_bytes(path, most=LARGEST_RECORD))
        else:
            read = parse_toml(read_bytes(path))
    except OSError as error:
        raise RequestError(
            f"the file '{path}' cannot be read ({reason_of(error)})",
            next_step="name two actors, a TOML file with [[entry]], or a brief.json",
        ) from error
    except Unfit as error:
        raise RequestError(f"'{path.name}' is no sound file ({error})") from error
    if not isinstance(read, Mapping):
        raise RequestError(f"'{path.name}' holds no fields", next_step="see docs/ledger.md")
    return read


def _rows(rows: Any, where: str) -> list[Any]:
    """Accept a list of entries that is not too long."""
    if not isinstance(rows, list):
        raise RequestError(
            "the questions are no list of tables", where=where, next_step="[[entry]]"
        )
    if len(rows) > MOST_ENTRIES:
        raise RequestError(f"'{where}' has more than {MOST_ENTRIES:,} questions")
    return rows


def _entry(row: Any, making: Making) -> Entry:
    """Make an entry of a row; days and kind have usual values."""
    if not isinstance(row, Mapping):
        raise LedgerError("an entry holds no fields", next_step="docs/ledger.md has them")
    view = row.get("view", view_day().isoformat())
    usual = {"kind": "own", "method": "judgement", "view": view}
    given = {name: value for name, value in row.items() if name != "retrospective"}
    deadline = str(given.get("deadline", ""))
    if deadline[:4].isdecimal():
        usual["void_after"] = year_end(min(int(deadline[:4]) + WAIT, MAXYEAR)).isoformat()
    # the day on which it is written is not the writer's to choose
    written = max(making.made_on, _day(view))
    asked = {**usual, **given, "made_on": written, "software": making.software}
    return replace(Entry.from_plain(asked), made_on=written)


def _day(given: Any) -> date:
    try:
        is_day = isinstance(given, date) and not isinstance(given, datetime)
        return given if is_day else date.fromisoformat(given)
    except (TypeError, ValueError):
        raise LedgerError(f"'{str(given)[:40]}' is no day", next_step="write 2026-06-30") from None
