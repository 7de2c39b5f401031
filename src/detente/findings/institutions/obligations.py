"""Obligations: what treaties oblige the two to."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, need
from detente.findings.concept import Concept
from detente.institutions.ties import Bond
from detente.models import track_records as methods
from detente.phrasing import listed, part

DUTIES = {
    "defense": "to defend one another",
    "offense": "to attack together",
    "neutral": "to stay neutral",
    "nonagg": "not to attack one another",
    "consul": "to consult",
}
"""What both owe, by the strongest obligation."""
OWED = {
    "defense": "to defend {}",
    "offense": "to join {} in an attack",
    "neutral": "to stay neutral towards {}",
    "nonagg": "not to attack {}",
    "consul": "to consult {}",
}
"""What one owes the other."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say which obligations are in force."""
    bound, defend = relation.institutions.bound, relation.institutions.bound_to_defend
    if not bound or bound.years[-1] < relation.pair.as_of - STALE:
        return
    now, duty = need(bound, bound.years[-1]), need(defend, defend.years[-1])
    yield Finding(
        id="institutions.obligations",
        sentences=(PlainSentence(f"{_text(relation, now, duty)}."),),
        value=now.value,
        unit=bound.unit,
        evidence=(now, duty),
        method=methods.accounting(),
        sentence_about="what treaties oblige them to",
    )


def _text(relation: Relation, now: Cell, duty: Cell) -> str:
    """Write the obligations of two states, of a bloc's members and a state, or of two blocs."""
    pair, bond = relation.pair, relation.institutions.bond
    if bond is not None:
        return _bond(relation, bond, now.year or 0)
    if pair.bloc_and_state is not None:
        bloc, state = pair.bloc_and_state
        return (
            f"A treaty obligation of some kind (the weakest is to consult) bound {state.label} "
            f"in {now.year} to {part(now.value, 'member')} of {bloc.label}, a duty to defend to "
            f"{part(duty.value, 'member')}"
        )
    if pair.first.kind == "state":
        return (
            "The edition of ATOP held here has no treaty of alliance, neutrality, non-aggression "
            f"or consultation between {pair.first.label} and {pair.second.label} in {now.year}"
        )
    return (
        f"In {now.year} a treaty obligation of some kind bound {part(now.value)} of a member of "
        f"one and a member of the other, and a duty to defend bound {part(duty.value)}"
    )


def _bond(relation: Relation, bond: Bond, year: int) -> str:
    """Write what two states owe each other, together or each."""
    first, second = relation.pair.first, relation.pair.second
    if bond.first == bond.second:
        depth = (
            f", one of {bond.depth} kinds of obligation between them"
            if bond.depth > 1
            else ", and to nothing more"
        )
        return (
            f"A treaty in force in {year} obliged {first.label} and {second.label} "
            f"{DUTIES[bond.first]}{depth}"
        )
    ways = [
        f"{one.label} {OWED[kind].format(other.label)}"
        for one, other, kind in ((first, second, bond.first), (second, first, bond.second))
        if kind
    ]
    return f"Treaties in force in {year} obliged {listed(ways)}"


CONCEPT = Concept(
    id="institutions.obligations",
    say=findings,
    section="institutions",
    block="ties",
    methods=("accounting",),
    summary=(("institutions.obligations", 14),),
)
