"""Counts that the news has and no series holds: dead, refugees, land held, goods sold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.fact_rows import NUMBER, Layout, Row, parties, read, sourced
from detente.actors.pair_tables import latest
from detente.actors.row_sources import Sourced
from detente.errors import RequestError

DEAD, REFUGEES, LAND, TAKEN, GOODS = "dead", "refugees", "land", "taken", "goods"
KINDS = (DEAD, REFUGEES, LAND, TAKEN, GOODS)
SHARES = (LAND, TAKEN)
"""Kinds that are a share of a state's land."""
UNITS = {DEAD: "people", REFUGEES: "people", LAND: "share of the land", TAKEN: "share of the land"}
"""What a count of each kind is in; goods are in billions of a currency."""
CURRENCIES = {"USD": "dollars", "EUR": "euros"}
"""Currencies of goods, and what a sentence calls them."""
OF_KIND = {DEAD: "who", GOODS: "currency"}
"""The field that a kind must have beside the common ones."""
OPTIONAL = ("who", "place", "currency", "precision", "least")
"""Fields that a row may leave out."""
WHOLE = 1.0
LAYOUT = Layout(
    file="counts.toml",
    kind="count",
    fields={
        "kind": str,
        "of": str,
        "with": str,
        "who": str,
        "place": str,
        "size": NUMBER,
        "currency": str,
        "on": date,
        "precision": str,
        "least": bool,
        "by": str,
    },
    required=("kind", "of", "with", "size", "on", "by"),
    words={
        "kind": KINDS,
        "who": ("soldiers", "civilians"),
        "currency": tuple(CURRENCIES),
        "precision": ("day", "month", "year"),
    },
)


@dataclass(frozen=True, slots=True)
class Count(Sourced):
    """One count of one producer.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    of, other : str
        Letters or id of the party that is counted, and of the one that it is counted against.
    size : float
        People, a share from 0 to 1, or billions of `currency`.
    on : datetime.date
        Day of the clash, or the day up to which is counted.
    by, source : str
        Who counts, as a sentence names it, and the document.
    who, place, currency : str
        Of the dead soldiers or civilians, and where one clash was, or what land is counted in; of
        goods the currency.
    precision : {"day", "month", "year"}
        How exact the day is.
    least : bool
        Whether its producer calls it a lower bound.
    """

    kind: str
    of: str
    other: str
    size: float
    on: date
    by: str
    source: str
    who: str = ""
    place: str = ""
    currency: str = ""
    precision: str = "day"
    least: bool = False

    @property
    def unit(self) -> str:
        """Give what it is counted in."""
        return UNITS.get(self.kind) or f"billions of {CURRENCIES[self.currency]}"

    @property
    def row(self) -> str:
        """Give a stable id of the row."""
        return ":".join((self.kind, self.of, self.other, self.who, self.on.isoformat()))

    def known_on(self, day: date) -> bool:
        """Tell whether a view knows the count: it was made, and its document was out.

        Parameters
        ----------
        day : datetime.date
            The view.
        """
        out = self.document_date or latest(self.on, self.precision)
        return max(out, latest(self.on, self.precision)) <= day


def count_of(row: Row) -> Count:
    """Build a count from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where a size is not above zero, a share is above one, or a party is not known.
    """
    where, size = row["where"], float(row["size"])
    if size <= 0 or (row["kind"] in SHARES and size > WHOLE):
        raise RequestError(f"a count of {size:g} cannot be", where=where)
    field = OF_KIND.get(row["kind"])
    if field is not None and field not in row:
        raise RequestError(f"a count of {row['kind']} has no '{field}'", where=where)
    (of,), (other,) = parties(row["of"], where), parties(row["with"], where)
    said = {name: row[name] for name in OPTIONAL if name in row}
    words = {name: row[name] for name in ("kind", "on", "by", "source")}
    return Count(of=of, other=other, size=size, **words, **said, **sourced(row))


@cache
def counts() -> tuple[Count, ...]:
    """Read the table.

    Examples
    --------
    >>> {one.kind for one in counts()} == set(KINDS)
    True
    """
    return tuple(count_of(row) for row in read(LAYOUT))


def counts_between(
    one: Collection[str], other: Collection[str], day: date, kind: str
) -> tuple[Count, ...]:
    """Give the counts of a kind between two parties that a day knew, the oldest first.

    Parameters
    ----------
    one, other : collection of str
        Letters of the parties, as predecessors and successors have them.
    day : datetime.date
        The view.
    kind : str
        One of `KINDS`.

    Examples
    --------
    >>> known = counts_between({"IND"}, {"CHN"}, date(2020, 12, 31), DEAD)
    >>> [(count.of, count.size) for count in known]
    [('IND', 20.0)]
    """
    found = [
        count
        for count in counts()
        if count.kind == kind and count.known_on(day) and _is_between(count, one, other)
    ]
    return tuple(sorted(found, key=lambda count: count.on))


def _is_between(count: Count, one: Collection[str], other: Collection[str]) -> bool:
    forth = count.of in one and count.other in other
    return forth or (count.of in other and count.other in one)
