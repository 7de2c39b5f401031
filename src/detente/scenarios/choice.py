"""Which change to a membership fits a pair, and when it may happen."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.asked import is_one_of
from detente.errors import RequestError, quoted
from detente.institutions import ladder

KINDS = ("accession", "association", "suspension", "exit", "joint-body", "none")
COUNTED = ("accession", "association", "exit")
"""Kinds of which the differences can be counted; the others are simulated alone."""
REACHED = ("associate", "applicant", "candidate", "member")
"""Rungs from which accession is the scenario that a pair gets unasked."""
REACH = 25
"""Years after the view up to which a change may be asked for."""


def choose(pair: RelationKey, kind: str | None) -> str:
    """Decide which scenario fits a pair, and refuse one that cannot be.

    Parameters
    ----------
    pair : RelationKey
        The parties.
    kind : {"accession", "association", "suspension", "exit", "joint-body", "none"} or None
        What was asked for; None chooses exit for a member, accession for a state that has been
        associate or higher, and none for every other pair: a membership that nobody ever
        approached is counted only when asked for.

    Returns
    -------
    str
        The kind of scenario.

    Raises
    ------
    RequestError
        Where nobody can join, the state is a member already, or is not one and should leave.
    """
    if kind is not None and not is_one_of(kind, KINDS):
        raise RequestError(f"no scenario is called {quoted(kind)}", near=KINDS)
    sides = pair.bloc_and_state
    if sides is None:
        if kind not in (None, "none"):
            raise RequestError(
                f"'{kind}' needs a bloc and a state, {pair.label} are not that",
                next_step="name the bloc and the state that would join it",
            )
        return "none"
    is_member = ladder.rung(*sides, pair.day) == "member"
    if kind is None:
        return _fitting(*sides, pair.day, is_member=is_member)
    bloc, state = sides
    if kind in ("accession", "association", "joint-body") and is_member:
        raise RequestError(
            f"{state.label} is a member of {bloc.label} {pair.at_end}",
            next_step="ask for --scenario exit",
        )
    if kind == "exit" and not is_member:
        raise RequestError(
            f"{state.label} is not a member of {bloc.label} {pair.at_end}",
            next_step="ask for --scenario accession",
        )
    return kind


def _fitting(bloc: Bloc, state: State, day: date, *, is_member: bool) -> str:
    """Choose the scenario of a bloc and a state that were named without one."""
    if is_member:
        return "exit"
    approached = any(
        step.rung in REACHED and step.span.start <= day for step in bloc.steps_of(state.letters)
    )
    return "accession" if approached else "none"


def check_year(pair: RelationKey, year: int | None) -> int:
    """Accept a year of the change from the view to twenty-five years after it.

    Parameters
    ----------
    pair : RelationKey
        The parties, and the view.
    year : int or None
        When; None means the year after the view.

    Returns
    -------
    int
        The year of the change.

    Raises
    ------
    RequestError
        For any other year.
    """
    when = pair.as_of + 1 if year is None else year
    if not isinstance(when, int) or isinstance(when, bool) or when < pair.day.year:
        raise RequestError(
            f"a change in {quoted(when)} lies before the view of {pair.at}",
            next_step="choose a later --year or an earlier --as-of",
        )
    if when > pair.as_of + REACH:
        raise RequestError(
            f"a change in {quoted(when)} lies more than {REACH} years after the view of {pair.at}",
            next_step=f"choose a --year up to {pair.as_of + REACH}",
        )
    return when
