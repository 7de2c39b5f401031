"""Aid committed to a state at war: who gives how much, for which years, by which decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from detente.actors.fact_rows import NUMBER, Layout, Row, parties, read, sourced
from detente.actors.names import Actor
from detente.actors.pair_tables import latest
from detente.actors.row_sources import Sourced
from detente.actors.states import State
from detente.errors import DateError, RequestError
from detente.span import OPEN_END, Span

DECIDED, COUNTED, APPROPRIATED = "decision", "producer's total", "appropriations"
LAST = "last sum"
KINDS = (DECIDED, COUNTED, APPROPRIATED, LAST)
"""A single decision, what a producer counted for the recipient from the start to a day, what a
parliament appropriated in all, for allies and its own forces too, and the sum after which a
producer counted none to a day."""
CURRENCIES = {
    "EUR": "euros",
    "USD": "dollars",
    "GBP": "pounds",
    "NOK": "kroner",
    "CAD": "Canadian dollars",
}
"""Currencies, and what a sentence calls them."""
GROUPS = {"EUROPE": "European states and the Union"}
"""Donors that are no actor: their name."""
LAYOUT = Layout(
    file="war_aid.toml",
    kind="aid",
    fields={
        "kind": str,
        "donor": str,
        "to": str,
        "billions": NUMBER,
        "currency": str,
        "form": str,
        "on": date,
        "precision": str,
        "first": date,
        "last": date,
    },
    required=("kind", "donor", "to", "billions", "currency", "form", "on"),
    words={
        "kind": KINDS,
        "currency": tuple(CURRENCIES),
        "precision": ("day", "month", "year"),
    },
)


@dataclass(frozen=True, slots=True)
class WarAid(Sourced):
    """One commitment of aid, or one count of a producer.

    Attributes
    ----------
    kind : str
        One of `KINDS`: a count is never added to a decision.
    donor, recipient : str
        Letters of a state, id of a bloc, or a name of `GROUPS`; and who has it.
    billions, currency : float, str
        The sum, and its currency.
    form : str
        What it is: loans, grants, arms.
    on : datetime.date
        Day of the decision; of a count the day up to which it goes.
    source : str
        The decision, or the producer and its edition.
    span : Span
        The years that it is for.
    precision : {"day", "month", "year"}
        How exact the day is.
    """

    kind: str
    donor: str
    recipient: str
    billions: float
    currency: str
    form: str
    on: date
    source: str
    span: Span = field(default_factory=lambda: Span(date.min, OPEN_END))
    precision: str = "day"


def aid_of(row: Row) -> WarAid:
    """Build a commitment from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where the sum is not above zero, or a party is not known.
    DateError
        Where it is for years that end before they begin.
    """
    where, billions = row["where"], float(row["billions"])
    if billions <= 0:
        raise RequestError(f"a sum of {billions:g} is none", where=where)
    donor = row["donor"] if row["donor"] in GROUPS else parties(row["donor"], where)[0]
    (recipient,) = parties(row["to"], where)
    first = row["first"] if "first" in row else row["on"]
    span = Span(first, row.get("last", OPEN_END))
    if span.end < span.start:
        raise DateError("'last' lies before 'first'", where=where)
    return WarAid(
        kind=row["kind"],
        donor=donor,
        recipient=recipient,
        billions=billions,
        currency=row["currency"],
        form=row["form"],
        on=row["on"],
        source=row["source"],
        span=span,
        precision=row.get("precision", "day"),
        **sourced(row),
    )


@cache
def war_aid() -> tuple[WarAid, ...]:
    """Read the table.

    Examples
    --------
    >>> {one.recipient for one in war_aid()} >= {"UKR"}
    True
    """
    return tuple(aid_of(row) for row in read(LAYOUT))


def committed(recipient: Actor, day: date, kind: str = DECIDED) -> tuple[WarAid, ...]:
    """Give the aid to a state that a day knew of and that was for that day or later.

    Parameters
    ----------
    recipient : State or Bloc
        Who has it; a bloc has none.
    day : datetime.date
        The day.
    kind : str
        One of `KINDS`.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> known = committed(state("Ukraine"), date(2024, 3, 31))
    >>> [one.billions for one in known if one.donor == "EU"]
    [50.0]
    """
    if not isinstance(recipient, State):
        return ()
    known = [
        one
        for one in war_aid()
        if one.kind == kind
        and one.recipient in recipient.letters
        and latest(one.on, one.precision) <= day <= one.span.end
    ]
    return tuple(sorted(known, key=lambda one: one.on))


def halted(recipient: Actor, day: date) -> tuple[WarAid, ...]:
    """Give, of each donor that has stopped, the sum after which a producer counted none.

    Parameters
    ----------
    recipient : State or Bloc
        Who had it.
    day : datetime.date
        The day; only counts that ended before it.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> [one.donor for one in halted(state("Ukraine"), date(2026, 6, 30))]
    ['USA']
    >>> halted(state("Ukraine"), date(2025, 6, 30))
    ()
    """
    if not isinstance(recipient, State):
        return ()
    known = [
        one
        for one in war_aid()
        if one.kind == LAST and one.recipient in recipient.letters and one.span.end < day
    ]
    newest = {one.donor: one for one in sorted(known, key=lambda one: one.span.end)}
    return tuple(newest.values())


def counted(recipient: Actor, day: date) -> tuple[WarAid, ...]:
    """Give the newest count of each donor that a day knew, the largest first.

    Parameters
    ----------
    recipient : State or Bloc
        Who has it.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> [one.donor for one in counted(state("Ukraine"), date(2025, 12, 31))]
    ['EUROPE', 'USA']
    """
    counts = committed(recipient, day, COUNTED)
    newest = {one.donor: one for one in counts}
    return tuple(sorted(newest.values(), key=lambda one: -one.billions))
