"""REC-PLANS: write down what an alliance and a close partner would do for each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import defends
from detente.advice.since import newest_step
from detente.advice.united import whole_years
from detente.evidence.figure import Figure, figure_id
from detente.institutions.rung_states import ACTIVE, highest
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.readings import share_borders
from detente.rules.why import stays_out

ID = "written_plans"
RUNGS = ("associate", "partner")
NEAR = ("unusual.nearest", "unusual.highest", "unusual.near", "unusual.high")
"""Variants of votes by which a partner is as near as a member."""
FEWEST = 100
"""Votes of whole years that a share needs."""
BESIDE_IT = Wording(
    says="By {due} {bloc} and {state} should write down what each does in the first days of an "
    "attack on either.",
    reason="{state} votes as {bloc} does in {share:per_cent} of cases, and the treaty of {bloc} "
    "does not defend it.",
    changes="{state} joins {bloc}, whose treaty binds all its members.",
    instead="later",
    what="decide when it happens",
    against="Then the first days of an attack pass without a plan.",
    answers="So what is open is a plan for the first days of an attack.",
)
JOIN = "ask for membership"
JOIN_AGAINST = (
    "Its government said in {refused} that it will not; and the treaty defends nobody between "
    "request and entry."
)
"""The other course where the state has said that it does not apply: the question of the paper."""
RIVAL = "{third} is a rival of both, and the treaty of {bloc} does not defend {state}."
"""The reason where the two have a rival in common: likeness of votes is a weaker one."""
FAR_OFF = Wording(
    says="By {due} {bloc} and {state} should agree that a crisis on either side brings both to one "
    "table within two weeks.",
    reason="{state} votes as {bloc} does in {share:per_cent} of cases, and no treaty of {bloc} "
    "asks them to consult.",
    changes="A crisis passes in which one side asks and the other stays away.",
    instead="later",
    what="leave it to the calendar of visits",
    against="Visits are planned before the crisis.",
    answers="So a crisis on either side should bring both to one table.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to a defence alliance and a partner that votes as its members do."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    lines = (
        *said(argument, "vote_level", *NEAR),
        *said(argument, "with_bloc", *NEAR),
        *said(argument, "duty", "unusual.bound"),
    )
    if sides is None or not lines or not defends(sides[0], relation.pair.day):
        return
    held = highest(sides[0].steps_of(sides[1].letters), relation.pair.day)
    if held is None or held.rung not in RUNGS or held.state != ACTIVE:
        return
    share = vote_share(argument, ID)
    if share is not None:
        yield _option(argument, lines, sides, share)


def vote_share(argument: Argument, course: str) -> Figure | None:
    """Give the same vote of three whole years as a figure of a course.

    Parameters
    ----------
    argument : Argument
        The argument.
    course : str
        Id of the course.
    """
    first, last = whole_years(argument.relation)
    count = argument.relation.identity.same_votes_in(first, last)
    if count is None or count.calls < FEWEST:
        return None
    id = figure_id("advice", course, "share")
    return Figure(id, count.share, unit="part of votes", cells=count.cells, way="per_cent")


def _option(
    argument: Argument,
    lines: tuple[Line, ...],
    sides: tuple[Bloc, State],
    share: Figure,
) -> Option:
    pair = argument.relation.pair
    bloc, state = sides
    due = deadline(pair.day, *newest_step(argument))
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "share": share,
    }
    terms = Terms(
        actor=f"{bloc.label} and {state.label}",
        verb="write down what each would do for the other",
        instrument="a document of the partnership that both have",
        due=due,
        cost="give up deciding on the day",
        bearer=f"{bloc.label} and {state.label}",
        payer=state.label,
    )
    wording = BESIDE_IT if share_borders(argument.relation) else FAR_OFF
    rivals = said(argument, "third", "unexpected.rivalry_rivalry")
    third = argument.relation.power.third
    if wording is BESIDE_IT and rivals and third is not None:
        parts["third"] = third.label
        wording = replace(wording, reason=RIVAL)
        lines = (*rivals, *lines)
    refused = stays_out.own_choice(argument.relation)
    if wording is not FAR_OFF and refused is not None:
        parts["refused"] = stays_out.month_of(refused)
        wording = replace(wording, instead="membership", what=JOIN, against=JOIN_AGAINST)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="an associate or partner of a defence alliance that votes as its members do",
    propose=propose,
)
