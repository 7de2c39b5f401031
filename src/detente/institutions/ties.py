"""Ties of a pair: organisations in common, treaty obligations, borders, disputes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.composition import crossed
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.systems import FIRST_YEAR
from detente.calendar import last_year
from detente.evidence.series import Series
from detente.institutions import borders
from detente.store.catalog import Catalog

LAST_TREATY = last_year("atop")
FIRST_COUNTED = 1946
"""First year for which organisations in common are counted."""
"""Last year of the treaty data."""
KIND_LABELS = {
    "full": "both full members",
    "associate": "one only associate",
    "observer": "one only observer",
}


def dyads_of(pair: RelationKey, year: int) -> set[tuple[int, int]]:
    """Pair every member of one party with every member of the other, lower code first."""
    return set(crossed(pair.a, pair.b, year, year).select("ccode1", "ccode2").iter_rows())


def organisations(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Count organisations in common by kind; for a bloc the median over its members of the year."""
    dyads = crossed(pair.a, pair.b, FIRST_COUNTED, catalog.last_year("cow_igo"))
    joined = dyads.join(
        catalog.scan("organisations")
        .filter(pl.col("ccode1").is_in(dyads["ccode1"].unique().to_list()))
        .collect(),
        on=["ccode1", "ccode2", "year"],
    )
    yearly = (
        joined.group_by("year").agg(pl.col("full", "associate", "observer").median()).sort("year")
    )
    return tuple(
        Series(
            id=f"institutions.joint_{kind}",
            label=f"Organisations in common, {label}",
            of=pair.of,
            unit="organisations",
            table="organisations",
            column=kind,
            keys=(("a", pair.a.key), ("b", pair.b.key)),
            years=tuple(yearly["year"].to_list()),
            values=tuple(yearly[kind].to_list()),
            sources=("cow_igo",),
            rule="count over all organisations; for a bloc the median over its members of the year",
        )
        for kind, label in KIND_LABELS.items()
    )


def obligations(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Measure how many of the cross pairs are bound by a treaty, and how many by a duty to defend.

    Zero means that no treaty binds them and holds inside the source's years only (to 2018).
    """
    dyads = crossed(pair.a, pair.b, FIRST_YEAR, catalog.last_year("atop"))
    low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
    spells = catalog.frame("obligations").with_columns(low.alias("ccode1"), high.alias("ccode2"))
    yearly = (
        dyads.join(spells, on=["ccode1", "ccode2"], how="left")
        .with_columns(
            (pl.col("start").le(pl.col("year")) & pl.col("end").ge(pl.col("year")))
            .fill_null(False)
            .alias("in_force")
        )
        .group_by("year", "ccode1", "ccode2")
        .agg(
            pl.col("in_force").any().alias("bound"),
            ((pl.col("strongest") == "defense") & pl.col("in_force")).any().alias("defend"),
        )
        .group_by("year")
        .agg(pl.col("bound").mean(), pl.col("defend").mean())
        .sort("year")
    )
    rows = list(yearly.iter_rows())
    return tuple(
        Series(
            id=f"institutions.{name}",
            label=label,
            of=pair.of,
            unit="share of the cross pairs",
            table="obligations",
            column="strongest",
            keys=(("a", pair.a.key), ("b", pair.b.key)),
            years=tuple(r[0] for r in rows),
            values=tuple(r[i] for r in rows),
            sources=("atop",),
            rule="share of pairs (member, other party) with an obligation in force",
        )
        for i, (name, label) in enumerate(
            (("bound", "Bound by any treaty obligation"), ("bound_to_defend", "Bound to defend")),
            start=1,
        )
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
    """Name the strongest obligation each way between two states in a year, if any."""
    one, two = pair.a.members(year), pair.b.members(year)
    here = catalog.frame("obligations").filter((pl.col("start") <= year) & (pl.col("end") >= year))
    found = {
        (a, b): (str(kind), depth)
        for a, b, kind, depth in here.select("ccode1", "ccode2", "strongest", "depth").iter_rows()
    }
    there = next((found[a, b] for a in one for b in two if (a, b) in found), ("", 0))
    back = next((found[b, a] for a in one for b in two if (b, a) in found), ("", 0))
    return (
        Bond(first=there[0], second=back[0], depth=max(there[1], back[1]))
        if there[0] or back[0]
        else None
    )


def land_neighbours(
    catalog: Catalog, codes: tuple[int, ...], year: int, kinds: tuple[str, ...] = ("land",)
) -> frozenset[int]:
    """Give the codes that border any of `codes` and are not among them.

    After the source's last year (2016) its last borders are carried forward.
    """
    on = min(year, borders.LAST)
    table = catalog.frame("borders").filter(
        (pl.col("start") <= on) & (pl.col("end") >= on) & pl.col("border").is_in(list(kinds))
    )
    own = set(codes)
    found = {
        b if a in own else a
        for a, b in table.select("ccode1", "ccode2").iter_rows()
        if (a in own) != (b in own)
    }
    return frozenset(found)


def border_between(catalog: Catalog, pair: RelationKey, year: int) -> tuple[str, ...]:
    """Name the kinds of border between any members of the two parties, the closest first."""
    dyads = dyads_of(pair, year)
    on = min(year, borders.LAST)
    table = catalog.frame("borders").filter((pl.col("start") <= on) & (pl.col("end") >= on))
    found = {
        kind
        for a, b, kind in table.select("ccode1", "ccode2", "border").iter_rows()
        if (a, b) in dyads
    }
    return tuple(k for k in borders.KINDS if k in found)


def recent_disputes(catalog: Catalog, pair: RelationKey) -> Series:
    """Count disputes between members of the two parties begun in the ten years to each year.

    A dispute of several members with the other party counts once for each pair.
    """
    dyads = crossed(pair.a, pair.b, FIRST_YEAR, catalog.last_year("gml_mid"))
    yearly = (
        dyads.join(catalog.frame("disputes"), on=["ccode1", "ccode2", "year"], how="left")
        .group_by("year")
        .agg(pl.col("recent").cast(pl.Int64).sum())
        .sort("year")
    )
    return Series(
        id="institutions.disputes",
        label="Militarized disputes begun in ten years, by pair",
        of=pair.of,
        unit="disputes",
        table="disputes",
        column="recent",
        keys=(("a", pair.a.key), ("b", pair.b.key)),
        years=tuple(yearly["year"].to_list()),
        values=tuple(float(v) for v in yearly["recent"].to_list()),
        sources=("gml_mid",),
        rule="sum over the pairs (member, other party) of the year",
    )


def neighbours_of(catalog: Catalog, actor: Actor, year: int) -> frozenset[int]:
    """Give the land neighbours of an actor that are not part of it."""
    return land_neighbours(catalog, actor.members(year), year)


def joint_of_all(
    catalog: Catalog, year: int
) -> tuple[int, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Give full joint organisations of all pairs in the newest covered year; 0 if none."""
    return catalog.as_of(year).remember(_newest_joint)


def _newest_joint(
    catalog: Catalog,
) -> tuple[int, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    table = catalog.scan("organisations").select("year", "full").collect()
    if table.is_empty():
        return 0, np.empty(0)
    newest = int(table["year"].to_numpy().max())
    return newest, table.filter(pl.col("year") == newest)["full"].to_numpy().astype(float)
