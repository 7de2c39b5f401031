"""Texts of the General Assembly on a conflict: by the words of their titles, and a list by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from detente.actors.fact_rows import Layout, Row, parties, read, sourced
from detente.actors.names import Actor
from detente.actors.relation_facts import own_keys
from detente.actors.row_sources import Sourced
from detente.errors import DateError, RequestError

RULE = (
    "adopted texts with a recorded vote whose title has one of the words of the conflict, and none "
    "of the words that mean something else"
)
"""How texts are found in the titles of a user's own store."""
TEXT_KINDS = (
    "territory",
    "force",
    "human rights",
    "displaced persons",
    "humanitarian",
    "law",
    "peace",
    "embargo",
)
"""What a text of the hand-made list is about."""
CONFLICTS = Layout(
    file="assembly.toml",
    kind="conflict",
    fields={"id": str, "name": str, "a": str, "b": str, "words": str, "without": str, "from": date},
    required=("id", "name", "a", "b", "words", "from"),
    sourced=False,
)
TEXTS = Layout(
    file="assembly.toml",
    kind="text",
    fields={
        "conflict": str,
        "symbol": str,
        "on": date,
        "kind": str,
        "named": str,
        "recurring": str,
    },
    required=("conflict", "symbol", "on", "kind"),
    words={"kind": TEXT_KINDS},
    sourced=False,
)
BETWEEN = ";"
"""What stands between the words of a conflict."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict on which the Assembly adopts texts.

    Attributes
    ----------
    id, name : str
        Short id, and what a sentence calls it.
    one, other : tuple of str
        Keys of either side.
    words, without : tuple of str
        Words of which a title has one, and those of which it has none; capitals do not count.
    since : datetime.date
        Day from which texts count.
    """

    id: str
    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    words: tuple[str, ...]
    without: tuple[str, ...]
    since: date

    @property
    def keys(self) -> frozenset[str]:
        """Give the keys of both sides."""
        return frozenset((*self.one, *self.other))

    def is_between(self, first: Actor, second: Actor) -> bool:
        """Tell whether two actors are its two sides.

        Parameters
        ----------
        first, second : State or Bloc
            The two.
        """
        sides = set(own_keys(first)), set(own_keys(second))
        one, other = set(self.one), set(self.other)
        forth = bool(sides[0] & one and sides[1] & other)
        return forth or bool(sides[0] & other and sides[1] & one)


@dataclass(frozen=True, slots=True)
class AssemblyText(Sourced):
    """One text of the list by hand.

    Attributes
    ----------
    conflict, symbol : str
        Id of the conflict, and the symbol of the text.
    on : datetime.date
        Day of adoption.
    kind : str
        One of `TEXT_KINDS`.
    named : str
        Letters of the side that it holds to account; empty where it names none.
    recurring : str
        Name of the yearly text that it is one of; empty where it is none.
    """

    conflict: str
    symbol: str
    on: date
    kind: str
    named: str = ""
    recurring: str = ""


def conflict_of(row: Row) -> Conflict:
    """Build a conflict from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where a side is not known, or a word is empty.
    """
    where = row["where"]
    words = _words(row["words"])
    if not all(words):
        raise RequestError("a word is empty: every title would have it", where=where)
    one, other = parties(row["a"], where), parties(row["b"], where)
    without = _words(row["without"]) if "without" in row else ()
    return Conflict(
        id=row["id"],
        name=row["name"],
        one=one,
        other=other,
        words=words,
        without=without,
        since=row["from"],
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in text.split(BETWEEN))


@cache
def conflicts() -> dict[str, Conflict]:
    """Read the conflicts, by id.

    Examples
    --------
    >>> conflicts()["ukraine"].words
    ('ukraine',)
    """
    return {row["id"]: conflict_of(row) for row in read(CONFLICTS)}


def text_of(row: Row, known: dict[str, Conflict]) -> AssemblyText:
    """Build a text from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.
    known : dict of str to Conflict
        The conflicts.

    Raises
    ------
    RequestError
        Where nobody knows the conflict, or the side named is none of it.
    DateError
        Where it was adopted before texts on the conflict count.
    """
    where = row["where"]
    if row["conflict"] not in known:
        raise RequestError(
            f"no conflict has the id '{row['conflict']}'", where=where, near=tuple(known)
        )
    conflict = known[row["conflict"]]
    named = row.get("named", "")
    if named and named not in conflict.keys:
        raise RequestError(f"'{named}' is no side of it", where=where, near=sorted(conflict.keys))
    if row["on"] < conflict.since:
        raise DateError(f"{row['symbol']} is older than {conflict.since}", where=where)
    return AssemblyText(
        conflict=conflict.id,
        symbol=row["symbol"],
        on=row["on"],
        kind=row["kind"],
        named=named,
        recurring=row.get("recurring", ""),
        **sourced(row),
    )


@cache
def texts() -> tuple[AssemblyText, ...]:
    """Read the list by hand, the oldest first.

    Examples
    --------
    >>> "A/RES/68/262" in {text.symbol for text in texts()}
    True
    """
    known = tuple(text_of(row, conflicts()) for row in read(TEXTS))
    return tuple(sorted(known, key=lambda text: (text.on, text.symbol)))


def texts_on(conflict: Conflict, day: date) -> tuple[AssemblyText, ...]:
    """Give the texts of the list on a conflict by a day, the oldest first.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    day : datetime.date
        The day.

    Examples
    --------
    >>> [text.symbol for text in texts_on(conflicts()["ukraine"], date(2014, 12, 31))]
    ['A/RES/68/262']
    """
    return tuple(text for text in texts() if text.conflict == conflict.id and text.on <= day)


def conflicts_between(first: Actor, second: Actor) -> tuple[Conflict, ...]:
    """Give the conflicts of which two actors are the sides.

    Parameters
    ----------
    first, second : State or Bloc
        The two.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> [one.id for one in conflicts_between(state("Ukraine"), state("Russia"))]
    ['ukraine']
    """
    return tuple(one for one in conflicts().values() if one.is_between(first, second))


def by_title(calls: pl.DataFrame, conflict: Conflict, day: date) -> pl.DataFrame:
    """Find the texts on a conflict among roll calls, by the words of their titles.

    Parameters
    ----------
    calls : polars.DataFrame
        ``date``, ``resolution`` and ``title`` of adopted texts with a recorded vote.
    conflict : Conflict
        The conflict.
    day : datetime.date
        The last day.

    Returns
    -------
    polars.DataFrame
        The rows of those texts, the oldest first.

    Examples
    --------
    >>> calls = pl.DataFrame(
    ...     {
    ...         "date": [date(2014, 3, 27), date(2014, 12, 2)],
    ...         "resolution": ["A/RES/68/262", "A/RES/69/1"],
    ...         "title": ["Territorial integrity of Ukraine", "Oceans"],
    ...     }
    ... )
    >>> by_title(calls, conflicts()["ukraine"], date(2015, 1, 1))["resolution"].to_list()
    ['A/RES/68/262']
    """
    title = pl.col("title").str.to_lowercase()
    has = pl.any_horizontal([title.str.contains(word, literal=True) for word in conflict.words])
    barred = [title.str.contains(word, literal=True) for word in conflict.without]
    known = pl.col("date").is_between(conflict.since, day)
    kept = calls.filter(has & known & ~pl.any_horizontal([pl.lit(value=False), *barred]))
    return kept.sort("date", "resolution")
