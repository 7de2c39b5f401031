"""Ties of a pair: organisations in common, treaty obligations, borders, disputes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.border_overrides import corrected
from detente.actors.composition import crossed, crossed_on
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.systems import FIRST_YEAR
from detente.calendar import last_year
from detente.evidence.series import Series
from detente.institutions import borders
from detente.institutions.organisations import SINCE
from detente.series.across import rows_across
from detente.span import as_day, last_full_year
from detente.store.catalog import Catalog

LAST_TREATY = last_year("atop")
"""Last year of the treaty data."""
Floats = NDArray[np.float64]
KIND_LABELS = {
    "full": "both full members",
    "associate": "one only associate",
    "observer": "one only observer",
}
OBLIGATION_LABELS = {
    "bound": "Bound by any treaty obligation",
    "bound_to_defend": "Bound to defend",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted between the members of two parties.

    Attributes
    ----------
    table, source : str
        Table of the starter, and the source it is made from.
    unit, rule : str
        As `Series` has them.
    """

    table: str
    source: str
    unit: str
    rule: str


ORGANISATIONS = Measure(
    table="organisations",
    source="cow_igo",
    unit="organisations",
    rule="count over all organisations; for a bloc the median over its members of the year",
)
OBLIGATIONS = Measure(
    table="obligations",
    source="atop",
    unit="share of the cross pairs",
    rule="share of pairs (member, other party) with an obligation in force",
)
DISPUTES = Measure(
    table="disputes",
    source="gml_mid",
    unit="disputes",
    rule="sum over the pairs (member, other party) of the year",
)


def organisations(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Count organisations in common by kind; for a bloc the median over its members of the year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.

    Returns
    -------
    tuple of Series
        Both full members, one only associate, one only observer.
    """
    last = catalog.last_year("cow_igo")
    joined = rows_across(catalog, "organisations", pair, first=SINCE, last=last)
    yearly = joined.group_by("year").agg(pl.col(list(KIND_LABELS)).median()).sort("year")
    return tuple(
        _series(
            f"institutions.joint_{kind}",
            f"Organisations in common, {label}",
            pair,
            yearly.select("year", kind),
            measure=ORGANISATIONS,
            column=kind,
        )
        for kind, label in KIND_LABELS.items()
    )


def _series(
    id: str,
    label: str,
    pair: RelationKey,
    yearly: pl.DataFrame,
    *,
    measure: Measure,
    column: str,
) -> Series:
    """Write a yearly measure of both parties, columns year and value, as a series."""
    years, values = (tuple(part.to_list()) for part in yearly.get_columns())
    return Series(
        id=id,
        label=label,
        of=pair.of,
        unit=measure.unit,
        table=measure.table,
        column=column,
        keys=(("a", pair.first.key), ("b", pair.second.key)),
        years=years,
        values=values,
        sources=(measure.source,),
        rule=measure.rule,
    )


def obligations(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Measure how many of the cross pairs are bound by a treaty, and how many by a duty to defend.

    Zero means that no treaty binds them and holds inside the source's years only (to 2018).

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    dyads = crossed(pair.first, pair.second, FIRST_YEAR, catalog.last_year("atop"))
    # an obligation binds a pair whichever of the two owes it
    spells = catalog.frame("obligations").with_columns(
        pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
        pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
    )
    rows = dyads.join(spells, on=["ccode1", "ccode2"], how="left")
    in_force = pl.col("year").is_between(pl.col("start"), pl.col("end")).fill_null(False)
    is_defence = (pl.col("strongest") == "defense") & in_force
    by_pair = rows.group_by("year", "ccode1", "ccode2").agg(
        in_force.any().alias("bound"), is_defence.any().alias("bound_to_defend")
    )
    shares = pl.col("bound", "bound_to_defend").mean()
    yearly = by_pair.group_by("year").agg(shares).sort("year")
    return tuple(
        _series(
            f"institutions.{name}",
            label,
            pair,
            yearly.select("year", name),
            measure=OBLIGATIONS,
            column="strongest",
        )
        for name, label in OBLIGATION_LABELS.items()
    )


@dataclass(frozen=True, slots=True)
class Bond:
    """What a treaty obliges two states to, each way.

    Attributes
    ----------
    first, second : str
        Strongest kind of the first party towards the second, and back; empty where there is none.
    depth : int
        Most kinds that either owes the other.
    """

    first: str
    second: str
    depth: int


def bond(catalog: Catalog, pair: RelationKey, year: int) -> Bond | None:
    """Name the strongest obligation each way between two states in a year, if any.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The two states.
    year : int
        The year in which it is in force.
    """
    first, second = pair.first.members(year), pair.second.members(year)
    codes = [*first, *second]
    in_force = pl.col("start").le(year) & pl.col("end").ge(year)
    between = pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes)
    rows = catalog.frame("obligations").filter(in_force & between)
    forth = _strongest(rows, first, second)
    back = _strongest(rows, second, first)
    if not forth[0] and not back[0]:
        return None
    return Bond(first=forth[0], second=back[0], depth=max(forth[1], back[1]))


def _strongest(
    obligations: pl.DataFrame, own: tuple[int, ...], other: tuple[int, ...]
) -> tuple[str, int]:
    """Give kind and depth of what one state owes another; an empty text and 0 where nothing."""
    owed = obligations.filter(pl.col("ccode1").is_in(own) & pl.col("ccode2").is_in(other))
    if owed.is_empty():
        return "", 0
    kind, depth = owed.select("strongest", "depth").row(-1)
    return str(kind), int(depth)


def _borders_of(catalog: Catalog, year: int) -> pl.DataFrame:
    """Give the borders of a year; those of the last covered year are carried forward.

    Where the coders follow a convention, the override of the year itself stands.
    """
    return catalog.remember(_borders_in, year)


def _borders_in(catalog: Catalog, year: int) -> pl.DataFrame:
    on = min(year, catalog.last_year("cow_contiguity"))
    in_force = pl.col("start").le(on) & pl.col("end").ge(on)
    return corrected(catalog.frame("borders").filter(in_force), year)


def land_neighbours(
    catalog: Catalog, codes: tuple[int, ...], year: int, kinds: tuple[str, ...] = ("land",)
) -> frozenset[int]:
    """Give the codes that border any of `codes` and are not among them.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    codes : tuple of int
        COW codes.
    year : int
        After the source's last year (2016) its last borders are carried forward.
    kinds : tuple of str
        Kinds of border that count.
    """
    table = _borders_of(catalog, year).filter(pl.col("border").is_in(list(kinds)))
    own = set(codes)
    return frozenset(
        second if first in own else first
        for first, second in table.select("ccode1", "ccode2").iter_rows()
        if (first in own) != (second in own)
    )


def border_between(catalog: Catalog, pair: RelationKey, when: int | date) -> tuple[str, ...]:
    """Name the kinds of border between any members of the two parties, the closest first.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    when : int or datetime.date
        The day of their members, and the last full year of the borders.
    """
    dyads = crossed_on(pair.first, pair.second, as_day(when))
    year = last_full_year(as_day(when))
    between = _borders_of(catalog, year).join(dyads, on=["ccode1", "ccode2"], how="semi")
    kinds = between["border"].to_list()
    return tuple(kind for kind in borders.KINDS if kind in kinds)


def dyads_of(pair: RelationKey) -> set[tuple[int, int]]:
    """Pair every member of one party with every member of the other, lower code first.

    Parameters
    ----------
    pair : RelationKey
        The parties, with their members on the day of the view.
    """
    return set(crossed_on(pair.first, pair.second, pair.day).iter_rows())


def land_borders(catalog: Catalog, pair: RelationKey) -> tuple[tuple[int, int], ...]:
    """Give the pairs of states across the two parties with a common land border.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties, with their members on the day of the view.
    """
    dyads = crossed_on(pair.first, pair.second, pair.day)
    by_land = _borders_of(catalog, pair.as_of).filter(pl.col("border") == "land")
    between = by_land.join(dyads, on=["ccode1", "ccode2"], how="semi")
    return tuple(between.select("ccode1", "ccode2").sort("ccode1", "ccode2").iter_rows())


def recent_disputes(catalog: Catalog, pair: RelationKey) -> Series:
    """Count disputes between members of the two parties begun in the ten years to each year.

    A dispute of several members with the other party counts once for each pair.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    dyads = crossed(pair.first, pair.second, FIRST_YEAR, catalog.last_year("gml_mid"))
    # the source names every dispute of its years, so a pair without a row had none
    joined = dyads.join(catalog.frame("disputes"), on=["ccode1", "ccode2", "year"], how="left")
    counts = pl.col("recent").cast(pl.Float64).sum()
    yearly = joined.group_by("year").agg(counts).sort("year")
    return _series(
        "institutions.disputes",
        "Militarized disputes begun in ten years, by pair",
        pair,
        yearly,
        measure=DISPUTES,
        column="recent",
    )


def neighbours_of(catalog: Catalog, actor: Actor, when: int | date) -> frozenset[int]:
    """Give the land neighbours of an actor that are not part of it."""
    year = last_full_year(as_day(when))
    return land_neighbours(catalog, actor.members(when), year)


def joint_of_all(catalog: Catalog, year: int) -> tuple[int, Floats]:
    """Give full joint organisations of all pairs in the newest covered year; 0 if none.

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
    return catalog.as_of(year).remember(_newest_joint)


def _newest_joint(catalog: Catalog) -> tuple[int, Floats]:
    table = catalog.scan("organisations").select("year", "full")
    newest = table.filter(pl.col("year") == pl.col("year").max()).collect()
    if newest.is_empty():
        return 0, np.empty(0)
    return int(newest["year"][0]), newest["full"].to_numpy().astype(float)
