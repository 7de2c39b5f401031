"""The third power: who else the two must reckon with, and the dated ties that make it so."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import cap
from detente.power.third import Tie

ID = "power.third"
REASONS = {
    "rivalry": "a rival of {party} since {year}",
    "candidate": "the bloc in which {party} has been a candidate since {year}",
    "alliance": "an ally of {party} since {year}",
    "troops": "with troops in {party} since {year}",
    "partnership": "a declared partner of {party} since {year}",
    "energy": "behind the energy of {party} since {year}",
    "treaty": "bound to {party} by a duty to defend since {year}",
    "neighbour": "a land neighbour of {party}",
    "sea": "a neighbour of {party} across the water",
}
"""What a tie is called."""
OF_MEMBERS = {"troops", "partnership", "energy", "neighbour", "sea"}
"""Ties that a bloc has through members."""

UNDATED = {"neighbour", "sea"}
"""Ties that are said without a year."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name it and its strongest tie to either party."""
    third = relation.power.third_power
    if third is None:
        return
    as_of, pair = relation.pair.as_of, relation.pair
    sides = ((pair.first, third.first[0]), (pair.second, third.second[0]))
    cells = [third.cell(party, tie, as_of) for party, tie in sides]
    reasons = [_reason(party, tie, cell) for (party, tie), cell in zip(sides, cells, strict=True)]
    sentence = Sentence(
        "{third} is the third power that matters to the two: {first}, and {second}.",
        {"third": cap(third.actor.label), "first": reasons[0], "second": reasons[1]},
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=1.0,
        unit="tie in force",
        evidence=tuple(cells),
        method=methods.accounting(),
        sentence_about="the third power",
    )


def _reason(party: Actor, tie: Tie, cell: Cell) -> Phrase:
    """Write a tie, with its year where it is a dated one."""
    through_members = isinstance(party, Bloc) and tie.kind in OF_MEMBERS
    name = f"members of {party.label}" if through_members else party.label
    since = dated(figure_id(ID, party.key, tie.kind), tie.since, cell)
    if tie.kind in UNDATED:
        return Phrase(REASONS[tie.kind], {"party": name})
    return Phrase(REASONS[tie.kind], {"party": name, "year": since})


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="power",
    block="shares",
    methods=("accounting",),
)
