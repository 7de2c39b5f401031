"""Selection: the best lines that do not repeat each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.rules.line import Line
from detente.rules.rule import Rule

GAIN, COST = 0.7, 0.3
"""Weights of a line's score and of its likeness to lines already chosen."""
SAME_SERIES, SAME_SECTION, SAME_SOURCE = 1.0, 0.6, 0.3
"""Likeness of two lines."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A line with its rule and score.

    Attributes
    ----------
    rule : Rule
        The rule.
    line : Line
        What it says.
    score : float
        Under the angle of the paper.
    worth : float
        Whatever the angle.
    """

    rule: Rule
    line: Line
    score: float
    worth: float


def likeness(one: Scored, other: Scored) -> float:
    """Say how far two lines repeat each other.

    Parameters
    ----------
    one, other : Scored
        The lines.
    """
    if one.line.series and one.line.series == other.line.series:
        return SAME_SERIES
    if one.rule.section == other.rule.section:
        return SAME_SECTION
    return SAME_SOURCE if one.line.sources & other.line.sources else 0.0


def best(
    candidates: Sequence[Scored],
    most: int,
    *,
    chosen: Sequence[Scored] = (),
    fits: Callable[[Scored, Sequence[Scored]], bool] = lambda _one, _taken: True,
) -> tuple[Scored, ...]:
    """Choose lines one by one: the best score, less its likeness to what is chosen already.

    Parameters
    ----------
    candidates : sequence of Scored
        What may be chosen.
    most : int
        How many are chosen at most.
    chosen : sequence of Scored
        What is chosen already.
    fits : callable
        Whether a candidate may be added to what was taken.

    Returns
    -------
    tuple of Scored
        In the order in which they were chosen, without `chosen`.
    """
    left, taken = list(candidates), list(chosen)
    found: list[Scored] = []
    while left and len(found) < most:
        fitting = [one for one in left if fits(one, taken)]
        if not fitting:
            break
        # the first of equals: the shelf's order decides, so that the same input gives the same text
        winner = max(fitting, key=lambda one: _gain(one, taken))
        left.remove(winner)
        taken.append(winner)
        found.append(winner)
    return tuple(found)


def _gain(one: Scored, taken: Sequence[Scored]) -> float:
    nearest = max((likeness(one, other) for other in taken), default=0.0)
    return GAIN * one.score - COST * nearest
