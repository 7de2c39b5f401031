"""Indicator questions: dated questions whose answers tell which of two futures came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from detente.estimators.futures.engine import Futures
from detente.scenarios.questions import Asked
from detente.scenarios.verbs import Plan
from detente.span import year_end

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


def indicators(
    plan: Plan, questions: Sequence[Asked], futures: Futures, years: Sequence[int], *, first: int
) -> tuple[Indicator, ...]:
    """Choose the questions in which two futures differ most, one a series.

    Parameters
    ----------
    plan : Plan
        The scenario.
    questions : sequence of Asked
        What may be asked, in the order of the futures.
    futures : Futures
        Both futures of every draw.
    years : sequence of int
        Calendar years of the futures.
    first : int
        Number of the series of the first question.

    Returns
    -------
    tuple of Indicator
        Eight at most, that which tells most first; those that tell little only up to five.
    """
    rows = [row for row, year in enumerate(futures.years) if int(year) in AFTER] or [-1]
    chosen = []
    for at, question in enumerate(questions, start=first):
        known = [row for row in rows if years[row] <= question.to]
        made = [_ask(plan, question, futures, (row, at), year=years[row]) for row in known]
        if made:
            chosen.append(max(made, key=lambda one: one.weight))
    open_ones = [one for one in chosen if not one.is_settled]
    chosen = open_ones if len(open_ones) >= LEAST else chosen
    chosen.sort(key=lambda one: (-one.weight, one.id))
    telling = sum(one.weight >= TELLING for one in chosen)
    return tuple(chosen[: min(max(telling, LEAST), MOST)])


def _ask(
    plan: Plan, question: Asked, futures: Futures, place: tuple[int, int], *, year: int
) -> Indicator:
    """Ask whether a series reaches the value that parts the two futures best."""
    row, at = place
    plain, changed = futures.plain[:, row, at], futures.changed[:, row, at]
    middle = float(np.mean([np.median(plain), np.median(changed)]))
    threshold = HALF if question.is_whole else float(f"{middle:.{DIGITS}g}")
    reached = [float((side >= threshold).mean()) for side in (changed, plain)]
    with_events, without = (1.0 - part if question.ends else part for part in reached)
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
