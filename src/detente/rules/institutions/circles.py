"""CIRCLES: organisations that hold one side and leave the other out, or hold all of one side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from detente.actors.arrangements import arrangements
from detente.actors.blocs import Bloc, blocs
from detente.actors.relation_facts import shared_by
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions import ties
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import (
    PART,
    Parts,
    Said,
    fact_line,
    joined_on,
    letters_of,
    part_of_pairs,
    rarity,
    step_cell,
    tally,
    year_figure,
)

ID = "circles"
ABOUT = "whose circle each side belongs to"
MOST_MEMBERS = 60
"""Members from which an organisation sets nobody apart."""
MOST_OF_A_SIDE = 0.75
"""Part of a bloc's members from which another organisation is theirs."""
NOT_FORUMS = ("alliance", "union", "organisation")
"""Groups of blocs that have members by treaty."""
BINDING = ("alliance", "union")
"""Groups of blocs whose members give something up: only such a one of the state is set against
those of the bloc."""
MANY = 15
"""Organisations of a state from which it says something that the other is in all of them."""
SHARED_BY = 0.05
"""Part of all pairs of which one has every organisation in common with the other; a rough bound."""


@dataclass(frozen=True, slots=True)
class Circle:
    """An organisation, and how many of each side are in it.

    Attributes
    ----------
    bloc : Bloc
        The organisation.
    first, second : int
        Members of each side in it.
    size : int
        All its members.
    """

    bloc: Bloc
    first: int
    second: int
    size: int


def circles(relation: Relation) -> tuple[Circle, ...]:
    """Give the organisations of few members, with how many of each side are in them, by size.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair, day = relation.pair, relation.pair.day
    sides = (set(pair.first.members(day)), set(pair.second.members(day)))
    found = []
    for bloc in blocs(pair.own).values():
        inside = set(bloc.members(day)) if bloc.span.covers(day) else set()
        is_party = bloc.id in (pair.first.key, pair.second.key)
        if is_party or not 2 <= len(inside) < MOST_MEMBERS or bloc.group not in NOT_FORUMS:
            continue
        first, second = (len(inside & side) for side in sides)
        found.append(Circle(bloc.named(day), first, second=second, size=len(inside)))
    return tuple(sorted(found, key=lambda one: (-one.size, one.bloc.id)))


def say(relation: Relation) -> Iterator[Line]:
    """Say which organisations hold one side and none of the other."""
    # two in one alliance are not opposed by their other memberships
    if relation.state.holds("allied"):
        return
    sides = relation.pair.bloc_and_state
    if sides is not None:
        yield from _of_bloc(relation, *sides)
        return
    first, second = relation.pair.first, relation.pair.second
    if isinstance(first, State) and isinstance(second, State):
        yield from _of_states(relation)
        yield from _within(relation, first, second)


def _of_states(relation: Relation) -> Iterator[Line]:
    """Say that each of two states is in an alliance to which the other does not belong."""
    day = relation.pair.day
    pacts = {fact.one for fact in shared_by("alliance") if fact.open_on(day)}
    known = circles(relation)
    allied = [one for one in known if one.bloc.id in pacts and one.bloc.group == BINDING[0]]
    own = [one for one in allied if one.first and not one.second]
    other = [one for one in allied if one.second and not one.first]
    if own and other:
        shared = [one for one in known if one.first and one.second]
        yield _opposite(relation, own[0], other[0], shared=shared)


def _opposite(relation: Relation, mine: Circle, theirs: Circle, *, shared: list[Circle]) -> Line:
    pair, day = relation.pair, relation.pair.day
    both = len(set(mine.bloc.members(day)) & set(theirs.bloc.members(day)))
    apart = (mine.size - both) * (theirs.size - both)
    names: Parts = {
        "first": pair.first.label,
        "second": pair.second.label,
        "mine": mine.bloc.label,
        "theirs": theirs.bloc.label,
    }
    more = (*_joined(relation, (mine.bloc, theirs.bloc)), _what_joins(relation, shared))
    said = Said(
        (Sentence("{first} is in {mine} and {second} in {theirs}.", names), *more),
        headline=Sentence("{first} is in {mine}, {second} in {theirs}.", names),
        key=more,
        gist=Sentence("Their alliances are opposite ones.", {}),
    )
    reasons = Reasons(unusual=rarity(part_of_pairs(apart, day)))
    variant = f"unusual.opposite_{'with' if shared else 'without'}_bridge"
    cells = tuple(cell for one in (mine, theirs) for cell in _members(relation, one).cells)
    return fact_line(ID, variant, said, reasons, about=ABOUT, cells=cells)


def _joined(relation: Relation, two: tuple[Bloc, Bloc]) -> tuple[Sentence, ...]:
    """Say since when each of two states is in its alliance, the one that joined last first."""
    pair = relation.pair
    rows = []
    for bloc, party in zip(two, (pair.first, pair.second), strict=True):
        step = joined_on(bloc, letters_of(party, pair.day), pair.day)
        # what nobody has verified is left out, so that the rest can be on page 1
        if step is None or not step.checked:
            return ()
        year = year_figure(ID, f"joined.{bloc.id}", step.span.start, step_cell(bloc, step))
        rows.append((step.span.start, party.label, year))
    (_, early, first), (_, late, last) = sorted(rows, key=lambda row: row[0])
    if first.value == last.value:
        return (Sentence("Both joined in {year}.", {"year": last}),)
    named: Parts = {"late": late, "last": last, "early": early, "first": first}
    return (Sentence("{late} joined in {last}, {early} in {first}.", named),)


def _what_joins(relation: Relation, shared: list[Circle]) -> Sentence:
    """Say which organisation of few members has both, or that none has."""
    if not shared:
        return Sentence("No organisation that sets states apart has both.", {})
    smallest = shared[-1]
    size = _members(relation, smallest)
    return Sentence(
        "The smallest body that has both is {bloc}, with {size} members.",
        {"bloc": smallest.bloc.label, "size": size},
    )


def _members(relation: Relation, circle: Circle, column: str = "size") -> Figure:
    count = getattr(circle, column)
    bloc, day = circle.bloc.id, relation.pair.day
    return tally(
        ID,
        f"{bloc}.{column}",
        count,
        "members",
        table="ladder",
        keys=(("bloc", bloc), ("of", column), ("day", day.isoformat())),
        how="members on the day of the view, by the ladder of the organisation",
    )


def _of_bloc(relation: Relation, bloc: Bloc, state: State) -> Iterator[Line]:
    """Say which organisation has most of a bloc, not the state, and which the state alone."""
    bloc_first = relation.pair.first.key == bloc.id
    day = relation.pair.day
    members = len(bloc.members(day))
    # far from all its members nobody asks why a state is not in an organisation
    neighbours = set(ties.neighbours_of(relation.catalog, state, day))
    known = circles(relation)
    inside = {one.bloc.id: one.first if bloc_first else one.second for one in known}
    has_state = {one.bloc.id: bool(one.second if bloc_first else one.first) for one in known}
    most = MOST_OF_A_SIDE * members
    near = [one for one in _tightest_first(known) if neighbours & set(one.bloc.members(day))]
    theirs = [one for one in near if inside[one.bloc.id] > most and not has_state[one.bloc.id]]
    names = {"state": state.label, "bloc": bloc.label}
    if theirs:
        yield _left_out(relation, theirs, names, column="first" if bloc_first else "second")


def _tightest_first(known: Sequence[Circle]) -> list[Circle]:
    """Put alliances and unions before organisations, the larger first."""
    return sorted(known, key=lambda one: (one.bloc.group not in BINDING, -one.size))


def _left_out(
    relation: Relation, theirs: list[Circle], names: dict[str, str], *, column: str
) -> Line:
    """Say which organisation of most of a bloc the state is not in: a part of the section."""
    largest = theirs[0]
    body = Sentence(
        "{count} members of {bloc} are in {theirs}, and {state} is not.",
        {**names, "theirs": largest.bloc.label, "count": _members(relation, largest, column)},
    )
    return fact_line(ID, "left_out", Said((body,)), PART, about=ABOUT)


def _within(relation: Relation, first: State, second: State) -> Iterator[Line]:
    """Say that every organisation of one state has the other, in the newest year known."""
    catalog = relation.catalog
    year = min(relation.pair.as_of, catalog.last_year("cow_igo"))
    one, other = sorted((*first.members(year), *second.members(year)))[:2] or (0, 0)
    keys = (pl.col("ccode1") == one) & (pl.col("ccode2") == other) & (pl.col("year") == year)
    rows = catalog.frame("organisations").filter(keys)
    if rows.is_empty():
        return
    both = int(rows["full"][0])
    own = catalog.frame("memberships").filter(pl.col("year") == year)
    for state, host in ((first, second), (second, first)):
        code = (state.members(year) or (0,))[0]
        found = own.filter(pl.col("ccode") == code)["full"].to_list()
        few = bool(found) and found[0] >= MANY and found[0] - both <= 1
        if few and not _is_alone_in_one(relation, state, host):
            yield _inside(state, host, int(found[0]), both, year=year)


def _is_alone_in_one(relation: Relation, state: State, host: State) -> bool:
    """Tell whether a state is in an arrangement or organisation of our tables without the other."""
    pair, day = relation.pair, relation.pair.day
    inside = [
        {letters for letters, span in one.members if span.covers(day)}
        for one in arrangements().values()
    ]
    known = [bloc for bloc in blocs(pair.own).values() if bloc.span.covers(day)]
    alone = any(
        members & set(state.letters) and not members & set(host.letters) for members in inside
    )
    ours, theirs = set(state.members(day)), set(host.members(day))
    members_of = (set(bloc.members(day)) for bloc in known)
    return alone or any(members & ours and not members & theirs for members in members_of)


def _inside(state: State, host: State, own: int, both: int, *, year: int) -> Line:
    keys = (("ccode1", state.ccode), ("ccode2", host.ccode), ("year", year))
    of_state = Cell(
        "memberships",
        "full",
        keys=(("ccode", state.ccode), ("year", year)),
        value=float(own),
        unit="organisations",
        sources=("cow_igo",),
        rule="organisations of which it is a full member",
    )
    of_both = Cell(
        "organisations",
        "full",
        keys=keys,
        value=float(both),
        unit="organisations",
        sources=("cow_igo",),
        rule="organisations of which both are full members",
    )
    parts: Parts = {
        "year": dated(figure_id(ID, "year", year), year, of_both),
        "count": counted(figure_id(ID, "own"), own, "organisations", of_state),
        "state": state.label,
        "host": host.label,
    }
    template = (
        "In {year} every one of the {count} organisations of {state} had {host} as a member too."
        if own == both
        else "In {year} all but one of the {count} organisations of {state} had {host} as a member."
    )
    said = Said((Sentence(template, parts),))
    reasons = Reasons(unusual=rarity(SHARED_BY))
    variant = "unusual.within" if own == both else "unusual.all_but_one"
    return fact_line(ID, variant, said, reasons, about=ABOUT, cells=(of_both,), newest=year)


RULE = Rule(
    id=ID,
    section="institutions",
    place=40,
    paragraph="circles",
    say=say,
    condition="an organisation of fewer than 60 members that holds over three quarters of one side "
    "and none of the other, or the alliance of each of two states; or every organisation of one "
    "state has the other, by our own tables too",
    topics=("standing",),
)
"""The rule."""
