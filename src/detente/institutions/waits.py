"""Waits: how long states were in one form of a ladder before the next step, and who still is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from detente.actors.blocs import Bloc, Step
from detente.actors.names import state as state_named
from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.institutions.ladder import LABELS
from detente.institutions.rung_states import ONE_DAY

DAYS = 365.25
"""Days of a mean year."""
MEMBER = "member"
"""The goal of those who wait for membership."""
RULE = "years from the first day of the form to the first day of the next step, or to the view"
JOINED, ENDED, WAITING = "reached", "ended otherwise", "waiting"
"""How a wait came out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One state's time in one form before the next step.

    Attributes
    ----------
    letters : str
        The state, as the ladder has it.
    step : Step
        The row of the form.
    end : datetime.date
        First day of the next step, the day on which the form ended otherwise, or the view.
    outcome : str
        ``"reached"``, ``"ended otherwise"`` or ``"waiting"``.
    bloc, goal : str
        Id of the bloc, and the next step: ``"member"`` or a form.
    """

    letters: str
    step: Step
    end: date
    outcome: str
    bloc: str
    goal: str

    @property
    def start(self) -> date:
        """First day of the form."""
        return self.step.span.start

    @property
    def years(self) -> float:
        """How long it lasted, in years."""
        return (self.end - self.start).days / DAYS

    @property
    def cell(self) -> Cell:
        """The wait as a cell."""
        keys = (("bloc", self.bloc), ("state", self.letters), ("row", self.step.row))
        return Cell(
            "waits",
            "years",
            keys=(*keys, ("goal", self.goal), ("day", self.end.isoformat())),
            value=self.years,
            unit="years",
            sources=("blocs",),
            rule=RULE,
            checked=self.step.checked,
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A state's wait beside all waits of the same form and goal in the bloc.

    Attributes
    ----------
    own : Wait
        That of the state.
    reached, ended, waiting : tuple of Wait
        Those of all others that came to the goal, ended otherwise, or go on; by first day.
    """

    own: Wait
    reached: tuple[Wait, ...]
    ended: tuple[Wait, ...]
    waiting: tuple[Wait, ...]

    @property
    def longest(self) -> Wait:
        """The longest wait that came to the goal."""
        return max(self.reached, key=lambda wait: wait.years)

    @property
    def median(self) -> float:
        """The median of the waits that came to the goal."""
        return median(wait.years for wait in self.reached)

    @property
    def finished(self) -> frozenset[str]:
        """Letters of the others whose waits are all over, whether they came to the goal or not."""
        over = {wait.letters for wait in (*self.reached, *self.ended)}
        return frozenset(over - {wait.letters for wait in self.waiting})

    @property
    def is_over(self) -> bool:
        """Whether the state has waited longer than any that came to the goal."""
        return self.own.years > self.longest.years

    @property
    def also_over(self) -> tuple[Wait, ...]:
        """Others that have waited longer than any that came to the goal."""
        return tuple(wait for wait in self.waiting if wait.years > self.longest.years)

    @property
    def rank(self) -> float:
        """Part of the waits that came to the goal and were shorter than the state's."""
        return sum(wait.years < self.own.years for wait in self.reached) / len(self.reached)


def clock(bloc: Bloc, state: State, day: date, *, form: str, goal: str = MEMBER) -> Clock | None:
    """Compare how long a state has been in a form with all states that went on to a goal.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        Who waits.
    day : datetime.date
        The view; nothing later is looked at.
    form : str
        What the state is in, as the ladder names it.
    goal : str
        ``"member"``, or the form that comes next.

    Returns
    -------
    Clock or None
        None where the state is not in this form on the day, or nobody ever came to the goal.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> known = clock(bloc("EU"), state("Serbia"), date(2025, 12, 31), form="accession talks")
    >>> known.longest.letters, round(known.longest.years, 1), known.is_over
    ('HRV', 7.7, True)
    """
    waits = _waits(bloc, day, form, goal)
    own = [one for one in waits if one.letters in state.letters and one.outcome == WAITING]
    others = [one for one in waits if one.letters not in state.letters]
    by_outcome = {
        outcome: tuple(one for one in others if one.outcome == outcome)
        for outcome in (JOINED, ENDED, WAITING)
    }
    if not own or not by_outcome[JOINED]:
        return None
    return Clock(
        own[-1],
        reached=by_outcome[JOINED],
        ended=by_outcome[ENDED],
        waiting=by_outcome[WAITING],
    )


def _waits(bloc: Bloc, day: date, form: str, goal: str) -> list[Wait]:
    """Give every wait of a form, by first day."""
    begun = [step for step in bloc.steps if step.span.start <= day]
    of_state: dict[str, list[Step]] = {}
    for step in begun:
        of_state.setdefault(step.letters, []).append(step)
    waits = [
        wait
        for steps in of_state.values()
        for wait in _of_state(tuple(steps), day, (bloc.id, form, goal))
    ]
    return sorted(waits, key=lambda wait: (wait.start, wait.letters))


def _of_state(steps: tuple[Step, ...], day: date, names: tuple[str, str, str]) -> list[Wait]:
    bloc, form, goal = names
    held = sorted((one for one in steps if _is(one, form)), key=lambda one: one.span.start)
    found = []
    for place, step in enumerate(held):
        until = held[place + 1].span.start if place + 1 < len(held) else date.max
        reached = [
            one.span.start
            for one in steps
            if _is(one, goal) and step.span.start <= one.span.start < until
        ]
        end, outcome = _outcome(step, steps, min(reached, default=None), day)
        if outcome:
            found.append(Wait(step.letters, step, end=end, outcome=outcome, bloc=bloc, goal=goal))
    return found


def _is(step: Step, name: str) -> bool:
    return step.rung == MEMBER if name == MEMBER else step.form == name and step.rung in LABELS


def _outcome(
    step: Step, steps: tuple[Step, ...], reached: date | None, day: date
) -> tuple[date, str]:
    """Say how a wait came out; empty where the state went on to another form of the ladder."""
    if reached is not None:
        return reached, JOINED
    if step.span.covers(day):
        return day, WAITING
    after = step.span.end + ONE_DAY
    at_least = LABELS.index(step.rung)
    later = (one for one in steps if one.span.start > step.span.start and one.span.covers(after))
    went_on = any(one.rung in LABELS[at_least:] for one in later)
    return step.span.end, "" if went_on else ENDED


def name_of(letters: str, day: date) -> str:
    """Give what a sentence calls the state of some letters.

    Parameters
    ----------
    letters : str
        Letters as the ladder has them.
    day : datetime.date
        The day.

    Examples
    --------
    >>> name_of("HRV", date(2020, 1, 1))
    'Croatia'
    """
    return state_named(letters, day).label


def signed(bloc: Bloc, day: date) -> tuple[Step, ...]:
    """Give the memberships of a bloc whose treaty is signed on a day and not yet in force.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> [step.letters for step in signed(bloc("EU", 2005), date(2005, 12, 31))]
    ['BGR', 'ROU']
    """
    future = (step for step in bloc.steps if step.rung == MEMBER and step.span.start > day)
    treaties = (step for step in future if "ccession" in step.document)
    known = (one for one in treaties if one.document_date and one.document_date <= day)
    return tuple(sorted(known, key=lambda step: step.letters))
