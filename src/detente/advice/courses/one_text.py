"""REC-ONE-TEXT: bargain as one bloc where members have begun to sign alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.blocs import Bloc
from detente.actors.decisions import BOTH, Decision, decisions
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.occasions import next_summit
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import on_decision
from detente.advice.since import of_decision
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "one_text"
RULES = ("reply", "net_lean", "two_powers", "same_rung", "tide", "with_bloc")
MATTERS = {"tariff": "tariffs", "visa": "visas", "trade": "trade", "investment": "investment"}
"""Words of the table of decisions, and what a sentence calls the matter."""
ALONE = "member"
"""What the table says where a decision is of single members."""
WORDING = Wording(
    says="By {due} {bloc} should put one text on {matter} before {state}, for all its members.",
    reason="It answered {state} as one in {answer}; in {alone} members began to sign alone.",
    changes="Two more members sign alone before then.",
    instead="alone",
    what="let each member bargain for itself",
    against="That began in {alone}, and {state} now meets them one by one.",
    answers="Members sign on {matter} with {state} one by one, so {bloc} should bargain as one.",
)


AT_SUMMIT = (
    "At the {body} of {due} {bloc} should put one text on {matter} before {state}, for all its "
    "members."
)
"""What is asked for where a meeting of leaders is due."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it where the bloc answered as one, and members then signed with the other side."""
    pair = argument.relation.pair
    sides = pair.bloc_and_state
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if sides is None or not lines or known is None:
        return
    answers = [one for one in known.rows if one.answers is not None and one.by == sides[0].key]
    for answer in reversed(answers):
        asked = known.answered_by(answer)
        alone = [
            one
            for one in known.rows
            if one.by == BOTH and one.date > answer.date and ALONE in one.what
        ]
        matter = _matter(asked) if asked is not None else ""
        if matter and alone:
            yield _option(argument, lines, sides, (matter, answer, alone[0]))
            return


def _matter(asked: Decision) -> str:
    return next((name for word, name in MATTERS.items() if word in asked.what), "")


def _option(
    argument: Argument,
    lines: tuple[Line, ...],
    sides: tuple[Bloc, State],
    steps: tuple[str, Decision, Decision],
) -> Option:
    pair = argument.relation.pair
    bloc, state = sides
    matter, answer, alone = steps
    summit = next_summit(pair)
    plain = deadline(pair.day, of_decision(alone, "members began to sign alone"))
    due = plain if summit is None else summit.deadline
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "matter": matter,
        "answer": on_decision(ID, "answer", answer),
        "alone": on_decision(ID, "alone", alone),
    }
    terms = Terms(
        actor=bloc.label,
        verb=f"put one text on {matter} before {state.label}",
        instrument=f"a joint text of the {answer.organ}",
        due=due,
        cost="lose the lead of an early signature",
        bearer="members that signed alone",
        payer="members that have nothing to offer alone",
    )
    wording = WORDING
    if summit is not None:
        parts["body"] = bare(summit.body.name, summit.body.kind).replace("summits", "summit")
        wording = replace(WORDING, says=AT_SUMMIT)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="a bloc answered a measure of the other side as one, and members then signed alone",
    propose=propose,
)
