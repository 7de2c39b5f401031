"""REC-PLEDGE: publish by which years a pledge to the bloc is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell
from detente.advice.since import of_event
from detente.evidence.figure import Figure
from detente.rules.argument import Argument
from detente.rules.now.row_words import happened
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "kept_pledge"
RULES = ("shock", "joined", "duty", "burden")
RECENT = 2
"""Years for which a pledge is still to be kept."""
VERB = " pledges "
BY_YEAR = re.compile(r"\bby \d{4}\b")
"""How an act names the year by which something is done."""
WORDING = Wording(
    says="By {due} {state} should publish what it does in which year to keep its pledge to {bloc}.",
    reason="{told}; no year is named on our record.",
    changes="The pledge is kept without such a plan.",
    instead="later",
    what="let each year's budget decide",
    against="A pledge without years binds no budget.",
    answers="What is left is to put years to its pledge.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to a member that pledged something to its bloc in the last two years."""
    relation = argument.relation
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    if relation.pair.bloc_and_state is None or not lines or relation.state.rung != "member":
        return
    since = years_before(relation.pair.day, RECENT)
    state = relation.pair.bloc_and_state[1]
    pledged = [
        event
        for event in relation.situation.events
        if event.checked and event.date >= since and event.what.startswith(state.name + VERB)
    ]
    if pledged and not _has_years(argument, state):
        yield _option(argument, pledged[-1])


def _has_years(argument: Argument, state: State) -> bool:
    """Tell whether an act of the state on record names a year by which it keeps its course."""
    since = years_before(argument.relation.pair.day, RECENT)
    acts = (one for one in argument.relation.situation.events if one.date >= since)
    return any(one.what.startswith(state.name) and BY_YEAR.search(one.what) for one in acts)


def _option(argument: Argument, pledge: Event) -> Option:
    pair = argument.relation.pair
    sides = pair.bloc_and_state
    if sides is None:
        raise ValueError("a pledge to a bloc is one of a state")
    bloc, state = sides
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    due = deadline(pair.day, of_event(pledge, "the pledge"))
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "told": happened(pledge.what, _month(pledge), pledge.row),
    }
    terms = Terms(
        actor=state.label,
        verb=f"publish what it does in which year to keep its pledge to {bloc.label}",
        instrument=f"the yearly plan that members give to {bloc.label}",
        due=due,
        cost="binds budgets that it has not written yet",
        bearer=state.label,
        payer="whoever relies on the pledge",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


def _month(pledge: Event) -> Figure:
    cell = row_cell(pledge.row, pledge.date, document=pledge.source, checked=pledge.checked)
    return on_cell(ID, "told", pledge.date, cell, pledge.precision)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="a member pledged something to its bloc in the last two years",
    propose=propose,
)
