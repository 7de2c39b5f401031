"""Networks: how two actors' memberships overlap, what one would gain, who is in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from detente.actors.blocs import blocs
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import REGIONS, State, state_on
from detente.evidence.cell import Cell
from detente.grain import Grain
from detente.institutions.density import TABLE
from detente.institutions.organisations import SINCE
from detente.span import year_end
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

REACHES = ("universal", "regional", "between")
COUNTED = REACHES[1:]
"""Reaches that count in a comparison: what most states belong to sets no pair apart."""
UNIVERSAL = 0.5
"""Part of all states that must be full members of an organisation of universal reach."""
REGIONAL = 0.8
"""Part of an organisation's full members that must lie in one region for it to be regional."""
CIRCLE, LARGE = 0.75, 60
"""Part of a bloc above which another bloc is its circle, and the size from which it is none."""
MOST = 3
"""Most brokers that are named."""
FULL, ASSOCIATE, OBSERVER = 1, 2, 3
"""Kinds of membership, as the source codes them."""


def memberships(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count each state's organisations by membership and reach, and measure its centrality.

    Reach is a class of ours: universal where half of all states are full members, regional where
    four fifths of the full members lie in one region (`REGIONS`), else between regions. Centrality
    is a state's part of all joint memberships: the sum over other states of the organisations of
    which both are full members.
    """
    counted = (pl.col("year") >= SINCE) & pl.col("membership").is_in([FULL, ASSOCIATE, OBSERVER])
    long = tables["cow_igo"].filter(counted)
    state_year = ["ccode", "year"]
    by_reach = [(pl.col("reach") == reach).sum().alias(reach) for reach in REACHES]
    ties = (pl.col("size") - 1).sum().alias("ties")
    full = _with_reach(long).group_by(state_year).agg(pl.len().alias("full"), *by_reach, ties)
    partial = long.filter(pl.col("membership") != FULL)
    kinds = (("associate", ASSOCIATE), ("observer", OBSERVER))
    by_kind = [(pl.col("membership") == code).sum().alias(name) for name, code in kinds]
    other = partial.group_by(state_year).agg(by_kind)
    joined = full.join(other, on=state_year, how="left")
    centrality = pl.col("ties") / pl.col("ties").sum().over("year")
    counts = pl.col("ccode", "year", "full", *REACHES, "associate", "observer")
    table = joined.with_columns(
        centrality.cast(pl.Float32).alias("centrality"),
        pl.col("associate", "observer").fill_null(0),
    )
    return table.drop("ties").with_columns(counts.cast(pl.Int16)).sort("ccode", "year")


def _with_reach(long: pl.DataFrame) -> pl.DataFrame:
    """Give full memberships with the number of full members and the reach of the organisation."""
    region = (pl.col("ccode") // 100).replace_strict(REGIONS, return_dtype=pl.String)
    full = long.filter(pl.col("membership") == FULL).with_columns(region.alias("region"))
    states = long.group_by("year").agg(pl.col("ccode").n_unique().alias("states"))
    largest_region = pl.col("region").value_counts(sort=True).first().struct.field("count")
    sizes = full.group_by("igo", "year").agg(
        pl.len().alias("size"), largest_region.alias("in_one_region")
    )
    is_universal = pl.col("size") >= UNIVERSAL * pl.col("states")
    is_regional = pl.col("in_one_region") >= REGIONAL * pl.col("size")
    reach = (
        pl.when(is_universal)
        .then(pl.lit("universal"))
        .when(is_regional)
        .then(pl.lit("regional"))
        .otherwise(pl.lit("between"))
    )
    sizes = sizes.join(states, on="year").select("igo", "year", "size", reach.alias("reach"))
    return full.join(sizes, on=["igo", "year"])


DERIVED_TABLES = (
    DerivedTable(
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
        Organisations of at most half of all states of which both are full members, or one alone; of
        a bloc the mean over its members.
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


def _mean(column: pl.Series) -> float:
    """Average a column as floating-point numbers."""
    return float(column.to_numpy().mean())


def _organisations(
    column: str, of: str, value: float, *, year: int, table: str = "memberships"
) -> Cell:
    """Write a number of organisations as a cell."""
    return Cell(
        table=table,
        column=column,
        keys=(("of", of), ("year", year)),
        value=value,
        unit="organisations",
        sources=("cow_igo",),
        rule="full members, of at most half of all states; of a bloc the mean over its members",
    )


def overlap(catalog: Catalog, pair: RelationKey) -> Overlap | None:
    """Compare two parties' memberships; None where there is no data.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    """
    year = catalog.last_year("cow_igo")
    first, second = (list(party.members(year)) for party in (pair.first, pair.second))
    in_year = catalog.frame("memberships").filter(pl.col("year") == year)
    of_first, of_second = (in_year.filter(pl.col("ccode").is_in(c)) for c in (first, second))
    forth = pl.col("ccode1").is_in(first) & pl.col("ccode2").is_in(second)
    back = pl.col("ccode1").is_in(second) & pl.col("ccode2").is_in(first)
    across = (pl.col("year") == year) & (forth | back)
    joint = catalog.scan(TABLE).filter(across).select("shared").collect()["shared"]
    if of_first.is_empty() or of_second.is_empty() or joint.is_empty():
        return None
    both = _mean(joint)
    own, other = (sum(_mean(rows[name]) for name in COUNTED) for rows in (of_first, of_second))
    cells = (
        _organisations("shared", pair.of, both, year=year, table=TABLE),
        _organisations("full", short(pair.first), own, year=year),
        _organisations("full", short(pair.second), other, year=year),
    )
    reach = tuple((name, _mean(of_first[name]), _mean(of_second[name])) for name in COUNTED)
    return Overlap(
        year=year,
        joint=both,
        only_first=max(own - both, 0.0),
        only_second=max(other - both, 0.0),
        jaccard=both / (own + other - both),
        reach=reach,
        cells=cells,
    )


def gains(pair: RelationKey) -> tuple[tuple[str, int, int], ...]:
    """Name the blocs to which over three quarters of the bloc belong and the state does not.

    A bloc of sixty members or more is nobody's circle.

    Returns
    -------
    tuple of (str, int, int)
        Label of the other bloc, members of the pair's bloc that belong to it, and all of these.
    """
    sides = pair.bloc_and_state
    if sides is None:
        return ()
    bloc, state = sides
    day = pair.day
    inside = set(bloc.member_letters(day))
    gained = []
    for other in blocs(pair.own).values():
        if other.id == bloc.id or not other.span.covers(day):
            continue
        members = set(other.member_letters(day))
        shared = len(members & inside)
        is_circle = shared > CIRCLE * len(inside) and len(members) < LARGE
        if is_circle and not members & set(state.letters):
            gained.append((other.label, shared, len(inside)))
    return tuple(sorted(gained, key=lambda gain: -gain[1]))


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

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.

    Returns
    -------
    tuple of Broker
        At most three; empty where there is no data.
    """
    year = catalog.last_year("cow_igo")
    table = catalog.scan(TABLE).filter(pl.col("year") == year).collect()
    first, second = (set(party.members(year)) for party in (pair.first, pair.second))
    if table.is_empty() or not first or not second:
        return ()
    forth = table.select(pl.col("ccode1").alias("ccode"), pl.col("ccode2").alias("with"), "shared")
    back = table.select(pl.col("ccode2").alias("ccode"), pl.col("ccode1").alias("with"), "shared")
    outside = pl.concat([forth, back]).filter(~pl.col("ccode").is_in(list(first | second)))
    with_party = [
        pl.col("shared").filter(pl.col("with").is_in(list(codes))).mean().alias(name)
        for name, codes in (("first", first), ("second", second))
    ]
    shared = outside.group_by("ccode").agg(*with_party).drop_nulls()
    fewer = shared.with_columns(pl.min_horizontal("first", "second").alias("fewer"))
    best = fewer.sort("fewer", "ccode", descending=[True, False]).head(MOST)
    return tuple(_broker(row, pair, year) for row in best.iter_rows(named=True))


def _broker(row: dict[str, Any], pair: RelationKey, year: int) -> Broker:
    """Name a broker from its row of `brokers`."""
    cell = Cell(
        table=TABLE,
        column="shared",
        keys=(("broker", row["ccode"]), ("between", pair.of), ("year", year)),
        value=row["fewer"],
        unit="organisations",
        sources=("cow_igo",),
        rule="the smaller of what it shares with each party",
    )
    label = state_on(row["ccode"], year_end(year)).label
    return Broker(label=label, first=row["first"], second=row["second"], cell=cell)


def centrality(catalog: Catalog, state: State, as_of: int) -> tuple[int, int, Cell] | None:
    """Rank a state by its part of all joint full memberships: rank, states and the part.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    state : State
        Whose rank.
    as_of : int
        The view: the newest year with data that is not after it counts.

    Returns
    -------
    tuple of (int, int, Cell) or None
        None without data.
    """
    year = min(as_of, catalog.last_year("cow_igo"))
    table = catalog.frame("memberships").filter(pl.col("year") == year)
    own = table.filter(pl.col("ccode").is_in(list(state.members(year))))["centrality"].to_list()
    if not own:
        return None
    cell = Cell(
        table="memberships",
        column="centrality",
        keys=(("state", state.key), ("year", year)),
        value=float(own[0]),
        unit="part of all joint memberships",
        sources=("cow_igo",),
        rule="joint full memberships with every other state over their sum",
    )
    above = int((table["centrality"] > own[0]).sum())
    return above + 1, table.height, cell
