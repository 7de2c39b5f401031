"""REC-LINE: a line between two commands, or notice of exercises, where a misreading is near."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.armed_forces import has_armed_forces
from detente.actors.blocs import Bloc
from detente.actors.relation_facts import facts_between_keys
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.deadlines import Since, deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import defends, on_condition, on_fact
from detente.advice.since import newest_step, of_condition
from detente.analysis.state.condition import Condition
from detente.analysis.state.words import label_of
from detente.phrasing import listed
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.readings import share_borders, two_states

ID = "military_line"
MOST_NAMED = 3
"""Members that a sentence names."""
FIGHTS = ("war", "armed conflict", "truce")
CRISIS = Wording(
    says="By {due} {pair} should have a line between their general staffs, and test it each week.",
    reason="Their crisis began in {since} and has no end on record.",
    changes="The line is open for a year and the crisis sharpens all the same.",
    instead="silence",
    what="leave it to public statements",
    against="That has been the course since {since}.",
    answers="So a line between the two general staffs would stop an accident from spreading.",
)
VOUCHED = Wording(
    says="By {due} {pair} should let {who} carry a line between their general staffs.",
    reason="Their crisis began in {since}; {who} vouched for the truce of {truce}.",
    changes="Both sides answer the line for a year and still move troops to the border.",
    instead="silence",
    what="leave it to public statements",
    against="That has been the course since {since}.",
    answers="So {who} can carry a line between the two general staffs.",
)
MEMBERS = Wording(
    says="By {due} {bloc} and {state} should test their military lines each week, for incidents in "
    "the air and at sea.",
    reason="{members} had crises with {state}, the newest from {since} on.",
    changes="A call on such a line goes unanswered.",
    instead="capitals",
    what="leave each incident to the member concerned",
    against="That is how the crisis of {since} was met.",
    answers="Meanwhile the two commands need a line that is answered.",
)
OPPOSED = Wording(
    says="By {due} {pair} should give each other notice of every exercise near their border.",
    reason="They belong to opposed alliances and share a border; an exercise there can pass for an "
    "attack.",
    changes="A year of notices that proved wrong.",
    instead="guess",
    what="let each side guess what the other's troops are for",
    against="Each then has to assume the worst.",
    answers="So notice of exercises near the border would tell a drill from an attack.",
)

STAFFS = {True: "ministries of defence", False: "two military staffs"}
"""Who writes for two states, and where one side is a bloc, which has no ministry."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it in a crisis, to an alliance whose members have one, and across alliances."""
    relation = argument.relation
    if relation.situation.holds(*FIGHTS):
        return
    state = said(argument, "state", "unexpected.crisis")
    crises = [one for one in relation.state.conditions if one.headline == "crisis"]
    own = [one for one in crises if not one.by_member and one.end is None]
    if state and own:
        yield _of_crisis(argument, state, own[0])
    sides = relation.pair.bloc_and_state
    members = [one for one in crises if one.by_member]
    lines = (*said(argument, "by_member", "unexpected.crisis"), *said(argument, "suspended"))
    if sides is not None and defends(sides[0], relation.pair.day) and members and lines:
        yield _of_members(argument, lines, members, sides)
    across = said(argument, "circles", "unusual.opposite")
    if across and not own and _are_armed(argument) and share_borders(relation):
        yield _written(argument, across, OPPOSED, {})


def _are_armed(argument: Argument) -> bool:
    states = two_states(argument.relation) or ()
    day = argument.relation.pair.day
    return bool(states) and all(has_armed_forces(one, day) for one in states)


def _of_crisis(argument: Argument, lines: tuple[Line, ...], crisis: Condition) -> Option:
    """Let whoever vouched for a truce of the two carry the line; else the two alone."""
    parts: Parts = {"since": on_condition(ID, "since", crisis)}
    began = of_condition(crisis, "the crisis began")
    rows = facts_between_keys(crisis.first, crisis.second, "truce")
    known = [one for one in rows if one.guarantor and one.start <= argument.relation.pair.day]
    if not known or {known[-1].one, known[-1].other} & set(known[-1].guarantor.split()):
        return _written(argument, lines, CRISIS, parts, began)
    parts |= {"who": _vouched(known[-1].guarantor), "truce": on_fact(ID, "truce", known[-1])}
    return _written(argument, lines, VOUCHED, parts, began)


def _vouched(keys: str) -> str:
    """Name who vouched: keys of parties, or a name in words."""
    if all(key.isupper() for key in keys.split()):
        return listed([label_of(key) for key in keys.split()])
    return f"the {keys}"


def _of_members(
    argument: Argument,
    lines: tuple[Line, ...],
    crises: list[Condition],
    sides: tuple[Bloc, State],
) -> Option:
    bloc, state = sides
    inside = bloc.member_letters(argument.relation.pair.day)
    keys = {one.first if one.first in inside else one.second for one in crises}
    names = sorted(label_of(key) for key in keys)
    shown = listed(names) if len(names) <= MOST_NAMED else f"members of {bloc.label}"
    newest = max(crises, key=lambda one: one.start)
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "members": shown[0].upper() + shown[1:],
        "since": on_condition(ID, "since", newest),
    }
    began = of_condition(newest, "the newest crisis began")
    return _written(argument, lines, MEMBERS, parts, began)


def _written(
    argument: Argument, lines: tuple[Line, ...], wording: Wording, more: Parts, *since: Since
) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, *since, *newest_step(argument))
    notice = "give notice of exercises near their border"
    test = "test the lines between their commands each week"
    verb = notice if wording is OPPOSED else test
    parts: Parts = {"pair": pair.words, **more}
    surprise = "give up the advantage of surprise"
    cost = (
        surprise
        if wording is OPPOSED
        else "give the other side a channel in the middle of a quarrel"
    )
    terms = Terms(
        actor=pair.words,
        verb=verb,
        instrument=f"an exchange of letters between the {STAFFS[pair.bloc_and_state is None]}",
        due=due,
        cost=cost,
        bearer="both armed forces",
        payer="whoever is near the first incident that is misread",
    )
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a crisis between two states, or of members of a defence alliance with the other "
    "side, or a border between opposed alliances",
    propose=propose,
)
