"""One event with two dates: rows of different tables about the same parties that say the same.

Two rows are siblings where they are about the same two parties, lie in different files, and most of
the words of the shorter one are in the other. Siblings whose days differ by a few days are one
event with two dates, or two stages of one; the latter are listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from detente.actors.every_row import LADDERS, FactRow

TABLES = ("blocs", "bodies", "chronology", "relations")
DAYS = 10
"""Days by which two dates of one event may differ; events further apart are two."""
LEAST_WORDS = 2
SHARE = 0.6
"""Share of the words of the shorter row that the other one must have."""
WORD = re.compile(r"[a-z]{4,}")
SAID_OF_MANY = frozenset(
    (
        *("about", "after", "against", "between", "both", "first", "foreign", "founded", "from"),
        *("government", "have", "into", "joint", "meeting", "member", "minister", "ministers"),
        *("nations", "other", "over", "president", "second", "sides", "state", "states", "summit"),
        *("than", "that", "their", "third", "this", "under", "united", "were", "which", "with"),
    )
)
"""Words that rows about different events share."""


class Siblings(NamedTuple):
    """Two rows that say the same of the same parties on different days."""

    earlier: FactRow
    later: FactRow

    @property
    def marks(self) -> frozenset[str]:
        """File and day of both."""
        return frozenset(f"{row.file} {row.day}" for row in self)


def words_of(row: FactRow) -> frozenset[str]:
    """Give the words that tell a row from others, plural and singular as one."""
    found = WORD.findall(row.what.lower())
    return frozenset(word.rstrip("s") for word in found if word not in SAID_OF_MANY)


def pairs_of(row: FactRow) -> Iterator[frozenset[str]]:
    """Give the pairs that a row is about: of a ladder the bloc with each of its states."""
    if row.table != LADDERS:
        if len(row.parties) == 2:
            yield row.parties
        return
    bloc = row.file.removeprefix(f"{LADDERS}/").removesuffix(".toml").upper()
    for state in row.parties - {bloc}:
        yield frozenset((bloc, state))


def say_the_same(one: FactRow, other: FactRow) -> bool:
    first, second = words_of(one), words_of(other)
    shared, shorter = len(first & second), min(len(first), len(second))
    return shared >= LEAST_WORDS and shared >= SHARE * shorter


def with_two_dates(rows: Iterable[FactRow]) -> set[Siblings]:
    """Give the siblings whose days differ by at most `DAYS`; a month or year is no day."""
    of_pair: dict[frozenset[str], list[FactRow]] = {}
    for row in rows:
        if row.table in TABLES and row.precision == "day":
            for pair in pairs_of(row):
                of_pair.setdefault(pair, []).append(row)
    found: set[Siblings] = set()
    for about_two in of_pair.values():
        ordered = sorted(about_two, key=lambda row: row.day)
        for earlier, later in combinations(ordered, 2):
            apart = (later.day - earlier.day).days
            if 0 < apart <= DAYS and earlier.file != later.file and say_the_same(earlier, later):
                found.add(Siblings(earlier, later))
    return found
