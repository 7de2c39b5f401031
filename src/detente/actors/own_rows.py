"""Own facts: what a user's file adds to the hand-made tables, and what it contests in them.

The readers of the tables take `OwnFacts` as an argument. They are equal where their files are, so
that every result kept under its arguments is kept apart from those of other files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

Entry = TypeVar("Entry")
NO_LETTERS = re.compile(r"[^a-z0-9]+")
OWN = "own:"
"""What the id of a row of a user's file begins with."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row of a user's file.

    Attributes
    ----------
    id : str
        Its stable name, which begins with ``own:``.
    kind : str
        ``"event"``, ``"meeting"``, ``"body"``, ``"step"``, or a kind of fact about a relation.
    parties : frozenset of str
        Keys of the two parties.
    day : datetime.date
        Its first day.
    what, source : str
        In words, and the public document that records it.
    entry : object
        The row as the reader of its table has it.
    place : str
        Of a step the id of the bloc, of a meeting that of the body; otherwise empty.
    contests : str
        Id of the row that it replaces; empty where it adds one.
    why : str
        Why it replaces that row.
    url : str
        Address of the document; empty where none is given.
    """

    id: str
    kind: str
    parties: frozenset[str]
    day: date
    what: str
    source: str
    entry: object
    place: str = ""
    contests: str = ""
    why: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A row of the project's tables that a user's file leaves out.

    Attributes
    ----------
    row : str
        Id of the row.
    parties : frozenset of str
        Keys of its parties.
    what : str
        What the row says.
    why : str
        Why it is left out.
    replaced_by : str
        Id of the own row that replaces it; empty where none does.
    """

    row: str
    parties: frozenset[str]
    what: str
    why: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What one file of own facts says; two with the same digest are equal.

    Attributes
    ----------
    digest : str
        SHA-256 of the file; empty for no file.
    author, title, file : str
        Who answers for the rows, what the file is called, and its name on disk.
    rows : tuple of OwnRow
        In the order of the file.
    withdrawals : tuple of Withdrawal
        Rows of the project's tables that are left out or replaced.

    Examples
    --------
    >>> bool(NO_FACTS), NO_FACTS == OwnFacts(digest="", author="somebody")
    (False, True)
    """

    digest: str
    author: str = field(default="", compare=False)
    title: str = field(default="", compare=False)
    file: str = field(default="", compare=False)
    rows: tuple[OwnRow, ...] = field(default=(), compare=False)
    withdrawals: tuple[Withdrawal, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.digest)

    @property
    def withdrawn(self) -> frozenset[str]:
        """Give the ids of the project's rows that are not to be read."""
        return frozenset(one.row for one in self.withdrawals)

    def entries(
        self, kind: type[Entry], parties: frozenset[str] | None = None, place: str = ""
    ) -> tuple[Entry, ...]:
        """Give the rows of one table, as its reader has them.

        Parameters
        ----------
        kind : type
            Type of the entries.
        parties : frozenset of str, optional
            Keys of both parties; any by default.
        place : str
            Id of the bloc or body; any by default.
        """
        return tuple(
            row.entry
            for row in self.rows
            if isinstance(row.entry, kind)
            and parties in (None, row.parties)
            and place in ("", row.place)
        )

    def only(self, rows: tuple[OwnRow, ...], withdrawals: tuple[Withdrawal, ...]) -> OwnFacts:
        """Give a part of the file, under the same digest.

        Parameters
        ----------
        rows : tuple of OwnRow
            Rows that are kept.
        withdrawals : tuple of Withdrawal
            Contested rows that are kept.
        """
        return replace(self, rows=rows, withdrawals=withdrawals)

    def marked(self, text: str) -> str:
        """Say whose statement a text is.

        Parameters
        ----------
        text : str
            What a row says.

        Examples
        --------
        >>> OwnFacts(digest="0", author="the Institute").marked("They met")
        'They met (according to the Institute)'
        """
        return f"{text} (according to {self.author})"


NO_FACTS = OwnFacts(digest="")
"""No file: the project's tables as they are."""


def row_id(table: str, *parts: str | date) -> str:
    """Give the stable name of a hand-made row: its table, and what tells it from the others.

    Parameters
    ----------
    table : str
        Name of the table.
    *parts : str or datetime.date
        Parties, dates, and what else is needed.

    Examples
    --------
    >>> row_id("step", "NATO", "RUS", "Partnership for Peace", date(1994, 6, 22))
    'step:NATO:RUS:partnership-for-peace:1994-06-22'
    """
    return ":".join((table, *(_part(part) for part in parts)))


def _part(part: str | date) -> str:
    """Write a part of an id: keys as they are, texts without blanks and signs."""
    if isinstance(part, date):
        return part.isoformat()
    is_key = part == part.upper() and " " not in part
    return part if is_key else NO_LETTERS.sub("-", part.lower()).strip("-")


def pair_part(keys: frozenset[str]) -> str:
    """Write two parties in an id, A to Z.

    Parameters
    ----------
    keys : frozenset of str
        Their keys.

    Examples
    --------
    >>> pair_part(frozenset(("RUS", "NATO")))
    'NATO-RUS'
    """
    return "-".join(sorted(keys))
