"""Brokers: the third states that share most organisations with both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id, ranked
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.evidence.series import STALE
from detente.findings.concept import Concept
from detente.institutions.networks import Broker, brokers, centrality
from detente.models import track_records as methods

ID = "institutions.brokers"


@dataclass(frozen=True, slots=True)
class Place:
    """The rank of a state by joint memberships with all others."""

    state: State
    rank: int
    states: int
    cell: Cell


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the third states, and how central the two themselves are."""
    found = brokers(relation.catalog, relation.pair)
    if not found or (found[0].cell.year or 0) < relation.pair.as_of - STALE:
        return
    places = list(_places(relation))
    cells = tuple(broker.cell for broker in found)
    year = found[0].cell.year or 0
    sentence = Sentence(
        "Outside both, {brokers} shared most organisations with the two of them in {year}{ranks}.",
        {
            "brokers": listed_phrases([_broker(relation.pair, broker) for broker in found]),
            "year": dated(figure_id(ID, "year"), year, *cells),
            "ranks": _ranks(places),
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=cells[0].value,
        unit="organisations",
        evidence=(*cells, *(place.cell for place in places)),
        method=methods.accounting(),
        sentence_about="who stands between",
    )


def _broker(pair: RelationKey, broker: Broker) -> Phrase:
    """Write how many organisations a third state shares with each party."""
    first, second = (
        counted(figure_id(ID, broker.label, party.key), shared, "organisations", broker.cell)
        for party, shared in ((pair.first, broker.first), (pair.second, broker.second))
    )
    return Phrase(
        "{third} ({first} with {a}, {second} with {b})",
        {
            "third": broker.label,
            "first": first,
            "a": pair.first.label,
            "second": second,
            "b": pair.second.label,
        },
    )


def _places(relation: Relation) -> Iterator[Place]:
    """Rank the parties that are states."""
    for party in (relation.pair.first, relation.pair.second):
        if isinstance(party, State):
            place = centrality(relation.catalog, party, relation.pair.as_of)
            if place:
                rank, states, cell = place
                yield Place(party, rank, states=states, cell=cell)


def _ranks(places: list[Place]) -> Phrase:
    """Write the ranks."""
    if not places:
        return Phrase("", {})
    phrases = [_rank(place) for place in places]
    return Phrase(
        "; by joint memberships with all others {ranks}", {"ranks": listed_phrases(phrases)}
    )


def _rank(place: Place) -> Phrase:
    id = figure_id(ID, place.state.key, "rank")
    rank = ranked(id, place.rank, f"rank of {place.states} states", place.cell)
    return Phrase(
        "{state} was {rank} of {states}",
        {"state": place.state.label, "rank": rank, "states": str(place.states)},
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="organisations",
    methods=("accounting",),
)
