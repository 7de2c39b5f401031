"""REC-RUNG: say in writing what one rung more would give and ask, to a partner that is near."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.courses.written_plans import vote_share
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import defends
from detente.advice.since import newest_step
from detente.evidence.figure import Figure
from detente.institutions.rung_states import ACTIVE, HeldRung, highest
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "written_step"
RUNGS = ("associate", "partner", "observer")
NEAR = ("unusual.nearest", "unusual.highest", "unusual.near", "unusual.high")
"""Variants of votes by which a partner is as near as a member."""
WORDING = Wording(
    says="By {due} {bloc} should tell {state} in writing what one rung more would give it and ask "
    "of it.",
    reason="{state} votes as {bloc} does in {share:per_cent} of cases; that it is {rung} does not "
    "show it.",
    changes="{state} says that it wants no more than it has.",
    instead="open",
    what="leave the door as it is",
    against="A door that nobody describes is no offer and no refusal.",
    answers="So {bloc} should say what one rung more would bring.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to a bloc without a duty to defend, and a partner that votes as it does."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    lines = (*said(argument, "with_bloc", *NEAR), *said(argument, "vote_level", *NEAR))
    if sides is None or not lines or defends(sides[0], relation.pair.day):
        return
    held = highest(sides[0].steps_of(sides[1].letters), relation.pair.day)
    if held is None or held.rung not in RUNGS or held.state != ACTIVE:
        return
    share = vote_share(argument, ID)
    if share is not None:
        yield _option(argument, lines, (*sides, held), share)


def _option(
    argument: Argument,
    lines: tuple[Line, ...],
    who: tuple[Bloc, State, HeldRung],
    share: Figure,
) -> Option:
    pair = argument.relation.pair
    bloc, state, held = who
    due = deadline(pair.day, *newest_step(argument))
    article = "an" if held.rung[0] in "aeio" else "a"
    parts: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "rung": f"{article} {held.rung}",
        "share": share,
    }
    terms = Terms(
        actor=bloc.label,
        verb=f"tell {state.label} what one rung more would give and ask",
        instrument="a letter of its highest body",
        due=due,
        cost="have to write down a refusal",
        bearer=f"members of {bloc.label} that want no more partners",
        payer=state.label,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="an associate, partner or observer that votes as a bloc without a duty to defend",
    propose=propose,
)
