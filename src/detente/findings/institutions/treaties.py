"""Treaties: what the two promised each other, and what was suspended, broken, or is over."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import Actor, actor
from detente.actors.relation_facts import own_keys
from detente.actors.relation_key import RelationKey
from detente.actors.treaties import BROKEN, IN_FORCE, SUSPENDED, Treaty
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.institutions.treaties import by_state, cell, holder
from detente.models import track_records as methods
from detente.span import end_words

ID = "institutions.treaties"
MOST = 5
"""Treaties that a sentence names, those first that are broken or suspended."""
HOW = {
    BROKEN: "{name} of {start} had been broken by {who} in {turn}, in the view of {finder}",
    SUSPENDED: "{name} of {start} had not been applied by {who} since {turn}",
    IN_FORCE: "{name} of {start} was in force",
}
ENDED = {
    "expired": "{name} of {start} had expired in {turn}",
    "ended": "{name} of {start} had been ended by {who} in {turn}",
    "left": "{name} of {start} had been left by {who} in {turn}",
    "replaced": "{name} of {start} had been replaced in {turn}",
}
"""What is said of a treaty by its state, and by how it ended."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the treaties on record between them, each with its state at the view."""
    pair = relation.pair
    known = [treaty for treaties in by_state(pair).values() for treaty in treaties][:MOST]
    if not known:
        return
    cells = tuple(cell(treaty, pair) for treaty in known)
    said = [_said(treaty, pair, at) for treaty, at in zip(known, cells, strict=True)]
    names = {f"treaty{place}": phrase for place, phrase in enumerate(said)}
    places = "; ".join(f"{{{name}}}" for name in names)
    sentence = Sentence(
        f"{{when}}, between {{first}} and {{second}}, {places}.",
        {
            "when": end_words(pair.day),
            "first": pair.first.label,
            "second": pair.second.label,
            **names,
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=float(sum(at.value for at in cells)),
        unit="treaties in force",
        evidence=cells,
        method=methods.accounting(),
        sentence_about="treaties between them",
    )


def _said(treaty: Treaty, pair: RelationKey, at: Cell) -> Phrase:
    """Say what became of a treaty."""
    state = treaty.state_on(pair.day)
    template = HOW.get(state) or ENDED[treaty.ended]
    words: dict[str, str | Figure] = {
        "name": f"the {treaty.name}",
        "start": _year(treaty, "start", treaty.span.start.year, at),
    }
    turn, who = _turn(treaty, state)
    if "{turn}" in template:
        words["turn"] = _year(treaty, "turn", turn, at)
    if "{who}" in template:
        words["who"] = _name(who, pair)
    if "{finder}" in template:
        words["finder"] = holder(treaty, pair.day)
    return Phrase(template, words)


def _turn(treaty: Treaty, state: str) -> tuple[int, str]:
    """Give the year in which the state began, and who brought it about."""
    if state == BROKEN and treaty.broken is not None:
        return treaty.broken.year, treaty.broken_by
    if state == SUSPENDED and treaty.suspended is not None:
        return treaty.suspended.year, treaty.suspended_by
    return treaty.span.end.year, treaty.ended_by


def _year(treaty: Treaty, what: str, year: int, at: Cell) -> Figure:
    return dated(figure_id(ID, treaty.name, treaty.one, treaty.other, what), year, at)


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
    section="institutions",
    block="ties",
    methods=("accounting",),
    topics=("standing",),
)
