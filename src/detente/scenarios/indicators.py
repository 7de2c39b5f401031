"""Indicator questions: dated questions whose answers tell which of two futures came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.engine import Futures
from detente.estimators.futures.streamed import Summary
from detente.scenarios.questions import Asked
from detente.scenarios.verbs import Plan
from detente.span import year_end

Values = NDArray[np.float32]
MOST, LEAST = 8, 5
"""Questions of a scenario."""
TELLING = 0.02
"""Difference of chances from which a question tells something; fewer than `LEAST` are filled up."""
AFTER = (3, 5, 10)
"""Years after the start for which questions are asked."""
HALF = 0.5
DIGITS = 3
"""Significant digits of a threshold."""
BASELINE = "the same futures without the change"
NOTE = (
    "The forecast holds where the change comes, the baseline where it does not; the answer tells "
    "which of the two came."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One dated question.

    Attributes
    ----------
    id, series : str
        Its name, and the series it is about.
    question, rule : str
        In words, and how the answer is read.
    threshold : float
        The answer is yes from this value on.
    deadline : datetime.date
        The last day that it is about.
    chance, chance_without : float
        Chance of yes with the events and without them.
    decided_by : dict
        The data that decide it, in the form of the ledger.
    """

    id: str
    series: str
    question: str
    rule: str
    threshold: float
    deadline: date
    chance: float
    chance_without: float
    decided_by: dict[str, Any]

    @property
    def weight(self) -> float:
        """How far the two futures differ in it."""
        return abs(self.chance - self.chance_without)

    @property
    def is_settled(self) -> bool:
        """Whether hardly a future of either kind has another answer."""
        both = (self.chance, self.chance_without)
        return max(both) < TELLING or min(both) > 1 - TELLING


def thresholds_of(questions: Sequence[Asked], futures: Futures, *, first: int) -> Values:
    """Choose for each question and year the value that parts two futures best.

    Parameters
    ----------
    questions : sequence of Asked
        What may be asked, in the order of the futures.
    futures : Futures
        Both futures of some draws.
    first : int
        Number of the series of the first question.

    Returns
    -------
    array of float32, (R, Q)
        One half where the answer turns on it, else three digits of the middle of both medians.
    """
    table = np.full((len(futures.years), len(questions)), HALF, np.float32)
    for column, question in enumerate(questions):
        if not question.is_whole:
            sides = (futures.plain[:, :, first + column], futures.changed[:, :, first + column])
            middle = np.mean([np.median(side, axis=0) for side in sides], axis=0)
            table[:, column] = [float(f"{value:.{DIGITS}g}") for value in middle]
    return table


def indicators(
    plan: Plan, questions: Sequence[Asked], found: Summary, years: Sequence[int]
) -> tuple[Indicator, ...]:
    """Choose the questions in which two futures differ most, one a series.

    Parameters
    ----------
    plan : Plan
        The scenario.
    questions : sequence of Asked
        What may be asked, in the order of the futures.
    found : Summary
        Thresholds, and how often they are reached.
    years : sequence of int
        Calendar years of the futures.

    Returns
    -------
    tuple of Indicator
        Eight at most, that which tells most first; those that tell little only up to five.
    """
    rows = [row for row, year in enumerate(found.years) if int(year) in AFTER] or [-1]
    chosen = []
    for at, question in enumerate(questions):
        known = [row for row in rows if years[row] <= question.to]
        made = [_ask(plan, question, found, (row, at), year=years[row]) for row in known]
        if made:
            chosen.append(max(made, key=lambda one: one.weight))
    open_ones = [one for one in chosen if not one.is_settled]
    chosen = open_ones if len(open_ones) >= LEAST else chosen
    chosen.sort(key=lambda one: (-one.weight, one.id))
    telling = sum(one.weight >= TELLING for one in chosen)
    return tuple(chosen[: min(max(telling, LEAST), MOST)])


def _ask(
    plan: Plan, question: Asked, found: Summary, place: tuple[int, int], *, year: int
) -> Indicator:
    """Ask whether a series reaches the value that parts the two futures best."""
    threshold = float(f"{found.thresholds[place]:.{DIGITS}g}")
    without_events, reached = (float(found.reached[(side, *place)]) for side in (0, 1))
    with_events, without = (
        1.0 - part if question.ends else part for part in (reached, without_events)
    )
    chances = {"chance": with_events, "chance_without": without}
    id = ".".join((_name(plan), question.id, str(year)))
    return Indicator(
        id=id,
        series=question.id,
        question=question.words.format(threshold=threshold, year=year),
        rule=question.rule,
        threshold=threshold,
        deadline=year_end(year),
        decided_by=question.decided_by(plan.view, year, threshold),
        **chances,
    )


def _name(plan: Plan) -> str:
    """Name a scenario by its first event and its view."""
    event = plan.events[0]
    parts = (event.state.key, event.bloc.id, str(event.year), event.verb, plan.view.isoformat())
    return ".".join(("scenario", *parts))


def entry(plan: Plan, asked: Indicator) -> dict[str, Any]:
    """Give a question as an entry of the ledger, as plain data.

    Parameters
    ----------
    plan : Plan
        The scenario.
    asked : Indicator
        One of its questions.
    """
    event = plan.events[0]
    texts = {"id": asked.id, "question": asked.question, "rule": asked.rule}
    days = {"view": plan.view.isoformat(), "deadline": asked.deadline.isoformat()}
    return {
        **texts,
        "kind": "scenario",
        "first": event.state.key,
        "second": event.bloc.id,
        **days,
        "method": "paired_futures",
        "forecast": {"probability": round(asked.chance, 6)},
        "baseline": {"probability": round(asked.chance_without, 6)},
        "baseline_is": BASELINE,
        "decided_by": asked.decided_by,
        "note": NOTE,
    }
