"""Facts about relations: fighting, ceasefires, land held, breaks, crises, claims, sanctions, ties.

Made by hand, each with its public source, one file of `tables/relations` a kind. A fact joins two
parties from a first to a last day; the allies of a war and the members of a bloc that fought are
rows of their own once the table is read.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import combinations, product
from typing import Any

from detente.actors.blocs import Bloc, blocs
from detente.actors.claim_fields import OF_CLAIM, check_claim
from detente.actors.documents import UNCITED, as_cited
from detente.actors.hand_made import table_of
from detente.actors.joiners import OF_JOINER, as_joined
from detente.actors.names import Actor
from detente.actors.own_rows import NO_FACTS, OWN, OwnFacts
from detente.actors.pair_tables import latest
from detente.actors.parties import existed, known_parties
from detente.actors.row_sources import SOURCE_KEYS, Sourced, read_source
from detente.errors import DateError, RequestError
from detente.span import OPEN_END

FILES = {
    "fighting": "fighting.toml",
    "truce": "truces.toml",
    "occupation": "occupations.toml",
    "rupture": "ruptures.toml",
    "crisis": "crises.toml",
    "claim": "claims.toml",
    "normalisation": "normalisations.toml",
    "sanction": "sanctions.toml",
    "union": "unions.toml",
    "alliance": "alliances.toml",
}
"""The file of each kind of fact."""
SEVERITIES = ("war", "armed conflict")
"""What fighting may be: a war has a thousand deaths in battle in a year, or is one by name."""
PRECISIONS = ("day", "month", "year")
REQUIRED = ("a", "b", "from", "source")
WORDS = ("what", "source", "land", "form", "measure", "monitors", "guarantor", *OF_CLAIM)
SOURCE_WORDS = tuple(name for name in SOURCE_KEYS if name != "document_date")
LISTS = ("parties", "joined_a", "joined_b", "fighters_a", "fighters_b")
DATES = ("from", "to", "joined_a_from", "joined_b_from", "document_date")
OTHERS = ("a", "b", "condition", "from_precision", "to_precision", *OF_JOINER)
FIELDS = frozenset((*WORDS, *SOURCE_WORDS, *LISTS, *DATES, *OTHERS))
KEPT = 8
"""Files of own facts with which the tables are kept in memory."""
LIKE = 0.6
"""How alike a name must be to be offered as a near one."""
TEXTS = {
    "claim": "Open dispute over {land}",
    "rupture": "No diplomatic relations: {form}",
    "sanction": "Sanctions: {measure}",
}
"""What a row says that has no text of its own."""


@dataclass(frozen=True, slots=True)
class Fact(Sourced):
    """One dated fact about two parties.

    Attributes
    ----------
    kind : str
        One of `FILES`.
    one, other : str
        Letters of a state or id of a bloc; of an occupation the holder and the holder of the title,
        of a sanction sender and target.
    start : datetime.date
        First day; the first of the month or year where `start_precision` says so.
    end : datetime.date or None
        Last day; None where it goes on.
    what : str
        In words.
    source : str
        The public document.
    severity : str
        Of fighting one of `SEVERITIES`; otherwise empty.
    start_precision, end_precision : {"day", "month", "year"}
        How exact the dates are.
    land, form, measure, monitors, guarantor : str
        The land, how a break came, what a sanction forbids, who watches over a ceasefire and who
        vouches for it; empty where it does not apply.
    according : str
        Who states it, where it is a row of a user's file; otherwise empty.
    matter, closed, held_by : str
        Of a claim what it is about, how it ended (empty where it is open), of `claim_fields`, and
        which of the two holds all of it (empty where neither or both do).
    naming : str
        Ids of the names and footnotes of the places, in `tables/naming.toml`; may be empty.
    assembly : str
        Ids of conflicts of `assembly_conflicts` whose texts touch the claim, and words of titles,
        with "; " between them; empty where no text is known.
    origin : str
        Id of the row from which that of an ally or a member was made; otherwise empty.
    part : str
        ``"ally"`` or ``"member"`` where the row was made of another one, otherwise empty.

    Examples
    --------
    >>> facts_between_keys("RUS", "UKR", kind="fighting")[-1].severity
    'war'
    """

    kind: str
    one: str
    other: str
    start: date
    end: date | None
    what: str
    source: str
    severity: str = ""
    start_precision: str = "day"
    end_precision: str = "day"
    land: str = ""
    form: str = ""
    measure: str = ""
    monitors: str = ""
    guarantor: str = ""
    according: str = ""
    matter: str = ""
    naming: str = ""
    closed: str = ""
    held_by: str = ""
    assembly: str = ""
    origin: str = field(default="", compare=False)
    part: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """Give the stable name of the row: kind, parties and first day."""
        mark = OWN if self.according else ""
        return f"{mark}{self.kind}:{self.one}-{self.other}:{self.start}"

    @property
    def keys(self) -> frozenset[str]:
        """Give both parties."""
        return frozenset((self.one, self.other))

    def open_on(self, day: date) -> bool:
        """Tell whether it holds on a day.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        return self.start <= day and (self.end is None or self.end >= day)

    def known_by(self, day: date) -> Fact | None:
        """Give the fact as a day knew it; None before it began.

        A month or year of its beginning is known when it is over. It cites the documents that were
        out by then; an occupation without one is not known yet.
        """
        if latest(self.start, self.start_precision) > day:
            return None
        known = as_cited(self, day)
        # that land is occupied is a finding: before a document finds it, nobody can cite it
        if known.source == UNCITED and self.kind == "occupation":
            return None
        later = self.end is not None and self.end > day
        return replace(known, end=None, closed="") if later else known


def read_rows(
    kind: str, rows: list[dict[str, Any]], where: str, *, own: bool = False
) -> tuple[Fact, ...]:
    """Build the facts of one table and refuse a row that breaks the rules.

    Parameters
    ----------
    kind : str
        One of `FILES`.
    rows : list of dict
        As the file has them.
    where : str
        Name of the file, for the error.
    own : bool
        Whether they are rows of a user's file.

    Returns
    -------
    tuple of Fact
        Allies and members of a bloc that fought follow the row that names them.

    Raises
    ------
    RequestError
        Where a row lacks a field, has an unknown one, or names nobody.
    DateError
        Where a row ends before it begins, or a party did not exist.
    """
    if kind not in FILES:
        raise RequestError(f"no kind of fact is called '{kind}'", where=where, near=FILES)
    facts: list[Fact] = []
    for place, row in enumerate(rows, start=1):
        for pair in _pairs(row):
            facts += _expanded(kind, pair, where=f"{where}, row {place} of {kind}", own=own)
    return tuple(facts)


def _pairs(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a row for each two of its parties; the row itself where it names two sides."""
    if not isinstance(row.get("parties"), str):
        return [row]
    shared = {name: value for name, value in row.items() if name != "parties"}
    names = row["parties"].split()
    return [{**shared, "a": one, "b": other} for one, other in combinations(names, 2)]


def _expanded(kind: str, row: dict[str, Any], where: str, *, own: bool) -> Iterator[Fact]:
    """Give the fact of a row, then those of allies and of members that fought."""
    _check_fields(kind, row, where)
    first = _fact(kind, row, where, own=own)
    _check_parties(first, where)
    yield first
    sides = [_side(row, side) for side in ("a", "b")]
    for (one, from_a, part_a), (other, from_b, part_b) in product(*sides):
        part = part_a or part_b
        start = max(first.start, from_a or first.start, from_b or first.start)
        if part and (first.end is None or start <= first.end):
            ally = replace(first, one=one, other=other, start=start, part=part, origin=first.id)
            ally = as_joined(ally, start, row, where) if part == "ally" else ally
            _check_parties(ally, where)
            yield ally


def _side(row: dict[str, Any], side: str) -> list[tuple[str, date | None, str]]:
    """Name the parties of one side: itself, its members that fought, those that joined it."""
    joined_from = row.get(f"joined_{side}_from")
    fought = [(name, None, "member") for name in row.get(f"fighters_{side}", "").split()]
    joined = [(name, joined_from, "ally") for name in row.get(f"joined_{side}", "").split()]
    return [(row[side], None, ""), *fought, *joined]


def _check_fields(kind: str, row: dict[str, Any], where: str) -> None:
    """Refuse a row that lacks a field, has one that nobody knows, or one of the wrong type."""
    unknown = sorted(set(row) - FIELDS)
    if unknown:
        near = difflib.get_close_matches(unknown[0], sorted(FIELDS), cutoff=LIKE)
        raise RequestError(f"no field is called '{unknown[0]}'", where=where, near=near)
    for name in REQUIRED:
        if row.get(name) in (None, ""):
            raise RequestError(f"the field '{name}' is missing", where=where)
    for name in sorted(set(row) - set(DATES)):
        if not isinstance(row[name], str):
            raise RequestError(f"'{name}' must be a text in quotes", where=where)
    for name in set(row) & set(DATES):
        if type(row[name]) is not date:
            raise DateError(f"'{name}' is {row[name]!r}, not a date as 2014-03-18", where=where)
    if row.get("to", OPEN_END) < row["from"]:
        raise DateError(f"it ends on {row['to']}, before it begins on {row['from']}", where=where)
    if kind == "fighting" and row.get("condition") not in SEVERITIES:
        raise RequestError("'condition' of fighting is missing", where=where, near=SEVERITIES)
    check_claim(kind, row, where)
    for name in ("from_precision", "to_precision"):
        if row.get(name, "day") not in PRECISIONS:
            raise RequestError(f"'{name}' is '{row[name]}'", where=where, near=PRECISIONS)
    if "what" not in row and kind not in TEXTS:
        raise RequestError("the field 'what' is missing", where=where)


def _fact(kind: str, row: dict[str, Any], where: str, *, own: bool = False) -> Fact:
    """Build the fact that a row states."""
    words = {name: row[name] for name in WORDS if name in row and name != "what"}
    words |= read_source(row, where, own=own)
    last = row["from"] if kind == "normalisation" else row.get("to")
    exact = {
        "start_precision": row.get("from_precision", "day"),
        "end_precision": row.get("to_precision", "day"),
    }
    return Fact(
        kind=kind,
        one=row["a"],
        other=row["b"],
        start=row["from"],
        end=last,
        what=row.get("what") or _text(kind, row),
        severity=row.get("condition", ""),
        **exact,
        **words,
    )


def _text(kind: str, row: dict[str, Any]) -> str:
    """Write what a row says that has no text of its own."""
    words = {"land": "", "form": "", "measure": ""}
    return TEXTS[kind].format(**{**words, **row})


def _check_parties(fact: Fact, where: str) -> None:
    """Refuse a party that nobody knows, one against itself, or one that did not exist."""
    if fact.one == fact.other:
        raise RequestError(f"'{fact.one}' is on both sides", where=where)
    for key in (fact.one, fact.other):
        if key not in known_parties():
            near = difflib.get_close_matches(key, sorted(known_parties()), cutoff=LIKE)
            raise RequestError(f"no state or bloc has the key '{key}'", where=where, near=near)
        if not existed(key, fact.start, fact.end or OPEN_END):
            raise DateError(f"'{key}' did not exist from {fact.start}", where=where)


@cache
def facts() -> tuple[Fact, ...]:
    """Read all facts about relations, kind by kind.

    Examples
    --------
    >>> len(facts()) > 400
    True
    """
    known: list[Fact] = []
    for kind, name in FILES.items():
        table = table_of(f"relations/{name}")
        known += read_rows(kind, table[kind], where=f"relations/{name}")
    return tuple(known)


@cache
def shared_by(kind: str) -> tuple[Fact, ...]:
    """Give the blocs whose members share a customs union, or owe each other defence.

    Parameters
    ----------
    kind : {"union", "alliance"}
        Which.

    Returns
    -------
    tuple of Fact
        `Fact.one` and `Fact.other` are both the id of the bloc.

    Examples
    --------
    >>> [fact.one for fact in shared_by("union")]
    ['EU', 'EAEU', 'GCC', 'MERCOSUR']
    """
    where = f"relations/{FILES[kind]}"
    rows = table_of(where)["bloc"]
    return tuple(_fact(kind, {**row, "a": row["id"], "b": row["id"]}, where) for row in rows)


def _read(own: OwnFacts) -> tuple[Fact, ...]:
    """Give the facts of the tables, and those of a user's file in place of what it contests."""
    if not own:
        return facts()
    contested = own.withdrawn
    kept = (fact for fact in facts() if not {fact.id, fact.origin} & contested)
    return (*kept, *own.entries(Fact))


@lru_cache(maxsize=KEPT)
def _by_parties(own: OwnFacts = NO_FACTS) -> dict[frozenset[str], tuple[Fact, ...]]:
    """Give the facts by their parties, the oldest first."""
    known: dict[frozenset[str], list[Fact]] = {}
    for fact in _read(own):
        known.setdefault(fact.keys, []).append(fact)
    return {keys: tuple(sorted(rows, key=_order)) for keys, rows in known.items()}


def _order(fact: Fact) -> tuple[date, str, str, str]:
    return fact.start, fact.kind, fact.one, fact.what


def facts_between_keys(one: str, other: str, kind: str = "") -> tuple[Fact, ...]:
    """Give the facts between two keys, the oldest first.

    Parameters
    ----------
    one, other : str
        Letters of states or ids of blocs, in either order.
    kind : str
        One of `FILES`; all by default.

    Examples
    --------
    >>> [str(fact.start) for fact in facts_between_keys("PRK", "KOR", "truce")]
    ['1953-07-27']
    """
    rows = _by_parties().get(frozenset((one, other)), ())
    return tuple(fact for fact in rows if kind in ("", fact.kind))


@dataclass(frozen=True, slots=True)
class Between:
    """A fact between two actors, and which members of them it is about.

    Attributes
    ----------
    fact : Fact
        As it was known on the day.
    first, second : str
        The key by which each side is concerned: its own, or that of a member or of its bloc.
    """

    fact: Fact
    first: str
    second: str


def own_keys(actor: Actor) -> tuple[str, ...]:
    """Give the keys under which the tables name an actor itself.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    """
    return (actor.id,) if isinstance(actor, Bloc) else actor.letters


def facts_between(
    first: Actor, second: Actor, day: date, *, own: OwnFacts = NO_FACTS
) -> tuple[Between, ...]:
    """Give every fact between two actors as a day knew it, the oldest first.

    Of a bloc, those of its members on that day too; of a state, the sanctions that its blocs send
    or receive.

    Parameters
    ----------
    first, second : State or Bloc
        The two.
    day : datetime.date
        The day.
    own : OwnFacts
        Rows of a user's file that are added or left out.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> found = facts_between(state("Russia"), state("Ukraine"), date(2022, 3, 1))
    >>> [one.fact.what for one in found if one.fact.severity == "war"]
    ['Russia invades Ukraine']
    """
    every = _by_parties(own)
    known: list[Between] = []
    for one, other in product(_keys(first, day, own), _keys(second, day, own)):
        for fact in every.get(frozenset((one, other)), ()) if one != other else ():
            as_known = fact.known_by(day)
            if as_known is not None and _concerns(fact, first, second):
                known.append(Between(fact=as_known, first=one, second=other))
    return tuple(sorted(known, key=lambda one: _order(one.fact)))


def _keys(actor: Actor, day: date, own: OwnFacts) -> tuple[str, ...]:
    """Give the keys by which an actor may be concerned: its own, its members, its blocs."""
    if isinstance(actor, Bloc):
        return (actor.id, *actor.member_letters(day))
    inside = (bloc.id for bloc in blocs(own).values() if _is_member(bloc, actor.letters, day))
    return (*actor.letters, *inside)


def _is_member(bloc: Bloc, letters: tuple[str, ...], day: date) -> bool:
    return any(name in bloc.member_letters(day) for name in letters)


def _concerns(fact: Fact, first: Actor, second: Actor) -> bool:
    """Tell whether a fact about a bloc concerns the pair: a state has its blocs' sanctions only."""
    own = {*own_keys(first), *own_keys(second)}
    of_blocs = {key for key in fact.keys if key in blocs()} - own
    return not of_blocs or fact.kind == "sanction"


def facts_of(actor: Actor, day: date, kind: str, *, own: OwnFacts = NO_FACTS) -> tuple[Fact, ...]:
    """Give the facts of one kind that name an actor itself, open on a day.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    day : datetime.date
        The day.
    kind : str
        One of `FILES`.
    own : OwnFacts
        Rows of a user's file that are added or left out.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> [fact.other for fact in facts_of(state("Russia"), date(2023, 1, 1), "fighting")]
    ['UKR']
    """
    keys = set(own_keys(actor))
    known = (fact.known_by(day) for fact in _read(own) if fact.kind == kind and keys & fact.keys)
    return tuple(fact for fact in known if fact is not None and fact.open_on(day))
