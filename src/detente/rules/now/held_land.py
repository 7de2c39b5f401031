"""HELD-LAND: one side holds land of a state that the other side, a bloc, has promised a place."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc, Step
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts, own_keys
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import figure_id, on_day
from detente.evidence.sentence import Sentence
from detente.institutions.rung_states import ACTIVE, state_of
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import line
from detente.rules.now.row_words import day_figure
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule
from detente.rules.standing import step_cell

ID = "held_land"
ABOUT = "land of a third state that one side holds"
KIND = "occupation"
STRENGTH = 0.9
"""How unexpected it is that one side holds land of a state that the other is to take in."""
PLACES = {
    "candidate": "{owner} has been a candidate for membership of {bloc} since {day}.",
    "applicant": "{owner} has been an applicant for membership of {bloc} since {day}.",
    "promised": "{bloc} has promised {owner} membership since {day}.",
}
"""Places before membership, the firmest first."""


def say(relation: Relation) -> Iterator[Line]:
    """Say whose land one side holds, and what the other side has promised the owner."""
    pair = relation.pair
    for party, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if isinstance(party, State) and isinstance(other, Bloc):
            for fact in facts():
                yield from _line(relation, party, other, fact)


def _line(relation: Relation, party: Actor, bloc: Bloc, fact: Fact) -> Iterator[Line]:
    day = relation.pair.day
    if fact.kind != KIND or fact.one not in own_keys(party) or fact.part:
        return
    known = fact.known_by(day)
    if known is None or not known.open_on(day) or _is_at_war(relation, fact.other):
        return
    place = _place(bloc, fact.other, relation)
    if place is None:
        return
    owner = label_of(fact.other)
    since = day_figure(
        known.id, known.start, known.source, checked=known.checked, precision=known.start_precision
    )
    holds: Parts = {"party": party.label, "land": known.land, "owner": owner, "day": since}
    cell = step_cell(bloc, place)
    id = figure_id("now", ID, fact.other, place.rung)
    promised = on_day(id, place.span.start, cell, precision=place.precision)
    waits: Parts = {"owner": owner, "bloc": bloc.label, "day": promised}
    body = (
        Sentence("{party} has held {land}, territory of {owner}, since {day}.", holds),
        Sentence(PLACES[place.rung], waits),
        *_with_it(bloc, place),
    )
    variant = f"{ID}.unexpected.{place.rung}"
    yield line(variant, body, about=ABOUT, reasons=Reasons(unexpected=STRENGTH))


def _with_it(bloc: Bloc, place: Step) -> Iterator[Sentence]:
    """Name who had the same promise on the same day: a reader who knows one knows the other."""
    same = [
        label_of(one.letters)
        for one in bloc.steps
        if one.rung == place.rung and one.span.start == place.span.start
        if one.letters != place.letters
    ]
    if same and place.rung == "promised":
        others = {"bloc": bloc.label, "others": listed(same)}
        yield Sentence("{bloc} gave {others} the same promise on that day.", others)


def _is_at_war(relation: Relation, owner: str) -> bool:
    """Tell whether the war with the owner is said already."""
    return any(owner in war.fact.keys for war in relation.state.other_wars)


def _place(bloc: Bloc, owner: str, relation: Relation) -> Step | None:
    """Give the firmest place before membership that a state has, in use on the day."""
    day = relation.pair.day
    steps = bloc.steps_of((owner,))
    held = {one.rung: one for one in steps if one.span.covers(day) and one.rung in PLACES}
    firmest = next((held[rung] for rung in PLACES if rung in held), None)
    in_use = firmest is not None and state_of(firmest, steps, day) == ACTIVE
    return firmest if in_use else None


RULE = Rule(
    id=ID,
    section="now",
    place=5,
    paragraph="state",
    say=say,
    condition="one side is a state that holds land of a third state, with which it is not at war; "
    "the other is a bloc that has that state as a candidate, or promised it membership",
    topics=("standing", "history"),
    key=False,
)
"""The rule."""
