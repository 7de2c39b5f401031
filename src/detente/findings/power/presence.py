"""Presence: soldiers and gas of one party in the other, or of a third in either."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import Actor, actor
from detente.actors.presence import TROOPS, Presence
from detente.actors.relation_facts import own_keys
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.power.presence import cell, of_pair, of_third

ID = "power.presence"
SAID = {
    TROOPS: "{sender} had about {size:whole} soldiers in {host} in {year}.",
    "gas": "{sender} supplied {size:per_cent} of the gas that {host} imported in {year}.",
}
"""What is said of each kind."""
MOST = 3
"""Sizes that are named, those between the two first."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the sizes on record."""
    pair = relation.pair
    known = (*of_pair(pair), *of_third(pair))[:MOST]
    if not known:
        return
    cells = tuple(cell(one) for one in known)
    yield Finding(
        id=ID,
        sentences=tuple(_sentence(one, pair) for one in known),
        value=cells[0].value,
        unit=cells[0].unit,
        evidence=cells,
        method=methods.accounting(),
        sentence_about="troops and energy abroad",
    )


def _sentence(one: Presence, pair: RelationKey) -> Sentence:
    """Write one size with its year."""
    at = cell(one)
    of = (one.kind, one.sender, one.host)
    size = measured(figure_id(ID, *of), at)
    year = dated(figure_id(ID, *of, "year"), one.on.year, at)
    sender, host = _name(one.sender, pair), _name(one.host, pair)
    return Sentence(SAID[one.kind], {"sender": sender, "host": host, "size": size, "year": year})


def _name(key: str, pair: RelationKey) -> str:
    """Name a party of the pair, or another actor."""
    for party in (pair.first, pair.second):
        if key in own_keys(party):
            return party.label
    other: Actor = actor(key, pair.day)
    return other.label


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="power",
    block="means",
    methods=("accounting",),
)
