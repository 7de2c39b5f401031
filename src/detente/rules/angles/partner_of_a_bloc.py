"""A partner of a bloc: a rung short of membership, and nobody asks for more."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.institutions.treaty_terms import held_terms
from detente.phrasing import cap
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.angles import continent_and_power
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.membership.term_words import GIVEN, named
from detente.rules.readings import any_variant, is_calm, plainly, push_of, titled
from detente.rules.why.marks import status

RUNGS = ("partner", "observer", "associate")
"""Rungs of a partner that is no candidate."""
MOST_NAMED = 2
"""Things that the verdict names."""
NEAR, FAR = ("unusual.near", "unusual.high"), ("unusual.far", "unusual.low")
"""Beginnings of the variants by which a state votes with the bloc, or apart from it."""
ANSWERS = {
    "parting": "Less in votes than before: {state} has moved away from {bloc}",
    "nearing": "{state} comes nearer to {bloc} in votes than its title asks",
    "near": "More than a title: {state} votes with {bloc}",
    "far": "A title and no likeness: {state} votes apart from {bloc}",
    "shifting": "{state} and {bloc} change places in weight faster than in titles",
    "given": "{given}, and no choice in return",
    "observer": "A seat without a vote",
    "below": "A title between unlike regimes: it asks nothing of how {state} is ruled",
    "bound": "A title, and from some members of {bloc} a promise of defence",
    "quarrel": "A title with a bloc of which one member has a quarrel with {state}",
    "no_lean": "A title that has not moved the votes of {state} to either side",
    "parts": "A title from {bloc}, and votes like those of a part of it",
    "divided": "A seat beside a bloc that seldom votes as one",
    "fuel": "A title for a state that lives by what it sells abroad",
    "subject": "A title, beside which the votes of {state} moved on one matter",
    "": "A title, while the course of {state} is its own",
}
STANDS: Stands = {
    "parting": ("same_vote", "mover", "drift"),
    "nearing": ("same_vote", "mover", "drift"),
    "near": ("with_bloc", "vote_level"),
    "far": ("with_bloc", "vote_level"),
    "shifting": ("lead",),
    "below": ("regime",),
    "bound": ("duty",),
    "quarrel": ("by_member",),
    "no_lean": ("net_lean",),
    "parts": ("split",),
    "divided": ("unity",),
    "fuel": ("peculiar_economy",),
    "subject": ("matter_moved",),
    "": ("rung",),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "bound": (
        "duty",
        "unusual.bound",
    ),
    "quarrel": ("by_member",),
    "parts": ("split",),
    "no_lean": (
        "net_lean",
        "unexpected.no-lean",
    ),
    "below": (
        "regime",
        "unusual.outsider.below",
    ),
    "subject": ("matter_moved", "moved"),
    "divided": (
        "unity",
        "unusual.least",
    ),
    "fuel": (
        "peculiar_economy",
        "unusual.fuel",
    ),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the state is a partner of the bloc and no candidate, nor a power to it."""
    drawn = relation.state.rung in RUNGS and is_calm(relation)
    # two whose breaks all ended are asked about their breaks, whatever tables are at hand
    all_ended = any_variant(lines, "break", "moved.closed.all")
    return drawn and not all_ended and not continent_and_power.holds(relation, lines)


def _given(relation: Relation) -> str:
    """Name what the rung gives by treaty; empty where no table says it."""
    if relation.pair.bloc_and_state is None:
        return ""
    bloc, state = relation.pair.bloc_and_state
    held = held_terms(bloc, state, relation.pair.day)
    gives = () if held is None else tuple(one for one in held.terms if one.effect == "gives")
    known = tuple(one for one in gives if one.topic in GIVEN)[:MOST_NAMED]
    return cap(named(known, GIVEN, bloc.id)) if known else ""


def _form(relation: Relation) -> str:
    """Name the youngest form of the rung that is held."""
    if relation.pair.bloc_and_state is None:
        return ""
    bloc, state = relation.pair.bloc_and_state
    held = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung == relation.state.rung and step.span.covers(relation.pair.day)
    ]
    if not held:
        return ""
    form, _, _ = max(held, key=lambda step: step.span.start).form.partition(" (")
    return status(form.removeprefix(f"{bloc.short} "))


TITLE = "What is {form} of {bloc} worth to {state}?"
"""The question, unless the form has the name of the bloc in it."""


def title(relation: Relation) -> str:
    """Ask what the rung is worth, by its name."""
    form, sides = _form(relation), relation.pair.bloc_and_state
    named = sides is not None and sides[0].short in form
    words = "What is {form} worth to {state}?" if named else TITLE
    return titled(relation, words, form=form)


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes where they move or stand out, else by what the rung gives."""
    given = _given(relation)
    called = led_forms(relation, lines, LED_BY)
    rung = (*(("given",) if given else ()), relation.state.rung)
    case = (*_moving(relation, lines), *_standing(lines), *called, *rung)
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *case)
    return plainly(relation, answer, given=given)


def _moving(relation: Relation, lines: Lines) -> Iterator[str]:
    """Tell what moves: votes first, then weight."""
    votes, power = push_of(relation, "votes"), push_of(relation, "power")
    sign = votes.sign if votes is not None else 0
    if sign < 0 or any_variant(lines, "same_vote", "moved.apart"):
        yield "parting"
    if sign > 0 or any_variant(lines, "same_vote", "moved.nearer"):
        yield "nearing"
    if power is not None and power.sign < 0:
        yield "shifting"


def _standing(lines: Lines) -> Iterator[str]:
    """Tell whether its votes lie unusually near the bloc's, or far from them."""
    for name, beginnings in (("near", NEAR), ("far", FAR)):
        by_distance = any_variant(lines, "vote_level", *beginnings)
        if by_distance or any_variant(lines, "with_bloc", *beginnings):
            yield name


ANGLE = Angle(
    "partner_of_a_bloc",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "rung",
        "with_bloc",
        "vote_level",
        "same_vote",
        "mover",
        "drift",
        "split",
        "border",
        "trade",
        "spread",
        "matter_moved",
    ),
    sections=(
        "institutions",
        "positions",
    ),
)
