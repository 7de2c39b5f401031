"""PROMISED: one of two that fought had a promise of a bloc, and not yet its membership."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import comb, log2

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.relation_facts import Fact, facts_between_keys
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.institutions.ties import land_neighbours
from detente.phrasing import listed
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.readings import two_states
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, fact_cell, step_cell, tally

ID = "promised"
ABOUT = "what a promise without a guarantee was worth"
PROMISED, MEMBER, FIGHTING = "promised", "member", "fighting"
FEWEST_MEMBERS = 3
"""Members beside the power without which there is nothing to compare with."""
LONG = 2
"""Years between a promise and the fighting from which the time speaks against the cause."""
YEAR, MONTH = 365.25, 30.4375
BODY = (
    "One cause fits the record: {power} has fought where {bloc} had promised membership and did "
    "not yet guarantee anything.",
    "It made that promise to {state} in {day}.",
)
SOME = (
    "Since then {power} has fought {named}, of {all} land neighbours with such a promise, and none "
    "of its {members} that are members."
)
EVERY = (
    "Since then {power} has fought each of its {all} land neighbours with such a promise, {named}, "
    "and none of the {members} that are members."
)
AGAINST = (
    "Against it speaks the time: the fighting began more than {years} years after the promise."
)
BOTH_WAYS = (
    "The time speaks both ways: the first such fighting began {months} months after the promise, "
    "that with {state} more than {years} years after it."
)
SOON = "The fighting began within two years of the promise."
REFUTED = (
    "An attack on a member would refute it; one on a neighbour without a promise would weaken it."
)
HEADLINE = "{power} fought neighbours that had a promise of {bloc}, but no member."
KEY = "{named} had the promise; {members} land neighbours of {power} are members."
GIST = "{power} fought neighbours that {bloc} had promised a place, and none that had it."


@dataclass(frozen=True, slots=True)
class Between:
    """A power, and its neighbours with and without a guarantee of a bloc.

    Attributes
    ----------
    bloc : Bloc
        The bloc.
    promise : Step
        Its promise to the other of the two.
    power, state : State
        Who fought it, and to whom it was given.
    promised, fought, members : tuple of str
        Letters of the neighbours of the power with a promise, of those that it fought since, and of
        those that are members and were not fought.
    wars : tuple of Fact
        What it fought.
    """

    bloc: Bloc
    promise: Step
    power: State
    state: State
    promised: tuple[str, ...]
    fought: tuple[str, ...]
    members: tuple[str, ...]
    wars: tuple[Fact, ...]


def say(relation: Relation) -> Iterator[Line]:
    """Say whom of its neighbours a power fought, by what a bloc had given them."""
    both = two_states(relation)
    if both is None:
        return
    first, second = both
    for power, state in ((first, second), (second, first)):
        for bloc in blocs(relation.pair.own).values():
            found = _found(relation, bloc, power=power, state=state)
            if found is not None:
                yield _line(relation, found)
                return


def _found(relation: Relation, bloc: Bloc, *, power: State, state: State) -> Between | None:
    """Find a promise to the state before the power fought it, where no member was fought."""
    day = relation.pair.day
    given = [
        step
        for step in bloc.steps
        if step.rung == PROMISED and step.span.start <= day and not _is_in(bloc, step, day)
    ]
    own = [step for step in given if step.letters in state.letters]
    if not own or set(power.letters) & set(bloc.member_letters(day)):
        return None
    around = land_neighbours(relation.catalog, power.members(day), relation.pair.as_of)
    near = [step for step in given if ccode_on(step.letters, day) in around]
    wars = {step.letters: _wars(power, step.letters, step.span.start, day) for step in near}
    fought = tuple(sorted(letters for letters, found in wars.items() if found))
    members = tuple(one for one in bloc.member_letters(day) if ccode_on(one, day) in around)
    attacked = [one for one in members if _wars(power, one, _joined(bloc, one, day), day)]
    if not set(fought) & set(state.letters) or attacked or len(members) < FEWEST_MEMBERS:
        return None
    promised = tuple(sorted(step.letters for step in near))
    found = tuple(war for known in wars.values() for war in known)
    return Between(
        bloc,
        own[0],
        power=power,
        state=state,
        promised=promised,
        fought=fought,
        members=members,
        wars=found,
    )


def _is_in(bloc: Bloc, promise: Step, day: date) -> bool:
    return promise.letters in bloc.member_letters(day)


def _joined(bloc: Bloc, letters: str, day: date) -> date:
    """Give the day on which a member joined last."""
    steps = bloc.steps_of((letters,))
    held = [one.span.start for one in steps if one.rung == MEMBER and one.span.covers(day)]
    return max(held, default=bloc.span.start)


def _wars(power: State, letters: str, since: date, day: date) -> tuple[Fact, ...]:
    """Give the fighting of a power with a state that began after a day, as the view knew it."""
    every = (row for own in power.letters for row in facts_between_keys(own, letters, FIGHTING))
    begun = (row.known_by(day) for row in every if row.start >= since)
    return tuple(row for row in begun if row is not None)


def _line(relation: Relation, found: Between) -> Line:
    cells = (step_cell(found.bloc, found.promise), *(fact_cell(war) for war in found.wars))
    parts = _parts(relation, found, cells)
    years = _years(relation, found)
    time = _time(found, years, cells)
    is_every = found.fought == found.promised and len(found.fought) > 1
    said = (*BODY, EVERY if is_every else SOME)
    body = (*(filled(one, parts) for one in said), time, Sentence(REFUTED, {}))
    # a cause that the time contests stays with its caveat, away from page 1
    page = None if years >= LONG else _page(parts)
    return composed(
        ID,
        "unexpected.none_of_members",
        body,
        Basis(about=ABOUT, cells=cells),
        reasons=Reasons(unexpected=_surprise(found)),
        page=page,
    )


def _page(parts: dict[str, str | Figure | Phrase]) -> FirstPage:
    return FirstPage(filled(HEADLINE, parts), key=(filled(KEY, parts),), gist=filled(GIST, parts))


def _parts(
    relation: Relation, found: Between, cells: Sequence[Cell]
) -> dict[str, str | Figure | Phrase]:
    day = day_figure(ID, "promise", found.promise.span.start, "month", cells[0])
    members = tally(
        ID,
        "members",
        len(found.members),
        "members",
        table="blocs",
        keys=(("bloc", found.bloc.id), ("day", relation.pair.day.isoformat())),
        how=f"members with a land border to {found.power.name}",
    )
    named = listed([label_of(one) for one in found.fought])
    every = counted(figure_id("why", ID, "all"), len(found.promised), "states", *cells)
    who = {"bloc": found.bloc.label, "state": found.state.label, "power": found.power.label}
    return {**who, "day": day, "named": named, "all": every, "members": members}


def _years(relation: Relation, found: Between) -> int:
    """Give the whole years from the promise to the first fighting of the two."""
    own = [war.start for war in found.wars if war.keys & set(found.state.letters)]
    return int((min(own) - found.promise.span.start).days / YEAR)


def _time(found: Between, years: int, cells: Sequence[Cell]) -> Sentence:
    """Say how long after the promise the fighting began: with the state, and with the first."""
    if years < LONG:
        return filled(SOON, {})
    soonest = (min(war.start for war in found.wars) - found.promise.span.start).days
    age = _age(years, cells)
    if soonest >= LONG * YEAR:
        return filled(AGAINST, {"years": age})
    months = counted(figure_id("why", ID, "months"), int(soonest / MONTH), "months", *cells)
    return filled(BOTH_WAYS, {"months": months, "state": found.state.label, "years": age})


def _age(years: int, cells: Sequence[Cell]) -> Figure:
    return counted(figure_id("why", ID, "years"), years, "years", *cells)


def _surprise(found: Between) -> float:
    """Measure in bits how rare it is that those who were fought are all without membership."""
    every = len(found.promised) + len(found.members)
    ways = comb(every, len(found.fought)) / comb(len(found.promised), len(found.fought))
    return min(1.0, log2(ways) / BITS)


RULE = Rule(
    id=ID,
    section="why",
    place=7,
    paragraph="promised",
    say=say,
    condition="a bloc had promised membership to one of the two before the other fought it; of the "
    "other's land neighbours three or more are members, and none was fought since it joined",
    topics=("standing", "history"),
)
"""The rule."""
