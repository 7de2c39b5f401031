"""REC-TEXT: vote for one named text that comes up each year, and that others can count."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.courses.cheap_step import price
from detente.advice.deadlines import yearly_vote
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.analysis.relation import Relation
from detente.evidence.figure import figure_id, measured
from detente.identity.yearly_texts import Abstained
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.positions.yearly_text import chosen, is_behind

ID = "named_text"
SEEKS = ("candidate", "applicant")
"""Rungs of states that want something of the bloc: others have no reason to follow it."""


WORDING = Wording(
    says="In {due} {state} should vote for the yearly text on {name}.",
    reason="It has abstained {running} years running, while every member of {bloc} voted yes.",
    changes="{bloc} takes the next step without that vote.",
    instead="abstain",
    what="go on abstaining",
    against="It has been the answer {running} years running.",
    answers="So the cheapest step of {state} is one vote in New York.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a yes to a candidate that abstains on a text that all members support."""
    relation = argument.relation
    lines = said(argument, "yearly_text", "unexpected")
    found = chosen(relation) if lines and relation.situation.rung in SEEKS else None
    # nobody is asked for what it may have done since
    if found is not None and not is_behind(found[2], relation.pair.day):
        yield _option(relation, lines, *found)


def _option(
    relation: Relation, lines: tuple[Line, ...], bloc: Bloc, state: State, text: Abstained
) -> Option:
    series = text.series
    due = yearly_vote(relation.pair.day, series.days[-1].month)
    cell = series.cell(state.key, text.running)
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "name": series.name,
        "running": measured(figure_id("advice", ID, "running"), cell, way="whole"),
    }
    terms = Terms(
        actor=state.label,
        verb=f"vote for the yearly text on {series.name}",
        instrument=f"the text that follows {series.symbols[-1]}",
        due=due,
        cost=price(relation, bloc),
        bearer=state.label,
        payer=state.label,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=relation.pair.as_of)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a candidate or applicant that abstains each year on a text on which the bloc is "
    "united, and that touches no claim between the two",
    propose=propose,
)
