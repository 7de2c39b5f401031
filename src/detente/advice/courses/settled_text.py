"""REC-SETTLED: confirm the newest settlement of the past together, and share what it costs."""

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
from detente.rules.why.settled import Settled, is_old_view, month_of, said_in, settlements

ID = "settled_text"
RULES = ("settled", "repaired")
JOINT = "a joint statement at their next meeting of leaders"
WORDING = Wording(
    says="By {due} {pair} should state together that the {name} of {newest} stands, and what each "
    "adds to it.",
    reason="The two differ on whether the {broken} of {then} still holds.",
    changes="The next quarrel over the past leaves the {name} untouched without such a statement.",
    instead="leave",
    what="leave it to the side that pays",
    against="The {broken} of {then} was left to the two governments of the day, and {finder} holds "
    "it broken.",
    answers="So both governments should confirm the {name}, and each new one again.",
)
AFTER_LAW = replace(
    WORDING,
    what="put it into an act of parliament",
    against="The {law} of {law_month} was ratified, and {finder} holds it broken.",
)
"""Where a text that was ratified is held broken, ratification alone does not make one hold."""
PAST = "{finder} held in {said} that the {broken} of {then} was broken, and {by} denied it."
"""The reason, where what was said of the text is old."""


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
    }
    law = next((one for one in reversed(found.broken) if one.is_ratified), None)
    if law is not None:
        parts |= {"law": law.name, "law_month": month_of(law, relation, ID)}
    terms = Terms(
        actor=pair.words,
        verb=f"state together that the {newest.name} stands, and what each adds to it",
        instrument=JOINT,
        due=deadline(pair.day, *newest_step(argument)),
        cost="defend at home what their opponents reject",
        bearer="both governments",
        payer="those whom the settlement is to pay",
    )
    wording = WORDING if law is None else AFTER_LAW
    if is_old_view(failed, relation):
        parts |= {"said": said_in(failed, ID), "by": label(failed.broken_by, pair.day)}
        wording = replace(wording, reason=PAST)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two states at peace, a settlement of their past in force, and one before it that a "
    "side holds broken",
    propose=propose,
)
