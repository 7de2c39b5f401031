"""The headlines of relations beside the peace scale of Diehl, Goertz and Gallegos, pair by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.actors.states import state_on
from detente.analysis.state.read import state_of
from detente.calendar import last_year
from detente.span import year_end
from detente.store.catalog import Catalog

FIRST, LAST = 2000, last_year("peace_data")
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Severe rivalry, lesser rivalry, negative peace, warm peace, security community."""
LEVEL_OF = {
    "war": 0.0,
    "armed conflict": 0.0,
    "truce": 0.0,
    "occupation": 0.25,
    "rupture": 0.25,
    "crisis": 0.25,
    "suspended": 0.5,
    "halted": 0.5,
    "disputed line": 0.5,
    "normal": 0.5,
    "partners": 0.75,
    "allied": 1.0,
    "integrated": 1.0,
}
"""The level of each headline; "not on record" has none."""
MIDDLE = 0.5
"""Level that the scale gives to whatever its authors did not code."""
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PeaceTable:
    """Headlines beside the peace scale.

    Attributes
    ----------
    counts : numpy.ndarray
        Pair-years by our level (rows) and theirs (columns), each in the order of `LEVELS`.
    kappa : float
        Weighted kappa, the weights falling in proportion to the distance of the levels.
    named_counts : numpy.ndarray
        The same of the pairs to which the scale gives another level than its middle in any year:
        the middle stands for whatever its authors did not code.
    named_kappa : float
        Weighted kappa of these.
    left_out : int
        Pair-years that are not on our record.
    spells : polars.DataFrame
        Disagreements on pairs that the scale codes, the largest first: ``one``, ``other``,
        ``first``, ``last``, ``years``, ``headline``, ``ours``, ``theirs``, ``gap``.
    """

    counts: Counts
    kappa: float
    named_counts: Counts
    named_kappa: float
    left_out: int
    spells: pl.DataFrame


def weighted_kappa(counts: Counts) -> float:
    """Give Cohen's kappa with linear weights.

    Parameters
    ----------
    counts : numpy.ndarray
        A square table, rows and columns in the same order of levels at equal steps.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance gives.

    Examples
    --------
    >>> weighted_kappa(np.array([[5, 0], [0, 5]])), weighted_kappa(np.array([[1, 1], [1, 1]]))
    (1.0, 0.0)
    """
    levels = np.arange(len(counts))
    distance = np.abs(levels[:, None] - levels[None, :]).astype(np.float64)
    total = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    return float(1.0 - (distance * counts).sum() / (distance * expected).sum())


def headline_in(catalog: Catalog, codes: tuple[int, int], year: int) -> str:
    """Give the headline of two states at the end of a year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    codes : tuple of int
        COW codes.
    year : int
        The year.
    """
    day = year_end(year)
    first, second = (state_on(code, day) for code in codes)
    return state_of(catalog.as_of(year), RelationKey(first, second, day=day)).headline


def peace_table(catalog: Catalog, years: Sequence[int] = ()) -> PeaceTable:
    """Set the headlines of all listed pairs beside the peace scale.

    Parameters
    ----------
    catalog : Catalog
        The tables; the user's store must hold the peace scale.
    years : sequence of int
        Years; 2000 to the last year of the scale by default.
    """
    asked = list(years) or list(range(FIRST, LAST + 1))
    listed = catalog.frame("peace_scale").filter(
        pl.col("year").is_in(asked),
        pl.col("ccode1") < pl.col("ccode2"),
        pl.col("peace_scale").is_not_nan(),
    )
    names = [
        headline_in(catalog, (one, other), year)
        for one, other, year in listed.select("ccode1", "ccode2", "year").iter_rows()
    ]
    known = listed.with_columns(pl.Series("headline", names, dtype=pl.String))
    ours = pl.col("headline").replace_strict(LEVEL_OF, default=None, return_dtype=pl.Float64)
    steps = len(LEVELS) - 1
    theirs = (pl.col("peace_scale") * steps).round() / steps
    levels = known.with_columns(ours=ours, theirs=theirs)
    on_record = levels.drop_nulls("ours")
    coded = (pl.col("theirs") != MIDDLE).any().over("ccode1", "ccode2")
    counts = _counted(on_record)
    by_name = levels.filter(coded).drop_nulls("ours")
    named_counts = _counted(by_name)
    return PeaceTable(
        counts=counts,
        kappa=weighted_kappa(counts),
        named_counts=named_counts,
        named_kappa=weighted_kappa(named_counts),
        left_out=levels.height - on_record.height,
        spells=_spells(by_name),
    )


def _counted(levels: pl.DataFrame) -> Counts:
    """Count pair-years by our level and theirs."""
    steps = len(LEVELS) - 1
    counts = np.zeros((len(LEVELS), len(LEVELS)), dtype=np.int64)
    rows = (levels["ours"].to_numpy() * steps).astype(int)
    columns = (levels["theirs"].to_numpy() * steps).astype(int)
    np.add.at(counts, (rows, columns), 1)
    return counts


def _spells(levels: pl.DataFrame) -> pl.DataFrame:
    """Join the years of a pair in which both levels stay the same, the largest gaps first."""
    keys = ["ccode1", "ccode2", "headline", "ours", "theirs"]
    differing = levels.filter(pl.col("ours") != pl.col("theirs"))
    grouped = differing.group_by(keys).agg(
        pl.col("year").min().alias("first"),
        pl.col("year").max().alias("last"),
        pl.len().alias("years"),
    )
    gap = (pl.col("ours") - pl.col("theirs")).abs()
    weight = gap * pl.col("years")
    ordered = grouped.with_columns(gap=gap).sort(
        gap * weight, "ccode1", "ccode2", "first", descending=[True, False, False, False]
    )
    letters = [
        pl.struct(code, "first")
        .map_elements(_key, return_dtype=pl.String, skip_nulls=False)
        .alias(name)
        for code, name in (("ccode1", "one"), ("ccode2", "other"))
    ]
    return ordered.with_columns(letters)


def _key(row: dict[str, int]) -> str:
    code, first = row.values()
    return state_on(code, year_end(first)).key
