"""The ratio of military spending of two states, against its own former extreme."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.armed_forces import has_armed_forces
from detente.actors.names import Actor
from detente.actors.states import State
from detente.advice.watch import Gauge, Watch
from detente.advice.watching.ratios import larger_over_smaller, watch_ratio
from detente.analysis.state.condition import HOSTILE
from detente.evidence.series import Series
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="budgets",
    release="sipri_milex",
    follows=(
        "burden",
        "war_costs",
        "spending_ratio",
        "outweighs",
        "plateau",
        "inside",
        "two_powers",
    ),
)
YARDSTICKS = ("spending_constant", "spending_ppp", "spending_sipri")
TEMPLATES = (
    "The ratio of budgets.",
    "{top} spent {now} as much as {bottom} on defence in {year}.",
    "{way} {limit} as much, the ratio of {then}, {bottom} {outcome}; figures come in {month}.",
)
OUTCOMES = ("no longer keeps pace", "has caught up")


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the ratio of two that are at odds, where an extreme lies ahead: friends do not race."""
    relation = argument.relation
    pair = relation.pair
    at_odds = relation.power.at_odds or relation.situation.holds(*HOSTILE)
    if at_odds and _is_armed(pair.first, argument) and _is_armed(pair.second, argument):
        yield from watch_ratio(
            GAUGE,
            pair,
            _ratio(argument),
            TEMPLATES,
            outcomes=OUTCOMES,
            called="military spending",
        )


def _is_armed(party: Actor, argument: Argument) -> bool:
    day = argument.relation.pair.day
    return isinstance(party, State) and has_armed_forces(party, day)


def _ratio(argument: Argument) -> Series | None:
    """Give the ratio in the first unit that both have."""
    relation = argument.relation
    for name in YARDSTICKS:
        held = relation.power.spending.get(name, ())
        found = larger_over_smaller(relation.pair, *held[:2]) if len(held) > 1 else None
        if found is not None:
            return found
    return None
