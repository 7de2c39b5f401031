"""Comparison: a relation on every scale, beside relations that a reader knows and its own past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_key import RelationKey, pair, short
from detente.errors import ActorError, DateError
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.series import STALE, need
from detente.identity import distance as positions
from detente.identity import similarity
from detente.identity.regime import regime_distance
from detente.institutions import density
from detente.power.yardsticks import series, yardstick
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
REFERENCES = (
    ("United States", "United Kingdom"),
    ("France", "Germany"),
    ("United States", "China"),
    ("India", "China"),
)
"""Relations that a reader knows."""
PAST = (1985, 1993, 2008)
"""Years at which a relation is compared with its own past."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale on which relations are compared.

    Attributes
    ----------
    id, structure : str
        Stable name, and the structure it belongs to.
    label, unit : str
        What it measures, as a reader would say it, and the unit.
    high : str
        What a high value means.
    """

    id: str
    structure: str
    label: str
    unit: str
    high: str


SCALES = (
    Scale(
        "asymmetry",
        "power",
        label="Capability, larger over smaller",
        unit="ratio",
        high="unequal",
    ),
    Scale(
        "distance",
        "identity",
        label="Distance in UN votes",
        unit="ideal-point units",
        high="apart",
    ),
    Scale(
        "agreement",
        "identity",
        label="Agreement in UN votes",
        unit="pi",
        high="agreeing",
    ),
    Scale(
        "regime",
        "identity",
        label="Distance of regimes",
        unit="index points",
        high="unlike",
    ),
    Scale(
        "organisations",
        "institutions",
        label="Organisations in common, weighed by rarity",
        unit="bits",
        high="dense",
    ),
)


@dataclass(frozen=True, slots=True)
class Placement:
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


def own_placement(catalog: Catalog, view: RelationKey) -> Placement | None:
    """Place a relation on all scales; None where no scale has data.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    view : RelationKey
        The relation.
    """
    name = f"{short(view.first)} and {short(view.second)}, {view.at}"
    own = placement(catalog, view, name=name, kind="this")
    return own if own.cells else None


def beside(catalog: Catalog, view: RelationKey) -> tuple[Placement, ...]:
    """Place a relation's past and the reference relations on all scales.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    view : RelationKey
        The relation.

    Returns
    -------
    tuple of Placement
        The past first; relations that did not exist, or have no data, are left out.
    """
    placed = []
    for year in PAST:
        past = (
            _relation_or_none(view.first.key, view.second.key, year, view.own)
            if year < view.as_of
            else None
        )
        if past is not None:
            name = f"{short(past.first)} and {short(past.second)}, {year}"
            placed.append(placement(catalog.glance(year), past, name=name, kind="past"))
    for other in references(view):
        name = f"{short(other.first)} and {short(other.second)}"
        # the same for every relation seen from this day
        placed.append(catalog.remember(placement, other, name=name, kind="reference"))
    return tuple(one for one in placed if one.cells)


def references(
    view: RelationKey, named: tuple[tuple[str, str], ...] = REFERENCES
) -> tuple[RelationKey, ...]:
    """Name the reference relations that existed at the view, without the relation itself.

    Parameters
    ----------
    view : RelationKey
        The relation.
    named : tuple of (str, str)
        The reference relations to choose from.

    Examples
    --------
    >>> [other.label for other in references(pair("India", "China", 1995))][-1]
    'The United States and China'
    """
    own = {view.first.key, view.second.key}
    others = (_relation_or_none(first, second, view.day) for first, second in named)
    return tuple(
        other
        for other in others
        if other is not None and {other.first.key, other.second.key} != own
    )


def placement(catalog: Catalog, view: RelationKey, *, name: str, kind: str) -> Placement:
    """Place one relation on all scales.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    view : RelationKey
        The relation and its year.
    name, kind : str
        As `Placement` has them.
    """
    cells = _cells(catalog, view)
    percentiles = {}
    for scale, cell in cells.items():
        everybody = catalog.remember(_everybody, scale, cell.year or view.as_of)
        rank = percentile_of(cell.value, everybody)
        if not np.isnan(rank):
            percentiles[scale] = rank
    letters = f"{view.first.key}-{view.second.key}"
    return Placement(name, kind, short=letters, cells=cells, percentiles=percentiles)


def _cells(catalog: Catalog, view: RelationKey) -> dict[str, Cell]:
    """Give the newest cell on each scale; none where it is too old to describe the view."""
    measured = {
        "distance": positions.distance(catalog, view),
        "agreement": similarity.agreement(catalog, view),
        "regime": regime_distance(catalog, view),
        "organisations": density.shared(catalog, view)[1],
    }
    newest = {"asymmetry": _asymmetry(catalog, view)}
    newest |= {scale: one.last(view.as_of) for scale, one in measured.items()}
    return {
        scale: cell
        for scale, cell in newest.items()
        if cell is not None and (cell.year or 0) >= view.as_of - STALE
    }


def _asymmetry(catalog: Catalog, view: RelationKey) -> Cell | None:
    """Give the larger share of capability over the smaller in the newest year that both have."""
    cinc = yardstick("cinc")
    first, second = (
        series(catalog, one, cinc, as_of=view.day) for one in (view.first, view.second)
    )
    year = max(set(first.years) & set(second.years), default=None)
    if year is None:
        return None
    one, other = need(first, year), need(second, year)
    smaller, larger = sorted((one.value, other.value))
    if smaller <= 0:
        return None
    return Cell(
        "capability",
        "cinc_share",
        keys=(("a", view.first.key), ("b", view.second.key), ("year", year)),
        value=larger / smaller,
        unit="ratio",
        sources=one.sources,
        rule="larger share of CINC over the smaller",
    )


def _everybody(catalog: Catalog, scale: str, year: int) -> Floats:
    """Give the values of all pairs of states on a scale in a year, shape (P,)."""
    if scale == "distance":
        return positions.all_pairs(catalog, year)[1]
    if scale == "agreement":
        return similarity.all_pairs(catalog, year)[1]
    if scale == "organisations":
        return density.density_of_all(catalog, year)[1]
    if scale == "regime":
        return _gaps(_of_all_states(catalog, "regime", "polyarchy", year))
    shares = _of_all_states(catalog, "capability", "cinc_share", year)
    ratios: Floats = np.exp(_gaps(np.log(shares[shares > 0])))
    return ratios


def _of_all_states(catalog: Catalog, table: str, column: str, year: int) -> Floats:
    """Give a column of all states in a year, shape (N,); states without a value are left out."""
    of_year = (pl.col("year") == year) & pl.col(column).is_not_null()
    return catalog.frame(table).filter(of_year)[column].to_numpy().astype(float)


def _gaps(values: Floats) -> Floats:
    """Give the absolute difference of every two of N values, shape (N (N - 1) / 2,)."""
    first, second = np.triu_indices(values.size, 1)
    gaps: Floats = np.abs(values[first] - values[second])
    return gaps


def _relation_or_none(
    first: str, second: str, as_of: int | date, own: OwnFacts = NO_FACTS
) -> RelationKey | None:
    """Name a relation; None where a party did not exist."""
    try:
        return pair(first, second, as_of, own=own)
    except (ActorError, DateError):
        return None
