"""The ladder: which rung an actor holds in a bloc by date and year by year, and every step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.actors.blocs import GRANTED, RUNGS, Bloc, Step, blocs
from detente.actors.names import Actor
from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.institutions.rung_states import HeldRung, highest, last_active
from detente.span import Span, as_day

LABELS = ("none", *RUNGS)
"""Names of the rungs by position, from 0 none and 1 partner to 6 member."""
GRANTED_LABELS = ("none", *GRANTED)
"""Names of the rungs that a bloc grants by position, from 0 none to 5 member."""
UNIT = f"0 none to {len(RUNGS)} member"
RULE = "highest rung held on 31 December, in whatever state"


@dataclass(frozen=True, slots=True)
class Rail:
    """The ladder of one actor in one bloc.

    Attributes
    ----------
    bloc, actor : str
        Id of the bloc, name of the actor.
    steps : tuple of Step
        Every step by date, those beside the ladder included.
    name : str
        The bloc's short name on the last day on which the actor held an active rung: Russia was in
        the G8, never in the G7.
    """

    bloc: str
    actor: str
    steps: tuple[Step, ...]
    name: str


def position(steps: tuple[Step, ...], when: int | date) -> int:
    """Give the highest rung held on a day, in whatever state: 0 none to 6 member.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    when : int or datetime.date
        The day; of a year its 31 December.
    """
    day = as_day(when)
    held = (step.rung for step in steps if step.rung in RUNGS and step.span.covers(day))
    return max((LABELS.index(rung) for rung in held), default=0)


def granted(steps: tuple[Step, ...], when: int | date) -> int:
    """Give the highest rung in effect that the bloc granted: 0 none to 5 member.

    This is what studies and windows count. An application is not counted, and a form under a
    condition does not count either, except membership: who is suspended is still a member.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    when : int or datetime.date
        The day; of a year its 31 December.
    """
    day = as_day(when)
    current = [step for step in steps if step.span.covers(day)]
    conditions = [step for step in current if step.condition]
    in_effect = (
        step.rung
        for step in current
        if step.rung == "member"
        or (step.rung in GRANTED and not any(one.concerns(step) for one in conditions))
    )
    return max((GRANTED_LABELS.index(rung) for rung in in_effect), default=0)


def rung(bloc: Bloc, state: State, as_of: int | date) -> str:
    """Name the highest rung that a state holds in a bloc on a day, in whatever state it is.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        Whose rung.
    as_of : int or datetime.date
        The day; of a year its 31 December.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> rung(bloc("NATO"), state("Poland", 2013), 2013)
    'member'
    """
    return LABELS[position(bloc.steps_of(state.letters), as_of)]


def held(bloc: Bloc, state: State, as_of: int | date) -> HeldRung | None:
    """Give the highest rung that a state holds in a bloc on a day, with its state and its dates.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        Whose rung.
    as_of : int or datetime.date
        The day; of a year its 31 December.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> russia = held(bloc("NATO", 2014), state("Russia"), 2014)
    >>> russia.rung, russia.state, str(russia.state_since)
    ('associate', 'suspended', '2014-04-01')
    """
    return highest(bloc.steps_of(state.letters), as_day(as_of))


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
        unit=UNIT,
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
    sides, day = pair.bloc_and_state, pair.day
    if sides is not None:
        rail = rail_of(*sides, day)
        return (rail,) if rail.steps else ()
    if not isinstance(pair.first, State) or not isinstance(pair.second, State):
        return ()
    shared: list[Rail] = []
    for bloc in blocs(pair.own).values():
        both = (rail_of(bloc, pair.first, day), rail_of(bloc, pair.second, day))
        founded = bloc.span.start <= day
        if founded and all(_has_rung(rail.steps) for rail in both):
            shared += both
    return tuple(shared)


def rail_of(bloc: Bloc, state: State, day: date) -> Rail:
    """Give the ladder of a state in a bloc as it was known on a day.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        Whose ladder.
    day : datetime.date
        The day.
    """
    begun = (step for step in bloc.steps_of(state.letters) if step.span.start <= day)
    steps = tuple(_known(step, day) for step in begun)
    named = bloc.named(last_active(steps, day) or day)
    return Rail(bloc=bloc.id, actor=state.name, steps=steps, name=named.short)


def _known(step: Step, day: date) -> Step:
    """Give a step as a day knew it: an end after that day was not known."""
    if step.span.end <= day:
        return step
    return replace(step, span=Span(step.span.start), ends_on="", end_precision="day")


def _has_rung(steps: tuple[Step, ...]) -> bool:
    """Tell whether any of the steps is a rung, not only something beside the ladder."""
    return any(step.rung in RUNGS for step in steps)


def memberships(actor: Actor, as_of: int | date, *, own: OwnFacts = NO_FACTS) -> dict[str, str]:
    """Give the rung that a state holds in each bloc on a day, if any.

    Parameters
    ----------
    actor : State or Bloc
        A state; a bloc holds no rung.
    as_of : int or datetime.date
        The day; of a year its 31 December.
    own : OwnFacts
        Steps of a user's file that are added or left out.
    """
    return {name: one.rung for name, one in held_in(actor, as_of, own=own).items()}


def held_in(actor: Actor, as_of: int | date, *, own: OwnFacts = NO_FACTS) -> dict[str, HeldRung]:
    """Give the highest rung that a state holds in each bloc on a day, with its state.

    Parameters
    ----------
    actor : State or Bloc
        A state; a bloc holds no rung.
    as_of : int or datetime.date
        The day; of a year its 31 December.
    own : OwnFacts
        Steps of a user's file that are added or left out.
    """
    if not isinstance(actor, State):
        return {}
    day = as_day(as_of)
    existing = (bloc for bloc in blocs(own).values() if bloc.span.covers(day))
    rungs = {bloc.id: held(bloc, actor, day) for bloc in existing}
    return {name: one for name, one in rungs.items() if one is not None}
