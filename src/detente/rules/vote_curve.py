"""The same vote year by year, and what may be said of its turns: nothing that the curve denies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.actors.relation_key import RelationKey
from detente.estimators.proportion import wilson
from detente.evidence.series import Series
from detente.identity.vote_shares import WHOLE, VoteShares, vote_shares
from detente.identity.voting import SAME, SOURCES
from detente.rules.vote_windows import DECADE, TwoWindows, side_codes, two_windows
from detente.store.catalog import Catalog

LONGEST_SPAN = 35
"""Years before the view with which the curve begins: what is older moves no decision of today."""
FEWEST = 20
"""Votes of a mean two members that a year needs."""
RULE = (
    "part of the votes on adopted resolutions of the calendar year that both cast which they cast "
    "alike; of a bloc, over every member of the view; interval after Wilson"
)
APART, NEARER = -1, 1
"""Ways of a turn: agreement falls, or rises."""
BESIDE = 3
"""Years on either side of a turn whose means are compared."""
TURNED = 0.04
"""Difference of these means from which a reader of the curve sees a turn."""
PART = 0.5
"""Part of the change between the windows that one year holds where two jumped in it."""
SAME_LEVEL = 0.05
"""Difference of two means under which a level is still that of today."""
SEEN = 0.03
"""Change between the windows under which a picture says that the two hardly moved."""


def same_by_year(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure the same vote of each year at the members of the view.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    """
    return catalog.remember(_same_by_year, pair)


def _same_by_year(catalog: Catalog, pair: RelationKey) -> Series:
    ours, theirs = side_codes(pair)
    return by_year_of(catalog, pair, pair.of, (ours, theirs))


def counts_by_year(catalog: Catalog, pair: RelationKey) -> Iterator[VoteShares]:
    """Give the counts of each year that a picture may show.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    """
    first = max(pair.as_now_since, pair.as_of - LONGEST_SPAN)
    return (vote_shares(catalog, year, year) for year in range(first, min(pair.as_of, WHOLE) + 1))


def by_year_of(
    catalog: Catalog, pair: RelationKey, of: str, sides: tuple[tuple[int, ...], tuple[int, ...]]
) -> Series:
    """Measure the same vote of two sides in each year with enough votes.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation, which gives the years.
    of : str
        Whose curve it is.
    sides : tuple of tuple of int
        COW codes of both sides.
    """
    tallies = ((counts.last, counts.tally(*sides)) for counts in counts_by_year(catalog, pair))
    known = [(year, tally) for year, tally in tallies if tally.calls >= FEWEST]
    bounds = [wilson(tally.share, tally.calls) for _, tally in known]
    series = curve_of(of, {year: tally.share for year, tally in known})
    low, high = (tuple(bound[place] for bound in bounds) for place in (0, 1))
    return replace(series, low=low, high=high)


def curve_of(of: str, by_year: dict[int, float]) -> Series:
    """Give shares by year as a series.

    Parameters
    ----------
    of : str
        Whose curve it is.
    by_year : dict of int to float
        The shares.

    Examples
    --------
    >>> curve_of("Serbia | EU", {2023: 0.6, 2024: 0.7}).values
    (0.6, 0.7)
    """
    return Series(
        "identity.same_votes_of_view",
        "Same vote in the UN",
        of=of,
        unit="part of votes",
        table=SAME,
        column="same",
        keys=(("pair", of),),
        years=tuple(by_year),
        values=tuple(by_year.values()),
        sources=SOURCES,
        rule=RULE,
    )


def compared(catalog: Catalog, pair: RelationKey) -> TwoWindows | None:
    """Give the windows that text and picture compare: those that moved, else the newest two.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    """
    found = two_windows(catalog, pair)
    if found is None or found.has_moved:
        return found
    decade = two_windows(catalog, pair, shapes=(DECADE,))
    return decade if decade is not None and decade.has_moved else found


def turned(curve: Series, year: int, way: int, *, least: float = TURNED) -> bool:
    """Tell whether a curve turns for good in a year; a curve that begins later denies nothing.

    Parameters
    ----------
    curve : Series
        The same vote by year.
    year : int
        The first year after the turn.
    way : {-1, 1}
        `APART` or `NEARER`.
    least : float
        Difference of the means on both sides of the turn.

    Examples
    --------
    >>> fell = curve_of("A | B", {2000 + place: 0.8 if place < 8 else 0.6 for place in range(16)})
    >>> turned(fell, 2008, APART), turned(fell, 2004, APART), turned(fell, 2008, NEARER)
    (True, False, False)
    """
    years, values = np.array(curve.years), way * np.array(curve.values)
    before, after = years < year, years >= year
    if np.count_nonzero(before) < BESIDE:
        return True
    if np.count_nonzero(after) < BESIDE:
        return False
    near = values[before][-BESIDE:]
    # for good: no later stretch of years is back where the curve was before
    later = np.convolve(values[after], np.ones(BESIDE) / BESIDE, mode="valid")
    return bool(later.min() - near.mean() >= least / 2 and later[0] - near.mean() >= least)


def confirms_turn(catalog: Catalog, pair: RelationKey, year: int, way: int) -> bool:
    """Tell whether the counts of votes bear out a turn that positions show.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    year : int
        The first year after the turn.
    way : {-1, 1}
        `APART` or `NEARER`.
    """
    found = compared(catalog, pair)
    change = 0.0
    if found is not None and found.has_moved:
        # the change that the picture shows came later, or went the other way
        if found.before.first >= year or found.change * way < 0:
            return False
        change = abs(found.change)
    return turned(same_by_year(catalog, pair), year, way, least=max(TURNED, PART * change))


def jumped(catalog: Catalog, pair: RelationKey, year: int, way: int) -> bool:
    """Tell whether one year, and no slide of several, holds the change that the picture shows.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    year : int
        The year.
    way : {-1, 1}
        `APART` or `NEARER`.
    """
    curve, found = same_by_year(catalog, pair), compared(catalog, pair)
    now, then = curve.at(year), curve.at(year - 1)
    if found is None or now is None or then is None:
        return False
    step, change = way * (now.value - then.value), way * found.change
    others = [
        way * (late - early)
        for at, early, late in zip(curve.years[1:], curve.values, curve.values[1:], strict=False)
        if found.before.last < at and at != year
    ]
    alone = max(others, default=0.0) <= PART * step
    return change >= SEEN and step >= PART * change and alone


def is_at_level(catalog: Catalog, pair: RelationKey, year: int) -> bool:
    """Tell whether the same vote was in a year about what it is in the newest ones.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    year : int
        The year.
    """
    curve = same_by_year(catalog, pair)
    values = [value for at, value in zip(curve.years, curve.values, strict=True) if at >= year]
    if len(values) < BESIDE:
        return True
    first, last = (sum(some) / len(some) for some in (values[:BESIDE], values[-BESIDE:]))
    return abs(first - last) <= SAME_LEVEL


def goes(catalog: Catalog, pair: RelationKey, way: int) -> bool:
    """Tell whether the change that the picture shows goes a way, and is one that it names.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    way : {-1, 1}
        `APART` or `NEARER`.
    """
    found = compared(catalog, pair)
    return found is None or not found.comparable or way * found.change >= SEEN
