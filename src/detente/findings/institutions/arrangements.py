"""Arrangements: what two states share beside organisations and blocs, the rarest first."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.arrangements import Arrangement
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.institutions.density import arrangements_of_both
from detente.models import track_records as methods
from detente.phrasing import cap, listed

ID = "institutions.arrangements"
MOST = 4
"""Arrangements that a sentence names."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name them at the end of the view's year; nothing where there is none."""
    pair = relation.pair
    both = arrangements_of_both(pair)
    if not both:
        return
    cells = tuple(_cell(one, relation) for one in both)
    names = listed([f"the {one.name}" for one in both[:MOST]])
    sentence = Sentence(
        "{first} and {second} also shared {names} at the end of {year}.",
        {
            "first": cap(pair.first.label),
            "second": pair.second.label,
            "names": names,
            "year": dated(figure_id(ID, "year"), pair.as_of, *cells),
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=float(len(both)),
        unit="arrangements",
        evidence=cells,
        method=methods.accounting(),
        sentence_about="arrangements in common",
    )


def _cell(one: Arrangement, relation: Relation) -> Cell:
    """Write what both share as a cell."""
    pair = relation.pair
    return Cell(
        "arrangements",
        "member",
        keys=(("arrangement", one.id), ("of", pair.of), ("year", pair.as_of)),
        value=1.0,
        unit="both members",
        sources=("blocs",),
        rule=one.source,
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
)
