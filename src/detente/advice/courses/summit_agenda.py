"""REC-AGENDA: take the quarrel of a member with the partner to the table of bloc and partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.joint_bodies import Body
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.occasions import next_summit
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import defends, on_condition, working_bodies
from detente.advice.since import of_condition
from detente.analysis.state.condition import Condition
from detente.analysis.state.words import label_of
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "summit_agenda"
WITH = Wording(
    says="By {due} {bloc} and {state} should take the quarrel of {member} with {state} to the "
    "{body}.",
    reason="The quarrel dates from {since}; {bloc} meets {state} there as a whole, {member} at its "
    "side.",
    changes="{member} and {state} settle it alone, and it stays settled for a year.",
    instead="alone",
    what="leave {member} to face {state} alone",
    against="That has been the course since {since}.",
    answers="So the quarrel of {member} belongs on the common agenda.",
)
BY_MEMBER = ("unexpected.crisis.one", "unexpected.armed_conflict.one")
"""Quarrels of one member that a bloc can bring to its own table."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it where one member quarrels with the partner."""
    relation = argument.relation
    pair, sides = relation.pair, relation.pair.bloc_and_state
    if sides is None:
        return
    lines = said(argument, "by_member", *BY_MEMBER)
    quarrels = [
        one
        for one in relation.state.conditions
        if one.by_member and one.headline in ("crisis", "armed conflict")
    ]
    body = next(iter(working_bodies(pair)), None)
    # a guarantee of the bloc answers for its member, not an agenda
    if lines and quarrels and not defends(sides[0], pair.day):
        yield _with(argument, lines, max(quarrels, key=lambda one: one.start), body)


def _with(
    argument: Argument, lines: tuple[Line, ...], quarrel: Condition, body: Body | None
) -> Option:
    pair = argument.relation.pair
    sides = pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    summit = next_summit(pair)
    plain = deadline(pair.day, of_condition(quarrel, "the quarrel began"))
    due = plain if summit is None else summit.deadline
    key = quarrel.first if quarrel.first in bloc.member_letters(pair.day) else quarrel.second
    member = label_of(key)
    table = bare(body.name, body.kind) if body is not None else f"table of {bloc.label}"
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "member": member,
        "body": table,
        "since": on_condition(ID, "since", quarrel),
    }
    terms = Terms(
        actor=bloc.label,
        verb=f"take the quarrel of {member} to the {table}",
        instrument=f"the agenda of the {table}",
        due=due,
        cost="have to take a side in a quarrel that they avoid",
        bearer=f"members with close ties to {state.label}",
        payer=member,
    )
    what = WITH.what.format(member=member, state=state.label)
    wording = replace(WITH, what=what)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="a crisis or fighting of one member of a bloc without a duty to defend with its "
    "partner",
    propose=propose,
)
