"""Assembly: the texts of the General Assembly on the conflict of the two."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.assembly_conflicts import AssemblyText, Conflict
from detente.actors.names import actor
from detente.actors.relation_facts import own_keys
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.identity.assembly_votes import listed_texts, text_cell
from detente.models import track_records as methods

ID = "identity.assembly"
WERE = {"text": "was", "texts": "were"}


def findings(relation: Relation) -> Iterator[Finding]:
    """Count the listed texts on each conflict between the two, and name the last."""
    for conflict, texts in listed_texts(relation.pair):
        cells = tuple(text_cell(text) for text in texts)
        yield Finding(
            id=f"{ID}_{conflict.id}",
            sentences=(_sentence(conflict, texts, relation.pair),),
            value=float(len(texts)),
            unit="texts",
            evidence=cells,
            method=methods.accounting(),
            sentence_about="texts of the Assembly on their conflict",
        )


def _sentence(conflict: Conflict, texts: tuple[AssemblyText, ...], pair: RelationKey) -> Sentence:
    """Count the texts, and name the last one and the side that they hold to account."""
    cells = tuple(text_cell(text) for text in texts)
    last = texts[-1]
    were = "text" if len(texts) == 1 else "texts"
    number = counted(figure_id(f"{ID}_{conflict.id}", "count"), len(texts), "texts", *cells)
    year = dated(figure_id(f"{ID}_{conflict.id}", "year"), last.on.year, cells[-1])
    return Sentence(
        f"At least {{count}} {were} of the General Assembly on {{name}} {WERE[were]} adopted by "
        "the view; the last on record here is {symbol} of {year}{named}.",
        {
            "count": number,
            "name": conflict.name,
            "symbol": last.symbol,
            "year": year,
            "named": _named(conflict, texts, pair),
        },
    )


def _named(conflict: Conflict, texts: tuple[AssemblyText, ...], pair: RelationKey) -> str | Phrase:
    """Say how many hold one side to account."""
    named = [text for text in texts if text.named]
    if not named:
        return ""
    of_side = [text for text in named if text.named == named[-1].named]
    cells = tuple(text_cell(text) for text in of_side)
    number = counted(figure_id(f"{ID}_{conflict.id}", "named"), len(of_side), "texts", *cells)
    key = named[-1].named
    sides = (party.label for party in (pair.first, pair.second) if key in own_keys(party))
    who = next(sides, "") or actor(key, pair.day).label
    return Phrase(", and {number} named {who}", {"number": number, "who": who})


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="agreement",
    methods=("accounting",),
    topics=("history",),
)
