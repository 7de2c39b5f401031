"""Lone votes: how often one of the two votes nearly alone, and what that does to distances."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.comparison import references
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.identity.agreement import window_of
from detente.identity.lone_votes import outlying
from detente.models import track_records as methods

ID = "identity.lone_votes"
OF_PARTY = (
    "From {first} to {last} {who} cast {lone} of {votes} UN votes as at most two other states did: "
    "its distance from {other}, and their agreement, measure that isolation first, and are to be "
    "read beside its distance from all others."
)
OF_REFERENCE = (
    "From {first} to {last} {who}, with pairs of which {other} are compared, cast {lone} of "
    "{votes} UN votes as at most two other states did: beside them most pairs look near."
)


def findings(relation: Relation) -> Iterator[Finding]:
    """Count the lone votes of each party that stands outside, else of a state compared with."""
    pair = relation.pair
    parties = [party for party in (pair.first, pair.second) if isinstance(party, State)]
    made = [_finding(relation, party, OF_PARTY, other=_other(relation, party)) for party in parties]
    told = [one for one in made if one is not None]
    yield from told
    if told or not relation.identity.distance:
        return
    for state in _compared(relation):
        one = _finding(relation, state, OF_REFERENCE, other=pair.words)
        if one is not None:
            yield one
            return


def _compared(relation: Relation) -> Iterator[State]:
    """Give the states of the reference pairs, each once."""
    sides = (side for pair in references(relation.pair) for side in (pair.first, pair.second))
    states = {side.key: side for side in sides if isinstance(side, State)}
    yield from states.values()


def _other(relation: Relation, party: State) -> str:
    """Name the other party."""
    pair = relation.pair
    return pair.second.label if party.key == pair.first.key else pair.first.label


def _finding(relation: Relation, state: State, template: str, *, other: str) -> Finding | None:
    """Make the finding of one state; None where it does not stand outside."""
    cells = outlying(relation.catalog, state, relation.pair.as_of)
    if cells is None:
        return None
    votes, lone = cells
    id = f"{ID}_{state.key.lower()}"
    first, last = window_of(lone.year or 0)
    years = {
        "first": dated(figure_id(id, "first"), first, lone),
        "last": dated(figure_id(id, "last"), last, lone),
    }
    counts = {
        "lone": counted(figure_id(id, "lone"), lone.value, lone.unit, lone),
        "votes": counted(figure_id(id, "votes"), votes.value, votes.unit, votes),
    }
    sentence = Sentence(template, {"who": state.label, "other": other, **years, **counts})
    return Finding(
        id=id,
        sentences=(sentence,),
        value=lone.value,
        unit=lone.unit,
        evidence=(lone, votes),
        method=methods.accounting(),
        sentence_about="votes cast nearly alone",
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="distance",
    methods=("accounting",),
)
