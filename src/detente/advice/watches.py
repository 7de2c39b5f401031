"""The shelf of watches, and the three that follow a paper; one more is a file and a line."""

from __future__ import annotations

from collections.abc import Container

from detente.advice.watch import Look, Watch
from detente.advice.watching import (
    budgets,
    chapter,
    fighting,
    land,
    meeting,
    pledge,
    product,
    regime,
    silence,
    truce,
    united,
    votes,
)
from detente.rules.argument import LEAST_IN_SECTION, Argument

SHELF: tuple[Look, ...] = (
    land.look,
    pledge.look,
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
DATED = ("land", "pledge", "fighting", "truce", "silence", "talks", "chapter", "meeting")
"""What the two do, or fail to do, by a day: watched first, whatever else is said."""
AT_WAR = ("war", "armed conflict")
OPINION = ("same_vote", "united_votes", "democracy")
"""Series of votes and regimes: watched where the answer rests on them, or a peer is the mark."""
OF_FINDINGS = ("democracy",)
"""Series that are watched only for a key finding."""
PEER = "peer"


def watches(argument: Argument, *, is_advised: bool = True) -> tuple[Watch, ...]:
    """Give three things to watch: what the two do by a day, then series that the paper speaks of.

    Parameters
    ----------
    argument : Argument
        The argument.
    is_advised : bool
        Whether something is recommended; where nothing is, votes are watched rather than nothing.
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

    is_war = argument.relation.state.headline in AT_WAR
    answer = () if argument.verdict is None else argument.verdict[1]

    def bears(watch: Watch) -> bool:
        # how two vote, or how one is ruled, says nothing of how a war or a quarrel goes
        if watch.id not in OPINION:
            return True
        return not is_war and (is_on(watch, answer) or watch.origin == PEER)

    bearing = [one for one in found if bears(one)]
    found = bearing or ([] if is_advised else found)
    fit = [one for one in found if one.id in DATED or is_on(one, leading)]
    chosen = sorted(fit, key=score, reverse=True)[:MOST]
    # what a section speaks of is watched where page 1 gives too little
    spoken = [
        one
        for one in found
        if one not in chosen and one.id not in OF_FINDINGS and is_on(one, scores)
    ]
    chosen += sorted(spoken, key=score, reverse=True)[: MOST - len(chosen)]
    return tuple(one for one in found if one in chosen)
