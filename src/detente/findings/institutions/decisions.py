"""Decisions: which way those of the last years went, what the newest is, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.decisions import BOTH, Decision
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.institutions.decision_balance import DecisionBalance, decision_balance
from detente.models import track_records as methods
from detente.phrasing import date_of

ID = "institutions.decisions"
ALONE = ("European ", "North Atlantic ")
"""How the organs begin that are known without the name of their bloc."""
LEAST = 3
"""Decisions from which a balance is said; of fewer only the newest."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say the balance, and the newest decision with what it answers."""
    found = decision_balance(relation.pair)
    if found is None:
        return
    sentences = [_newest(found, relation.pair)]
    # in a war prisoners are exchanged: a count of such steps would read as a rapprochement
    if found.every.value >= LEAST and not found.in_a_war:
        sentences.insert(0, _balance(found, relation.pair))
    yield Finding(
        id=ID,
        sentences=tuple(sentences),
        value=found.every.value,
        unit=found.every.unit,
        evidence=(found.every, found.nearer, found.apart),
        method=methods.accounting(),
        sentence_about="decisions of the last years",
    )


def _balance(found: DecisionBalance, pair: RelationKey) -> Sentence:
    """Count the decisions by direction."""
    figures = {
        name: counted(figure_id(ID, name), cell.value, cell.unit, cell)
        for name, cell in (("all", found.every), ("near", found.nearer), ("apart", found.apart))
    }
    return Sentence(
        "Of {all} decisions of {pair} about each other on record since {day}, {near} moved towards "
        "the other side and {apart} away from it.",
        {"pair": pair.words, "day": date_of(found.since), **figures},
    )


def _newest(found: DecisionBalance, pair: RelationKey) -> Sentence:
    """Say the newest decision, and the day of the one that it answers."""
    newest, answered = found.newest, found.answered
    reply = f", in answer to a decision of {date_of(answered.date)}" if answered else ""
    year = newest.date.year
    return Sentence(
        "The newest decision on record is of {day} {year}: {who} {what}{reply}.",
        {
            "day": date_of(newest.date, newest.precision).removesuffix(f" {year}"),
            "year": dated(figure_id(ID, "newest"), year, found.every),
            "who": _who(newest, pair),
            "what": newest.what,
            "reply": reply,
        },
    )


def _who(decision: Decision, pair: RelationKey) -> str:
    """Name the organ that decides, and whose it is."""
    if decision.by == BOTH:
        return f"the {decision.organ} of both"
    if decision.organ.startswith(ALONE):
        return f"the {decision.organ}"
    whose = [side.label for side in (pair.first, pair.second) if side.key == decision.by]
    return f"the {decision.organ} of {(whose or [label_of(decision.by)])[0]}"


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="bodies",
    methods=("accounting",),
    topics=("history",),
)
