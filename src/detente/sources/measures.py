"""Measures of the starter that rest on a source, and what another edition of it changes in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from detente.sources.declaration import Source
from detente.sources.freshness import Change, change
from detente.store.home import Store
from detente.store.starter import DerivedTable


def resting_on(source: Source, derived: Iterable[DerivedTable]) -> tuple[DerivedTable, ...]:
    """Give the measures that are computed from a source.

    Parameters
    ----------
    source : Source
        The source.
    derived : iterable of DerivedTable
        All measures.

    Examples
    --------
    >>> from detente.sources.shelf import source
    >>> made = DerivedTable("x", None, needs=("cow_nmc",), make=lambda tables: None, rule="")
    >>> [one.id for one in resting_on(source("cow_nmc"), [made])], resting_on(source("icb"), [made])
    (['x'], ())
    """
    return tuple(one for one in derived if not set(one.needs).isdisjoint(source.tables))


def lacking(measure: DerivedTable, source: Source, store: Store) -> tuple[str, ...]:
    """Name the tables of other sources that a measure needs and a store lacks.

    Parameters
    ----------
    measure : DerivedTable
        The measure.
    source : Source
        The source whose tables are at hand.
    store : Store
        Where the others may be.
    """
    return tuple(
        name for name in measure.needs if not store.has(name) and name not in source.tables
    )


def changes_in_measures(
    measures: Iterable[DerivedTable], store: Store, newer: Mapping[str, pl.DataFrame]
) -> Iterator[Change]:
    """Compute measures from the editions in the store and from newer tables, and compare.

    Both are computed by the same code, so that what differs comes from the edition alone.

    Parameters
    ----------
    measures : iterable of DerivedTable
        Measures of which the store holds every other table (`lacking`).
    store : Store
        The editions that are in use.
    newer : mapping
        Tables of the newer edition, by name.

    Yields
    ------
    Change
        One a measure, as soon as it is computed; rows without a key are compared as a whole.
    """
    for measure in measures:
        old = {name: store.get(name).frame for name in measure.needs}
        before = measure.make(old)
        after = measure.make({**old, **{name: newer[name] for name in old if name in newer}})
        keys = measure.grain.keys if measure.grain else tuple(before.columns)
        yield change(measure.id, before, after, keys)
