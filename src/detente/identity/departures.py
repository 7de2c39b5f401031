"""Departure years: when a distance left the closest it had been, and never came back to it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.relation_key import RelationKey
from detente.estimators.departure import departure
from detente.evidence.cell import Cell
from detente.evidence.series import Series, need
from detente.identity.distance import distance
from detente.identity.regime import regime_distance
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Departure:
    """When a distance departed for good from the closest it had been.

    Attributes
    ----------
    closest, parted : Cell
        The distance in its closest year, and in the first year from which its interval never again
        overlaps that of the closest.
    """

    closest: Cell
    parted: Cell

    @property
    def year(self) -> int:
        """First year in which it never again came near."""
        return self.parted.year or 0


def departed(series: Series, *, since: int = 0, until: int | None = None) -> Departure | None:
    """Find the departure year of a distance.

    Parameters
    ----------
    series : Series
        A distance with an interval in every year.
    since : int
        First year that counts: that in which both parties exist as now.
    until : int, optional
        Last year that counts; the last of the series by default.

    Returns
    -------
    Departure or None
        None where the newest interval still overlaps that of the closest year.
    """
    low, high = (
        series.low or (None,) * len(series.years),
        series.high or (None,) * len(series.years),
    )
    last = series.years[-1] if until is None and series.years else until or 0
    rows = [
        (year, value, least, most)
        for year, value, least, most in zip(series.years, series.values, low, high, strict=True)
        if since <= year <= last and least is not None and most is not None
    ]
    if not rows:
        return None
    years, values, lows, highs = zip(*rows, strict=True)
    found = departure(values, lows, highs)
    if found is None:
        return None
    return Departure(*(need(series, years[place]) for place in found))


def of_regimes(catalog: Catalog, pair: RelationKey) -> Departure | None:
    """Give the departure year of the distance of two regimes; None where there is none.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties and the view.
    """
    distance = regime_distance(catalog, pair)
    return departed(distance, since=pair.as_now_since, until=pair.as_of)


def of_votes(catalog: Catalog, pair: RelationKey) -> Departure | None:
    """Give the departure year of the distance in UN votes; None where there is none.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties and the view.
    """
    known = catalog.remember(distance, pair)
    return departed(known, since=pair.as_now_since, until=pair.as_of)
