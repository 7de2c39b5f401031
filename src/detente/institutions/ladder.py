"""The ladder: which rung an actor holds in a bloc, year by year, and every step by date."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import RUNGS, Bloc, Step, blocs
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.span import Span, year_end

LABELS = ("none", *RUNGS)
"""Names of the rungs by position, from 0 none and 1 partner to 5 member."""


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


def position(steps: tuple[Step, ...], year: int) -> int:
    """Give the highest rung held at the end of a year: 0 none to 5 member.

    A step whose form is suspended at that date does not count, except membership: who is suspended
    is still a member.
    """
    day = year_end(year)
    suspended = {s.form for s in steps if s.rung == "suspended" and s.span.covers(day)}
    held = [
        RUNGS.index(s.rung) + 1
        for s in steps
        if s.rung in RUNGS
        and s.span.covers(day)
        and (s.form not in suspended or s.rung == "member")
    ]
    return max(held, default=0)


def rung(bloc: Bloc, state: State, as_of: int) -> str:
    """Name the highest rung that a state holds in a bloc at the end of a year.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> rung(bloc("NATO"), state("Poland", 2013), 2013)
    'member'
    """
    return LABELS[position(bloc.steps_of(state.letters), as_of)]


def series(bloc: Bloc, state: State, last: int) -> Series:
    """Write the position on the ladder as a series from the bloc's founding."""
    steps = bloc.steps_of(state.letters)
    years = tuple(range(bloc.span.start.year, min(last, bloc.span.end.year) + 1))
    return Series(
        id=f"institutions.ladder_{bloc.id.lower()}",
        label=f"Rung in {bloc.label}",
        of=state.name,
        unit="0 none to 5 member",
        table="blocs",
        column="rung",
        keys=(("bloc", bloc.id), ("state", state.key)),
        years=years,
        values=tuple(float(position(steps, y)) for y in years),
        sources=("blocs",),
        rule="highest rung held on 31 December; a suspended form short of membership does not count",
    )


def rails(pair: RelationKey) -> tuple[Rail, ...]:
    """Give the ladders of a pair: the state in the bloc, or both states where they share blocs.

    Steps that began after the view are left out.
    """
    day = year_end(pair.as_of)
    found: list[Rail] = []
    sides = pair.bloc_and_state
    if sides is not None:
        bloc, state = sides
        found.append(
            Rail(
                bloc=bloc.id,
                actor=state.name,
                steps=_known(bloc.steps_of(state.letters), pair.as_of),
            )
        )
        return tuple(r for r in found if r.steps)
    if isinstance(pair.a, State) and isinstance(pair.b, State):
        for bloc in blocs().values():
            mine, yours = (_known(bloc.steps_of(p.letters), pair.as_of) for p in (pair.a, pair.b))
            both = _in_force(mine) and _in_force(yours)
            if both and bloc.span.start <= day:
                found += [
                    Rail(bloc=bloc.id, actor=pair.a.name, steps=mine),
                    Rail(bloc=bloc.id, actor=pair.b.name, steps=yours),
                ]
    return tuple(found)


def _known(steps: tuple[Step, ...], as_of: int) -> tuple[Step, ...]:
    return tuple(s for s in steps if s.span.start <= year_end(as_of))


def _in_force(steps: tuple[Step, ...]) -> bool:
    return any(s.rung in RUNGS for s in steps)


def memberships(actor: Actor, as_of: int) -> dict[str, str]:
    """Give the rung that a state holds in each bloc at the end of a year, if any."""
    if not isinstance(actor, State):
        return {}
    day = year_end(as_of)
    held = {
        b.id: LABELS[position(b.steps_of(actor.letters), as_of)]
        for b in blocs().values()
        if Span(b.span.start, b.span.end).covers(day)
    }
    return {name: rung for name, rung in held.items() if rung != "none"}
