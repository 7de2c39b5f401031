"""Ratios of two states that are watched against their own former extreme: what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.relation_key import RelationKey
from detente.advice.printed import Parts
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.extremes import extreme
from detente.advice.watching.releases import next_release
from detente.evidence.figure import dated, measured
from detente.evidence.series import Series
from detente.power.yardsticks import ratio

MOST = 50.0
"""Ratio above which it says nothing more."""


def larger_over_smaller(pair: RelationKey, one: Series, other: Series) -> Series | None:
    """Divide the larger of two series by the smaller; None where one has no value.

    Parameters
    ----------
    pair : RelationKey
        The relation, two states.
    one, other : Series
        Of the first and of the second.
    """
    if not one or not other:
        return None
    year = min(one.years[-1], other.years[-1])
    first, second = one.last(year), other.last(year)
    labels = (pair.first.label, pair.second.label)
    if first is None or second is None or not (first.value and second.value):
        return None
    if first.value < second.value:
        one, other, labels = other, one, labels[::-1]
    known = ratio(one, other, of=" : ".join(labels), id="watch.ratio", label="ratio")
    return replace(known, keys=(("top", labels[0]), ("bottom", labels[1])))


def watch_ratio(
    gauge: Gauge,
    pair: RelationKey,
    series: Series | None,
    templates: tuple[str, str, str],
    *,
    outcomes: tuple[str, str],
    called: str,
) -> Iterator[Watch]:
    """Watch a ratio where an extreme lies ahead of it.

    Parameters
    ----------
    gauge : Gauge
        The kind of watch.
    pair : RelationKey
        The relation.
    series : Series or None
        The ratio.
    templates : tuple of str
        Heading, value and test.
    outcomes : tuple of str
        What passing it would mean where the ratio rises, and where it falls.
    called : str
        What is divided, as ``"military spending"``.
    """
    ahead = None if series is None else extreme(series, pair.as_of)
    release = next_release(gauge.release, pair.day)
    if series is None or ahead is None or release is None:
        return
    if max(ahead.now.value, ahead.limit.value) > MOST:
        return
    top, bottom = (str(value) for _, value in series.keys)
    outcome = outcomes[0] if ahead.rising else outcomes[1]
    year = dated(gauge.name("year"), ahead.now.year or 0, ahead.now)
    then = dated(gauge.name("then"), ahead.limit.year or 0, ahead.limit)
    parts: Parts = {"top": top, "bottom": bottom, "outcome": outcome, "year": year, "then": then}
    parts["month"] = release[1]
    now = measured(gauge.name("now"), ahead.now, way="times")
    threshold = measured(gauge.name("threshold"), ahead.limit, way="times")
    way = ABOVE if ahead.rising else BELOW
    limit = Limit(now, threshold, way=way, origin="extreme", due=release[0])
    name = f"{called} of {top} over that of {bottom}, constant dollars"
    meaning = f"{bottom} {outcome}"
    yield watch_of(gauge, limit, templates, parts, series=name, meaning=meaning)
