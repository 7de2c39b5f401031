"""REC-EXCHANGE: widen the one thing on which two that fight have agreed, exchanges of prisoners."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.decisions import BOTH, Decision, decisions
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_decision
from detente.advice.since import of_decision
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "exchange"
FIGHTS = ("war", "armed conflict")
FEWEST = 2
"""Exchanges agreed that make it the thing on which the two agree."""
WORD = "exchange"
"""How the table of decisions names them."""
WORDING = Wording(
    says="By {due} {pair} should agree in one text to exchange all prisoners, and the dead.",
    reason="Exchanges are what the two still agree on, the newest on record in {last}.",
    changes="An exchange that was agreed is broken off by one side.",
    instead="groups",
    what="go on by groups",
    against="An exchange by groups leaves the rest to the next bargain.",
    answers="What the two can still agree on is prisoners.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it where two that fight agreed on exchanges at least twice."""
    relation = argument.relation
    lines = said(argument, "state")
    if not lines or relation.state.headline not in FIGHTS:
        return
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    rows = [] if known is None else [one for one in known.rows if one.by == BOTH]
    agreed = [one for one in rows if WORD in one.what and one.sign > 0]
    if len(agreed) >= FEWEST:
        yield _option(argument, lines, agreed)


def _option(argument: Argument, lines: tuple[Line, ...], agreed: list[Decision]) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, of_decision(agreed[-1], "the newest exchange on record"))
    days = [on_decision(ID, str(place), one) for place, one in enumerate(agreed)]
    parts: Parts = {"pair": pair.words}
    parts["last"] = days[-1]
    terms = Terms(
        actor=pair.words,
        verb="exchange all prisoners for all",
        instrument="an agreement of the two delegations",
        due=due,
        cost="give back soldiers who can fight again",
        bearer="both armies",
        payer="prisoners and their families",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two fight, and agreed on exchanges of prisoners at least twice",
    propose=propose,
)
