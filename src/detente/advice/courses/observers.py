"""REC-OBSERVERS: have the next elections observed where the regime of a side has fallen."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc, blocs
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.since import newest_step
from detente.evidence.figure import dated, figure_id, measured
from detente.identity.regime import polyarchy
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.readings import two_states

ID = "observers"
SEND = ("EU", "AU", "OAS")
"""Organisations that are followed and send missions to observe elections."""
FELL = ("moved.nearer.fell", "moved.nearer.together", "moved.apart.fell", "moved.apart.opposite")
BACK, CLEAR = 10, 0.05
"""Years that are looked back, and points by which a score has fallen."""
INVITE = Wording(
    says="By {due} {state} should invite {host} to observe its next national election.",
    reason="On a scale to one its democracy fell from {then} in {before} to {now} in {year}.",
    changes="An observed election whose loser accepts the count.",
    instead="alone",
    what="count without observers",
    against="The fall to {now} came without them.",
    answers="So observers would show whether the next election is fair.",
)
OFFER = Wording(
    says="By {due} {host} should offer {state} a mission for its next national election.",
    reason="On a scale to one its democracy fell from {then} in {before} to {now} in {year}.",
    changes="{state} refuses the mission, or holds no election.",
    instead="wait",
    what="wait for an invitation",
    against="At {now} an invitation comes late or not at all.",
    answers="So observers would show whether the next election is fair.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a mission of an organisation of both, or of the bloc that is the other side."""
    relation = argument.relation
    lines = (*said(argument, "regime", *FELL), *said(argument, "first", "moved.regimes"))
    if not lines:
        return
    sides, states = relation.pair.bloc_and_state, two_states(relation)
    # a state that seeks membership answers to the tests of the bloc
    partner = sides is not None and relation.situation.rung == "partner"
    if sides is not None and partner and sides[0].id in SEND:
        if _fall(argument, sides[1]) >= CLEAR:
            yield from _option(argument, lines, sides, OFFER)
    elif states is not None:
        shared = [blocs()[id] for id in SEND if _has_both(blocs()[id], states, argument)]
        fallen = [one for one in states if _fall(argument, one) >= CLEAR]
        if shared and fallen:
            most = max(fallen, key=lambda one: _fall(argument, one))
            yield from _option(argument, lines, (shared[0], most), INVITE)


def _has_both(bloc: Bloc, states: tuple[State, State], argument: Argument) -> bool:
    members = bloc.member_letters(argument.relation.pair.day)
    return all(set(state.letters) & set(members) for state in states)


def _fall(argument: Argument, state: State) -> float:
    """Give the points by which a score fell in ten years; zero where one is unknown."""
    scores = polyarchy(argument.relation.catalog, state)
    now = scores.last(argument.relation.pair.as_of)
    then = None if now is None or now.year is None else scores.at(now.year - BACK)
    return 0.0 if now is None or then is None else then.value - now.value


def _option(
    argument: Argument, lines: tuple[Line, ...], who: tuple[Bloc, State], wording: Wording
) -> Iterator[Option]:
    pair = argument.relation.pair
    host, state = who
    scores = polyarchy(argument.relation.catalog, state)
    now = scores.last(pair.as_of)
    then = None if now is None or now.year is None else scores.at(now.year - BACK)
    if now is None or then is None:
        return
    due = deadline(pair.day, *newest_step(argument))
    parts: Parts = {"state": state.label, "host": host.label}
    for name, year, cell in (("now", "year", now), ("then", "before", then)):
        parts[name] = measured(figure_id("advice", ID, name), cell, way="index")
        parts[year] = dated(figure_id("advice", ID, year), cell.year or 0, cell)
    terms = Terms(
        actor=state.label if wording is INVITE else host.label,
        verb="have the next national election observed",
        instrument=f"a mission of {host.label}",
        due=due,
        cost="gives up a count that nobody checks",
        bearer=f"the government of {state.label}",
        payer=f"voters in {state.label}",
    )
    yield option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="the regime of a side has fallen, and both are in an organisation that observes "
    "elections, or the other side is one",
    propose=propose,
)
