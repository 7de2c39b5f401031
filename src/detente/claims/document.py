"""Documents of claims: what a file may say, and how it is read.

A claim that cannot be read carries its error and spoils no other.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.actors.view import view_day
from detente.claims.answer import Kind
from detente.claims.question import EARLIEST, LATEST, Question, is_whole
from detente.claims.shelf import FIELDS, kind_of
from detente.errors import ClaimError, DateError
from detente.given import Unfit, parse_toml, read_bytes, reason_of
from detente.limits import LARGEST_TEXT, LONGEST_QUOTE, MOST_CLAIMS, MOST_GROUPS, MOST_TESTS
from detente.span import last_full_year

FIRST_YEAR = 1946
"""First year in which a document may have been written."""
OWN = {"id", "text", "test", "untestable", "note"}
"""Fields of a claim itself, beside those of its one test."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement.

    Attributes
    ----------
    id, text : str
        Number or name, and the statement in words.
    tests : tuple of Question
        What the data are asked; empty where the claim cannot be tested.
    untestable : str
        Why no data here can test it; empty where they can.
    note : str
        What a reader has to know of the test.
    error : str
        Why it could not be read; empty where it could.
    """

    id: str
    text: str
    tests: tuple[Question, ...] = ()
    untestable: str = ""
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Statements of one text.

    Attributes
    ----------
    title, author : str
        What it is, and whose.
    day : datetime.date
        The day on which it was written; of a year its 31 December.
    groups : dict
        Names of groups of states to how they are made up.
    claims : tuple of Claim
        In order.
    """

    title: str
    author: str
    day: date
    groups: dict[str, Any]
    claims: tuple[Claim, ...]

    @property
    def as_of(self) -> int:
        """Last full year at its day."""
        return last_full_year(self.day)

    @property
    def texts(self) -> tuple[str, ...]:
        """What a paper prints of it in the words of the file."""
        said = (text for claim in self.claims for text in (claim.text, claim.note))
        return (self.title, self.author, *self.groups, *said)


def read(path: Path) -> Document:
    """Read a file of claims.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Document
        With every claim, those that cannot be read among them.

    Raises
    ------
    ClaimError
        Where the file cannot be read, or holds no claim.
    """
    return parse(_bytes(path), where=str(path), title=path.stem)


def parse(data: bytes, *, where: str, title: str) -> Document:
    """Read claims as they are written in a file.

    Parameters
    ----------
    data : bytes
        What the file holds.
    where : str
        How an error calls it.
    title : str
        Title where the claims name none.

    Returns
    -------
    Document
        With every claim, those that cannot be read among them.

    Raises
    ------
    ClaimError
        Where it cannot be read, or holds no claim.
    """
    table = _load(data, where)
    head, entries, groups = (
        table.get("document", {}),
        table.get("claim", []),
        table.get("groups", {}),
    )
    if not isinstance(entries, list) or not entries or not isinstance(head, dict):
        raise ClaimError(
            f"'{where}' holds no claim",
            next_step="each begins with [[claim]]; docs/claims.md describes the language",
        )
    if not isinstance(groups, dict):
        raise ClaimError(
            f"groups in '{where}' are not a table",
            next_step='write [groups] and "Name" = {of = ["NATO"], without = ["USA"]}',
        )
    _require_few(entries, groups, where)
    taken: set[str] = set()
    claims = [_claim(entry, place, taken) for place, entry in enumerate(entries, start=1)]
    return Document(
        str(head.get("title", title)),
        str(head.get("author", "")),
        day=_day(head.get("as_of"), where),
        groups=dict(groups),
        claims=tuple(claims),
    )


def document_day(as_of: object) -> date:
    """Read the day of a document: a year, a day, or None for the day to which facts are checked.

    Parameters
    ----------
    as_of : object
        As written.

    Raises
    ------
    DateError
        For anything else, and for a day before 1946 or after the facts end.
    """
    if as_of is not None and not isinstance(as_of, int | str | date):
        raise DateError(f"{as_of!r} is neither a year nor a day")
    day = view_day(as_of)
    if day.year < FIRST_YEAR:
        raise DateError(f"{as_of} lies before {FIRST_YEAR}", next_step="choose a later day")
    return day


def _day(as_of: object, where: str) -> date:
    try:
        return document_day(as_of)
    except DateError as error:
        raise ClaimError(f"as_of: {error}", where=where) from error


def _bytes(path: Path) -> bytes:
    """Read a file, if it has no more than it may have."""
    try:
        return read_bytes(path)
    except FileNotFoundError:
        raise ClaimError(
            f"there is no file '{path}'", next_step="examples/claims holds one to start from"
        ) from None
    except (OSError, Unfit) as error:
        raise _unreadable(str(path), error) from None


def _load(data: bytes, where: str) -> dict[str, Any]:
    """Read the language of claims as tables."""
    if len(data) > LARGEST_TEXT:
        raise _too_many(where, f"{LARGEST_TEXT:,} bytes")
    try:
        return parse_toml(data)
    except Unfit as error:
        raise _unreadable(where, error) from None


def _unreadable(where: str, error: Exception) -> ClaimError:
    return ClaimError(
        f"'{where}' cannot be read: {reason_of(error)}",
        next_step="docs/claims.md describes the language",
    )


def _too_many(where: str, most: str) -> ClaimError:
    return ClaimError(
        f"'{where}' has more than {most}", next_step="write the claims in several files"
    )


def _require_few(entries: list[Any], groups: dict[str, Any], where: str) -> None:
    """Refuse more claims, tests or groups than one file may have."""
    written = (entry.get("test") for entry in entries if isinstance(entry, dict))
    tests = sum(len(test) for test in written if isinstance(test, list))
    counts = (("claims", len(entries)), ("tests", tests), ("groups", len(groups)))
    for (what, count), most in zip(counts, (MOST_CLAIMS, MOST_TESTS, MOST_GROUPS), strict=True):
        if count > most:
            raise _too_many(where, f"{most:,} {what}")


def _claim(entry: object, place: int, taken: set[str]) -> Claim:
    """Read one claim, or say why it cannot be read; its id is added to those taken."""
    if not isinstance(entry, dict):
        return Claim(str(place), "", error="this is not a table")
    name, text = str(entry.get("id", place)), str(entry.get("text", ""))
    repeated = name in taken
    taken.add(name)
    try:
        if repeated:
            raise ClaimError(f"two claims have the id '{name}'", next_step="give each its own")
        if not text:
            raise ClaimError("it says nothing", next_step='write text = "..."')
        tests, reason = _tests(entry), str(entry.get("untestable", ""))
        _check_testable(tests, reason)
        return Claim(
            name,
            text,
            tests=tuple(question(test) for test in tests),
            untestable=reason,
            note=str(entry.get("note", "")),
        )
    except ClaimError as error:
        return Claim(name, text, error=str(error))


def _tests(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Collect the tests of a claim: the one written in the claim itself, then those of a list."""
    unknown = set(entry) - OWN - FIELDS
    if unknown:
        first = min(unknown)
        raise ClaimError(
            f"there is no field '{first}'", near=difflib.get_close_matches(first, FIELDS)
        )
    several = entry.get("test", [])
    if not isinstance(several, list) or not all(isinstance(test, dict) for test in several):
        raise ClaimError(
            "test is not a list of tables", next_step="write [[claim.test]], with two brackets"
        )
    single = {name: value for name, value in entry.items() if name in FIELDS}
    return [single, *several] if single else several


def _check_testable(tests: list[dict[str, Any]], reason: str) -> None:
    """Refuse a claim with both a test and a reason why none is possible, or with neither."""
    if reason and tests:
        raise ClaimError(
            "it is said to be untestable and has a test", next_step="keep one of the two"
        )
    if not reason and not tests:
        raise ClaimError(
            "it has neither a test nor a reason why none is possible",
            next_step="write one of the two",
        )


def question(entry: dict[str, Any]) -> Question:
    """Read one test.

    Parameters
    ----------
    entry : dict
        What was written, by field.

    Raises
    ------
    ClaimError
        For a kind or a field that is not known, a field that is missing or of another form, and
        years that run backwards.

    Examples
    --------
    >>> question(
    ...     {"kind": "ratio", "measure": "people", "of": "China", "to": "India", "expect": "> 1"}
    ... ).kind
    'ratio'
    """
    kind = kind_of(entry.get("kind"))
    fields = {name: value for name, value in entry.items() if name != "kind"}
    _check_fields(kind, fields)
    return Question(kind.name, fields, years=_years(fields))


def _check_fields(kind: Kind, fields: dict[str, Any]) -> None:
    """Refuse fields that are missing, that the kind does not have, or that hold something else."""
    for name in sorted(kind.required - set(fields)):
        raise ClaimError(f"kind = '{kind.name}' needs the field '{name}'")
    for name in sorted(set(fields) - kind.allowed):
        raise ClaimError(
            f"kind = '{kind.name}' has no field '{name}'",
            near=difflib.get_close_matches(name, kind.allowed) or sorted(kind.allowed),
        )
    for field in kind.fields:
        if field.name in fields and not field.form.accepts(fields[field.name]):
            written = repr(fields[field.name])[:LONGEST_QUOTE]
            raise ClaimError(f"{field.name} = {written} should be {field.form.words}")


def _years(fields: dict[str, Any]) -> tuple[int, int] | None:
    """Read the years that a test asks for; None where it names none."""
    years = fields.get("years")
    if years is None and "year" in fields:
        years = [fields["year"], fields["year"]]
    if years is None:
        return None
    if not isinstance(years, list) or len(years) != 2 or not all(_is_year(y) for y in years):
        written = repr(years)[:LONGEST_QUOTE]
        raise ClaimError(
            f"years = {written} should be two years from {EARLIEST} to {LATEST}, as [1990, 2013]"
        )
    first, last = years
    if first > last:
        raise ClaimError(f"years {first} to {last} run backwards")
    return first, last


def _is_year(value: object) -> bool:
    return is_whole(value) and EARLIEST <= int(str(value)) <= LATEST
