"""Ties short of a bloc: trade, movement, work, customs and currency, and what would end them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from detente.actors.blocs import RUNGS, Bloc, blocs
from detente.actors.fact_rows import Layout, Row, parties, read, sourced
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts_between_keys, shared_by
from detente.actors.row_sources import SOURCE_KEYS, Sourced
from detente.actors.states import State
from detente.errors import RequestError
from detente.span import OPEN_END, Span

UNION = "customs or currency"
"""Kind of a tie that the table of unions holds."""
KINDS = ("trade", "mobility", "labour", "energy", "payments", "services")
"""What a tie of this table is about."""
SHARED = ("kind", "name", "source", "why")
"""Fields that the ties of one row have in common."""
LAYOUT = Layout(
    file="close_ties.toml",
    kind="tie",
    fields={
        "a": str,
        "b": str,
        "kind": str,
        "name": str,
        "from": date,
        "from_precision": str,
        "to": date,
        "barred_by": str,
        "why": str,
    },
    required=("a", "b", "kind", "name", "from"),
    words={"kind": KINDS, "from_precision": ("day", "month", "year")},
)


@dataclass(frozen=True, slots=True)
class CloseTie(Sourced):
    """One dated tie between two parties.

    Attributes
    ----------
    one, other : str
        Letters of a state or id of a bloc.
    kind, name : str
        One of `KINDS` or `UNION`, and what it is called.
    span : Span
        In force from and to, both days included.
    source : str
        The document.
    barred_by : tuple of (str, str)
        Bloc and rung with which `one` could not keep it; empty where none is known.
    why : str
        The rule that bars it.
    """

    one: str
    other: str
    kind: str
    name: str
    span: Span
    source: str
    barred_by: tuple[str, str] | tuple[()] = ()
    why: str = ""

    def ends_with(self, bloc: str, rung: str) -> bool:
        """Tell whether a rung in a bloc would end it.

        Parameters
        ----------
        bloc, rung : str
            Id of the bloc, and the rung that is taken.

        Examples
        --------
        >>> cefta = [tie for tie in close_ties() if tie.one == "SRB" and "CEFTA" in tie.name]
        >>> cefta[0].ends_with("EU", "member"), cefta[0].ends_with("EU", "candidate")
        (True, False)
        """
        return self.barred_by == (bloc, rung)


def ties_of(row: Row) -> tuple[CloseTie, ...]:
    """Build the ties of a row: one for each two of its sides.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where a party or the rung that bars it is not known, or no rule is named for it.
    DateError
        Where a party did not exist.
    """
    where = row["where"]
    span = Span(row["from"], row.get("to", OPEN_END))
    barred = _barred(row, where)
    sides = (parties(row["a"], where, span), parties(row["b"], where, span))
    shared: Row = {name: row[name] for name in SHARED if name in row}
    said: Row = {"span": span, "barred_by": barred, **shared, **sourced(row)}
    return tuple(
        CloseTie(one=one, other=other, **said) for one, other in product(*sides) if one != other
    )


def _barred(row: Row, where: str) -> tuple[str, str] | tuple[()]:
    """Read a bloc and a rung, written as ``EU:member``."""
    if "barred_by" not in row:
        return ()
    bloc, _, rung = row["barred_by"].partition(":")
    if bloc not in blocs():
        raise RequestError(f"no bloc has the id '{bloc}'", where=where, near=tuple(blocs()))
    if rung not in RUNGS:
        raise RequestError(f"no rung is called '{rung}'", where=where, near=RUNGS)
    if not row.get("why"):
        raise RequestError("'barred_by' needs 'why': the rule that bars it", where=where)
    return bloc, rung


@cache
def close_ties() -> tuple[CloseTie, ...]:
    """Read the table.

    Examples
    --------
    >>> {tie.kind for tie in close_ties()} <= set(KINDS)
    True
    """
    return tuple(tie for row in read(LAYOUT) for tie in ties_of(row))


def ties_between(first: Actor, second: Actor, day: date) -> tuple[CloseTie, ...]:
    """Give the ties of two actors on a day, of their own or of a bloc of which one is a member.

    Unions of customs or currency are among them, the oldest tie first.

    Parameters
    ----------
    first, second : State or Bloc
        The two.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> known = ties_between(state("New Zealand"), state("Tonga"), date(2024, 12, 31))
    >>> [tie.name for tie in known if tie.kind == "trade"]
    ['Pacific Agreement on Closer Economic Relations Plus']
    """
    sides = (keys_of(first, day), keys_of(second, day))
    joined = [tie for tie in close_ties() if tie.span.covers(day) and _joins(tie, *sides)]
    return _once((*joined, *_unions(first, second, day)))


def ties_ended_by(state: State, bloc: Bloc, rung: str, day: date) -> tuple[CloseTie, ...]:
    """Give the ties of a state that a rung in a bloc would end, the oldest first.

    Parameters
    ----------
    state : State
        The state.
    bloc : Bloc
        The bloc.
    rung : str
        The rung that is taken.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> known = ties_ended_by(state("Serbia"), blocs()["EU"], "member", date(2026, 6, 30))
    >>> "Free trade agreement of Serbia and China" in [tie.name for tie in known]
    True
    """
    own = [tie for tie in close_ties() if tie.one in state.letters and tie.span.covers(day)]
    return _once(tie for tie in own if tie.ends_with(bloc.id, rung))


def _once(ties: Iterable[CloseTie]) -> tuple[CloseTie, ...]:
    """Give ties in order of age, those of one name once."""
    ordered = sorted(ties, key=_age)
    return tuple({tie.name: tie for tie in reversed(ordered)}.values())[::-1]


def keys_of(actor: Actor, day: date) -> frozenset[str]:
    """Give the keys of an actor and, of a state, of the blocs of which it is a member on a day.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    day : datetime.date
        The day.
    """
    if isinstance(actor, Bloc):
        return frozenset((actor.id,))
    own = frozenset(actor.letters)
    return own | {bloc.id for bloc in blocs().values() if own & set(bloc.member_letters(day))}


def _joins(tie: CloseTie, first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether a tie joins two actors, in either order, and not two members of one bloc."""
    if tie.one in first & second or tie.other in first & second:
        return False
    forth = tie.one in first and tie.other in second
    return forth or (tie.one in second and tie.other in first)


def _unions(first: Actor, second: Actor, day: date) -> Iterator[CloseTie]:
    """Give the unions of customs or currency of two actors, those of a bloc of both among them."""
    one, other = (_own_keys(actor) for actor in (first, second))
    own = (fact for pair in product(one, other) for fact in facts_between_keys(*pair, "union"))
    both = keys_of(first, day) & keys_of(second, day)
    of_blocs = (fact for fact in shared_by("union") if fact.one in both)
    yield from (_union(fact) for fact in (*own, *of_blocs) if fact.open_on(day))


def _own_keys(actor: Actor) -> tuple[str, ...]:
    return (actor.id,) if isinstance(actor, Bloc) else actor.letters


def _union(fact: Fact) -> CloseTie:
    """Read a fact of the table of unions as a tie."""
    said = {name: getattr(fact, name) for name in SOURCE_KEYS}
    return CloseTie(
        one=fact.one,
        other=fact.other,
        kind=UNION,
        name=fact.what,
        span=Span(fact.start, fact.end or OPEN_END),
        source=fact.source,
        **said,
    )


def _age(tie: CloseTie) -> tuple[date, str]:
    return tie.span.start, tie.name
