"""SAME-RUNG: a rival of the state holds the same form of the ladder of the bloc."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.powers import in_force
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.rung_states import ACTIVE, HeldRung, highest
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.rung import form_day
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "same_rung"
MONTHS = 120
"""Months for which a form is one of today."""
STRENGTH = 0.8
"""How unexpected one form for two rivals is."""


def say(relation: Relation) -> Iterator[Line]:
    """Say that a rival of the state holds the same form of the bloc's ladder."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    day = relation.pair.day
    own = highest(bloc.steps_of(state.letters), day)
    if own is None or own.rung == "member" or own.state != ACTIVE:
        return
    held = {key: highest(bloc.steps_of((key,)), day) for key in _rivals(state, relation)}
    in_use = {key: rung for key, rung in held.items() if rung is not None and rung.state == ACTIVE}
    same = {key: rung for key, rung in in_use.items() if rung.form == own.form}
    if not same:
        return
    # the rival that most others have too is the power that matters
    rival = max(same, key=lambda key: _rivalries(key, relation))
    newest = max(own.decisive.span.start, same[rival].decisive.span.start)
    fresh = newest >= months_before(day, MONTHS)
    found = _same(bloc, state, own=own, rival=label_of(rival), other=same[rival], fresh=fresh)
    others = _others(bloc, own, day) - {*state.letters, rival}
    yield _with_others(found, others, own) if others else found


def _same(
    bloc: Bloc, state: State, *, own: HeldRung, rival: str, other: HeldRung, fresh: bool
) -> Line:
    form, day, since = own.form.partition(" (")[0], form_day(own), form_day(other)
    names: Parts = {"bloc": bloc.label, "who": state.label, "rival": rival}
    words = "{bloc} gives {who} and {rival}, two rivals, one rank: {form}, since {day} and {since}."
    told = Sentence(words, {**names, "form": form, "day": day, "since": since})
    message = Sentence("{bloc} gives {who} and {rival}, two rivals, the same rank.", names)
    dates: Parts = {"form": form, "day": day, "since": since}
    key = Sentence("The form is {form}: for one since {day}, for the other since {since}.", dates)
    return line(
        f"{ID}.unexpected.{own.rung}",
        (told,),
        about="one rung for two rivals",
        reasons=Reasons(unexpected=STRENGTH),
        page=Page(message, (key,)) if fresh else None,
    )


def _others(bloc: Bloc, own: HeldRung, day: date) -> set[str]:
    """Give the letters of all that hold the same form: what many have is no peculiar choice."""
    letters = {step.letters for step in bloc.steps if step.form == own.decisive.form}
    held = {key: highest(bloc.steps_of((key,)), day) for key in letters}
    return {
        key
        for key, rung in held.items()
        if rung is not None and rung.state == ACTIVE and rung.form == own.form
    }


def _with_others(found: Line, others: set[str], own: HeldRung) -> Line:
    """Add how many others hold the form."""
    cells = form_day(own).cells
    count = counted(figure_id("now", ID, "others"), len(others), "states", *cells)
    words = "It gives the same to {count} others." if len(others) > 1 else "One other has it too."
    more = Sentence(words, {"count": count} if len(others) > 1 else {})
    told = replace(found.finding, sentences=(*found.finding.sentences, more))
    return replace(found, finding=told)


def _rivalries(key: str, relation: Relation) -> int:
    """Count the rivalries of a state on the day of the view."""
    ties = in_force(relation.pair.day)
    return sum(tie.kind == "rivalry" and key in (tie.power, tie.other) for tie in ties)


def _rivals(state: State, relation: Relation) -> list[str]:
    """Give the states that are rivals of one on the day of the view."""
    ties = (tie for tie in in_force(relation.pair.day) if tie.kind == "rivalry")
    ends = [end for tie in ties for end in tie.from_both_ends()]
    return [other for one, other in ends if one in state.letters]


RULE = Rule(
    id=ID,
    section="now",
    place=14,
    paragraph="rung",
    say=say,
    condition="a rival of the state holds the same form of the ladder of the bloc",
    topics=("standing",),
)
"""The rule."""
