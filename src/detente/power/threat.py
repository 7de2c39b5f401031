"""Balance of threat: what distance leaves of each state's capability where a party is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import state_on
from detente.estimators.concentration import over_distance
from detente.evidence.cell import Cell
from detente.power.yardsticks import yardstick
from detente.span import year_end
from detente.store.catalog import Catalog

MILE = 1.609344
PACE = ((1918, 250.0), (1945, 375.0), (9999, 500.0))
"""Miles that an army covered in a day, to which year (Bueno de Mesquita 1981)."""
LAST_BORDER = 2016
"""Last year of the data on borders; later ones are carried forward."""
MOST = 6


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


def _distances(catalog: Catalog, receivers: set[int], year: int) -> dict[int, float]:
    """Give every state's distance to the nearest of the receivers: 0 to neighbours by land."""
    on = min(year, catalog.remember(_last_distance))
    inside = pl.col("ccode1").is_in(list(receivers)), pl.col("ccode2").is_in(list(receivers))
    far = catalog.frame("distances").filter(
        (pl.col("start") <= on) & (pl.col("end") >= on) & (inside[0] != inside[1])
    )
    found: dict[int, float] = {}
    for a, b, km in far.select("ccode1", "ccode2", "kilometres").iter_rows():
        other = b if a in receivers else a
        found[other] = min(found.get(other, np.inf), float(km))
    edge = min(year, LAST_BORDER)
    near = catalog.frame("borders").filter(
        (pl.col("start") <= edge)
        & (pl.col("end") >= edge)
        & (pl.col("border") == "land")
        & (inside[0] != inside[1])
    )
    for a, b in near.select("ccode1", "ccode2").iter_rows():
        found[b if a in receivers else a] = 0.0
    return found


def threats(
    catalog: Catalog, towards: Actor, groups: dict[str, tuple[int, ...]], as_of: int
) -> tuple[Threat, ...]:
    """Measure the threat of groups of states and of the strongest single states to an actor.

    Parameters
    ----------
    world : World
        The tables.
    towards : State or Bloc
        Who looks.
    groups : dict
        Label to COW codes of actors that count as one; members of `towards` among them are left
        out.
    as_of : int
        The view.

    Returns
    -------
    tuple of Threat
        Groups and the strongest states outside them, the greatest first; empty where there is no
        data.
    """
    by = yardstick("cinc")
    table = catalog.frame(by.table).filter(
        (pl.col("year") <= as_of) & pl.col(by.column).is_not_null()
    )
    if table.is_empty():
        return ()
    year = int(table["year"].to_numpy().max())
    here = {
        c: float(v)
        for c, v in table.filter(pl.col("year") == year).select("ccode", by.column).iter_rows()
    }
    own = set(towards.members(as_of)) | set(towards.members(year))
    distance = _distances(catalog, own, as_of)
    others = [c for c in here if c not in own and c in distance]
    if not own or not others:
        return ()
    pace = MILE * next(miles for last, miles in PACE if as_of <= last)
    left = dict(
        zip(
            others,
            over_distance(
                np.array([here[c] for c in others]), np.array([distance[c] for c in others]), pace
            ),
            strict=True,
        )
    )
    grouped = {c for codes in groups.values() for c in codes}
    whole = {name: tuple(c for c in codes if c in left) for name, codes in groups.items()}
    single = {
        state_on(c, year_end(year)).label: (c,)
        for c in sorted(left, key=lambda c: -left[c])[: MOST * 3]
        if c not in grouped
    }

    def make(name: str, codes: tuple[int, ...]) -> Threat:
        value = float(sum(left[c] for c in codes))
        cell = Cell(
            "capability",
            by.column,
            (("of", name), ("seen from", towards.key), ("year", year)),
            value,
            "share of the system after distance",
            (*by.sources, "capitals", "cow_contiguity"),
            "share to the power log(days of march + 10 - e), base such that a neighbour keeps "
            "all; summed over members",
        )
        return Threat(
            name,
            towards.label,
            sum(here[c] for c in codes),
            value,
            min(distance[c] for c in codes),
            cell,
        )

    found = [make(n, codes) for n, codes in {**single, **whole}.items() if codes]
    kept = sorted(found, key=lambda t: -t.value)
    return tuple(t for i, t in enumerate(kept) if i < MOST or t.of in groups)


def both(
    catalog: Catalog, pair: RelationKey, groups: dict[str, tuple[int, ...]]
) -> tuple[tuple[Threat, ...], tuple[Threat, ...]]:
    """Give the threats to each party; none where the two share members."""
    if set(pair.a.members(pair.as_of)) & set(pair.b.members(pair.as_of)):
        return (), ()

    def seen(one: Actor, other: Actor) -> tuple[Threat, ...]:
        mine = set(one.members(pair.as_of))
        whole = {
            other.label: other.members(pair.as_of),
            **{n: c for n, c in groups.items() if set(c) <= set(other.members(pair.as_of))},
        }
        return threats(
            catalog,
            one,
            {n: tuple(c for c in codes if c not in mine) for n, codes in whole.items()},
            pair.as_of,
        )

    return seen(pair.a, pair.b), seen(pair.b, pair.a)
