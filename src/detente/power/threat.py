"""Balance of threat: what distance leaves of each state's capability where a party is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import state_on
from detente.estimators.concentration import over_distance
from detente.evidence.cell import Cell
from detente.power.yardsticks import yardstick
from detente.span import as_day, last_full_year, year_end
from detente.store.catalog import Catalog

MILE = 1.609344
PACE = ((1918, 250.0), (1945, 375.0), (9999, 500.0))
"""Miles that an army covered in a day, to which year (Bueno de Mesquita 1981)."""
RULE = (
    "share to the power log(days of march + 10 - e), base such that a neighbour keeps all; "
    "summed over members"
)
MOST = 6
"""Most single states that are named."""


@dataclass(frozen=True, slots=True)
class Threat:
    """What one actor's capability comes to where another stands.

    Attributes
    ----------
    of, towards : str
        Whose capability, and from whose place it is seen, as the middle of a sentence has them.
    capability, value : float
        Share of the system, and what distance leaves of it.
    kilometres : float
        From its capital to the nearest capital of the other, 0 across a land border; of several
        states the nearest.
    cell : Cell
        The value, as evidence.
    """

    of: str
    towards: str
    capability: float
    value: float
    kilometres: float
    cell: Cell


def _last_distance(catalog: Catalog) -> int:
    """Give the last year for which the distances of capitals are known."""
    return int(catalog.frame("distances")["end"].to_numpy().max())


def _across(table: pl.DataFrame, inside: frozenset[int], year: int) -> pl.DataFrame:
    """Give a year's spells between a state inside a set and an ``other`` outside it."""
    first, second = (pl.col(code).is_in(list(inside)) for code in ("ccode1", "ccode2"))
    in_force = (pl.col("start") <= year) & (pl.col("end") >= year)
    other = pl.when(first).then("ccode2").otherwise("ccode1").alias("other")
    return table.filter(in_force & (first != second)).with_columns(other)


def _distances(catalog: Catalog, receivers: frozenset[int], year: int) -> dict[int, float]:
    """Give every state's distance to the nearest of the receivers: 0 to neighbours by land."""
    last = min(year, catalog.remember(_last_distance))
    apart = _across(catalog.frame("distances"), receivers, last)
    kilometres: dict[int, float] = {}
    for other, distance in apart.select("other", "kilometres").iter_rows():
        kilometres[other] = min(kilometres.get(other, np.inf), float(distance))
    last = min(year, catalog.last_year("cow_contiguity"))
    touching = _across(catalog.frame("borders"), receivers, last)
    by_land = touching.filter(pl.col("border") == "land")
    return kilometres | dict.fromkeys(by_land["other"].to_list(), 0.0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reaches an actor of every other state's capability.

    Attributes
    ----------
    year : int
        Newest year of the capabilities.
    capability, reaching, kilometres : dict
        COW code to share of the system, to what distance leaves of it, and to the distance.
    """

    year: int
    capability: dict[int, float]
    reaching: dict[int, float]
    kilometres: dict[int, float]


def _surroundings(catalog: Catalog, towards: Actor, day: date) -> Surroundings | None:
    """Discount every state's capability by its distance from an actor; None without data."""
    by = yardstick("cinc")
    table = catalog.frame(by.table).filter(pl.col(by.column).is_not_null())
    if table.is_empty():
        return None
    year = int(table["year"].to_numpy().max())
    rows = table.filter(pl.col("year") == year).select("ccode", by.column).rows()
    capability = {code: float(share) for code, share in rows}
    own = frozenset((*towards.members(day), *towards.members(year)))
    as_of = last_full_year(day)
    kilometres = _distances(catalog, own, as_of)
    others = [code for code in capability if code not in own and code in kilometres]
    if not own or not others:
        return None
    pace = MILE * next(miles for last, miles in PACE if as_of <= last)
    reaching = over_distance(
        np.array([capability[code] for code in others]),
        np.array([kilometres[code] for code in others]),
        pace,
    )
    return Surroundings(
        year=year,
        capability=capability,
        reaching=dict(zip(others, reaching, strict=True)),
        kilometres=kilometres,
    )


def _threat(around: Surroundings, towards: Actor, name: str, codes: tuple[int, ...]) -> Threat:
    """Sum what reaches an actor from one or several states."""
    by = yardstick("cinc")
    value = float(sum(around.reaching[code] for code in codes))
    cell = Cell(
        table="capability",
        column=by.column,
        keys=(("of", name), ("seen from", towards.key), ("year", around.year)),
        value=value,
        unit="share of the system after distance",
        sources=(*by.sources, "capitals", "cow_contiguity"),
        rule=RULE,
    )
    return Threat(
        of=name,
        towards=towards.label,
        capability=sum(around.capability[code] for code in codes),
        value=value,
        kilometres=min(around.kilometres[code] for code in codes),
        cell=cell,
    )


def threats(
    catalog: Catalog, towards: Actor, groups: dict[str, tuple[int, ...]], as_of: int | date
) -> tuple[Threat, ...]:
    """Measure the threat of groups of states and of the strongest single states to an actor.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    towards : State or Bloc
        Whom the capability reaches.
    groups : dict
        Label to COW codes of actors that count as one; members of `towards` are left out.
    as_of : int or datetime.date
        The view; of a year its 31 December.

    Returns
    -------
    tuple of Threat
        Groups and the strongest states outside them, the greatest first; empty without data.
    """
    around = _surroundings(catalog, towards, as_day(as_of))
    if around is None:
        return ()
    strongest = sorted(around.reaching, key=lambda code: -around.reaching[code])
    grouped = {code for codes in groups.values() for code in codes}
    named: dict[str, tuple[int, ...]] = {
        state_on(code, year_end(around.year)).label: (code,)
        for code in strongest[: MOST * 3]
        if code not in grouped
    }
    for name, codes in groups.items():
        named[name] = tuple(code for code in codes if code in around.reaching)
    measured = [_threat(around, towards, name, codes) for name, codes in named.items() if codes]
    ranked = sorted(measured, key=lambda threat: -threat.value)
    return tuple(t for place, t in enumerate(ranked) if place < MOST or t.of in groups)


def both(
    catalog: Catalog, pair: RelationKey, groups: dict[str, tuple[int, ...]]
) -> tuple[tuple[Threat, ...], tuple[Threat, ...]]:
    """Give the threats to each party; none where the two share members.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    groups : dict
        Label to COW codes of parts of a party that are measured beside the whole.
    """
    first, second = pair.first, pair.second
    if set(first.members(pair.day)) & set(second.members(pair.day)):
        return (), ()
    return (
        threats(catalog, first, _parts(second, groups, pair.day), pair.day),
        threats(catalog, second, _parts(first, groups, pair.day), pair.day),
    )


def _parts(
    actor: Actor, groups: dict[str, tuple[int, ...]], day: date
) -> dict[str, tuple[int, ...]]:
    """Give the codes of an actor and of those groups that are parts of it."""
    members = actor.members(day)
    parts = {name: codes for name, codes in groups.items() if set(codes) <= set(members)}
    return {actor.label: members, **parts}
