"""REC-SETTLED: put the newest settlement of the past where courts and parliaments keep it."""

from __future__ import annotations

from collections.abc import Iterator

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
WORDING = Wording(
    says="By {due} {pair} should put the {name} of {newest} into a text that both parliaments "
    "approve.",
    reason="In the view of {finder}, {by} broke the {broken} of {then}.",
    changes="The {name} outlasts a change of government without such a text.",
    instead="leave",
    what="leave it to the side that pays",
    against="The {broken} of {then} rested on two governments, and is held broken.",
    answers="So the {name} needs the word of both parliaments.",
)


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
    terms = Terms(
        actor=pair.words,
        verb=f"put the {newest.name} into a text that both parliaments approve",
        instrument="a joint text, laid before both parliaments",
        due=deadline(pair.day, *newest_step(argument)),
        cost="defend at home a text that opponents can vote against",
        bearer="both governments",
        payer="those whom the settlement is to pay",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two states at peace, a settlement of their past in force, and one before it that a "
    "side holds broken",
    propose=propose,
)
