"""REC-SETTLED: put the newest settlement of the past where courts and parliaments keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.since import newest_step
from detente.analysis.state.condition import HOSTILE
from detente.institutions.treaties import holder, label
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.why.settled import Settled, month_of, settlements

ID = "settled_text"
RULES = ("settled", "repaired")
FIXES = "fixes"
"""Basis of a settlement whose own text is at hand: one that both signed."""
JOINT, OWN = "a text that both parliaments approve", "an act of its parliament"
WORDING = Wording(
    says="By {due} {pair} should put the {name} of {newest} into a text that both parliaments "
    "approve.",
    reason="The two differ on whether the {broken} of {then} still holds.",
    changes="The next quarrel over the past leaves the {name} untouched without such a text.",
    instead="leave",
    what="leave it to the side that pays",
    against="The {broken} of {then} rested on two governments, and {finder} holds it broken.",
    answers="So the {name} needs the word of both parliaments.",
)
OF_ONE = replace(
    WORDING,
    says="By {due} {giver} should put its {name} of {newest} into an act of its parliament, and "
    "{other} should say what it adds.",
    changes="The next quarrel over the past leaves the {name} untouched without such an act.",
    what="leave it to the government of the day",
    answers="So the {name} needs an act that only a parliament can undo.",
)
"""Where the settlement is what one side does, and no text of both."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to two whose newest settlement is in force after one that did not hold."""
    relation = argument.relation
    lines = said(argument, "settled")
    if not lines or relation.situation.holds(*HOSTILE):
        return
    found = settlements(relation)
    if found.held and found.broken and found.held[-1].span.start > found.broken[-1].span.start:
        yield _option(argument, found)


def _option(argument: Argument, found: Settled) -> Option:
    relation = argument.relation
    pair = relation.pair
    lines: tuple[Line, ...] = tuple(line for rule in RULES for line in said(argument, rule))
    newest, failed = found.held[-1], found.broken[-1]
    parts: Parts = {"pair": pair.words, "name": newest.name, "broken": failed.name}
    parts |= {
        "newest": month_of(newest, relation, ID),
        "then": month_of(failed, relation, ID),
        "finder": holder(failed, pair.day),
        "by": label(failed.broken_by, pair.day),
    }
    joint = found.held[-1].basis == FIXES or not newest.duty
    giver = label(newest.one, pair.day)
    giver_first = giver == pair.first.label
    parts |= {"giver": giver, "other": (pair.second if giver_first else pair.first).label}
    terms = Terms(
        actor=pair.words,
        verb=f"put the {newest.name} into {JOINT}",
        instrument="a joint text, laid before both parliaments",
        due=deadline(pair.day, *newest_step(argument)),
        cost="defend at home a text that opponents can vote against",
        bearer="both governments",
        payer="those whom the settlement is to pay",
    )
    wording = WORDING
    if not joint:
        verb = f"put the {newest.name} into {OWN}"
        terms = replace(terms, verb=verb, instrument=OWN)
        wording = OF_ONE
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two states at peace, a settlement of their past in force, and one before it that a "
    "side holds broken",
    propose=propose,
)
