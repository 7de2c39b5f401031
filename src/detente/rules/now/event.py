"""EVENT: the newest dated step between the two, and the turn that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.decided import is_answer
from detente.rules.now.made import Page, line
from detente.rules.now.state_words import Parts
from detente.rules.now.two_ways import signals
from detente.rules.rule import Rule

ID = "event"
ABOUT = "the newest dated steps"
TURN, ONE = 0.8, 0.5
"""How far a step the other way, and a further step, move a relation."""
YEAR = 12
FOUGHT = ("war", "armed conflict", "truce")
"""States in which a step is that of a ceasefire, not of an approach."""
AGAIN = {1: "nearer", -1: "apart"}


def say(relation: Relation) -> Iterator[Line]:
    """Say the newest step of three years, and the turn it makes; not where signals differ."""
    every = steps.verified(relation)
    known = steps.recent(every, relation.pair.day)
    fought = relation.state.headline in FOUGHT
    # of a war the acts are said together, by another rule: a round of talks is no approach
    if not known or fought or signals(relation) is not None:
        return
    last = known[-1]
    # that a list by hand holds no step the other way does not show that there was none
    if len(steps.run(every)) == 1 and len(every) > 1:
        yield _turn(relation, last, every[-2])
    elif not is_answer(relation, last):
        # an answer is said with what it answers, by another rule
        yield _one(last)


def _turn(relation: Relation, last: Event, before: Event) -> Line:
    """Say the newest step, and what went the other way before it."""
    told = Sentence("{what}.", {"what": steps.told(last)})
    words = {
        1: "The newest step brought the two nearer; the one of {day} had driven them apart.",
        -1: "The newest step drove the two apart; the one of {day} had brought them nearer.",
    }
    since = Sentence(words[last.turn], {"day": steps.day_of(before)})
    message = {
        1: "{both} have taken a step towards each other after a bad time.",
        -1: "{both} have taken a step apart after better times.",
    }
    both: Parts = {"both": relation.pair.words}
    headline = Sentence(message[last.turn], both)
    cells = (*steps.day_of(last).cells, *steps.day_of(before).cells)
    fresh = bool(steps.recent((last,), relation.pair.day, YEAR))
    page = Page(headline, (told,)) if fresh and _checked(cells) else None
    variant = f"{ID}.moved.turn_{AGAIN[last.turn]}"
    return line(variant, (told, since), about=ABOUT, reasons=Reasons(moved=TURN), page=page)


def _one(last: Event) -> Line:
    told = Sentence("{what}.", {"what": steps.told(last)})
    variant = f"{ID}.moved.step_{AGAIN[last.turn]}"
    return line(variant, (told,), about=ABOUT, reasons=Reasons(moved=ONE))


def _checked(cells: tuple[Cell, ...]) -> bool:
    return all(cell.checked for cell in cells)


RULE = Rule(
    id=ID,
    section="now",
    place=23,
    paragraph="record",
    say=say,
    condition="a step of the chronology is at most three years old, and no signals of opposite "
    "sign lie within a year of each other; not of two who fight",
    topics=("history",),
)
"""The rule."""
