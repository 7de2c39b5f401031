"""Source of a hand-made row: its document, what the document does, and what was read.

Every row of every table that states a fact uses this one vocabulary; `source_rules` says what the
words may not say together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.actors.source_rules import BASES, EVIDENCE, UNVERIFIED, check_source
from detente.errors import DateError

OWN_ROW = "own"
"""Evidence of a row of a user's file: its author answers for it."""
SOURCE_KEYS = ("document_date", "basis", "evidence", "url", "dataset")
"""What a row may say of its source, beside the document itself."""
LIKE = 0.4
"""How alike a word must be to be offered as a near one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What a row says of its source, beside the document itself.

    Attributes
    ----------
    document_date : datetime.date or None
        Day of the document (a treaty signed, an article published), apart from the day of the fact.
    basis : str
        One of `BASES`; empty where the row does not say.
    evidence : str
        One of `EVIDENCE`; empty where nothing that states the day was read; `OWN_ROW` in a row of a
        user's file.
    url : str
        Address of the page that was read; empty where none was.
    dataset : str
        The data set that states the day, with its edition; empty where none was looked at.
    """

    document_date: date | None = None
    basis: str = ""
    evidence: str = ""
    url: str = ""
    dataset: str = ""

    @property
    def checked(self) -> bool:
        """Whether a page, document or data set that states the row was read."""
        return bool(self.evidence)

    @property
    def evidence_class(self) -> str:
        """One of `CLASSES`; `OWN_ROW` in a row of a user's file."""
        return self.evidence or UNVERIFIED

    @property
    def source_words(self) -> dict[str, str | None]:
        """Give what is said of the source as plain data."""
        dated = self.document_date
        return {
            "evidence": self.evidence_class,
            "basis": self.basis,
            "document_date": dated.isoformat() if dated else None,
            "dataset": self.dataset,
        }


def said_of(row: Sourced) -> Sourced:
    """Give what a row says of its source, without the rest of it.

    Parameters
    ----------
    row : Sourced
        The row as the reader of its table has it.

    Examples
    --------
    >>> said_of(Sourced(evidence="verified", dataset="ATOP 5.1")).checked
    True
    """
    return Sourced(**{name: getattr(row, name) for name in SOURCE_KEYS})


def read_source(row: Mapping[str, Any], where: str, *, own: bool = False) -> dict[str, Any]:
    """Give the fields of `Sourced` that a row has, and refuse a source that breaks a rule.

    Parameters
    ----------
    row : mapping
        The row as a file has it.
    where : str
        File and row, for the error.
    own : bool
        Whether it is a row of a user's file: its author answers for the source.

    Raises
    ------
    DateError
        Where `basis` or `evidence` is no word of the vocabulary, `document_date` is no date, or
        the row breaks a rule of `source_rules`.

    Examples
    --------
    >>> read_source({"source": "Treaty of 4 April 1949", "basis": "fixes"}, where="x.toml")
    {'basis': 'fixes'}
    """
    for name, known in (("basis", BASES), ("evidence", EVIDENCE)):
        if name in row and row[name] not in known:
            raise _unknown(name, row[name], known, where)
    dated = row.get("document_date")
    if dated is not None and type(dated) is not date:
        raise DateError(f"'document_date' is {dated!r}, not a date as 2014-04-01", where=where)
    for name in ("url", "dataset"):
        if not isinstance(row.get(name, ""), str):
            raise DateError(f"'{name}' must be a text in quotes", where=where)
    if not own:
        check_source(row, where)
    return {name: row[name] for name in SOURCE_KEYS if name in row}


def _unknown(name: str, given: object, known: Iterable[str], where: str) -> DateError:
    """Make the error of a word that is not of the vocabulary."""
    near = difflib.get_close_matches(str(given), list(known), cutoff=LIKE) or known
    return DateError(f"'{name}' is '{given}'", where=where, near=near)


def without_source(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a row says beside its source.

    Parameters
    ----------
    row : mapping
        The row as a file has it.

    Examples
    --------
    >>> without_source({"what": "signed", "basis": "fixes"})
    {'what': 'signed'}
    """
    return {key: value for key, value in row.items() if key not in SOURCE_KEYS}
