"""The shelf of watches, and the three that follow a paper; one more is a file and a line."""

from __future__ import annotations

from detente.advice.watch import Look, Watch
from detente.advice.watching import budgets, fighting, meeting, product, regime, united, votes
from detente.rules.argument import Argument

SHELF: tuple[Look, ...] = (
    fighting.look,
    united.look,
    votes.look,
    regime.look,
    meeting.look,
    budgets.look,
    product.look,
)
"""Everything that may be watched; of equals the first comes first."""
MOST = 3
"""Things to watch of one relation."""


def watches(argument: Argument) -> tuple[Watch, ...]:
    """Give three things to watch: those that follow the strongest lines of the argument.

    Parameters
    ----------
    argument : Argument
        The argument.
    """
    found = [watch for look in SHELF for watch in look(argument)]
    scores = {
        rule: max(one.score for one in argument.scored if one.rule.id == rule)
        for rule in argument.lines
    }

    def score(watch: Watch) -> float:
        # what is fought over is watched first, whatever else is said
        followed = max((scores.get(rule, 0.0) for rule in watch.follows), default=0.0)
        return followed + (watch.id == fighting.GAUGE.id)

    chosen = sorted(found, key=score, reverse=True)[:MOST]
    return tuple(one for one in found if one in chosen)
