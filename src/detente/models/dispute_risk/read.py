"""Risk of a dispute: what a view can say of a relation, by structure, beside history alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.estimators.at_least_one import INDEPENDENT, chance
from detente.estimators.logit import probability
from detente.evidence.series import Series
from detente.models.across import named
from detente.models.dispute_risk.blocks import BLOCKS
from detente.models.features.dyad_years import LAST, LAST_GML, LAST_KNOWN
from detente.series.across import rows_across
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
TO_80 = 1.2815515655446004
"""Standard deviations on either side of an 80 % interval."""
FIRST = 1961
"""First year that the table is about."""
COVERED = f"{FIRST} to {LAST + 1}"
"""Years that the table is about: each follows a year of capabilities."""
WORDS = {
    "power": "power",
    "identity": "identity",
    "institutions": "institutions",
    "geography": "geography",
    "past": "the past",
    "tension": "tension",
}
"""Blocks, as a reader would call them."""
SOURCES = (
    "archigos",
    "atop",
    "cow_contiguity",
    "cow_igo",
    "cow_mid",
    "cow_nmc",
    "cow_trade",
    "democracy",
    "eusanct",
    "gml_mid",
    "ist",
    "rivalries",
    "un_ideal_points",
    "ungdc",
)
RULE = (
    "logit and boosted trees of three structures, geography, the past and tension, averaged in "
    "log-odds; fitted on the years before and bent by what their forecasts taught; 80 % interval "
    "from pairs drawn with replacement and from how far earlier forecasts of pairs had erred"
)
LABELS = {"odds": "risk of a dispute", "history": "risk from history alone"}
"""The two series, as a reader would call them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one block adds to the log-odds of a dispute, above a pair that is average in everything.

    Attributes
    ----------
    block : str
        Key of `blocks.BLOCKS`.
    value, low, high : float
        Log-odds, with their 80 % interval.
    """

    block: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairRisk:
    """The risk of one pair of states in one year.

    Attributes
    ----------
    names : tuple of str
        Both states, the one of the first party first.
    codes : tuple of int
        Their codes as the table has them, the lower first.
    year : int
        The year that the risk is about; it rests on what was known the year before.
    risk, low, high : float
        Probability that a dispute begins, with its 80 % interval.
    history : float
        The same from the pair's own past alone.
    base : float
        Log-odds of a pair that is average in everything.
    parts : tuple of Part
        They and `base` add up to the log-odds of `risk`.
    """

    names: tuple[str, str]
    codes: tuple[int, int]
    year: int
    risk: float
    low: float
    high: float
    history: float
    base: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk of a relation in the year after the view.

    Attributes
    ----------
    year : int
        The year it is about.
    risk, low, high, history : float
        That at least one dispute begins between members of the two sides. Members' disputes come
        together: of all pairs but the likeliest each counts for a part of an independent one.
    expected : float
        Disputes expected, each pair by itself.
    pairs : tuple of PairRisk
        Every pair of states across the two sides that the table holds, riskiest first.
    missing : int
        Pairs that it does not hold: no border, no major power, risk under .2 %.
    full, alone : Series
        The risk and that of history alone over the years, at the composition of each.
    """

    year: int
    risk: float
    low: float
    high: float
    history: float
    expected: float
    pairs: tuple[PairRisk, ...]
    missing: int
    full: Series
    alone: Series

    @property
    def leading(self) -> PairRisk:
        """The pair that carries most of the risk."""
        return self.pairs[0]


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """The probability that at least one of several disputes comes.

    Attributes
    ----------
    value, low, high : float
        Probability, with its 80 % interval.
    """

    value: float
    low: float
    high: float


def at_least_one(log_odds: Floats, error: Floats, counted: float = INDEPENDENT) -> AtLeastOne:
    """Join the probabilities of several disputes into that of at least one.

    Parameters
    ----------
    log_odds, error : ndarray, shape (N,)
        Of each pair, and its standard deviation.
    counted : float
        For how much of an independent pair each counts, but the likeliest.

    Examples
    --------
    >>> at_least_one(np.zeros(2), np.zeros(2))
    AtLeastOne(value=0.75, low=0.75, high=0.75)
    >>> at_least_one(np.zeros(2), np.zeros(2), counted=0.0).value
    0.5
    """
    reach = TO_80 * error
    value, low, high = (
        _joined(probability(end), counted) for end in (log_odds, log_odds - reach, log_odds + reach)
    )
    return AtLeastOne(value, low, high=high)


def _joined(chances: Floats, counted: float) -> float:
    """Give the chance of at least one event of a group."""
    worst = int(chances.argmax())
    others = np.log1p(-np.delete(chances, worst)).sum()
    return float(chance(chances[[worst]], np.array([others]), counted)[0])


def assess(catalog: Catalog, pair: RelationKey) -> Risk | None:
    """Say what a view knows of the risk in the year after it.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    pair : RelationKey
        The relation.

    Returns
    -------
    Risk or None
        None where the table holds no pair of the two sides.
    """
    year = min(pair.as_of, LAST) + 1
    found = rows_across(catalog, "risk", pair, first=FIRST, last=year, lag=1)
    rows = found.with_columns(odds=pl.sum_horizontal("base", *BLOCKS)).sort("year")
    of_year = rows.filter(pl.col("year") == year)
    if of_year.is_empty():
        return None
    log_odds, error = of_year["odds"].to_numpy(), of_year["error"].to_numpy()
    of_history = of_year["history"].to_numpy()
    now = at_least_one(log_odds, error, of_year["counted"][0])
    alone = at_least_one(of_history, np.zeros(of_year.height), of_year["history_counted"][0])
    ours = frozenset(pair.first.members(year - 1))
    pairs = [_pair(row, ours, pair.as_of) for row in of_year.iter_rows(named=True)]
    missing = crossed(pair.first, pair.second, year - 1, year - 1).height - len(pairs)
    riskiest_first = sorted(pairs, key=lambda one: -one.risk)
    expected = float(probability(log_odds).sum())
    return Risk(
        year=year,
        risk=now.value,
        low=now.low,
        high=now.high,
        history=alone.value,
        expected=expected,
        pairs=tuple(riskiest_first),
        missing=missing,
        full=_series(pair, rows, "odds"),
        alone=_series(pair, rows, "history"),
    )


def _series(pair: RelationKey, rows: pl.DataFrame, column: str) -> Series:
    """Give the risk over the years, or that of history alone, which has no interval."""
    with_interval = column == "odds"
    counted = "counted" if with_interval else "history_counted"
    by_year = rows.partition_by("year", as_dict=True, maintain_order=True)
    years, chances = [], []
    for (year,), part in by_year.items():
        error = part["error"].to_numpy() if with_interval else np.zeros(part.height)
        years.append(int(year))
        chances.append(at_least_one(part[column].to_numpy(), error, part[counted][0]))
    low = tuple(chance.low for chance in chances) if with_interval else ()
    high = tuple(chance.high for chance in chances) if with_interval else ()
    values = tuple(chance.value for chance in chances)
    keys = (("pair", pair.of),)
    return Series(
        id=f"synthesis.{column}",
        label=LABELS[column],
        of=pair.of,
        unit="probability",
        table="risk",
        column=column,
        keys=keys,
        years=tuple(years),
        values=values,
        sources=SOURCES,
        rule=RULE,
        low=low,
        high=high,
        method="risk",
    )


def _pair(row: Mapping[str, float], ours: frozenset[int], as_of: int) -> PairRisk:
    """Read the risk of one pair of states."""
    parts = tuple(_part(row, block) for block in BLOCKS)
    log_odds = row["base"] + sum(part.value for part in parts)
    reach = TO_80 * row["error"]
    ends = (log_odds, log_odds - reach, log_odds + reach, row["history"])
    risk, low, high, history = (float(probability(np.array(end))) for end in ends)
    codes = (int(row["ccode1"]), int(row["ccode2"]))
    first, second = codes if codes[0] in ours else codes[::-1]
    return PairRisk(
        names=(named(first, as_of), named(second, as_of)),
        codes=codes,
        year=int(row["year"]),
        risk=risk,
        low=low,
        high=high,
        history=history,
        base=row["base"],
        parts=parts,
    )


def _part(row: Mapping[str, float], block: str) -> Part:
    """Read what one block adds."""
    value, reach = row[block], TO_80 * row[f"{block}_error"]
    return Part(block, value, low=value - reach, high=value + reach)


def last_known(as_of: int) -> int:
    """Give the last year in which disputes are known at a view.

    Parameters
    ----------
    as_of : int
        The year of the view.

    Examples
    --------
    >>> last_known(1990), last_known(2024)
    (1990, 2014)
    """
    return min(as_of, LAST_KNOWN)


def known_to(year: int) -> str:
    """Say how far disputes are known for a risk of a year.

    Parameters
    ----------
    year : int
        The year that the risk is about.

    Examples
    --------
    >>> known_to(2009)
    'disputes known to 2008'
    >>> known_to(2024)
    'disputes known to 2010, from a second source to 2014, and to nobody after'
    """
    if year <= LAST_GML + 1:
        return f"disputes known to {year - 1}"
    second = f"disputes known to {LAST_GML}, from a second source to"
    if year <= LAST_KNOWN + 1:
        return f"{second} {year - 1}"
    return f"{second} {LAST_KNOWN}, and to nobody after"
