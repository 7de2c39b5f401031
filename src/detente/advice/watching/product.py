"""The ratio of products of two states, against its own former extreme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.states import State
from detente.advice.printed import Parts, written
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.extremes import Extreme, extreme
from detente.advice.watching.releases import next_release
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.series import Series
from detente.power.yardsticks import ratio
from detente.rules.argument import Argument

ID = "product"
RELEASE = "wdi"
FOLLOWS = ("lead", "fore", "joint", "people", "plateau", "outweighs", "rank_in")
YARDSTICK = "gdp"
MOST = 50.0
"""Ratio above which it says nothing more."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the larger product over the smaller, where an extreme lies ahead of it."""
    pair = argument.relation.pair
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    series = _ratio(argument)
    ahead = None if series is None else extreme(series, pair.as_of)
    if series is None or ahead is None or max(ahead.now.value, ahead.limit.value) > MOST:
        return
    yield from _watch(argument, series, ahead)


def _ratio(argument: Argument) -> Series | None:
    relation = argument.relation
    one, other = relation.power.shares[YARDSTICK][:2]
    if not one or not other:
        return None
    year = min(one.years[-1], other.years[-1])
    first, second = one.last(year), other.last(year)
    labels = (relation.pair.first.label, relation.pair.second.label)
    if first is not None and second is not None and first.value < second.value:
        one, other, labels = other, one, labels[::-1]
    known = ratio(one, other, of=" : ".join(labels), id=f"watch.{ID}", label="product")
    return replace(known, keys=(("top", labels[0]), ("bottom", labels[1])))


def _watch(argument: Argument, series: Series, ahead: Extreme) -> Iterator[Watch]:
    release = next_release(RELEASE, argument.relation.pair.day)
    if release is None:
        return
    due, month = release
    top, bottom = (str(value) for _, value in series.keys)
    way = ABOVE if ahead.rising else BELOW
    now = measured(figure_id("watch", ID, "now"), ahead.now, way="times")
    limit = measured(figure_id("watch", ID, "threshold"), ahead.limit, way="times")
    outcome = "has never been wider" if ahead.rising else "has not been so narrow"
    parts: Parts = {
        "top": top,
        "bottom": bottom,
        "now": now,
        "limit": limit,
        "way": way,
        "outcome": outcome,
        "month": month,
        "year": dated(figure_id("watch", ID, "year"), ahead.now.year or 0, ahead.now),
        "then": dated(figure_id("watch", ID, "then"), ahead.limit.year or 0, ahead.limit),
    }
    yield Watch(
        id=ID,
        series=f"product of {top} over that of {bottom}, constant dollars",
        now=now,
        threshold=limit,
        way=way,
        origin="extreme",
        due=due,
        release=RELEASE,
        heading=written("The product of {top} beside that of {bottom}.", parts),
        says=(
            written("It was {now} as large in {year}.", parts),
            written(
                "{way} {limit} as large, the ratio of {then}, the lead {outcome} since; accounts "
                "come in {month}.",
                parts,
            ),
        ),
        meaning=f"the lead of {top} {outcome} in two decades",
        follows=FOLLOWS,
    )
