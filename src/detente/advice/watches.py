"""The shelf of watches, and the three that follow a paper; one more is a file and a line."""

from __future__ import annotations

from collections.abc import Container

from detente.advice.watch import Look, Watch
from detente.advice.watching import (
    budgets,
    chapter,
    fighting,
    meeting,
    product,
    regime,
    silence,
    truce,
    united,
    votes,
)
from detente.rules.argument import LEAST_IN_SECTION, Argument

SHELF: tuple[Look, ...] = (
    fighting.look,
    truce.look,
    silence.look,
    chapter.look,
    meeting.look,
    united.look,
    votes.look,
    regime.look,
    budgets.look,
    product.look,
)
"""Everything that may be watched; of equals the first comes first."""
MOST = 3
"""Things to watch of one relation."""
DATED = ("fighting", "truce", "silence", "talks", "chapter", "meeting")
"""What the two do, or fail to do, by a day: watched first, whatever else is said."""
FILLING = ("same_vote",)
"""Series that fill up a short list where a section speaks of them; all others are on page 1."""
FEWEST = 2
"""Things to watch up to which a list is filled."""


def watches(argument: Argument) -> tuple[Watch, ...]:
    """Give three things to watch: what the two do by a day, then series that the paper speaks of.

    Parameters
    ----------
    argument : Argument
        The argument.
    """
    found = [watch for look in SHELF for watch in look(argument)]
    leading = {one.rule.id for one in argument.key_findings}
    scores: dict[str, float] = {}
    for one in argument.scored:
        if one.worth >= LEAST_IN_SECTION:
            scores[one.rule.id] = max(one.score, scores.get(one.rule.id, 0.0))

    def is_on(watch: Watch, rules: Container[str]) -> bool:
        return any(rule in rules for rule in watch.follows)

    def score(watch: Watch) -> tuple[bool, float]:
        followed = max((scores.get(rule, 0.0) for rule in watch.follows), default=0.0)
        return watch.id in DATED, followed

    fit = [one for one in found if one.id in DATED or is_on(one, leading)]
    chosen = sorted(fit, key=score, reverse=True)[:MOST]
    others = [one for one in found if one.id in FILLING and one not in chosen]
    chosen += [one for one in others if is_on(one, scores)][: max(0, FEWEST - len(chosen))]
    return tuple(one for one in found if one in chosen)
