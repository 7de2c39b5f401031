"""Agreement of a pair in UN votes, chance-corrected, by session and by issue."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.estimators.proportion import TO_90
from detente.evidence.cell import Key
from detente.evidence.series import Series
from detente.identity.agreement import FIRST, ISSUES, OPEN_TO
from detente.series.across import rows_across
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bounds = tuple[float | None, ...]
DECIMALS = 4
"""Decimals of a median of thousandths: rounding removes what floating-point halving adds."""
LEAST_VOTES = 10
"""Fewest shared votes from which an interval is given."""
RULE = (
    "Scott's pi of the two states' votes (1 full agreement, 0 what chance gives); for a bloc the "
    "median over its members of the year; interval by Fisher's transformation"
)


def agreement(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure agreement of the pair over all sessions.

    Votes of all kinds to 2019, votes on adopted resolutions after that.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    last = catalog.last_year("un_votes_undl")
    rows = rows_across(catalog, "agreement", pair, first=FIRST, last=last)
    yearly = _medians(rows.filter(pl.col("pi").is_not_null()))
    return _series(
        "identity.agreement",
        "Agreement in UN votes (pi)",
        pair,
        yearly,
        table="agreement",
        sources=_sources(yearly.years),
        rule=RULE,
    )


@dataclass(frozen=True, slots=True)
class Medians:
    """Agreement by year: of a bloc the median over its members.

    Attributes
    ----------
    years : tuple of int, shape (T,)
    values : tuple of float, shape (T,)
        Years and pi.
    votes : tuple of float, shape (T,)
        Votes that both parties cast.
    """

    years: tuple[int, ...]
    values: tuple[float, ...]
    votes: tuple[float, ...]


def _medians(rows: pl.DataFrame) -> Medians:
    """Take the median of each year."""
    medians = pl.col("pi").median().round(DECIMALS), pl.col("votes").median()
    yearly = rows.group_by("year").agg(*medians).sort("year")
    years, values, votes = (tuple(yearly[name].to_list()) for name in ("year", "pi", "votes"))
    return Medians(years=years, values=values, votes=votes)


def _series(
    id: str,
    label: str,
    pair: RelationKey,
    medians: Medians,
    *,
    table: str,
    sources: tuple[str, ...],
    rule: str,
    keys: tuple[tuple[str, Key], ...] = (),
) -> Series:
    """Write medians with their intervals as a series; `keys` are added to those of the parties."""
    low, high = _fisher(medians)
    return Series(
        id=id,
        label=label,
        of=pair.of,
        unit="pi",
        table=table,
        column="pi",
        keys=(("a", pair.first.key), ("b", pair.second.key), *keys),
        years=medians.years,
        values=medians.values,
        low=low,
        high=high,
        sources=sources,
        rule=rule,
        method="agreement",
    )


def _sources(years: tuple[int, ...]) -> tuple[str, ...]:
    """Name the sources of the years: Voeten to 2019, the UN Digital Library after that."""
    sources = []
    if any(year <= OPEN_TO for year in years):
        sources.append("un_votes")
    if any(year > OPEN_TO for year in years):
        sources.append("un_votes_undl")
    return tuple(sources)


def by_issue(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Measure agreement by issue in windows of five years, each named by its last.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    last = catalog.last_year("un_votes")
    rows = rows_across(catalog, "agreement_by_issue", pair, first=FIRST, last=last, kept=False)
    measured = (
        _series(
            f"identity.agreement_{issue}",
            f"Agreement in UN votes on {label}",
            pair,
            _medians(rows.filter(pl.col("issue") == issue)),
            table="agreement_by_issue",
            sources=("un_votes",),
            rule=f"{RULE}; votes of five years, named by the last",
            keys=(("issue", issue),),
        )
        for issue, label in ISSUES.items()
    )
    return tuple(series for series in measured if series)


def _fisher(medians: Medians) -> tuple[Bounds, Bounds]:
    """Give 90 % intervals of pi by Fisher's transformation; None where votes are too few."""
    low: list[float | None] = []
    high: list[float | None] = []
    for value, votes in zip(medians.values, medians.votes, strict=True):
        if votes is None or votes < LEAST_VOTES or abs(value) >= 1:
            low.append(None)
            high.append(None)
            continue
        half = TO_90 / math.sqrt(votes - 3)
        low.append(round(math.tanh(math.atanh(value) - half), 4))
        high.append(round(math.tanh(math.atanh(value) + half), 4))
    return tuple(low), tuple(high)


def all_pairs(catalog: Catalog, year: int) -> tuple[int, Floats]:
    """Give the agreement of all pairs of states in the newest covered year; 0 where none is.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    year : int
        The last year that is considered.

    Returns
    -------
    tuple of int and ndarray, shape (P,)
    """
    return catalog.as_of(year).remember(_newest_agreement)


def _newest_agreement(catalog: Catalog) -> tuple[int, Floats]:
    known = catalog.frame("agreement").filter(pl.col("pi").is_not_null())
    if known.is_empty():
        return 0, np.empty(0)
    newest = known.filter(pl.col("year") == pl.col("year").max())
    return int(newest["year"][0]), newest["pi"].to_numpy()
