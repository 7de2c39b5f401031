"""The power of a pair, read whole: shares, spending, the gap inside a bloc, forecasts, system, threat, traits, a third power."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.pairs import Pair, short
from detente.actors.states import State, state_on
from detente.actors.systems import FIRST_YEAR
from detente.measure import STALE, Series
from detente.power import threat
from detente.power.forecast import Crossing, Forecast, crossing, forecast
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
from detente.store.world import World

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FORECASTS = ("cinc", "gdp", "gdp_long", "pop", "spending")
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


@dataclass(frozen=True, slots=True)
class PowerReading:
    """Everything that the power structure measures of a pair; years after the view included.

    Attributes
    ----------
    third : State or None
        The strongest state outside both parties at the view.
    shares : dict
        Yardstick id to the series of first party, second party, third power; at actual composition.
    fixed : dict
        The same at the composition of the view, for parties that are blocs.
    spending : dict
        Spending yardstick id to the series of first party, second party, third power, in its unit.
    gap : Gap or None
        Inside the bloc of the pair that has a clear leader.
    fans : dict
        (yardstick id, name) to a forecast from the view; only forecasts whose method could be scored.
    traits : dict
        Trait to the series of both parties.
    ranks : dict
        (yardstick id, actor key) to rank and number of states, for parties that are states.
    crossings : tuple of Crossing
        When the lines of two of the three would cross, by yardstick.
    system : tuple of Series
        Concentration, and effective number of states.
    poles : tuple of Poles
        The powers of the view, by yardstick.
    threats : tuple of tuple of Threat
        What each party sees from where it stands.
    """

    third: State | None
    shares: dict[str, tuple[Series, ...]]
    fixed: dict[str, tuple[Series, ...]]
    spending: dict[str, tuple[Series, ...]]
    gap: Gap | None
    fans: dict[tuple[str, str], Forecast]
    traits: dict[str, tuple[Series, ...]]
    ranks: dict[tuple[str, str], tuple[int, int, int]]
    crossings: tuple[Crossing, ...]
    system: tuple[Series, Series]
    poles: tuple[Poles, ...]
    threats: tuple[tuple[threat.Threat, ...], tuple[threat.Threat, ...]]

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


def third_power(world: World, pair: Pair) -> State | None:
    """Find the strongest state outside both parties; None where nothing is known."""
    inside = tuple({*pair.a.members(pair.as_of), *pair.b.members(pair.as_of)})
    found = leaders(world, pair.as_of, yardstick("cinc"), without=inside)
    return state_on(found[0], year_end(pair.as_of)) if found else None


def gap_of(world: World, bloc: Bloc, as_of: int) -> Gap | None:
    """Set the strongest member's spending against the others'; None for a bloc of fewer than three.

    Where the leader is the United States and the others are mostly European, the others are the European members.
    """
    members = bloc.members(as_of)
    if len(members) < 3:
        return None
    outside = tuple(set(world.frame("capability")["ccode"].unique().to_list()) - set(members))
    by = yardstick("spending_constant")
    first = leaders(world, as_of, by, without=outside)
    if not first:
        return None
    leader = state_on(first[0], year_end(as_of))
    european = leader.ccode == USA and sum(c in EUROPE for c in members) >= 3
    table = (
        world.frame(by.table).select("ccode", "year", by.column, "pop_share").drop_nulls(by.column)
    )
    rows_of_people = (
        world.frame(by.table).select("ccode", "year", "pop_share").drop_nulls().iter_rows()
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


def rank(world: World, state: State, by: Yardstick, as_of: int) -> tuple[int, int, int] | None:
    """Rank a state among all with data in the newest year not after the view: rank, states, year; None without data."""

    def lay() -> tuple[Ints, Ints, Floats]:
        known = world.frame(by.table).select("ccode", "year", by.column).drop_nulls()
        return (
            known["ccode"].to_numpy().astype(np.int64),
            known["year"].to_numpy().astype(np.int64),
            known[by.column].to_numpy(),
        )

    codes, years, values = world.once(("laid out", by.table, by.column), lay)
    code = {y: c for y in range(FIRST_YEAR, as_of + 1) for c in state.members(y)}
    own = np.isin(codes, list(set(code.values()))) & (years <= as_of)
    if not own.any():
        return None
    year = int(years[own].max())
    here = years == year
    mine = values[here & (codes == code.get(year, state.ccode))]
    return (int((values[here] > mine[0]).sum()) + 1, int(here.sum()), year) if mine.size else None


def read(world: World, pair: Pair, *, horizon: int = 20) -> PowerReading:
    """Measure the power of a pair.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.
    horizon : int
        Years of the forecasts.

    Returns
    -------
    PowerReading
    """
    third = third_power(world, pair)
    parties: tuple[Actor, ...] = (pair.a, pair.b, *((third,) if third else ()))
    shares = {
        y.id: tuple(series(world, p, y, as_of=pair.as_of) for p in parties) for y in YARDSTICKS
    }
    fixed = {
        y.id: tuple(
            series(world, p, y, as_of=pair.as_of, composition="fixed")
            for p in parties
            if isinstance(p, Bloc)
        )
        for y in YARDSTICKS
    }
    spending = {
        y.id: tuple(series(world, p, y, as_of=pair.as_of) for p in parties) for y in held(world)
    }
    gap = next(
        (
            g
            for p in (pair.a, pair.b)
            if isinstance(p, Bloc)
            for g in [gap_of(world, p, pair.as_of)]
            if g
        ),
        None,
    )
    ranks = {
        (y.id, p.key): found
        for y in YARDSTICKS
        for p in parties
        if isinstance(p, State)
        for found in [rank(world, p, y, pair.as_of)]
        if found
    }
    return PowerReading(
        third=third,
        shares=shares,
        fixed=fixed,
        spending=spending,
        gap=gap,
        fans=_fans(world, pair, parties, horizon),
        traits={
            t: (trait(world, pair.a, t, pair.b), trait(world, pair.b, t, pair.a)) for t in TRAITS
        },
        ranks=ranks,
        crossings=_crossings(world, pair, parties),
        system=shape(world),
        poles=_poles(world, pair.as_of),
        threats=threat.both(world, pair, gap.inside if gap else {}),
    )


def _poles(world: World, as_of: int) -> tuple[Poles, ...]:
    """Name the powers on the composite index, on product and on product times product per head."""
    found = {
        name: poles(world, as_of, name) for name in ("cinc", "gdp", "net", "gdp_long", "net_long")
    }
    long = [n for n in ("gdp", "net") if found[n] is None]
    wanted = ("cinc", *(f"{n}_long" if n in long else n for n in ("gdp", "net")))
    return tuple(p for p in (found[n] for n in wanted) if p is not None)


def _fans(
    world: World, pair: Pair, parties: tuple[Actor, ...], horizon: int
) -> dict[tuple[str, str], Forecast]:
    """Forecast every party, and a bloc together with the state of the pair; only where the method could be scored."""
    groups: list[tuple[Actor, ...]] = [(p,) for p in parties]
    sides = pair.bloc_and_state
    if sides and not set(sides[1].members(pair.as_of)) & set(sides[0].members(pair.as_of)):
        groups.append(sides)
    fans = {}
    for name in FORECASTS:
        for group in groups:
            fan = forecast(
                world, group[0], yardstick(name), pair.as_of, horizon=horizon, extra=group[1:]
            )
            if fan is not None and fan.record.crps_ratio is not None:
                fans[(name, fan.of)] = fan
    return fans


def _crossings(world: World, pair: Pair, parties: tuple[Actor, ...]) -> tuple[Crossing, ...]:
    """Ask of every two of the three when their lines would cross; not of a bloc and its own member."""
    found = []
    for a, b in combinations(parties, 2):
        if not set(a.members(pair.as_of)) & set(b.members(pair.as_of)):
            found += [
                crossing(world, a, b, yardstick(name), pair.as_of)
                for name in ("cinc", "gdp", "gdp_long")
            ]
    return tuple(c for c in found if c is not None)


def spending_ratios(reading: PowerReading, top: int, bottom: int) -> dict[str, Series]:
    """Divide two parties' spending on every yardstick held; keys are yardstick ids."""
    found = {}
    for name, group in reading.spending.items():
        if max(top, bottom) < len(group) and group[top] and group[bottom]:
            found[name] = ratio(
                group[top],
                group[bottom],
                of=f"{group[top].of} over {group[bottom].of}",
                id=f"power.{name}_ratio",
                label=f"Military spending, {yardstick(name).label}",
            )
    return found
