"""Energy: who produces how much of the oil and gas of all states with data."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import cap, listed, share

FUELS = (("oil", "oil"), ("gas", "natural gas"))
"""Yardsticks, and what they measure."""
PRODUCER = 0.02
"""Share of all states' production from which a party is a producer."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say what each party produced."""
    parts, cells = [], list[Cell]()
    for index, party in enumerate((relation.pair.first, relation.pair.second)):
        produced = _produced(relation, index)
        if produced:
            shares = listed(
                [
                    f"{share(cell.value)} of the {fuel} of all states with data"
                    for fuel, cell in produced
                ]
            )
            parts.append(f"{party.label} produced {shares} ({produced[0][1].year})")
            cells += [cell for _, cell in produced]
    if cells:
        yield Finding(
            id="power.energy",
            sentences=(PlainSentence(f"{cap('; '.join(parts))}."),),
            value=cells[0].value,
            unit="share",
            evidence=tuple(cells),
            method=methods.accounting(),
            sentence_about="energy",
        )


def _produced(relation: Relation, index: int) -> list[tuple[str, Cell]]:
    """Give the newest shares of a party, of the fuels that it is a producer of."""
    produced = []
    for name, fuel in FUELS:
        cell = newest(relation.power.shares[name][index], relation.pair.as_of)
        if cell is not None and cell.value >= PRODUCER:
            produced.append((fuel, cell))
    return produced


CONCEPT = Concept(
    id="power.energy",
    say=findings,
    section="power",
    block="means",
    methods=("accounting",),
)
