"""The power structure of a relation: each measure when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import State, as_now_since, state_on
from detente.actors.systems import FIRST_YEAR
from detente.evidence.series import STALE, Series
from detente.power import threat
from detente.power.third import ThirdPower, at_odds, third_power
from detente.power.yardsticks import (
    COVERED,
    YARDSTICKS,
    Yardstick,
    held,
    leaders,
    part_of_people,
    ratio,
    series,
    yardstick,
)
from detente.span import as_day, last_full_year
from detente.store.catalog import Catalog

if TYPE_CHECKING:
    from detente.power.system import Poles

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EUROPE = range(200, 400)
TURKEY = 640
USA = 2
GAP_YARDSTICK = "spending_constant"
"""The yardstick on which a bloc's leader is compared with its followers."""
LEAST_MEMBERS = 3
"""Fewest members of a bloc, and fewest European ones, for such a comparison."""
FIRST_SPENDING = 1946


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
    def third_power(self) -> ThirdPower | None:
        """Who else the two must reckon with at the view, and why; None where nobody matters."""
        # also in the catalog that knows what came later, the third power is that of the view
        return self.catalog.as_of(self.pair.day).remember(third_power, self.pair)

    @cached_property
    def at_odds(self) -> bool:
        """Whether the two are rivals, or one is a rival of a member of the other."""
        return at_odds(self.catalog, self.pair)

    @property
    def third(self) -> Actor | None:
        """The third power itself."""
        return self.third_power.actor if self.third_power else None

    @cached_property
    def parties(self) -> tuple[Actor, ...]:
        """First party, second party and, where there is one, the third power."""
        return (self.pair.first, self.pair.second, *((self.third,) if self.third else ()))

    @cached_property
    def begun(self) -> tuple[int, ...]:
        """First whole year in which each party's series is its own: a predecessor is another."""
        view, both = self.pair.as_of, self.pair.as_now_since
        return tuple(
            max(both, as_now_since(party, view)) if isinstance(party, State) else both
            for party in self.parties
        )

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
        blocs = (party for party in (self.pair.first, self.pair.second) if isinstance(party, Bloc))
        gaps = (gap_of(self.catalog, bloc, self.pair.day) for bloc in blocs)
        return next((gap for gap in gaps if gap is not None), None)

    @cached_property
    def traits(self) -> dict[str, tuple[Series, ...]]:
        """Trait to the series of both parties."""
        from detente.power.society import TRAITS, trait

        first, second = self.pair.first, self.pair.second
        return {
            name: (
                trait(self.catalog, first, name, without=second),
                trait(self.catalog, second, name, without=first),
            )
            for name in TRAITS
        }

    @cached_property
    def ranks(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Yardstick id and key of a state to its rank, the number of states, and the year."""
        states = [party for party in self.parties if isinstance(party, State)]
        places = {
            (by.id, state.key): rank(self.catalog, state, by, self.pair.as_of)
            for by in YARDSTICKS
            for state in states
        }
        return {key: place for key, place in places.items() if place is not None}

    @cached_property
    def system(self) -> tuple[Series, Series]:
        """Concentration of capability, and the effective number of states."""
        from detente.power.system import shape

        return shape(self.catalog)

    @cached_property
    def poles(self) -> tuple[Poles, ...]:
        """The powers of the view, by yardstick."""
        return _poles(self.catalog, self.pair.as_of)

    @cached_property
    def threats(self) -> tuple[tuple[threat.Threat, ...], tuple[threat.Threat, ...]]:
        """What each party sees from where it is."""
        parts = self.gap.inside if self.gap else {}
        return threat.both(self.catalog, self.pair, parts, self.third)

    def _series(
        self, by: Yardstick, parties: tuple[Actor, ...], composition: str
    ) -> tuple[Series, ...]:
        as_of = self.pair.day
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
        of_parties = (series for group in groups for series in group)
        gap = (self.gap.series,) if self.gap else ()
        return tuple(series for series in (*of_parties, *gap, *self.system) if series)


def gap_of(catalog: Catalog, bloc: Bloc, when: int | date) -> Gap | None:
    """Compare the strongest member's spending with the others'; None for a bloc of under three.

    Where the leader is the United States and the others are mostly European, the others are the
    European members.
    """
    day = as_day(when)
    as_of, members = last_full_year(day), bloc.members(day)
    by = yardstick(GAP_YARDSTICK)
    strongest = leaders(catalog, by, among=members)
    if len(members) < LEAST_MEMBERS or not strongest:
        return None
    leader = state_on(strongest[0], day)
    european = leader.ccode == USA and sum(code in EUROPE for code in members) >= LEAST_MEMBERS
    rest = "European members" if european else "other members"
    ratios = _leader_over_others(catalog, bloc, strongest[0], european=european)
    if not ratios:
        return None
    label = f"Military spending of {leader.label} over that of the {rest}"
    series = Series(
        id="power.gap",
        label=label,
        of=short(bloc),
        unit="ratio",
        table=by.table,
        column=by.column,
        keys=(("bloc", bloc.id), ("leader", leader.key)),
        years=tuple(ratios),
        values=tuple(ratios.values()),
        sources=by.sources,
        rule=f"{by.rule}; members of each year with data for nine tenths of their people",
    )
    newest = series.last(as_of)
    inside = {}
    if newest and (newest.year or 0) >= as_of - STALE and newest.value >= 1:
        followers = _followers(members, strongest[0], european=european)
        inside = {leader.label: strongest[:1], f"{short(bloc)}'s {rest}": followers}
    return Gap(bloc=bloc.label, leader=leader.label, rest=rest, series=series, inside=inside)


def _followers(members: tuple[int, ...], leader: int, *, european: bool) -> tuple[int, ...]:
    """Give the members that are compared with the leader: all others, or the European ones."""
    others = (code for code in members if code != leader)
    return tuple(code for code in others if not european or code in EUROPE or code == TURKEY)


def _leader_over_others(
    catalog: Catalog, bloc: Bloc, leader: int, *, european: bool
) -> dict[int, float]:
    """Divide the leader's spending by the sum of its followers' in each year with enough data."""
    by = yardstick(GAP_YARDSTICK)
    years = range(max(FIRST_SPENDING, bloc.span.start.year), catalog.last_year("gapminder") + 1)
    members = {year: bloc.members(year) for year in years}
    ever = {code for codes in members.values() for code in codes}
    rows = (
        catalog.frame(by.table)
        .filter(pl.col("ccode").is_in(list(ever)))
        .join(catalog.remember(part_of_people), on=["ccode", "year"])
        .select("ccode", "year", by.column, "people")
        .rows()
    )
    spending = {(code, year): amount for code, year, amount, _ in rows if amount is not None}
    people = {(code, year): share for code, year, _, share in rows if share is not None}
    ratios = {}
    for year, codes in members.items():
        followers = set(_followers(codes, leader, european=european))
        with_data = {code for code in followers if (code, year) in spending}
        all_people = sum(people.get((code, year), 0.0) for code in followers)
        known_people = sum(people.get((code, year), 0.0) for code in with_data)
        spent = sum(spending[code, year] for code in with_data)
        covered = all_people and known_people >= COVERED * all_people
        if leader in codes and (leader, year) in spending and covered and spent > 0:
            ratios[year] = spending[leader, year] / spent
    return ratios


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
    code_of = {year: code for year in range(FIRST_YEAR, as_of + 1) for code in state.members(year)}
    own = np.isin(codes, list(set(code_of.values())))
    if not own.any():
        return None
    year = int(years[own].max())
    in_year = years == year
    of_state = values[in_year & (codes == code_of.get(year, state.ccode))]
    if not of_state.size:
        return None
    above = int((values[in_year] > of_state[0]).sum())
    return above + 1, int(in_year.sum()), year


def _poles(catalog: Catalog, as_of: int) -> tuple[Poles, ...]:
    """Name the powers on the composite index, on product and on product times product per head.

    Where the two measures of product know nothing of the view, their long series stand in.
    """
    from detente.power.system import poles

    named = [poles(catalog, as_of, "cinc")]
    for name in ("gdp", "net"):
        recent = poles(catalog, as_of, name)
        named.append(recent or poles(catalog, as_of, f"{name}_long"))
    return tuple(powers for powers in named if powers is not None)


def spending_ratios(profile: PowerProfile, top: int, bottom: int) -> dict[str, Series]:
    """Divide two parties' spending on every yardstick with data; keys are yardstick ids.

    Parameters
    ----------
    profile : PowerProfile
        The power structure of a relation.
    top, bottom : int
        Places of the two parties in `PowerProfile.parties`.
    """
    ratios = {}
    for name, group in profile.spending.items():
        if max(top, bottom) < len(group) and group[top] and group[bottom]:
            above, below = group[top], group[bottom]
            ratios[name] = ratio(
                above,
                below,
                of=f"{above.of} over {below.of}",
                id=f"power.{name}_ratio",
                label=f"Military spending, {yardstick(name).label}",
            )
    return ratios
