"""Comparison: where a relation stands on every scale, beside relations that a reader knows and its own past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey, pair, short
from detente.errors import ActorError, DateError
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.series import STALE
from detente.identity import distance as positions
from detente.identity import similarity
from detente.identity.regime import regime_distance
from detente.institutions import ties
from detente.power.yardsticks import series, yardstick
from detente.store.catalog import Catalog

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


def _asymmetry(catalog: Catalog, view: RelationKey) -> Cell | None:
    one, two = (series(catalog, p, yardstick("cinc"), as_of=view.as_of) for p in (view.a, view.b))
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


def _cells(catalog: Catalog, view: RelationKey) -> dict[str, Cell]:
    found = {
        "asymmetry": _asymmetry(catalog, view),
        "distance": positions.distance(catalog, view).last(view.as_of),
        "agreement": similarity.agreement(catalog, view).last(view.as_of),
        "regime": regime_distance(catalog, view).last(view.as_of),
        "organisations": ties.organisations(catalog, view)[0].last(view.as_of),
    }
    return {k: c for k, c in found.items() if c is not None and (c.year or 0) >= view.as_of - STALE}


def _everybody(catalog: Catalog, scale: str, year: int) -> Floats:
    """Give the values of all pairs of states on a scale in a year, shape (P,)."""
    if scale == "distance":
        return positions.all_pairs(catalog, year)[1]
    if scale == "agreement":
        return similarity.all_pairs(catalog, year)[1]
    if scale == "organisations":
        return ties.joint_of_all(catalog, year)[1]
    table, column = (
        ("capability", "cinc_share") if scale == "asymmetry" else ("regime", "polyarchy")
    )
    values = (
        catalog.frame(table)
        .filter((pl.col("year") == year) & pl.col(column).is_not_null())[column]
        .to_numpy()
    )
    x = np.log(values[values > 0].astype(float)) if scale == "asymmetry" else values.astype(float)
    upper = np.triu_indices(x.size, 1)
    gaps = np.abs(x[upper[0]] - x[upper[1]])
    found: Floats = np.exp(gaps) if scale == "asymmetry" else gaps
    return found


def standing(catalog: Catalog, view: RelationKey, name: str, kind: str) -> Standing:
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
    cells = _cells(catalog, view)
    ranks = {}
    for scale, cell in cells.items():
        year = cell.year or view.as_of
        others = catalog.remember(_everybody, scale, year)
        rank = percentile_of(cell.value, others)
        if not np.isnan(rank):
            ranks[scale] = rank
    return Standing(name, kind, f"{view.a.key}-{view.b.key}", cells, ranks)


def own_standing(catalog: Catalog, view: RelationKey) -> Standing | None:
    """Place a relation on all scales; None where no scale has data.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    view : RelationKey
        The relation.
    """
    name = f"{short(view.a)} and {short(view.b)}, {view.as_of}"
    found = standing(catalog, view, name, "this")
    return found if found.cells else None


def beside(catalog: Catalog, view: RelationKey) -> tuple[Standing, ...]:
    """Place a relation's past and the reference relations on all scales; those that did not exist are left out.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    view : RelationKey
        The relation.
    """
    found = []
    for year in PAST:
        past = _pair_or_none(view.a.key, view.b.key, year) if year < view.as_of else None
        if past is not None:
            name = f"{short(past.a)} and {short(past.b)}, {year}"
            found.append(standing(catalog.as_of(year), past, name, "past"))
    for names in REFERENCES:
        other = _pair_or_none(*names, view.as_of)
        if other is not None and {other.a.key, other.b.key} != {view.a.key, view.b.key}:
            name = f"{short(other.a)} and {short(other.b)}"
            found.append(standing(catalog, other, name, "reference"))
    return tuple(s for s in found if s.cells)


def _pair_or_none(a: str, b: str, as_of: int) -> RelationKey | None:
    """Name a relation; None where a party did not exist."""
    try:
        return pair(a, b, as_of)
    except (ActorError, DateError):
        return None
