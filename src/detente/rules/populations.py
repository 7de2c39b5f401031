"""Populations: the values among which one is unusual, moved or unexpected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.estimators.group_medians import medians_by
from detente.rules.peers import form_of, peers
from detente.series.state_grid import Grid, grid
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Values of a measure over all pairs of one form.

    Attributes
    ----------
    values : ndarray, shape (P,)
        One value a pair; NaN where it has none.
    kinds : ndarray of str, shape (P,)
        Kind of each pair, as `detente.rules.peers.kind_of` names it.
    blocs : ndarray of str, shape (P,)
        Id of the bloc of each pair; empty for pairs of states.
    """

    values: Floats
    kinds: NDArray[np.str_]
    blocs: NDArray[np.str_]

    def of_kind(self, kind: str) -> Floats:
        """Give the values of one kind of pair.

        Parameters
        ----------
        kind : str
            As `detente.rules.peers.kind_of` names it.
        """
        return np.asarray(self.values[self.kinds == kind])

    def of_bloc(self, bloc: str) -> Floats:
        """Give the values of one bloc's own pairs.

        Parameters
        ----------
        bloc : str
            Its id.
        """
        return np.asarray(self.values[self.blocs == bloc])


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a pair that many pairs of states make up.

    Attributes
    ----------
    id : str
        Short name; two measures of one name are the same.
    table : str
        A table with ``ccode1`` < ``ccode2`` and ``year``.
    value : polars.Expr
        An aggregate over the rows of a pair: over all members of a bloc.
    """

    id: str
    table: str
    value: pl.Expr

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Measure) and self.id == other.id


SAME_VOTE = Measure("same_vote", "same_votes", value=pl.col("same").sum() / pl.col("votes").sum())
"""Part of the votes that both cast which they cast alike, over all votes of the years."""
DENSITY = Measure(
    "density", "shared_organisations", value=(pl.col("bits") + pl.col("own")).median()
)
"""Organisations in common, weighed by rarity; of a bloc the median member's."""


def population(
    catalog: Catalog, pair: RelationKey, measure: Measure, *, first: int, last: int
) -> Population:
    """Measure all pairs of the form of a relation over some years.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation, which gives form and year.
    measure : Measure
        What is measured.
    first, last : int
        Years of the table.

    Returns
    -------
    Population
        Kept for the same view, form, measure and years.
    """
    view = (form_of(pair), pair.as_of)
    return catalog.remember(_of_pairs, view, measure, first, last)


def _of_pairs(
    catalog: Catalog, view: tuple[str, int], measure: Measure, first: int, last: int
) -> Population:
    known = peers(catalog, *view)
    of_years = catalog.frame(measure.table).filter(pl.col("year").is_between(first, last))
    joined = known.dyads.lazy().join(of_years.lazy(), on=["ccode1", "ccode2"])
    values = joined.group_by("unit").agg(measure.value.alias("value")).collect()
    of_units = np.full(known.units.height, np.nan)
    of_units[values["unit"].to_numpy()] = values["value"].cast(pl.Float64).to_numpy()
    return _placed(known.units, of_units)


def gaps(catalog: Catalog, pair: RelationKey, table: str, column: str, *, year: int) -> Population:
    """Measure how far the two sides of all pairs of a form lie apart.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation, which gives form and year.
    table, column : str
        A table with ``ccode`` and ``year``, and its column; of a bloc the median member counts.
    year : int
        Year of the values.
    """
    view = (form_of(pair), pair.as_of)
    return catalog.remember(_of_gaps, view, (table, column), year)


def _of_gaps(
    catalog: Catalog, view: tuple[str, int], place: tuple[str, str], year: int
) -> Population:
    known = peers(catalog, *view)
    values = catalog.remember(_grid, *place)
    unit, member = (known.dyads[name].to_numpy() for name in ("unit", "member"))
    of_member = values.at(member, year)[:, 0]
    has_value = ~np.isnan(of_member)
    units, medians = medians_by(unit[has_value], of_member[has_value])
    inside = np.full(known.units.height, np.nan)
    inside[units] = medians
    outsider = values.at(known.units["outsider"].to_numpy(), year)[:, 0]
    return _placed(known.units, np.abs(inside - outsider))


def _grid(catalog: Catalog, table: str, column: str) -> Grid:
    return grid(catalog.frame(table), [column])


def _placed(units: pl.DataFrame, values: Floats) -> Population:
    """Lay the values of all pairs out."""
    return Population(
        values=values,
        kinds=units["kind"].to_numpy().astype(str),
        blocs=units["bloc"].to_numpy().astype(str),
    )
