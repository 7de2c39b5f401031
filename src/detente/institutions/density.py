"""Density: what two actors share, each organisation weighed by how few pairs share it."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.arrangements import Arrangement, arrangements, memberships
from detente.actors.blocs import blocs
from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.institutions.organisations import SINCE
from detente.store.catalog import Catalog

TABLE = "shared_organisations"
RULE = (
    "organisations of at most half of the year's states of which both are full members{weight}; "
    "for a bloc the median over its members of the year"
)
WEIGHT = ", and arrangements of our own table, each -log2 of the share of pairs that share it"

Floats = NDArray[np.float64]


def shared(catalog: Catalog, pair: RelationKey) -> tuple[Series, Series]:
    """Count what two parties share by year, and weigh it by rarity.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.

    Returns
    -------
    tuple of Series
        Organisations that discriminate; bits, in which arrangements of our own table count too.
    """
    dyads = crossed(pair.first, pair.second, SINCE, catalog.last_year("cow_igo"))
    lower_codes = dyads["ccode1"].unique().to_list()
    table = pairs_of(catalog).filter(pl.col("ccode1").is_in(lower_codes)).collect()
    joined = dyads.join(table, on=["ccode1", "ccode2", "year"])
    years = joined["year"].unique().sort().to_list()
    own = [_own(joined.filter(pl.col("year") == year), year) for year in years]
    weighed = pl.concat(own) if own else joined.with_columns(pl.col("bits").cast(pl.Float64))
    medians = pl.col("shared", "bits").median()
    yearly = weighed.group_by("year").agg(medians).sort("year")
    counted = _series(
        pair, yearly, "shared", "Organisations in common of at most half of all states"
    )
    return counted, _series(pair, yearly, "bits", "Organisations in common, weighed by rarity")


def pairs_of(catalog: Catalog) -> pl.LazyFrame:
    """Open the table of pairs; a starter that was built before it gives no rows.

    Parameters
    ----------
    catalog : Catalog
        The tables.

    Returns
    -------
    polars.LazyFrame
        ``ccode1`` < ``ccode2``, ``year``, ``shared``, ``bits``.
    """
    if catalog.has(TABLE):
        return catalog.scan(TABLE)
    keys = dict.fromkeys(("ccode1", "ccode2", "year", "shared", "bits"), pl.Int16)
    return pl.LazyFrame(schema=keys)


def _series(pair: RelationKey, yearly: pl.DataFrame, column: str, label: str) -> Series:
    """Write a yearly measure as a series."""
    is_count = column == "shared"
    years, values = yearly.select("year", pl.col(column).cast(pl.Float64)).get_columns()
    weight = "" if is_count else WEIGHT
    own = () if is_count else ("blocs",)
    unit = "organisations" if is_count else "bits"
    return Series(
        id="institutions.shared" if is_count else "institutions.density",
        label=label,
        of=pair.of,
        unit=unit,
        table=TABLE,
        column=column,
        keys=(("a", pair.first.key), ("b", pair.second.key)),
        years=tuple(years.to_list()),
        values=tuple(values.to_list()),
        sources=("cow_igo", *own),
        rule=RULE.format(weight=weight),
    )


def _own(dyads: pl.DataFrame, year: int) -> pl.DataFrame:
    """Add to the bits of pairs what their arrangements of a year weigh, outside the list."""
    own = memberships(year).filter(~pl.col("counted")).drop("counted")
    first = dyads.select("ccode1", "ccode2").join(own, left_on="ccode1", right_on="ccode")
    both = first.join(
        own.select("ccode", "arrangement"),
        left_on=["ccode2", "arrangement"],
        right_on=["ccode", "arrangement"],
    )
    extra = both.group_by("ccode1", "ccode2").agg(pl.col("bits").sum().alias("own"))
    joined = dyads.join(extra, on=["ccode1", "ccode2"], how="left")
    total = pl.col("bits").cast(pl.Float64) + pl.col("own").fill_null(0.0)
    return joined.with_columns(total.alias("bits")).drop("own")


def density_of_all(catalog: Catalog, year: int) -> tuple[int, Floats]:
    """Give the bits of all pairs of states in the newest covered year; 0 if there is none.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    year : int
        The last year that is considered.

    Returns
    -------
    tuple of int and ndarray, shape (P,)
    """
    return catalog.as_of(year).remember(_newest, "bits")


def shared_of_all(catalog: Catalog, year: int) -> tuple[int, Floats]:
    """Give the counts of all pairs of states in the newest covered year; 0 if there is none.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    year : int
        The last year that is considered.

    Returns
    -------
    tuple of int and ndarray, shape (P,)
    """
    return catalog.as_of(year).remember(_newest, "shared")


def _newest(catalog: Catalog, column: str) -> tuple[int, Floats]:
    table = pairs_of(catalog)
    newest = table.filter(pl.col("year") == pl.col("year").max()).collect()
    if newest.is_empty():
        return 0, np.empty(0)
    year = int(newest["year"][0])
    values = newest if column == "shared" else _own(newest, year)
    return year, values[column].to_numpy().astype(float)


def arrangements_of_both(pair: RelationKey) -> tuple[Arrangement, ...]:
    """Name what two states share at the view beside the followed blocs, the rarest first.

    Parameters
    ----------
    pair : RelationKey
        The parties; a bloc shares nothing.
    """
    if not isinstance(pair.first, State) or not isinstance(pair.second, State):
        return ()
    own = memberships(pair.as_of)
    mine, yours = (
        set(own.filter(pl.col("ccode").is_in(list(party.members(pair.as_of))))["arrangement"])
        for party in (pair.first, pair.second)
    )
    rarest_first = own.sort("bits", "arrangement", descending=[True, False])["arrangement"]
    known = arrangements()
    # the blocs have a finding of their own
    both = (mine & yours) - blocs().keys()
    return tuple(known[id] for id in rarest_first.unique(maintain_order=True) if id in both)
