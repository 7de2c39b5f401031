"""Treaties and assurances between two parties: what binds, what ended, and what was broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from detente.actors.blocs import Bloc
from detente.actors.fact_rows import Layout, Row, parties, read, sourced
from detente.actors.names import Actor
from detente.actors.row_sources import Sourced
from detente.errors import DateError, RequestError
from detente.phrasing import listed
from detente.span import OPEN_END, Span

KINDS = (
    "assurance",
    "non-aggression",
    "consultation",
    "defence",
    "friendship",
    "guarantee",
    "arms control",
    "border",
    "water",
    "military cooperation",
    "peace",
    "settlement",
)
"""What a treaty is, by its main duty; a settlement closes a quarrel over the past."""
SETTLEMENT = "settlement"
ENDS = ("expired", "ended", "left", "replaced")
"""How a treaty ended: by its own term, by one side's notice, by leaving it, by a later one."""
IN_FORCE, SUSPENDED, BROKEN, OVER = "in force", "suspended", "broken", "over"
LAYOUT = Layout(
    file="treaties.toml",
    kind="treaty",
    fields={
        "a": str,
        "b": str,
        "name": str,
        "kind": str,
        "duty": str,
        "signed": date,
        "from": date,
        "from_precision": str,
        "to": date,
        "ended": str,
        "ended_by": str,
        "ended_in": str,
        "suspended": date,
        "suspended_by": str,
        "notice": date,
        "notice_by": str,
        "withdrawn": date,
        "broken": date,
        "broken_by": str,
        "according": str,
        "finder": str,
        "found_on": date,
        "found": str,
        "found_at": str,
        "answer": str,
        "asked": str,
        "asked_on": date,
        "asked_in": str,
        "asked_at": str,
        "matter": str,
    },
    required=("a", "b", "name", "kind", "duty", "from"),
    words={"kind": KINDS, "ended": ENDS, "from_precision": ("day", "month", "year")},
)

BINDING = re.compile(r"\b(?:treaty|agreement|convention|pact|protocol|charter|covenant)\b", re.I)
"""Words in the titles of texts of law."""
NO_VIEW: dict[str, Any] = {
    "according": "",
    "finder": "",
    "found_on": None,
    "found": "",
    "found_at": "",
}
"""What is left of a view before the day on which it was stated."""


@dataclass(frozen=True, slots=True)
class Treaty(Sourced):
    """One treaty or assurance between two parties.

    Attributes
    ----------
    one, other : str
        Letters of a state or id of a bloc; of an assurance or a guarantee who gives it, and to
        whom.
    name, kind, duty : str
        What it is called, one of `KINDS`, and what it obliges to.
    span : Span
        In force from and to, both days included.
    source : str
        The document.
    ended, ended_by : str
        One of `ENDS`, and who ended it; empty while it is in force or where nobody did.
    ended_in : str
        The report of the end, where no act that ended it is known.
    suspended, broken : datetime.date or None
        Day from which a side no longer applies it, and day on which it was broken.
    suspended_by, broken_by, according : str
        Who suspended and who broke it, and the document that finds it broken.
    notice, withdrawn : datetime.date or None
        Day on which a side gave notice that it ends the treaty, and day on which it took that back.
    notice_by : str
        Who gave notice.
    finder : str
        Who finds it broken: letters or id of a party, or the words for an organ or a person that
        names both the treaty and the breach; empty where it is the view of one party alone.
    found_on : datetime.date or None
        Day of that document; before it nobody but a party holds the view.
    found, found_at, answer : str
        What the finder says, a public page that states it, and what the accused side says to it;
        may be empty.
    asked, asked_in, asked_at : str
        What an organ asked for after the breach without finding one, its document and a page.
    asked_on : datetime.date or None
        Day on which it asked.
    matter : str
        What past a settlement is about; empty for other treaties.
    signed : datetime.date or None
        Day of signature, where the row has it.
    """

    one: str
    other: str
    name: str
    kind: str
    duty: str
    span: Span
    source: str
    ended: str = ""
    ended_by: str = ""
    suspended: date | None = None
    suspended_by: str = ""
    notice: date | None = None
    notice_by: str = ""
    withdrawn: date | None = None
    broken: date | None = None
    broken_by: str = ""
    according: str = ""
    finder: str = ""
    found_on: date | None = None
    found: str = ""
    found_at: str = ""
    answer: str = ""
    asked: str = ""
    asked_on: date | None = None
    asked_in: str = ""
    asked_at: str = ""
    ended_in: str = ""
    matter: str = ""
    signed: date | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Give both parties."""
        return frozenset((self.one, self.other))

    @property
    def is_ratified(self) -> bool:
        """Whether it came into force later than it was signed, as texts do that are ratified."""
        return self.signed is not None and self.signed < self.span.start

    @property
    def is_binding(self) -> bool:
        """Whether its title, or that of a document beside it, is that of a text of law.

        A memorandum, an act of two organisations or a declaration commits, and obliges to nothing.
        """
        return BINDING.search(f"{self.name} {self.source}") is not None

    def state_on(self, day: date) -> str:
        """Give its state on a day: in force, suspended, broken, or over.

        Parameters
        ----------
        day : datetime.date
            The day; what came later is not looked at.

        Examples
        --------
        >>> start = [one for one in treaties() if one.name == "New START Treaty"][0]
        >>> [start.state_on(date(year, 1, 1)) for year in (2020, 2024, 2026)]
        ['in force', 'suspended', 'suspended']
        """
        if self.span.end < day:
            return OVER
        if self.broken is not None and self.broken <= day:
            return BROKEN
        if self.suspended is not None and self.suspended <= day:
            return SUSPENDED
        return IN_FORCE

    def known_by(self, day: date) -> Treaty | None:
        """Give the treaty as a day knew it; None before it was in force.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        if self.span.start > day:
            return None
        known = self
        if self.span.end >= day:
            known = replace(
                known, span=Span(self.span.start, OPEN_END), ended="", ended_by="", ended_in=""
            )
        if known.suspended is not None and known.suspended > day:
            known = replace(known, suspended=None, suspended_by="")
        if known.notice is not None and known.notice > day:
            known = replace(known, notice=None, notice_by="")
        if known.withdrawn is not None and known.withdrawn > day:
            known = replace(known, withdrawn=None)
        if known.broken is not None and known.broken > day:
            known = replace(known, broken=None, broken_by="", answer="", **NO_VIEW)
        elif known.found_on is not None and known.found_on > day:
            known = replace(known, **NO_VIEW)
        if known.asked_on is not None and known.asked_on > day:
            known = replace(known, asked="", asked_on=None, asked_in="", asked_at="")
        return known


def treaties_of(row: Row) -> tuple[Treaty, ...]:
    """Build the treaties of a row: one for each two of its sides.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    DateError
        Where a treaty was in force before it was signed, or something happened to it outside its
        life.
    RequestError
        Where nobody has the key of a party.
    """
    where = row["where"]
    span = Span(row["from"], row.get("to", OPEN_END))
    if "signed" in row and row["signed"] > span.start:
        raise DateError(f"it was signed on {row['signed']}, after it was in force", where=where)
    for name in ("suspended", "broken", "notice"):
        if name in row and not span.covers(row[name]):
            raise DateError(f"'{name}' is {row[name]}, outside its life", where=where)
        if (name in row) != (f"{name}_by" in row):
            raise DateError(f"'{name}' and '{name}_by' go together", where=where)
    if "withdrawn" in row and not row.get("notice", OPEN_END) < row["withdrawn"]:
        raise DateError("'withdrawn' needs a 'notice' before it", where=where)
    for group in (("finder", "found_on"), ("asked", "asked_on", "asked_in")):
        if len({name in row for name in group}) > 1:
            raise RequestError(f"{listed(group)} go together", where=where)
    if (row["kind"] == SETTLEMENT) != ("matter" in row):
        raise RequestError("a settlement, and nothing else, has a 'matter'", where=where)
    if ("to" in row) != ("ended" in row):
        raise DateError("'to' and 'ended' go together: when and how it ended", where=where)
    sides = (parties(row["a"], where, span), parties(row["b"], where, span))
    return tuple(_treaty(row, one, other, span) for one, other in product(*sides) if one != other)


def _treaty(row: Row, one: str, other: str, span: Span) -> Treaty:
    """Build the treaty of two sides."""
    optional = ("ended", "ended_by", "ended_in", "suspended", "suspended_by")
    broken = ("broken", "broken_by", "according", "answer")
    found = ("finder", "found_on", "found", "found_at")
    asked = ("asked", "asked_on", "asked_in", "asked_at", "matter", "signed")
    given = (*optional, *broken, *found, *asked, "notice", "notice_by", "withdrawn")
    said = {name: row[name] for name in given if name in row}
    return Treaty(
        one=one,
        other=other,
        name=row["name"],
        kind=row["kind"],
        duty=row["duty"],
        span=span,
        source=row["source"],
        **said,
        **sourced(row),
    )


@cache
def treaties() -> tuple[Treaty, ...]:
    """Read the table.

    Examples
    --------
    >>> {"Budapest Memorandum", "New START Treaty"} <= {one.name for one in treaties()}
    True
    """
    return tuple(one for row in read(LAYOUT) for one in treaties_of(row))


def treaties_between(first: Actor, second: Actor, day: date) -> tuple[Treaty, ...]:
    """Give the treaties between two actors as a day knew them, the oldest first.

    Parameters
    ----------
    first, second : State or Bloc
        The two.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> known = treaties_between(state("Russia"), state("Ukraine"), date(2013, 12, 31))
    >>> [one.state_on(date(2013, 12, 31)) for one in known if one.kind == "assurance"]
    ['in force']
    """
    sides = (_keys(first), _keys(second))
    known = (one.known_by(day) for one in treaties() if _joins(one, *sides))
    return tuple(sorted((one for one in known if one is not None), key=_age))


def _keys(actor: Actor) -> frozenset[str]:
    """Give the keys of an actor itself."""
    return frozenset((actor.id,) if isinstance(actor, Bloc) else actor.letters)


def _joins(treaty: Treaty, first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether a treaty joins two actors, in either order."""
    forth = treaty.one in first and treaty.other in second
    return forth or (treaty.one in second and treaty.other in first)


def _age(treaty: Treaty) -> tuple[date, str]:
    return treaty.span.start, treaty.name
