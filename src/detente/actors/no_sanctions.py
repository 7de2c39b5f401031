"""States of which a document says that they have no sanctions on another.

A table of sanctions does not know who is missing from it: that a state has none is a fact of its
own, with its own source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.documents import known_documents
from detente.actors.fact_rows import Layout, read, sourced
from detente.actors.row_sources import Sourced

LAYOUT = Layout(
    file="relations/sanctions.toml",
    kind="none",
    fields={"a": str, "b": str, "from": date},
    required=("a", "b", "from"),
)


@dataclass(frozen=True, slots=True)
class NoSanctions(Sourced):
    """One state that has no sanctions on another although others have.

    Attributes
    ----------
    one, other : str
        Letters of the state, and of the one that others have sanctions on.
    start : datetime.date
        Since when others have them.
    source : str
        The document that says so.
    """

    one: str
    other: str
    start: date
    source: str

    @property
    def id(self) -> str:
        """Stable name of the row."""
        return f"no_sanction:{self.one}-{self.other}:{self.start}"


@cache
def without_sanctions() -> tuple[NoSanctions, ...]:
    """Read the table.

    Examples
    --------
    >>> sorted(one.one for one in without_sanctions() if one.other == "RUS")
    ['SRB', 'TUR']
    """
    return tuple(
        NoSanctions(row["a"], row["b"], start=row["from"], source=row["source"], **sourced(row))
        for row in read(LAYOUT)
    )


def none_on(target: str, day: date) -> dict[str, NoSanctions]:
    """Give the states that have no sanctions on a target, by letters, as a day knew them.

    Parameters
    ----------
    target : str
        Letters of the target.
    day : datetime.date
        The day.

    Examples
    --------
    >>> sorted(none_on("RUS", date(2026, 6, 30))), sorted(none_on("RUS", date(2013, 12, 31)))
    (['SRB', 'TUR'], [])
    """
    begun = (one for one in without_sanctions() if one.other == target and one.start <= day)
    # that there are none is somebody's finding: before a document has it, nobody can cite it
    return {one.one: one for one in begun if known_documents(one.source, day)}
