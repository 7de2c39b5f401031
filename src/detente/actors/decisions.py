"""Decisions: what organs of two parties decided about each other in the last years, and replies.

One file by hand for a pair. A decision is a formal act or a public announcement of one; meetings
are rows of joint bodies, and fighting is a fact about the relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from detente.actors import pair_tables as tables
from detente.actors.documents import as_cited
from detente.actors.own_rows import pair_part, row_id
from detente.actors.parties import existed, known_parties
from detente.actors.row_sources import Sourced, read_source, without_source
from detente.actors.strict_rows import SOURCE, check_row, one_of
from detente.errors import DateError, RequestError

Day = date
"""A day, under a name that no field bears."""
NEARER, NEITHER, APART = 1, 0, -1
SIGNS = (APART, NEITHER, NEARER)
"""Whether a decision moves its side away from the other, neither or both, or towards it."""
BOTH = "both"
"""Who decides where both sides do it in one text."""
PRECISIONS = ("day", "month")
HEAD = {"a": str, "b": str, "from": date, "checked_to": date, "decision": list}
DECISION = {
    **SOURCE,
    "date": date,
    "precision": str,
    "by": str,
    "organ": str,
    "what": str,
    "sign": int,
    "answers": date,
}
REQUIRED = ("date", "by", "organ", "what", "sign", "source")
KEPT = 16
"""Lists of a pair at a day that are kept: every part of a paper asks for the same one."""


@dataclass(frozen=True, slots=True)
class Decision(Sourced):
    """One decision.

    Attributes
    ----------
    date : datetime.date
        Its day; the first of the month where `precision` says so.
    by : str
        Key of the party whose organ decides, of one of its members, or `BOTH`.
    side : str
        Key of the party to which that belongs, or `BOTH`.
    organ, what : str
        The organ, and what it decides, in words.
    sign : int
        One of `SIGNS`.
    source : str
        The document.
    answers : datetime.date or None
        Day of the decision of the other side that it answers; None where it answers none.
    precision : {"day", "month"}
        How exact the date is.
    row : str
        Stable id of the row.
    """

    date: date
    by: str
    side: str
    organ: str
    what: str
    sign: int
    source: str
    answers: Day | None = None
    precision: str = "day"
    row: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a pair.

    Attributes
    ----------
    first_day : datetime.date
        First day that the list covers.
    rows : tuple of Decision
        By date.
    """

    first_day: date
    rows: tuple[Decision, ...]

    def known_by(self, day: date) -> Decisions:
        """Give the decisions that a day knew.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        begun = (row for row in self.rows if tables.latest(row.date, row.precision) <= day)
        return Decisions(self.first_day, tuple(as_cited(row, day) for row in begun))

    def answered_by(self, reply: Decision) -> Decision | None:
        """Give the decision that another one answers; None where it answers none.

        Parameters
        ----------
        reply : Decision
            The later one.
        """
        if reply.answers is None:
            return None
        asked = (row for row in self.rows if row.date == reply.answers and row.side != reply.side)
        return next(asked, None)


def read_decisions(table: dict[str, Any], where: str) -> Decisions:
    """Build the decisions of a pair and refuse a row that breaks the rules.

    Parameters
    ----------
    table : dict
        As the file has it.
    where : str
        Name of the file, for the error.

    Returns
    -------
    Decisions

    Raises
    ------
    RequestError
        Where a row lacks a field, has an unknown one, names nobody, or answers nothing on record.
    DateError
        Where a decision is older than the list, or answers a later one.
    """
    check_row(table, HEAD, required=("a", "b", "from", "decision"), where=where)
    keys = (table["a"], table["b"])
    for key in keys:
        _check_party(key, table["from"], where)
    read = [
        _decision(row, keys, table["from"], where=f"{where}, row {place}")
        for place, row in enumerate(table["decision"], start=1)
    ]
    ordered = tuple(sorted(read, key=_order))
    found = Decisions(table["from"], ordered)
    for row in ordered:
        if row.answers is not None and found.answered_by(row) is None:
            raise RequestError(
                f"the decision of {row.date} answers one of {row.answers} that is not here",
                where=where,
                near=[str(one.date) for one in ordered if one.side != row.side][-3:],
            )
    return found


def _order(row: Decision) -> tuple[date, bool, str, str]:
    """Order decisions by day, replies last."""
    return row.date, row.answers is not None, row.by, row.organ


def _check_party(key: str, day: date, where: str) -> None:
    one_of({"party": key}, "party", known_parties(), where)
    if not existed(key, day, day):
        raise DateError(f"'{key}' did not exist on {day}", where=where)


def _decision(
    row: dict[str, Any], keys: tuple[str, str], first_day: date, *, where: str
) -> Decision:
    """Build the decision of one row."""
    check_row(row, {**DECISION, "side": str}, required=REQUIRED, where=where)
    one_of(row, "sign", SIGNS, where)
    one_of(row, "precision", PRECISIONS, where)
    one_of({"side": row.get("side", row["by"])}, "side", (*keys, BOTH), where)
    if row["by"] != BOTH:
        _check_party(row["by"], row["date"], where)
    if row["date"] < first_day:
        raise DateError(f"{row['date']} is before the list begins on {first_day}", where=where)
    if row.get("answers", first_day) > row["date"]:
        raise DateError(f"it answers a decision of {row['answers']}, a later day", where=where)
    name = row_id("decision", pair_part(frozenset(keys)), row["date"], row["by"])
    stated = {"side": row["by"], **without_source(row)}
    return Decision(**stated, row=name, **read_source(row, where))


@cache
def _read(keys: frozenset[str]) -> Decisions | None:
    table = tables.read("decisions", keys)
    return None if table is None else read_decisions(table, where=f"decisions, {pair_part(keys)}")


def relations() -> tuple[frozenset[str], ...]:
    """Name the relations whose decisions are listed, as pairs of keys.

    Examples
    --------
    >>> frozenset(("EU", "SRB")) in relations()
    True
    """
    return tuple(tables.named("decisions"))


def decisions(first: str, second: str, day: date) -> Decisions | None:
    """Give the decisions of two parties about each other as a day knew them.

    Parameters
    ----------
    first, second : str
        Keys of the parties, in either order.
    day : datetime.date
        The day.

    Returns
    -------
    Decisions or None
        None where nobody lists them.

    Examples
    --------
    >>> reply = decisions("IND", "PAK", date(2025, 4, 30)).rows[-1]
    >>> reply.by, str(reply.answers)
    ('PAK', '2025-04-23')
    """
    return _known(frozenset((first, second)), day)


@lru_cache(maxsize=KEPT)
def _known(keys: frozenset[str], day: date) -> Decisions | None:
    known = _read(keys)
    return None if known is None else known.known_by(day)
