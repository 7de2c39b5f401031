"""Distance in foreign-policy position: of two states, or of a state and a bloc's fixed core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.composition import actual, core, core_letters
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.calendar import first_year, last_year
from detente.estimators.distance import median_distance, signed_gaps, years_with_draws
from detente.evidence.series import Series
from detente.identity.position_series import KEPT, LABELS, PUBLISHED
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FIRST = first_year("un_votes_undl")
HEADLINE = "adopted"
SOURCES = {"adopted": "un_votes_undl", "voeten": "un_votes", PUBLISHED: "un_ideal_points"}
"""Source of the votes behind each series."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """All positions of a series with their joint draws, as arrays.

    Attributes
    ----------
    codes : ndarray of int, shape (S,)
        COW codes, ascending.
    values : ndarray, shape (S + 1, T)
        Positions by state and year from `FIRST`; the last row is of no state and has none.
    draws : ndarray, shape (D, S + 1, T)
        Joint draws; NaN where there are none.
    """

    codes: Ints
    values: Floats
    draws: Floats


def _estimates(catalog: Catalog, series: str) -> Estimates:
    """Spread a series of positions and its draws over states and years, to the last of the view."""
    laid_out = catalog.whole.remember(_laid_out, series)
    years = max(catalog.last_year(SOURCES[series]) - FIRST + 1, 0)
    values, draws = laid_out.values[:, :years], laid_out.draws[:, :, :years]
    return Estimates(codes=laid_out.codes, values=values, draws=draws)


def _laid_out(catalog: Catalog, series: str) -> Estimates:
    # a year is laid out as in every other view, so that all views share one array
    table = catalog.frame("positions").select("ccode", "year", series).drop_nulls(series)
    codes = np.unique(table["ccode"].to_numpy())
    newest = int(table["year"].to_numpy().max(initial=catalog.last_year(SOURCES[series])))
    shape = (codes.size + 1, max(newest - FIRST + 1, 0))
    values, draws = np.full(shape, np.nan), np.full((KEPT.get(series, 1), *shape), np.nan)
    row, column = (
        np.searchsorted(codes, table["ccode"].to_numpy()),
        table["year"].to_numpy() - FIRST,
    )
    values[row, column] = table[series].to_numpy()
    if series in KEPT:
        names = [f"{series}_{number}" for number in range(KEPT[series])]
        known = catalog.frame("position_draws").select("ccode", "year", *names)
        joint = table.select("ccode", "year").join(
            known, on=["ccode", "year"], how="left", maintain_order="left"
        )
        draws[:, row, column] = joint.select(names).to_numpy().T
    return Estimates(codes=codes, values=values, draws=draws)


def points(catalog: Catalog, members: pl.DataFrame, series: str) -> tuple[Floats, Floats]:
    """Spread positions and their joint draws of some states into arrays.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    members : polars.DataFrame
        ``year``, ``ccode``: who counts in which year.
    series : {"adopted", "voeten", "published"}
        Which series of ideal points; the published one has no draws.

    Returns
    -------
    tuple of ndarray, shapes (M, T) and (D, M, T)
        Positions and draws from 1946 to the last year of the votes; NaN where missing.
    """
    known = catalog.remember(_estimates, series)
    years = members["year"].to_numpy() - FIRST
    covered = (years >= 0) & (years < known.values.shape[1])
    codes, row = np.unique(members["ccode"].to_numpy()[covered], return_inverse=True)
    if not codes.size:
        return known.values[-1:], known.draws[:, -1:]
    counts = np.zeros((codes.size, known.values.shape[1]), dtype=bool)
    counts[row, years[covered]] = True
    place = np.searchsorted(known.codes, codes)
    has_points = np.isin(codes, known.codes)
    state = np.where(has_points, place, known.codes.size)
    return np.where(counts, known.values[state], np.nan), np.where(
        counts, known.draws[:, state], np.nan
    )


def distance(
    catalog: Catalog, pair: RelationKey, series: str = HEADLINE, *, composition: str = "core"
) -> Series:
    """Measure the distance of the pair over all years.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    series : {"adopted", "voeten", "published"}
        Vote set of the estimates.
    composition : {"core", "actual"}
        A bloc's median is that of its fixed core without the other party, or of its members of each
        year.

    Returns
    -------
    Series
        In units of the ideal points' scale, with a 90 % interval from the joint draws of the
        estimates.
    """
    own, own_draws = points(
        catalog, _members(pair.first, pair.second, pair.day, composition), series
    )
    other, other_draws = points(
        catalog, _members(pair.second, pair.first, pair.day, composition), series
    )
    apart = median_distance(own, other, own_draws, other_draws)
    kept = np.flatnonzero(~np.isnan(apart.value))
    values = tuple(round(value, 6) for value in apart.value[kept].tolist())
    low, high = _bounds(apart.low[kept]), _bounds(apart.high[kept])
    keys = (("a", pair.first.key), ("b", pair.second.key), ("composition", composition))
    years, source = tuple((kept + FIRST).tolist()), SOURCES[series]
    suffix = {"core": "", "actual": "_members"}[composition]
    rule = (
        "difference of the medians, interval from joint draws; "
        f"a bloc is {_whom(pair, composition)}"
    )
    return Series(
        id=f"identity.distance_{series}{suffix}",
        label=f"Distance of positions in UN votes ({LABELS[series]})",
        of=pair.of,
        unit="ideal-point units",
        table="positions",
        column=series,
        keys=keys,
        years=years,
        values=values,
        low=low,
        high=high,
        sources=(source,),
        rule=rule,
        method="ideal_points",
    )


def drawn_distance(
    catalog: Catalog, pair: RelationKey, series: str = HEADLINE
) -> dict[int, Floats]:
    """Give the distance of the pair in each joint draw, by year.

    Draw n of every pair and year comes from the same state of the chain, so that a change, or a
    comparison of two pairs, is known better than its two ends. The published series has no draws:
    it takes the errors of the headline series, which is estimated from most of the same votes.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    series : {"adopted", "voeten", "published"}
        Vote set of the estimates.

    Returns
    -------
    dict
        Year to distances, shape (D,); a year in which a member has no draws is absent.
    """
    sides = ((pair.first, pair.second), (pair.second, pair.first))
    members = [_members(own, other, pair.day, "core") for own, other in sides]
    own, other = (points(catalog, each, series) for each in members)
    if series not in KEPT:
        own, other = (_borrowed(catalog, each, series) for each in members)
    known = years_with_draws(own[0], other[0], own[1], other[1])
    gaps = np.abs(signed_gaps(own[1][:, :, known], other[1][:, :, known]))
    years = (np.flatnonzero(known) + FIRST).tolist()
    return dict(zip(years, gaps.T, strict=True))


def _borrowed(catalog: Catalog, members: pl.DataFrame, series: str) -> tuple[Floats, Floats]:
    """Give positions of a series without draws, with the errors of the headline series."""
    # either source may end first: only years of both have errors to borrow
    last = min(catalog.last_year(SOURCES[name]) for name in (series, HEADLINE))
    shared = members.filter(pl.col("year") <= last)
    own, _ = points(catalog, shared, series)
    headline, draws = points(catalog, shared, HEADLINE)
    years = min(own.shape[1], headline.shape[1])
    own = own[:, :years]
    return own, own + draws[:, :, :years] - headline[:, :years]


def _members(own: Actor, other: Actor, day: date, composition: str) -> pl.DataFrame:
    """Give who stands for a party in which year: its fixed core, or its members of the year."""
    if composition == "core":
        return core(own, other, day, FIRST, last_year(SOURCES[HEADLINE]))
    return actual(own)


def _bounds(values: Floats) -> tuple[float | None, ...]:
    """Round bounds of intervals; None where there are none."""
    return tuple(None if np.isnan(value) else round(value, 4) for value in values.tolist())


def _whom(pair: RelationKey, composition: str) -> str:
    """Say who stands for a bloc."""
    if composition != "core":
        return "its members of each year"
    sides = ((pair.first, pair.second), (pair.second, pair.first))
    for own, other in sides:
        if isinstance(own, Bloc) and not core_letters(own, other, pair.day)[1]:
            return "its fixed core (all of which belongs to the other party too)"
    return "its fixed core without the other party"


def all_pairs(catalog: Catalog, year: int, series: str = HEADLINE) -> tuple[int, Floats]:
    """Give the distances of all pairs of states in the newest year that the series covers.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    year : int
        The last year that is considered.
    series : {"adopted", "voeten", "published"}
        Which series of ideal points.

    Returns
    -------
    tuple
        That year, and the distances, shape (P,); the year is 0 and the array empty where there is
        none.
    """
    return catalog.as_of(year).remember(_newest_distances, series)


def _newest_distances(catalog: Catalog, series: str) -> tuple[int, Floats]:
    known = catalog.frame("positions").filter(pl.col(series).is_not_null())
    if known.is_empty():
        return 0, np.empty(0)
    newest = known.filter(pl.col("year") == pl.col("year").max())
    positions = newest[series].to_numpy().astype(float)
    first, second = np.triu_indices(positions.size, 1)
    return int(newest["year"][0]), np.abs(positions[first] - positions[second])
