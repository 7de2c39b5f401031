"""The ratio of products of two states, against its own former extreme."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.advice.watch import Gauge, Watch
from detente.advice.watching.ratios import larger_over_smaller, watch_ratio
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="product",
    release="wdi",
    follows=("lead", "fore", "joint", "plateau", "outweighs"),
)
YARDSTICK = "gdp"
TEMPLATES = (
    "The product of {top} beside that of {bottom}.",
    "It was {now} as large in {year}.",
    "{way} {limit} as large, its value of {then}, {bottom} {outcome}; accounts are due in {month}.",
)
OUTCOMES = ("has fallen behind again", "has made up ground")


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the larger product over the smaller, where an extreme lies ahead of it."""
    relation = argument.relation
    pair = relation.pair
    if isinstance(pair.first, State) and isinstance(pair.second, State):
        series = larger_over_smaller(pair, *relation.power.shares[YARDSTICK][:2])
        yield from watch_ratio(GAUGE, pair, series, TEMPLATES, outcomes=OUTCOMES, called="product")
