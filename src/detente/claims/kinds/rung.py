"""Which rung of a bloc's ladder states hold, in every year asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.states import State
from detente.claims.answer import Answer, Kind, View
from detente.claims.question import BLOC, EXPECT, OF, YEAR, YEARS, Field, Question
from detente.errors import ClaimError
from detente.institutions import ladder
from detente.phrasing import listed
from detente.span import view_words, year_end

ORDER = ("none", *RUNGS)
"""Rungs from below."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare the rung that states hold in a bloc with one."""
    bloc, as_expected = view.bloc(question.fields["bloc"]), _expected(question.text("expect"))
    of = question.fields["of"]
    for name in of if isinstance(of, list) else [of]:
        state = view.state(name)
        years = _years(bloc, question, view)
        if view.closed(question) or not _both_exist(state, years):
            continue
        days = [view.day] if question.years is None else _days(years, view)
        positions = [ladder.position(bloc.steps_of(state.letters), day) for day in days]
        held = f"{state.name}: {_held(bloc, state, days[-1])} ({view_words(days[-1])})"
        steps = _dated(bloc, state, _since(years, view))
        yield Answer(
            "ladder",
            "; ".join([held, *steps]),
            met=all(as_expected(position) for position in positions),
            sources=("blocs",),
            years=(years[0], years[-1]),
        )


def _held(bloc: Bloc, state: State, day: date) -> str:
    """Name the rung on a day, and its state where it is not active."""
    held = ladder.held(bloc, state, day)
    if held is None:
        return ORDER[0]
    return held.rung if held.condition is None else f"{held.rung}, {held.in_words}"


def _expected(text: str) -> Callable[[int], bool]:
    """Read 'member', 'at least associate' or 'below candidate'."""
    words = text.split()
    comparison = " ".join(words[:-1])
    if not words or words[-1] not in ORDER or comparison not in ("", "at least", "below"):
        raise ClaimError(
            f"expect = {text!r} is not a rung",
            near=ORDER,
            next_step="write 'at least associate' or 'below member'",
        )
    wanted = ORDER.index(words[-1])
    if comparison == "at least":
        return lambda position: position >= wanted
    if comparison == "below":
        return lambda position: position < wanted
    return lambda position: position == wanted


def _years(bloc: Bloc, question: Question, view: View) -> range:
    """Give the years asked for in which the bloc exists; a test of no year is of the view's day."""
    first, last = view.span(question)
    return range(max(first, bloc.span.start.year), last + 1)


def _days(years: range, view: View) -> list[date]:
    """Give the end of each year, and the day of the view where the years reach up to it."""
    ends = [year_end(year) for year in years]
    return [*ends, view.day] if ends[-1] < view.day and years[-1] == view.as_of else ends


def _since(years: range, view: View) -> range:
    """Give the years whose steps are named: in a look back all since the claim."""
    return range(view.asked + 1, years[-1] + 1) if view.looks_back else years


def _both_exist(state: State, years: range) -> bool:
    """Whether there are years, and the state is there in the first and the last of them."""
    return bool(years) and all(state.members(year) for year in (years[0], years[-1]))


def _dated(bloc: Bloc, state: State, years: range) -> list[str]:
    """Name the steps that the state took in these years, if there are any."""
    steps = [
        f"{step.rung} {step.span.start.year}"
        for step in bloc.steps_of(state.letters)
        if step.rung in RUNGS and step.span.start.year in years
    ]
    return [listed(steps)] if steps else []


KIND = Kind(
    "rung",
    "which rung of a bloc's ladder, in every year",
    fields=(
        OF,
        BLOC,
        Field("expect", EXPECT.form, note="`member`, `at least associate`, `below candidate`"),
        YEAR,
        YEARS,
    ),
    answer=answer,
)
