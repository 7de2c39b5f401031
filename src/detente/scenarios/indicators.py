"""Indicator questions: dated questions whose answers tell which of two futures came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.estimators.futures.engine import Futures
from detente.scenarios.spinoffs.wanted import Wanted

MOST, LEAST = 8, 5
"""Questions of a scenario."""
AFTER = (3, 5, 10)
"""Years after the start for which questions are asked."""
WORDS = {
    "chance": "{label} at the end of {year}?",
    "states": "{label}: at least {threshold:.0f} at the end of {year}?",
    "pairs": "{label}: at least {threshold:.0f} at the end of {year}?",
    "disputes": "{label}: at least {threshold:.1f} expected by the end of {year}?",
}
"""How a question is asked, by unit."""
OTHER_WORDS = "{label}: above {threshold:.3f} at the end of {year}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One dated question.

    Attributes
    ----------
    id, series : str
        Its name, and the series it is about.
    question : str
        In words.
    threshold : float
        The answer is yes from this value on.
    deadline : datetime.date
        When it is asked.
    chance, chance_without : float
        Chance of yes with the events and without them.
    table, column : str
        The data that decide it.
    """

    id: str
    series: str
    question: str
    threshold: float
    deadline: date
    chance: float
    chance_without: float
    table: str
    column: str

    @property
    def weight(self) -> float:
        """How far the two futures differ in it."""
        return abs(self.chance - self.chance_without)


def indicators(
    wanted: Sequence[Wanted], futures: Futures, years: Sequence[int]
) -> tuple[Indicator, ...]:
    """Choose the questions in which two futures differ most, one a series.

    Parameters
    ----------
    wanted : sequence of Wanted
        The series in the order of the futures.
    futures : Futures
        Both futures of every draw.
    years : sequence of int
        Calendar years of the futures.

    Returns
    -------
    tuple of Indicator
        Eight at most, that which tells most first.
    """
    chosen = []
    for at, one in enumerate(wanted):
        # a sum of chances is never observed; what decides a question must be
        if not one.table or one.unit == "disputes":
            continue
        asked = [_ask(one, futures, at, row, year=years[row]) for row in _rows(futures)]
        if asked:
            chosen.append(max(asked, key=lambda question: question.weight))
    chosen.sort(key=lambda question: (-question.weight, question.id))
    return tuple(chosen[:MOST])


def _rows(futures: Futures) -> list[int]:
    return [row for row, year in enumerate(futures.years) if int(year) in AFTER] or [-1]


def _ask(one: Wanted, futures: Futures, at: int, row: int, *, year: int) -> Indicator:
    """Ask whether a series reaches the value that parts the two futures best."""
    plain, changed = futures.plain[:, row, at], futures.changed[:, row, at]
    whole = one.unit in {"chance", "states", "pairs"}
    middle = float(np.mean([np.median(plain), np.median(changed)]))
    threshold = 1.0 if one.unit == "chance" else (float(np.ceil(middle)) if whole else middle)
    words = WORDS.get(one.unit, OTHER_WORDS)
    question = words.format(label=one.label, threshold=threshold, year=year)
    with_events, without = ((side >= threshold).mean() for side in (changed, plain))
    return Indicator(
        id=f"{one.id}.{year}",
        series=one.id,
        question=question,
        threshold=threshold,
        deadline=date(year, 12, 31),
        chance=float(with_events),
        chance_without=float(without),
        table=one.table,
        column=one.column,
    )
