"""Density: what two actors share, each organisation weighed by how few pairs share it."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.arrangements import Arrangement, arrangements, memberships
from detente.actors.blocs import blocs
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.institutions.organisations import SINCE
from detente.series.across import rows_across
from detente.store.catalog import Catalog

TABLE = "shared_organisations"
RULE = (
    "organisations of at most half of the year's states of which both are full members{weight}; "
    "for a bloc the median over its members of the year"
)
WEIGHT = ", and arrangements of our own table, each -log2 of the share of pairs that share it"
BITS = pl.col("bits").cast(pl.Float64) + pl.col("own")
"""What organisations and arrangements of our own table weigh together."""

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
    return catalog.remember(_shared, pair)


def _shared(catalog: Catalog, pair: RelationKey) -> tuple[Series, Series]:
    rows = catalog.remember(of_both, pair)
    medians = (pl.col("shared").median(), BITS.median().alias("bits"))
    yearly = rows.group_by("year").agg(medians).sort("year")
    counted = _series(
        pair, yearly, "shared", "Organisations in common of at most half of all states"
    )
    return counted, _series(pair, yearly, "bits", "Organisations in common, weighed by rarity")


def of_both(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Give what each member of one party shares with each of the other, year by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties, as composed in each year.

    Returns
    -------
    polars.DataFrame
        Rows of the table of shared organisations.
    """
    last = catalog.last_year("cow_igo")
    return rows_across(catalog, TABLE, pair, first=SINCE, last=last)


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
    table = catalog.scan(TABLE).with_columns(BITS)
    newest = table.filter(pl.col("year") == pl.col("year").max()).collect()
    if newest.is_empty():
        return 0, np.empty(0)
    return int(newest["year"][0]), newest[column].to_numpy().astype(float)


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
