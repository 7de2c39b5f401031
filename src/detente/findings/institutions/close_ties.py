"""Close ties: trade, movement and work between the two, and what a membership would end."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.close_ties import CloseTie
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.institutions.close_ties import cell, ended_by_membership, ties
from detente.models import track_records as methods
from detente.span import end_words

ID = "institutions.close_ties"
ENDED = "institutions.ended_ties"
MOST = 5
"""Ties that a sentence names."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the ties of the two."""
    pair = relation.pair
    known = ties(pair)[-MOST:]
    if known:
        cells = tuple(cell(tie, pair) for tie in known)
        parts: dict[str, str | Phrase] = {
            "first": pair.first.label,
            "second": pair.second.label,
            "when": end_words(pair.day),
        }
        template, names = _listed(ID, known, cells)
        sentence = Sentence(
            f"In force between {{first}} and {{second}} {{when}}: {template}.", {**parts, **names}
        )
        yield _finding(ID, sentence, cells, about="ties in force")


def ended(relation: Relation) -> Iterator[Finding]:
    """Count and name the ties that membership would end."""
    pair, sides = relation.pair, relation.pair.bloc_and_state
    known = ended_by_membership(pair)
    if sides is None or not known:
        return
    bloc, state = sides
    cells = tuple(cell(tie, pair) for tie in known)
    number = counted(figure_id(ENDED, "count"), len(known), "agreements", *cells)
    template, names = _listed(ENDED, known[-MOST:], cells[-MOST:])
    newest = "" if len(known) <= MOST else "the newest are "
    sentence = Sentence(
        "Membership of {state} in {bloc} would end {count} of its agreements with others, because "
        f"trade policy would be the bloc's: {newest}{template}.",
        {"state": state.label, "bloc": bloc.label, "count": number, **names},
    )
    yield _finding(ENDED, sentence, cells, about="what membership would end")


def _listed(
    id: str, known: tuple[CloseTie, ...], cells: tuple[Cell, ...]
) -> tuple[str, dict[str, Phrase]]:
    """Write names with their first years, as a template and its phrases."""
    phrases = {
        f"tie{place}": Phrase(
            "{name} ({since})",
            {
                "name": tie.name,
                "since": dated(figure_id(id, tie.name, "since"), tie.span.start.year, at),
            },
        )
        for place, (tie, at) in enumerate(zip(known, cells, strict=True))
    }
    return "; ".join(f"{{{name}}}" for name in phrases), phrases


def _finding(id: str, sentence: Sentence, cells: tuple[Cell, ...], *, about: str) -> Finding:
    """Make the finding of a count of ties."""
    return Finding(
        id=id,
        sentences=(sentence,),
        value=float(len(cells)),
        unit="ties in force",
        evidence=cells,
        method=methods.accounting(),
        sentence_about=about,
    )


BETWEEN = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="ties",
    methods=("accounting",),
    topics=("standing",),
)
ENDED_TIES = Concept(
    id=ENDED,
    say=ended,
    section="institutions",
    block="ties",
    methods=("accounting",),
    topics=("standing", "accession"),
)
