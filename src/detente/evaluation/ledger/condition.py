"""What decides a question: rows of a table, a column, and what is asked of them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite, prod
from typing import Any

from detente.errors import LedgerError

TAKES = ("sum", "mean", "largest", "least", "count")
"""What is made of the values of the rows."""
WAYS = ("above", "at least", "below", "at most")
"""How a value is compared with the threshold."""
ALL, ANY = "all", "any"
"""Whether every row that is named must have a value, or those that are there count."""
TOGETHER = "+"
"""Joins the names of columns that are asked for together, as in ``ccode1+ccode2``."""
RECORDS = "record."
"""How the names of the project's own dated records begin."""
FACTS = "facts"
"""Stands for the hand-made tables where a source is named."""
Where = Mapping[str, Any]
FIELDS = (
    "table",
    "column",
    "where",
    "take",
    "rows",
    "plus",
    "over",
    "per",
    "way",
    "threshold",
    "known",
)


def named(where: Where) -> int:
    """Count the rows that are named by their keys.

    Parameters
    ----------
    where : mapping
        As `Condition` has it.

    Examples
    --------
    >>> named({"ccode": [2, 200], "year": [2012]})
    2
    """
    return prod(len(values) for values in where.values() if isinstance(values, list))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Data that decide a question.

    Attributes
    ----------
    table, column : str
        Where the values are: a table of the catalog, or one of `records.RECORDS_OF`.
    where : mapping
        Column to the values that are asked for, or to ``{"from": ..., "to": ...}``; names joined by
        ``+`` are asked for together.
    take : str
        One of `TAKES`.
    rows : {"all", "any"}
        Whether every row that is named must have a value.
    plus : str
        Column that is added to `column` in each row, where a table holds a value as a median and
        the distance from it; empty where nothing is.
    over : str
        Column by whose sum that of `column` is divided; empty where it is not.
    per : mapping
        Rows by whose value that of `where` is divided; empty where it is not.
    way : str
        One of `WAYS`; empty where the value itself is asked for.
    threshold : float or None
        What it is compared with.
    known : tuple of (str, str)
        Source whose data must reach a year or day, and that year or day; empty where the rows
        themselves show it.
    """

    table: str
    column: str
    where: Where
    take: str = "sum"
    rows: str = ALL
    plus: str = ""
    over: str = ""
    per: Where = field(default_factory=dict)
    way: str = ""
    threshold: float | None = None
    known: tuple[str, str] | tuple[()] = ()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it answers yes or no rather than with a value."""
        return bool(self.way)

    def says(self, value: float) -> bool:
        """Tell whether a value meets the threshold.

        Parameters
        ----------
        value : float
            What was made of the rows.

        Examples
        --------
        >>> one = Condition(table="t", column="c", where={}, way="at least", threshold=2.0)
        >>> one.says(2.0), one.says(1.9)
        (True, False)
        """
        limit = self.threshold or 0.0
        met = {
            "above": value > limit,
            "at least": value >= limit,
            "below": value < limit,
            "at most": value <= limit,
        }
        return met[self.way]

    @property
    def is_settled_by_more(self) -> bool:
        """Whether more rows can only confirm a yes, so that it need not wait for the last."""
        return self.take == "count" and self.way in ("above", "at least")

    def plain(self) -> dict[str, Any]:
        """Give it as plain data; what has its usual value is left out."""
        always: dict[str, Any] = {
            "table": self.table,
            "column": self.column,
            "where": dict(self.where),
            "take": self.take,
            "rows": self.rows,
        }
        for name in ("plus", "over"):
            if getattr(self, name):
                always[name] = getattr(self, name)
        if self.per:
            always["per"] = dict(self.per)
        if self.way:
            always |= {"way": self.way, "threshold": self.threshold}
        if self.known:
            always["known"] = list(self.known)
        return always

    @classmethod
    def from_plain(cls, given: Mapping[str, Any]) -> Condition:
        """Read it from plain data.

        Parameters
        ----------
        given : mapping
            As `plain` gives it.

        Raises
        ------
        LedgerError
            Where a field is missing, unknown or of the wrong kind.

        Examples
        --------
        >>> plain = {"table": "regime", "column": "polyarchy", "where": {"ccode": [640]}}
        >>> Condition.from_plain(plain).take
        'sum'
        """
        unknown = sorted(set(given) - set(FIELDS))
        if unknown:
            raise _fault(f"has a field '{unknown[0]}' that nobody knows", near=FIELDS)
        for name, kind in (("table", str), ("column", str), ("where", Mapping)):
            if not isinstance(given.get(name), kind):
                raise _fault(f"needs '{name}'")
        if not isinstance(given.get("per", {}), Mapping):
            raise _fault("has a 'per' without fields")
        if not isinstance(given.get("known", ()), list | tuple):
            raise _fault("has a 'known' that is no list")
        read = cls(**{**given, "known": tuple(given.get("known", ()))})
        read._check()
        return read

    def _check(self) -> None:
        """Refuse what no table could answer."""
        choices = (("take", self.take, TAKES), ("rows", self.rows, (ALL, ANY)))
        for name, value, allowed in (*choices, ("way", self.way or WAYS[0], WAYS)):
            if value not in allowed:
                raise _fault(f"has a '{name}' of '{value}'", near=allowed)
        for name, text in (("plus", self.plus), ("over", self.over)):
            if not isinstance(text, str):
                raise _fault(f"needs '{name}' as the name of a column")
        limit = self.threshold
        is_number = isinstance(limit, int | float) and isfinite(limit)
        if bool(self.way) != (limit is not None) or (limit is not None and not is_number):
            raise _fault("needs 'way' and a number as 'threshold' together, or neither")
        for name, values in (*self.where.items(), *self.per.items()):
            _check_values(name, values)
        if self.known and (len(self.known) != 2 or not _is_reach(self.known[1])):
            raise _fault("needs in 'known' a source and a year or day, as ['vdem', '2026']")


def _check_values(name: str, values: Any) -> None:
    is_range = isinstance(values, Mapping) and set(values) == {"from", "to"}
    is_list = isinstance(values, list) and bool(values)
    width = name.count(TOGETHER) + 1
    fits = is_range or (
        is_list and all(width == (len(one) if isinstance(one, list) else 1) for one in values)
    )
    if not fits:
        raise _fault(f"asks '{name}' for what is neither a list of values nor 'from' and 'to'")


def _is_reach(text: Any) -> bool:
    return isinstance(text, str) and (text.isdecimal() or _is_day(text))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fault(what: str, near: tuple[str, ...] = ()) -> LedgerError:
    return LedgerError(
        f"what decides the question {what}", near=near, next_step="docs/ledger.md has the fields"
    )
