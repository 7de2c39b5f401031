"""Leaders: who leads each state at the view, and how often government changed since 2016."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.leaders import Leader
from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.findings.concept import Concept
from detente.identity.leaders import cell, entered_since_2016, in_office
from detente.models import track_records as methods
from detente.span import end_words

ID = "identity.leaders"
INDEPENDENT = "independent"


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the leaders of the states of which any is known."""
    pair = relation.pair
    known = in_office(pair)
    if not known:
        return
    cells = tuple(cell(leader, pair) for _, leader in known)
    phrases = [_phrase(party, leader, relation) for party, leader in known]
    sentence = Sentence(
        "{when} {led}.", {"when": end_words(pair.day), "led": listed_phrases(phrases)}
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=cells[0].value,
        unit=cells[0].unit,
        evidence=cells,
        method=methods.accounting(),
        sentence_about="who leads the states",
    )


def _phrase(party: Actor, leader: Leader, relation: Relation) -> Phrase:
    """Name a leader with party and year of entry, and count those who entered since 2016."""
    at = cell(leader, relation.pair)
    entered = len(entered_since_2016(party, relation.pair))
    about = "acting, " if leader.acting else ""
    about += f"{leader.party}, " if leader.party not in ("", INDEPENDENT) else ""
    parts: dict[str, str | Figure] = {
        "state": party.label,
        "name": leader.name,
        "about": about,
        "since": dated(figure_id(ID, party.key, "since"), leader.span.start.year, at),
    }
    if entered <= 1:
        return Phrase("{state} was led by {name} ({about}since {since})", parts)
    number = counted(figure_id(ID, party.key, "entered"), entered, "leaders", at)
    return Phrase(
        "{state} was led by {name} ({about}since {since}; {entered} leaders entered from 2016 on)",
        {**parts, "entered": number},
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="regimes",
    methods=("accounting",),
    topics=("standing",),
)
