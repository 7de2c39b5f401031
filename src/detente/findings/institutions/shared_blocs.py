"""Blocs of two states: those of which both are members, those of one alone, and suspensions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import blocs
from detente.actors.own_rows import OwnFacts
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.institutions.ladder import LABELS, UNIT, held_in
from detente.institutions.rung_states import ACTIVE, ONE_DAY, HeldRung
from detente.models import track_records as methods
from detente.phrasing import cap, date_of, listed
from detente.span import end_words

MEMBER = "member"
Memberships = dict[str, HeldRung]


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for the day of the view."""
    first, second = relation.pair.first, relation.pair.second
    if not (isinstance(first, State) and isinstance(second, State)):
        return
    day = relation.pair.day
    own = relation.pair.own
    held = {state: _memberships(state, day, own) for state in (first, second)}
    mine, yours = _active(held[first]), _active(held[second])
    if not mine | yours:
        return
    both = sorted(mine & yours)
    alone = {first: sorted(mine - yours), second: sorted(yours - mine)}
    year = relation.pair.as_of
    cells = [_cell(bloc, state, year) for bloc in both for state in (first, second)]
    cells += [_cell(bloc, state, year) for state, names in alone.items() for bloc in names]
    parts = [_both(both, tuple(held.values()), day)]
    parts += [_alone(state, names, day) for state, names in alone.items() if names]
    parts += [line for state in (first, second) for line in _halted(state, held[state])]
    yield Finding(
        id="institutions.blocs",
        sentences=(PlainSentence(f"{'; '.join(parts)}."),),
        value=float(len(both)),
        unit="blocs",
        evidence=tuple(cells),
        method=methods.accounting(),
        sentence_about="blocs in common",
    )


def _memberships(state: State, day: date, own: OwnFacts) -> Memberships:
    """Give the memberships of a state, those that are suspended among them."""
    rungs = held_in(state, day, own=own)
    return {bloc: held for bloc, held in rungs.items() if held.rung == MEMBER}


def _active(memberships: Memberships) -> set[str]:
    return {bloc for bloc, held in memberships.items() if held.state == ACTIVE}


def _both(both: list[str], held: tuple[Memberships, ...], day: date) -> str:
    """Name the blocs of both, each with the year from which the later of the two belonged to it."""
    when = cap(end_words(day))
    if not both:
        return f"{when} none of the {len(blocs())} blocs followed here had both as members"
    later = {bloc: max((of[bloc] for of in held), key=lambda one: one.since) for bloc in both}
    names = [f"{_label(bloc, day)} ({_since(bloc, later[bloc], day)})" for bloc in both]
    return f"{when} both were members of {listed(names)}"


def _since(bloc: str, held: HeldRung, day: date) -> str:
    """Say since when, in the bloc's own word for its members, and under which earlier name."""
    own_word = f"as {held.called}s " if held.called != MEMBER else ""
    then = blocs()[bloc].named(held.since)
    earlier = f", when it was {then.label}" if then.label != _label(bloc, day) else ""
    return f"{own_word}since {held.since.year}{earlier}"


def _alone(state: State, names: list[str], day: date) -> str:
    return f"{state.label} alone was in {listed([_label(bloc, day) for bloc in names])}"


def _halted(state: State, memberships: Memberships) -> Iterator[str]:
    """Name the memberships that are not active, each under the bloc's name of then."""
    for bloc, held in sorted(memberships.items()):
        if held.state != ACTIVE:
            then = blocs()[bloc].named(held.state_since - ONE_DAY)
            since = date_of(held.state_since, held.state_precision)
            yield (
                f"the membership of {state.label} in {then.label} has been {held.state} since "
                f"{since}"
            )


def _label(bloc: str, day: date) -> str:
    return blocs()[bloc].named(day).label


def _cell(bloc: str, state: State, as_of: int) -> Cell:
    return Cell(
        "blocs",
        "rung",
        keys=(("bloc", bloc), ("state", state.key), ("year", as_of)),
        value=float(LABELS.index(MEMBER)),
        unit=UNIT,
        sources=("blocs",),
        rule="member on 31 December",
    )


CONCEPT = Concept(
    id="institutions.blocs",
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
    summary=(("institutions.blocs", 12),),
    topics=("standing",),
)
