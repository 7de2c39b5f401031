"""Comparison: where a relation stands on every scale, beside relations that a reader knows and its own past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.pairs import Pair, pair, short
from detente.errors import ActorError, DateError
from detente.estimators.ranking import percentile_of
from detente.identity import distance as positions
from detente.identity import similarity
from detente.identity.regime import regime_distance
from detente.institutions import ties
from detente.measure import STALE, Cell
from detente.power.yardsticks import series, yardstick
from detente.store.world import World

Floats = NDArray[np.float64]
REFERENCES = (
    ("United States", "United Kingdom"),
    ("France", "Germany"),
    ("United States", "China"),
    ("India", "China"),
)
PAST = (1985, 1993, 2008)


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale on which relations are compared: id, structure, label, unit, what a high value means."""

    id: str
    structure: str
    label: str
    unit: str
    high: str


SCALES = (
    Scale("asymmetry", "power", "Capability, larger over smaller", "ratio", "unequal"),
    Scale("distance", "identity", "Distance in UN votes", "ideal-point units", "apart"),
    Scale("agreement", "identity", "Agreement in UN votes", "pi", "agreeing"),
    Scale("regime", "identity", "Distance of regimes", "index points", "unlike"),
    Scale("organisations", "institutions", "Organisations in common", "organisations", "dense"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One relation on all scales.

    Attributes
    ----------
    name : str
        ``"NATO and Russia, 1993"``.
    kind : str
        ``"this"``, ``"past"`` or ``"reference"``.
    short : str
        Letters of both parties, ``"USA-GBR"``.
    cells : dict
        Scale id to cell; a scale without data is absent.
    percentiles : dict
        Scale id to the percentage of all pairs of states below.
    """

    name: str
    kind: str
    short: str
    cells: dict[str, Cell]
    percentiles: dict[str, float]


def _asymmetry(world: World, view: Pair) -> Cell | None:
    one, two = (
        series(world, p, yardstick("cinc"), as_of=view.as_of).until(view.as_of)
        for p in (view.a, view.b)
    )
    year = max(set(one.years) & set(two.years), default=0)
    a, b = one.at(year), two.at(year)
    if (
        a is None
        or b is None
        or min(a.value, b.value) <= 0
        or a.year is None
        or a.year < view.as_of - STALE
    ):
        return None
    return Cell(
        "capability",
        "cinc_share",
        (("a", view.a.key), ("b", view.b.key), ("year", a.year)),
        max(a.value, b.value) / min(a.value, b.value),
        "ratio",
        a.sources,
        "larger share of CINC over the smaller",
    )


def _cells(world: World, view: Pair) -> dict[str, Cell]:
    found = {
        "asymmetry": _asymmetry(world, view),
        "distance": positions.distance(world, view).last(view.as_of),
        "agreement": similarity.agreement(world, view).last(view.as_of),
        "regime": regime_distance(world, view).last(view.as_of),
        "organisations": ties.organisations(world, view)[0].last(view.as_of),
    }
    return {k: c for k, c in found.items() if c is not None and (c.year or 0) >= view.as_of - STALE}


def _everybody(world: World, scale: str, year: int) -> Floats:
    """Give the values of all pairs of states on a scale in a year, shape (P,)."""
    if scale == "distance":
        return positions.all_pairs(world, year)[1]
    if scale == "agreement":
        return similarity.all_pairs(world, year)[1]
    if scale == "organisations":
        return ties.joint_of_all(world, year)[1]
    table, column = (
        ("capability", "cinc_share") if scale == "asymmetry" else ("regime", "polyarchy")
    )
    values = (
        world.frame(table)
        .filter((pl.col("year") == year) & pl.col(column).is_not_null())[column]
        .to_numpy()
    )
    x = np.log(values[values > 0].astype(float)) if scale == "asymmetry" else values.astype(float)
    upper = np.triu_indices(x.size, 1)
    gaps = np.abs(x[upper[0]] - x[upper[1]])
    found: Floats = np.exp(gaps) if scale == "asymmetry" else gaps
    return found


def standing(world: World, view: Pair, name: str, kind: str) -> Standing:
    """Place one relation on all scales.

    Parameters
    ----------
    world : World
        The tables.
    view : Pair
        The relation and its year.
    name, kind : str
        As `Standing` has them.
    """
    cells = _cells(world, view)
    ranks = {}
    for scale, cell in cells.items():
        year = cell.year or view.as_of
        others = world.once(
            ("everybody", scale, year), lambda s=scale, y=year: _everybody(world, s, y)
        )  # type: ignore[misc]
        rank = percentile_of(cell.value, others)
        if not np.isnan(rank):
            ranks[scale] = rank
    return Standing(name, kind, f"{view.a.key}-{view.b.key}", cells, ranks)


def compare(world: World, view: Pair, *, others: bool = True) -> tuple[Standing, ...]:
    """Place a relation, its own past and the reference relations on all scales; those that did not exist are left out.

    Parameters
    ----------
    world : World
        The tables.
    view : Pair
        The relation.
    others : bool
        Whether the past and the reference relations are wanted.
    """
    found = [standing(world, view, f"{short(view.a)} and {short(view.b)}, {view.as_of}", "this")]
    for year in PAST if others else ():
        if year < view.as_of:
            try:
                past = pair(view.a.key, view.b.key, year)
            except (ActorError, DateError):
                continue
            found.append(
                standing(world, past, f"{short(past.a)} and {short(past.b)}, {year}", "past")
            )
    for names in REFERENCES if others else ():
        try:
            other = pair(*names, view.as_of)
        except (ActorError, DateError):
            continue
        if {other.a.key, other.b.key} == {view.a.key, view.b.key}:
            continue
        found.append(standing(world, other, f"{short(other.a)} and {short(other.b)}", "reference"))
    return tuple(s for s in found if s.cells)
