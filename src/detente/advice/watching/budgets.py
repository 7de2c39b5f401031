"""The ratio of military spending of two states, against its own former extreme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.armed_forces import has_armed_forces
from detente.actors.states import State
from detente.advice.printed import Parts, written
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.extremes import extreme
from detente.advice.watching.releases import next_release
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.series import Series
from detente.power.yardsticks import ratio
from detente.rules.argument import Argument

ID = "budgets"
RELEASE = "sipri_milex"
FOLLOWS = ("burden", "war_costs", "spending_ratio", "outweighs", "plateau", "inside", "two_powers")
YARDSTICKS = ("spending_constant", "spending_ppp", "spending_sipri")
MOST = 50.0
"""Ratio above which it says nothing more."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the ratio of the larger budget to the smaller, where an extreme lies ahead."""
    relation = argument.relation
    pair = relation.pair
    states = (pair.first, pair.second)
    release = next_release(RELEASE, pair.day)
    if release is None or not all(
        isinstance(one, State) and has_armed_forces(one, pair.day) for one in states
    ):
        return
    series = _ratio(argument)
    ahead = None if series is None else extreme(series, pair.as_of)
    if series is None or ahead is None or max(ahead.now.value, ahead.limit.value) > MOST:
        return
    top, bottom = (str(value) for _, value in series.keys)
    due, month = release
    way = ABOVE if ahead.rising else BELOW
    now = measured(figure_id("watch", ID, "now"), ahead.now, way="times")
    limit = measured(figure_id("watch", ID, "threshold"), ahead.limit, way="times")
    outcome = "no longer keeps pace" if ahead.rising else "has caught up further"
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
        series=f"military spending of {top} over that of {bottom}, constant dollars",
        now=now,
        threshold=limit,
        way=way,
        origin="extreme",
        due=due,
        release=RELEASE,
        heading=written("The ratio of budgets.", {}),
        says=(
            written("{top} spent {now} as much as {bottom} on arms in {year}.", parts),
            written(
                "{way} {limit} as much, the ratio of {then}, {bottom} {outcome}; new figures come "
                "in {month}.",
                parts,
            ),
        ),
        meaning=f"{bottom} {outcome}",
        follows=FOLLOWS,
    )


def _ratio(argument: Argument) -> Series | None:
    """Divide the larger budget by the smaller, in the first unit that both have fresh."""
    relation = argument.relation
    for name in YARDSTICKS:
        held = relation.power.spending.get(name, ())
        if len(held) < 2 or not held[0] or not held[1]:
            continue
        one, other = held[0], held[1]
        year = min(one.years[-1], other.years[-1])
        first, second = one.last(year), other.last(year)
        if first is None or second is None or not (first.value and second.value):
            continue
        labels = (relation.pair.first.label, relation.pair.second.label)
        if first.value < second.value:
            one, other, labels = other, one, labels[::-1]
        known = ratio(one, other, of=" : ".join(labels), id=f"watch.{ID}", label="budgets")
        return replace(known, keys=(("top", labels[0]), ("bottom", labels[1])))
    return None
