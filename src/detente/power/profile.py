"""The power structure of a relation: each measure when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import State, state_on
from detente.actors.systems import FIRST_YEAR
from detente.evidence.series import STALE, Series
from detente.power import threat
from detente.power.society import TRAITS, trait
from detente.power.system import Poles, poles, shape
from detente.power.yardsticks import (
    COVERED,
    YARDSTICKS,
    Yardstick,
    held,
    leaders,
    ratio,
    series,
    yardstick,
)
from detente.span import year_end
from detente.store.catalog import Catalog

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EUROPE = range(200, 400)
TURKEY = 640
USA = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """The strongest member's military spending against the others'.

    Attributes
    ----------
    bloc, leader, rest : str
        Names of the bloc, of its strongest member, and what the others are called.
    series : Series
        The ratio, members of each year.
    inside : dict
        Name to COW codes of both at the view, where the leader outspends all others; else empty.
    """

    bloc: str
    leader: str
    rest: str
    series: Series
    inside: dict[str, tuple[int, ...]] = field(hash=False)


@dataclass(frozen=True)
class PowerProfile:
    """What the power structure measures of a pair, each part when it is first asked for.

    Attributes
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    """

    catalog: Catalog
    pair: RelationKey

    @cached_property
    def third(self) -> State | None:
        """The strongest state outside both parties at the view."""
        known = self.catalog.as_of(self.pair.as_of)
        return third_power(known, self.pair)

    @cached_property
    def parties(self) -> tuple[Actor, ...]:
        """First party, second party and, where there is one, the third power."""
        return (self.pair.a, self.pair.b, *((self.third,) if self.third else ()))

    @cached_property
    def shares(self) -> dict[str, tuple[Series, ...]]:
        """Yardstick id to the series of every party, at each year's composition."""
        return {by.id: self._series(by, self.parties, "actual") for by in YARDSTICKS}

    @cached_property
    def fixed(self) -> dict[str, tuple[Series, ...]]:
        """Yardstick id to the series of the blocs among the parties, as composed at the view."""
        blocs = tuple(party for party in self.parties if isinstance(party, Bloc))
        return {by.id: self._series(by, blocs, "fixed") for by in YARDSTICKS}

    @cached_property
    def spending(self) -> dict[str, tuple[Series, ...]]:
        """Spending yardstick id to the series of every party, in its unit."""
        return {by.id: self._series(by, self.parties, "actual") for by in held(self.catalog)}

    @cached_property
    def gap(self) -> Gap | None:
        """The leader's spending over the others' in the bloc that has a clear leader."""
        blocs = (party for party in (self.pair.a, self.pair.b) if isinstance(party, Bloc))
        found = (gap_of(self.catalog, bloc, self.pair.as_of) for bloc in blocs)
        return next((gap for gap in found if gap is not None), None)

    @cached_property
    def traits(self) -> dict[str, tuple[Series, ...]]:
        """Trait to the series of both parties."""
        a, b = self.pair.a, self.pair.b
        return {
            name: (trait(self.catalog, a, name, b), trait(self.catalog, b, name, a))
            for name in TRAITS
        }

    @cached_property
    def ranks(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Yardstick id and key of a state to its rank, the number of states, and the year."""
        states = [party for party in self.parties if isinstance(party, State)]
        found = {
            (by.id, state.key): rank(self.catalog, state, by, self.pair.as_of)
            for by in YARDSTICKS
            for state in states
        }
        return {key: place for key, place in found.items() if place is not None}

    @cached_property
    def system(self) -> tuple[Series, Series]:
        """Concentration of capability, and the effective number of states."""
        return shape(self.catalog)

    @cached_property
    def poles(self) -> tuple[Poles, ...]:
        """The powers of the view, by yardstick."""
        return _poles(self.catalog, self.pair.as_of)

    @cached_property
    def threats(self) -> tuple[tuple[threat.Threat, ...], tuple[threat.Threat, ...]]:
        """What each party sees from where it is."""
        return threat.both(self.catalog, self.pair, self.gap.inside if self.gap else {})

    def _series(
        self, by: Yardstick, parties: tuple[Actor, ...], composition: str
    ) -> tuple[Series, ...]:
        as_of = self.pair.as_of
        return tuple(
            series(self.catalog, party, by, as_of=as_of, composition=composition)
            for party in parties
        )

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data, once."""
        groups = (
            *self.shares.values(),
            *self.fixed.values(),
            *self.spending.values(),
            *self.traits.values(),
        )
        gap = (self.gap.series,) if self.gap else ()
        return tuple(s for s in (*(x for group in groups for x in group), *gap, *self.system) if s)


def third_power(catalog: Catalog, pair: RelationKey) -> State | None:
    """Find the strongest state outside both parties; None where nothing is known."""
    inside = tuple({*pair.a.members(pair.as_of), *pair.b.members(pair.as_of)})
    found = leaders(catalog, yardstick("cinc"), without=inside)
    return state_on(found[0], year_end(pair.as_of)) if found else None


def gap_of(catalog: Catalog, bloc: Bloc, as_of: int) -> Gap | None:
    """Set the strongest member's spending against the others'; None for a bloc of fewer than three.

    Where the leader is the United States and the others are mostly European, the others are the
    European members.
    """
    members = bloc.members(as_of)
    if len(members) < 3:
        return None
    outside = tuple(set(catalog.frame("capability")["ccode"].unique().to_list()) - set(members))
    by = yardstick("spending_constant")
    first = leaders(catalog, by, without=outside)
    if not first:
        return None
    leader = state_on(first[0], year_end(as_of))
    european = leader.ccode == USA and sum(c in EUROPE for c in members) >= 3
    table = (
        catalog.frame(by.table)
        .select("ccode", "year", by.column, "pop_share")
        .drop_nulls(by.column)
    )
    rows_of_people = (
        catalog.frame(by.table).select("ccode", "year", "pop_share").drop_nulls().iter_rows()
    )
    people = {(c, y): p for c, y, p in rows_of_people}
    rows = []
    for year in range(max(1946, bloc.span.start.year), as_of + 12):
        then = set(bloc.members(year))
        others = {
            c for c in then if c != leader.ccode and (not european or c in EUROPE or c == TURKEY)
        }
        here = dict(table.filter(pl.col("year") == year).select("ccode", by.column).iter_rows())
        have = others & here.keys()
        weight = sum(people.get((c, year), 0.0) for c in others)
        held = sum(people.get((c, year), 0.0) for c in have)
        if (
            leader.ccode in here
            and have
            and weight
            and held >= COVERED * weight
            and sum(here[c] for c in have) > 0
        ):
            rows.append((year, here[leader.ccode] / sum(here[c] for c in have)))
    rest = "European members" if european else "other members"
    found = Series(
        id="power.gap",
        label=f"Military spending of {leader.label} over that of the {rest}",
        of=short(bloc),
        unit="ratio",
        table=by.table,
        column=by.column,
        keys=(("bloc", bloc.id), ("leader", leader.key)),
        years=tuple(y for y, _ in rows),
        values=tuple(v for _, v in rows),
        sources=by.sources,
        rule=f"{by.rule}; members of each year with data for nine tenths of their people",
    )
    ahead = next((v for y, v in reversed(rows) if as_of - STALE <= y <= as_of), 0.0)
    led = tuple(
        c for c in members if c != leader.ccode and (not european or c in EUROPE or c == TURKEY)
    )
    inside = {leader.label: (leader.ccode,), f"{short(bloc)}'s {rest}": led} if ahead >= 1 else {}
    return Gap(bloc.label, leader.label, rest, found, inside) if found else None


def _columns(catalog: Catalog, by: Yardstick) -> tuple[Ints, Ints, Floats]:
    """Give codes, years and values of a yardstick, each of shape (N,)."""
    known = catalog.frame(by.table).select("ccode", "year", by.column).drop_nulls()
    return (
        known["ccode"].to_numpy().astype(np.int64),
        known["year"].to_numpy().astype(np.int64),
        known[by.column].to_numpy(),
    )


def rank(catalog: Catalog, state: State, by: Yardstick, as_of: int) -> tuple[int, int, int] | None:
    """Rank a state in the newest year: rank, number of states, year; None without data."""

    codes, years, values = catalog.as_of(as_of).remember(_columns, by)
    code = {y: c for y in range(FIRST_YEAR, as_of + 1) for c in state.members(y)}
    own = np.isin(codes, list(set(code.values())))
    if not own.any():
        return None
    year = int(years[own].max())
    here = years == year
    mine = values[here & (codes == code.get(year, state.ccode))]
    return (int((values[here] > mine[0]).sum()) + 1, int(here.sum()), year) if mine.size else None


def _poles(catalog: Catalog, as_of: int) -> tuple[Poles, ...]:
    """Name the powers on the composite index, on product and on product times product per head."""
    found = {
        name: poles(catalog, as_of, name) for name in ("cinc", "gdp", "net", "gdp_long", "net_long")
    }
    long = [n for n in ("gdp", "net") if found[n] is None]
    wanted = ("cinc", *(f"{n}_long" if n in long else n for n in ("gdp", "net")))
    return tuple(p for p in (found[n] for n in wanted) if p is not None)


def spending_ratios(relation: PowerProfile, top: int, bottom: int) -> dict[str, Series]:
    """Divide two parties' spending on every yardstick held; keys are yardstick ids."""
    found = {}
    for name, group in relation.spending.items():
        if max(top, bottom) < len(group) and group[top] and group[bottom]:
            found[name] = ratio(
                group[top],
                group[bottom],
                of=f"{group[top].of} over {group[bottom].of}",
                id=f"power.{name}_ratio",
                label=f"Military spending, {yardstick(name).label}",
            )
    return found
