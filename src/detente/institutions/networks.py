"""Networks: how two actors' memberships overlap, what one would gain, who is in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import blocs
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import REGIONS, State, state_on
from detente.evidence.cell import Cell
from detente.grain import Grain
from detente.institutions.organisations import SINCE
from detente.span import year_end
from detente.store.catalog import Catalog
from detente.store.starter import Recipe

LAST = 2014
"""Last year of the data on organisations."""
REACHES = ("universal", "regional", "between")
UNIVERSAL = 0.5
"""Part of all states that must be full members of an organisation of universal reach."""
REGIONAL = 0.8
"""Part of an organisation's full members that must lie in one region for it to be regional."""
MOST = 3


def memberships(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count each state's organisations by membership and reach, and measure its centrality.

    Reach is a class of ours: universal where half of all states are full members, regional where
    four fifths of the full members lie in one region (`REGIONS`), else between regions. Centrality
    is a state's part of all joint memberships: the sum over other states of the organisations of
    which both are full members.
    """
    long = tables["cow_igo"].filter(
        (pl.col("year") >= SINCE) & pl.col("membership").is_in([1, 2, 3])
    )
    region = (pl.col("ccode") // 100).replace_strict(REGIONS, return_dtype=pl.String)
    full = long.filter(pl.col("membership") == 1).with_columns(region.alias("region"))
    states = long.group_by("year").agg(pl.col("ccode").n_unique().alias("states"))
    sizes = (
        full.group_by("igo", "year")
        .agg(
            pl.len().alias("size"),
            pl.col("region").value_counts(sort=True).first().struct.field("count").alias("near"),
        )
        .join(states, on="year")
    )
    reach = (
        pl.when(pl.col("size") >= UNIVERSAL * pl.col("states"))
        .then(pl.lit("universal"))
        .when(pl.col("near") >= REGIONAL * pl.col("size"))
        .then(pl.lit("regional"))
        .otherwise(pl.lit("between"))
    )
    classed = full.join(
        sizes.with_columns(reach.alias("reach")).select("igo", "year", "size", "reach"),
        on=["igo", "year"],
    )
    whole = classed.group_by("ccode", "year").agg(
        pl.len().alias("full"),
        *((pl.col("reach") == r).sum().alias(r) for r in REACHES),
        (pl.col("size") - 1).sum().alias("ties"),
    )
    other = (
        long.filter(pl.col("membership") > 1)
        .group_by("ccode", "year")
        .agg(
            (pl.col("membership") == 2).sum().alias("associate"),
            (pl.col("membership") == 3).sum().alias("observer"),
        )
    )
    joined = (
        whole.join(other, on=["ccode", "year"], how="left")
        .with_columns(
            pl.col("associate", "observer").fill_null(0),
            (pl.col("ties") / pl.col("ties").sum().over("year")).alias("centrality"),
        )
        .drop("ties")
    )
    return joined.with_columns(
        pl.col("ccode", "year").cast(pl.Int16),
        pl.col("centrality").cast(pl.Float32),
        pl.col("full", *REACHES, "associate", "observer").cast(pl.Int16),
    ).sort("ccode", "year")


RECIPES = (
    Recipe(
        id="memberships",
        grain=Grain.STATE_YEAR,
        needs=("cow_igo",),
        make=memberships,
        rule="organisations by kind of membership and by reach; part of all joint full memberships",
    ),
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parties' memberships beside each other.

    Attributes
    ----------
    year : int
        Newest year with data not after the view.
    joint, only_first, only_second : float
        Organisations of which both are full members, or one alone; of a bloc the mean over its
        members.
    jaccard : float
        Joint over all that either belongs to.
    reach : tuple of (str, float, float)
        Reach, and how many of that reach each party belongs to.
    cells : tuple of Cell
        What it rests on.
    """

    year: int
    joint: float
    only_first: float
    only_second: float
    jaccard: float
    reach: tuple[tuple[str, float, float], ...]
    cells: tuple[Cell, ...]


def overlap(catalog: Catalog, pair: RelationKey) -> Overlap | None:
    """Lay two parties' memberships beside each other; None where there is no data."""
    year = min(pair.as_of, LAST)
    table = catalog.frame("memberships").filter(pl.col("year") == year)
    first, second = (list(p.members(year)) for p in (pair.a, pair.b))
    one, two = (table.filter(pl.col("ccode").is_in(codes)) for codes in (first, second))
    joint = (
        catalog.scan("organisations")
        .filter(pl.col("year") == year)
        .filter(
            (pl.col("ccode1").is_in(first) & pl.col("ccode2").is_in(second))
            | (pl.col("ccode1").is_in(second) & pl.col("ccode2").is_in(first))
        )
        .select("full")
        .collect()["full"]
    )
    if one.is_empty() or two.is_empty() or joint.is_empty():
        return None
    both = float(joint.to_numpy().mean())
    own, other = float(one["full"].to_numpy().mean()), float(two["full"].to_numpy().mean())

    def cell(column: str, of: str, value: float, name: str = "memberships") -> Cell:
        return Cell(
            table=name,
            column=column,
            keys=(("of", of), ("year", year)),
            value=value,
            unit="organisations",
            sources=("cow_igo",),
            rule="full members; of a bloc the mean over its members",
        )

    cells = (
        cell("full", pair.of, both, "organisations"),
        cell("full", short(pair.a), own),
        cell("full", short(pair.b), other),
    )
    reach = tuple(
        (r, float(one[r].to_numpy().mean()), float(two[r].to_numpy().mean())) for r in REACHES
    )
    return Overlap(
        year=year,
        joint=both,
        only_first=own - both,
        only_second=other - both,
        jaccard=both / (own + other - both),
        reach=reach,
        cells=cells,
    )


def gains(pair: RelationKey) -> tuple[tuple[str, int, int], ...]:
    """Name the blocs to which most members of the bloc belong and the state does not.

    Returns
    -------
    tuple of (str, int, int)
        Label of the other bloc, members of the pair's bloc that belong to it, and all of these.
    """
    sides = pair.bloc_and_state
    if sides is None:
        return ()
    bloc, state = sides
    day = year_end(pair.as_of)
    inside = bloc.member_letters(day)
    found = []
    for other in blocs().values():
        if other.id == bloc.id or not other.span.covers(day):
            continue
        theirs = set(other.member_letters(day))
        many = len(theirs & set(inside))
        if 2 * many > len(inside) and not theirs & set(state.letters):
            found.append((other.label, many, len(inside)))
    return tuple(sorted(found, key=lambda f: -f[1]))


@dataclass(frozen=True, slots=True)
class Broker:
    """A third state that stands between two parties.

    Attributes
    ----------
    label : str
        The state.
    first, second : float
        Organisations that it shares with each party; of a bloc the mean over its members.
    cell : Cell
        The smaller of the two.
    """

    label: str
    first: float
    second: float
    cell: Cell


def brokers(catalog: Catalog, pair: RelationKey) -> tuple[Broker, ...]:
    """Find the states outside both parties that share most organisations with both.

    A state counts by the party with which it shares fewer.

    Returns
    -------
    tuple of Broker
        At most three; empty where there is no data.
    """
    year = min(pair.as_of, LAST)
    table = catalog.scan("organisations").filter(pl.col("year") == year).collect()
    first, second = (set(p.members(year)) for p in (pair.a, pair.b))
    if table.is_empty() or not first or not second:
        return ()
    both = pl.concat(
        [
            table.select(pl.col("ccode1").alias("ccode"), pl.col("ccode2").alias("with"), "full"),
            table.select(pl.col("ccode2").alias("ccode"), pl.col("ccode1").alias("with"), "full"),
        ]
    )
    outside = both.filter(~pl.col("ccode").is_in(list(first | second)))
    mean = (
        outside.group_by("ccode")
        .agg(
            *(
                pl.col("full").filter(pl.col("with").is_in(list(codes))).mean().alias(name)
                for name, codes in (("a", first), ("b", second))
            )
        )
        .drop_nulls()
    )
    best = (
        mean.with_columns(pl.min_horizontal("a", "b").alias("least"))
        .sort("least", "ccode", descending=[True, False])
        .head(MOST)
    )
    return tuple(
        Broker(
            label=state_on(c, year_end(year)).label,
            first=a,
            second=b,
            cell=Cell(
                table="organisations",
                column="full",
                keys=(("broker", c), ("between", pair.of), ("year", year)),
                value=least,
                unit="organisations",
                sources=("cow_igo",),
                rule="the smaller of what it shares with each party",
            ),
        )
        for c, a, b, least in best.select("ccode", "a", "b", "least").iter_rows()
    )


def centrality(catalog: Catalog, state: State, as_of: int) -> tuple[int, int, Cell] | None:
    """Rank a state by its part of all joint full memberships: rank, states and the part."""
    year = min(as_of, LAST)
    table = catalog.frame("memberships").filter(pl.col("year") == year)
    own = table.filter(pl.col("ccode").is_in(list(state.members(year))))["centrality"].to_list()
    if not own:
        return None
    return (
        int((table["centrality"] > own[0]).sum()) + 1,
        table.height,
        Cell(
            table="memberships",
            column="centrality",
            keys=(("state", state.key), ("year", year)),
            value=float(own[0]),
            unit="part of all joint memberships",
            sources=("cow_igo",),
            rule="joint full memberships with every other state over their sum",
        ),
    )
