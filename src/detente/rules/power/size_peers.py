"""What the sides of all pairs of a form hold: the populations of ratios and of sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.estimators.surprise import ENOUGH, unusual
from detente.power.yardsticks import COVERED, part_of_people
from detente.rules.peers import STATES, form_of, peers
from detente.series.state_grid import MOST_CODES, Grid, grid
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """What both sides of all pairs of a form hold in one year.

    Attributes
    ----------
    inside, outsider : ndarray, shape (P,)
        The sum over the members of a bloc, or the first state, and the state outside; NaN where it
        is not known.
    """

    inside: Floats
    outsider: Floats

    @property
    def log_ratio(self) -> Floats:
        """Logarithm of the first side over the second; NaN where one holds nothing."""
        known = (self.inside > 0) & (self.outsider > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.log(self.inside / self.outsider)
        return np.where(known, ratio, np.nan)

    @property
    def joint(self) -> Floats:
        """What both hold together."""
        return self.inside + self.outsider


def sides(catalog: Catalog, pair: RelationKey, column: str, year: int) -> Sides:
    """Sum a column of the table of capability over both sides of all pairs of a form.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation, which gives form and year of the pairs: members are those of that year.
    column : str
        The column.
    year : int
        Year of the values.

    Returns
    -------
    Sides
        Kept for the same view, form, column and year.
    """
    return catalog.remember(_of_all, (form_of(pair), pair.as_of), column, year)


def _of_all(catalog: Catalog, view: tuple[str, int], column: str, year: int) -> Sides:
    return laid_out(catalog, view, catalog.remember(_of_year, column, year))


def laid_out(catalog: Catalog, view: tuple[str, int], values: Floats) -> Sides:
    """Sum values of states over both sides of all pairs of a form.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    view : tuple of str and int
        Form of the pairs, and their year.
    values : ndarray, shape (C, 2)
        By code of state its value, NaN where it has none, and its people: a bloc has a sum where
        the members with a value hold nine tenths of its people.
    """
    known = peers(catalog, *view)
    unit, member = (known.dyads[name].to_numpy() for name in ("unit", "member"))
    value, people = values[member].T
    has_data, size = ~np.isnan(value), known.units.height
    held, with_data = (
        np.bincount(unit[has_data], weights=of_member[has_data], minlength=size)
        for of_member in (value, people)
    )
    in_all = np.bincount(unit, weights=people, minlength=size)
    without_data = np.bincount(unit[~has_data], minlength=size)
    covered = (without_data == 0) | (with_data >= COVERED * in_all)
    outsider = values[known.units["outsider"].to_numpy(), 0]
    return Sides(inside=np.where(covered, held, np.nan), outsider=outsider)


def _of_year(catalog: Catalog, column: str, year: int) -> Floats:
    """Give a column of one year by code of state, beside the state's part of all people."""
    codes = np.arange(MOST_CODES)
    value = catalog.remember(_column, column).at(codes, year)
    people = catalog.remember(_people).at(codes, year)
    return by_code(value[:, 0], people[:, 0])


def by_code(value: Floats, people: Floats) -> Floats:
    """Lay values of states and their people out as `laid_out` takes them.

    Parameters
    ----------
    value, people : ndarray, shape (C,)
        By code; NaN where they are not known.
    """
    return np.column_stack([value, np.nan_to_num(people)])


def _column(catalog: Catalog, column: str) -> Grid:
    return grid(catalog.frame("capability"), [column])


def _people(catalog: Catalog) -> Grid:
    return grid(catalog.remember(part_of_people), ["people"])


def log_changes(
    catalog: Catalog, pair: RelationKey, column: str, *, first: int, last: int
) -> Floats:
    """Measure how far the ratio of both sides moved in all pairs, as a logarithm without sign.

    Parameters
    ----------
    catalog, pair, column
        As `sides` has them.
    first, last : int
        Years of the values.
    """
    then, now = (sides(catalog, pair, column, year) for year in (first, last))
    return np.abs(now.log_ratio - then.log_ratio)


def joint_changes(
    catalog: Catalog, pair: RelationKey, column: str, *, first: int, last: int
) -> Floats:
    """Measure how much the sum of both sides changed in all pairs.

    Parameters
    ----------
    catalog, pair, column
        As `sides` has them.
    first, last : int
        Years of the values.
    """
    then, now = (sides(catalog, pair, column, year) for year in (first, last))
    return now.joint - then.joint


COMMON = 0.5
"""Part of a state's own pairs in the upper eighth from which it is ranked among them."""
EIGHTH = 7 / 8


def rank_of_change(catalog: Catalog, pair: RelationKey, value: float, changes: Floats) -> float:
    """Rank a change among all pairs; where it is a party's change with most, among its own too.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    value : float
        Its change, without sign.
    changes : ndarray, shape (P,)
        The changes of all pairs of its form.

    Returns
    -------
    float
        As `tail` gives it: what a state that grew fast did to all its pairs is no news of one.
    """
    among_all = tail(value, changes)
    known = changes[~np.isnan(changes)]
    if not known.size:
        return among_all
    limit = float(np.quantile(known, EIGHTH))
    ranks = [among_all]
    for mine in _own_pairs(catalog, pair):
        own = changes[mine & ~np.isnan(changes)]
        if own.size >= ENOUGH and np.mean(own >= limit) > COMMON:
            ranks.append(tail(value, own))
    return min(ranks)


def _own_pairs(catalog: Catalog, pair: RelationKey) -> Iterator[NDArray[np.bool_]]:
    """Mark the pairs of each state of a relation."""
    units = peers(catalog, form_of(pair), pair.as_of)
    dyads, outsider = units.dyads, units.units["outsider"].to_numpy()
    for party in (pair.first, pair.second):
        if not isinstance(party, State):
            continue
        codes = list(party.members(pair.as_of))
        mine = np.isin(outsider, codes)
        if form_of(pair) == STATES:
            mine |= dyads["member"].is_in(codes).to_numpy()
        yield mine


def tail(value: float, among: Floats) -> float:
    """Measure how near the upper end of a distribution a value lies; 0 below its median.

    Parameters
    ----------
    value : float
        The value.
    among : ndarray, shape (N,)
        The others; NaN is left out.

    Examples
    --------
    >>> tail(90.0, np.arange(100.0)) > 0.75, tail(10.0, np.arange(100.0))
    (True, 0.0)
    """
    known = among[~np.isnan(among)]
    if not known.size or value <= np.median(known):
        return 0.0
    return unusual(value, known)
