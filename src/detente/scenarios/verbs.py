"""Verbs of a scenario: what happens to a membership, when, and under which condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import bloc as bloc_called
from detente.actors.names import state as state_called
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.asked import flag, is_one_of, whole
from detente.errors import DateError, RequestError, quoted
from detente.estimators.futures import changes as arrays
from detente.estimators.futures.world import ASSOCIATE, LEFT, MEMBER, PARTNER
from detente.institutions import ladder
from detente.scenarios.world import Built

VERBS = ("accession", "association", "suspension", "exit", "joint-body", "none")
"""What can happen to a membership."""
RAISES = {"accession": MEMBER, "association": ASSOCIATE, "joint-body": PARTNER}
"""Rung to which a verb raises."""
MEASURES = {
    ("democracy", "above"): "democracy_above",
    ("democracy", "below"): "democracy_below",
    ("gap", "below"): "gap_below",
    ("rung", "at_least"): "rung_at_least",
}
"""What a condition may compare, and how."""
LARGEST_SEED = 2**63 - 1
YEARS = (1, 9999)
"""Years that a calendar has."""
LONGEST = 100
"""Longest horizon in years."""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A condition of an event.

    Attributes
    ----------
    measure, how : str
        ``"democracy"`` above or below, ``"gap"`` below, ``"rung"`` at least.
    threshold : float
        What the measure is compared with.
    state, bloc : str
        Whose measure; those of the event where they are empty.
    """

    measure: str
    how: str
    threshold: float
    state: str = ""
    bloc: str = ""

    def __post_init__(self) -> None:
        if (self.measure, self.how) not in MEASURES:
            raise RequestError(
                f"no condition compares '{self.measure}' by '{self.how}'",
                near=tuple(" ".join(both) for both in MEASURES),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens to a membership.

    Attributes
    ----------
    verb : str
        One of `VERBS`, not ``"none"``.
    state : State
        Whose membership.
    bloc : Bloc
        In which institution.
    year : int
        When; it comes at the begin of the year.
    until : int
        Last year in which it may still come, where it waits for its condition.
    perspective : bool
        Whether membership is promised.
    only_if : OnlyIf or None
        Its condition.
    """

    verb: str
    state: State
    bloc: Bloc
    year: int
    until: int
    perspective: bool = False
    only_if: OnlyIf | None = None

    @property
    def label(self) -> str:
        """The event in words."""
        promise = ""
        if self.verb == "association":
            promise = " with a perspective" if self.perspective else " without a perspective"
        return f"{self.verb}{promise}: {self.state.label}, {self.bloc.label}, {self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A scenario as it was asked for.

    Attributes
    ----------
    title : str
        What it is called.
    view : datetime.date
        The day up to which the data are used.
    events : tuple of Event
        What happens; nothing for ``"none"``.
    horizon, draws, seed : int
        Years ahead, paired futures, and the seed.
    priors : dict of str to (float, float)
        Priors that were moved: ends of their 80 % intervals.
    even_at_war : bool
        Whether a war between the state and a member does not matter.
    why : str
        Why somebody would ask.
    sources : tuple of str
        Public addresses on what happened.
    """

    title: str
    view: date
    events: tuple[Event, ...]
    horizon: int = 20
    draws: int = 2000
    seed: int = 1
    priors: dict[str, tuple[float, float]] = field(default_factory=dict)
    even_at_war: bool = False
    why: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.horizon, int) or not 1 <= self.horizon <= LONGEST:
            raise RequestError(
                f"a horizon of {quoted(self.horizon)[1:-1]} years cannot be simulated",
                next_step=f"choose 1 to {LONGEST} years",
            )
        if not isinstance(self.draws, int) or not 20 <= self.draws <= 1_000_000:
            raise RequestError(
                f"{quoted(self.draws)[1:-1]} draws cannot be made",
                next_step="choose 20 to 1000000 draws",
            )
        whole(self.seed, "seed", 0, LARGEST_SEED)
        flag(self.even_at_war, "even_at_war")
        check_events(self)


def event(
    verb: str,
    state: str,
    bloc: str,
    *,
    view: date,
    year: int,
    until: int | None = None,
    perspective: bool = False,
    only_if: OnlyIf | None = None,
) -> Event:
    """Read one event from names.

    Parameters
    ----------
    verb, state, bloc : str
        As a user types them.
    view : datetime.date
        The day on which state and bloc exist.
    year, until, perspective, only_if
        As in `Event`; `until` is the year by default.

    Returns
    -------
    Event

    Raises
    ------
    RequestError
        For an unknown verb, a bloc that does not exist yet, a perspective without association.
    ActorError
        For an unknown name.

    Examples
    --------
    >>> event("accession", "Russia", "NATO", view=date(2013, 12, 31), year=2014).label
    'accession: Russia, NATO, 2014'
    """
    if not is_one_of(verb, VERBS):
        raise RequestError(f"no scenario is called {quoted(verb)}", near=VERBS)
    whole(year, "year", *YEARS)
    whole(year if until is None else until, "until", *YEARS)
    if flag(perspective, "perspective") and verb != "association":
        raise RequestError(
            f"--perspective belongs to association, not to {verb}",
            next_step="leave it out, or ask for association --perspective",
        )
    return Event(
        verb=verb,
        state=state_called(state, view),
        bloc=bloc_on(bloc, view),
        year=year,
        until=year if until is None else until,
        perspective=perspective,
        only_if=only_if,
    )


def plan_of(
    sides: RelationKey,
    verb: str,
    year: int | None = None,
    *,
    perspective: bool = False,
    **asked: Any,
) -> Plan:
    """Make the plan of one verb between the state and the bloc of a relation.

    Parameters
    ----------
    sides : RelationKey
        The parties, and the view.
    verb, year, perspective
        As for `event`; the year after the view by default.
    **asked
        Further fields of the plan.

    Returns
    -------
    Plan

    Raises
    ------
    RequestError
        Where there are no bloc and state, or the change cannot be.
    """
    both = sides.bloc_and_state
    if both is None:
        raise RequestError(
            f"'{verb}' needs a bloc and a state, {sides.label} are not that",
            next_step="name the bloc and the state that would join it",
        )
    view = sides.day
    one = event(
        verb,
        both[1].key,
        both[0].id,
        view=view,
        year=view.year + 1 if year is None else year,
        perspective=perspective,
    )
    return Plan(title=one.label, view=view, events=() if verb == "none" else (one,), **asked)


def bloc_on(name: str, view: date) -> Bloc:
    """Find a bloc that exists on a day; say which do where it does not.

    Parameters
    ----------
    name : str
        As typed.
    view : datetime.date
        The day.

    Raises
    ------
    RequestError
        Where it did not exist yet or any more.
    """
    try:
        return bloc_called(name, view)
    except DateError as error:
        there = sorted(one.id for one in blocs().values() if one.span.covers(view))
        raise RequestError(
            str(error).partition(";")[0],
            near=there[:8],
            next_step="choose one of these, or another day with --as-of",
        ) from None


def check_events(plan: Plan) -> None:
    """Refuse events that cannot happen, or contradict each other.

    Parameters
    ----------
    plan : Plan
        The scenario.

    Raises
    ------
    RequestError
        For joining twice, leaving what one is not in, a year outside the simulation, or two events
        that contradict each other.
    """
    first, last = plan.view.year, plan.view.year + plan.horizon
    for one in plan.events:
        if not first <= one.year <= one.until:
            raise RequestError(
                f"{one.label} lies before the view of {plan.view}, or ends before it begins",
                next_step=f"choose a year from {first + 1} to {last}",
            )
        if one.until > last:
            raise RequestError(
                f"{one.label} lies beyond the horizon, which ends in {last}",
                next_step=f"choose a year up to {last} or a longer --horizon",
            )
        _check_rung(one, plan)
    _check_contradictions(plan.events)


def _check_rung(one: Event, plan: Plan) -> None:
    """Refuse what the rung of the view rules out, unless an earlier event changes it."""
    before = [
        other
        for other in plan.events
        if (other.state, other.bloc) == (one.state, one.bloc) and other.year < one.year
    ]
    rung = ladder.rung(one.bloc, one.state, plan.view)
    is_member = rung == "member"
    for other in sorted(before, key=lambda given: given.year):
        is_member = {"accession": True, "exit": False}.get(other.verb, is_member)
    names = f"{one.state.label} is {{}}a member of {one.bloc.label} on {plan.view}"
    if one.verb in RAISES and is_member:
        raise RequestError(
            names.format("") + ", so that it cannot join again", near=("exit", "suspension")
        )
    if one.verb == "exit" and not is_member:
        raise RequestError(
            names.format("not ") + ", so that it cannot leave", near=("accession", "association")
        )
    has_rung = is_member or rung != "none" or any(other.verb in RAISES for other in before)
    if one.verb == "suspension" and not has_rung:
        raise RequestError(
            f"{one.state.label} has no rung in {one.bloc.label} that could be suspended",
            near=("accession", "association", "joint-body"),
        )


def _check_contradictions(events: Iterable[Event]) -> None:
    """Refuse two events of one place in one year, and one verb twice for one place."""
    seen: dict[tuple[str, str, str], Event] = {}
    for one in events:
        place = (one.state.key, one.bloc.id)
        for key in ((*place, str(one.year)), (*place, one.verb)):
            if key in seen:
                raise RequestError(
                    f"two events contradict each other: {seen[key].label}; and {one.label}",
                    next_step="leave one out, or give them different years",
                )
            seen[key] = one


def changes_of(plan: Plan, built: Built) -> arrays.Changes:
    """Turn events into the arrays of the engine.

    Parameters
    ----------
    plan : Plan
        The scenario.
    built : Built
        The world of its view, with a place for each event.

    Returns
    -------
    Changes
    """
    rows = [_row(one, built) for one in plan.events]
    names = [name for name in arrays.Changes.__dataclass_fields__ if name != "threshold"]
    columns = {name: np.array([row[name] for row in rows], dtype=np.int64) for name in names}
    threshold = np.array([row["threshold"] for row in rows], dtype=np.float64)
    return arrays.Changes(**columns, threshold=threshold)


def _row(one: Event, built: Built) -> dict[str, float]:
    """Give the numbers of one event."""
    place = place_of(built, one.state, one.bloc)
    condition, of, threshold = 0, place, 0.0
    if one.only_if is not None:
        asked = one.only_if
        kind = MEASURES[asked.measure, asked.how]
        condition = arrays.CONDITION_KINDS.index(kind)
        threshold = asked.threshold
        day = date(built.year, 12, 31)
        whose = state_called(asked.state, day) if asked.state else one.state
        of = place_of(built, whose, bloc_on(asked.bloc, day) if asked.bloc else one.bloc)
    promised = int(one.perspective) if one.verb == "association" else arrays.KEEP
    # what the view's own year would bring comes with the first simulated year
    ahead = {"when": one.year, "until": one.until}
    years = {name: max(year - built.year, 1) for name, year in ahead.items()}
    flags = {
        "suspended": 1 if one.verb == "suspension" else arrays.KEEP,
        "perspective": promised,
        "body": 1 if one.verb == "joint-body" else arrays.KEEP,
    }
    return {
        **years,
        "place": place,
        "rung": LEFT if one.verb == "exit" else RAISES.get(one.verb, arrays.KEEP),
        "condition": condition,
        "of": of,
        "threshold": threshold,
        **flags,
    }


def code_of(built: Built, state: State) -> int:
    """Give the code under which a state is simulated.

    Parameters
    ----------
    built : Built
        The world.
    state : State
        Who.

    Raises
    ------
    RequestError
        Where the state is not among those simulated.
    """
    found = [code for code in state.members(built.year) if code in built.state_at]
    if not found:
        raise RequestError(
            f"{state.label} is not among the states simulated from {built.year}",
            next_step="choose another view with --as-of",
        )
    return found[0]


def place_of(built: Built, state: State, bloc: Bloc) -> int:
    """Give the place of a state on the ladder of a bloc.

    Parameters
    ----------
    built : Built
        The world.
    state, bloc : State, Bloc
        Who, and where.

    Raises
    ------
    RequestError
        Where either is not simulated.
    """
    if bloc.id not in built.bloc_at:
        raise RequestError(
            f"{bloc.label} is not among the blocs simulated from {built.year}",
            near=tuple(built.bloc_at)[:8],
        )
    return built.place_at[code_of(built, state), bloc.id]
