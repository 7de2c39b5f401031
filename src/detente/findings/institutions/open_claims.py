"""Open claims: which texts of the General Assembly touch them, so that a vote is no small step."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import Between
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.institutions.open_claims import claim_cell, open_claims, subjects
from detente.models import track_records as methods
from detente.phrasing import listed

ID = "institutions.claims"


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the open claims that texts of the Assembly touch, the oldest first."""
    pair = relation.pair
    known = [(one, claim_cell(one, pair)) for one in open_claims(pair) if subjects(one)]
    if not known:
        return
    yield Finding(
        id=ID,
        sentences=tuple(_sentence(one, cell) for one, cell in known),
        value=float(len(known)),
        unit="claims",
        evidence=tuple(cell for _, cell in known),
        method=methods.accounting(),
        sentence_about="open claims",
    )


def _sentence(claim: Between, cell: Cell) -> Sentence:
    """Say which texts touch a claim."""
    fact = claim.fact
    year = dated(figure_id(ID, fact.one, fact.other), fact.start.year, cell)
    return Sentence(
        "Texts of the General Assembly on {subjects} touch the open claim of {one} and {other} "
        "over {land}, open since {year}: a vote on one of them is no small step.",
        {
            "subjects": listed(subjects(claim)),
            "one": label_of(fact.one),
            "other": label_of(fact.other),
            "land": fact.land,
            "year": year,
        },
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="ties",
    methods=("accounting",),
    topics=("standing",),
)
