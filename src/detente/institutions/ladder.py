"""The ladder: which rung an actor holds in a bloc, year by year, and every step by date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.actors.blocs import RUNGS, Bloc, Step, blocs
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.span import Span, as_day

LABELS = ("none", *RUNGS)
"""Names of the rungs by position, from 0 none and 1 partner to 5 member."""
RULE = "highest rung held on 31 December; a suspended form short of membership does not count"


@dataclass(frozen=True, slots=True)
class Rail:
    """The ladder of one actor in one bloc.

    Attributes
    ----------
    bloc, actor : str
        Id of the bloc, name of the actor.
    steps : tuple of Step
        Every step by date, those beside the ladder included.
    """

    bloc: str
    actor: str
    steps: tuple[Step, ...]


def position(steps: tuple[Step, ...], when: int | date) -> int:
    """Give the highest rung held on a day, or at the end of a year: 0 none to 5 member.

    A step whose form is suspended at that date does not count, except membership: who is suspended
    is still a member.
    """
    day = as_day(when)
    current = [step for step in steps if step.span.covers(day)]
    suspended = {step.form for step in current if step.rung == "suspended"}
    counted = [step for step in current if step.rung == "member" or step.form not in suspended]
    return max((RUNGS.index(step.rung) + 1 for step in counted if step.rung in RUNGS), default=0)


def rung(bloc: Bloc, state: State, as_of: int | date) -> str:
    """Name the highest rung that a state holds in a bloc on a day, or at the end of a year.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> rung(bloc("NATO"), state("Poland", 2013), 2013)
    'member'
    """
    return LABELS[position(bloc.steps_of(state.letters), as_of)]


def series(bloc: Bloc, state: State, last: int) -> Series:
    """Write the position on the ladder as a series from the bloc's founding.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        Whose rung.
    last : int
        Last year.
    """
    steps = bloc.steps_of(state.letters)
    years = tuple(range(bloc.span.start.year, min(last, bloc.span.end.year) + 1))
    positions = tuple(float(position(steps, year)) for year in years)
    return Series(
        id=f"institutions.ladder_{bloc.id.lower()}",
        label=f"Rung in {bloc.label}",
        of=state.name,
        unit="0 none to 5 member",
        table="blocs",
        column="rung",
        keys=(("bloc", bloc.id), ("state", state.key)),
        years=years,
        values=positions,
        sources=("blocs",),
        rule=RULE,
    )


def rails(pair: RelationKey) -> tuple[Rail, ...]:
    """Give the ladders of a pair: the state in the bloc, or both states where they share blocs.

    Steps that began after the view are left out.
    """
    sides = pair.bloc_and_state
    if sides is not None:
        rail = _rail(*sides, pair.day)
        return (rail,) if rail.steps else ()
    if not isinstance(pair.first, State) or not isinstance(pair.second, State):
        return ()
    shared: list[Rail] = []
    for bloc in blocs().values():
        both = (_rail(bloc, pair.first, pair.day), _rail(bloc, pair.second, pair.day))
        founded = bloc.span.start <= pair.day
        if founded and all(_has_rung(rail.steps) for rail in both):
            shared += both
    return tuple(shared)


def _rail(bloc: Bloc, state: State, day: date) -> Rail:
    """Give the ladder of a state in a bloc as it was known at the view."""
    begun = (step for step in bloc.steps_of(state.letters) if step.span.start <= day)
    return Rail(bloc=bloc.id, actor=state.name, steps=tuple(_known(step, day) for step in begun))


def _known(step: Step, day: date) -> Step:
    """Give a step as a day knew it: an end after that day was not known."""
    return replace(step, span=Span(step.span.start)) if step.span.end > day else step


def _has_rung(steps: tuple[Step, ...]) -> bool:
    """Tell whether any of the steps is a rung, not only something beside the ladder."""
    return any(step.rung in RUNGS for step in steps)


def memberships(actor: Actor, as_of: int | date) -> dict[str, str]:
    """Give the rung that a state holds in each bloc on a day, or at the end of a year, if any."""
    if not isinstance(actor, State):
        return {}
    day = as_day(as_of)
    existing = (bloc for bloc in blocs().values() if bloc.span.covers(day))
    rungs = {bloc.id: rung(bloc, actor, as_of) for bloc in existing}
    return {name: held for name, held in rungs.items() if held != "none"}
