"""Risk of a dispute: what a view can say of a relation, taken apart by structure, beside what history alone would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import crossed
from detente.actors.names import state
from detente.actors.relation_key import RelationKey
from detente.errors import DetenteError
from detente.estimators.logit import probability
from detente.evidence.series import Series
from detente.models.terms import BLOCKS, LAST, LAST_GML, LAST_KNOWN
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
TO_80 = 1.2815515655446004
"""Standard deviations on either side of an 80 % interval."""
FIRST = 1961
"""First year that the table is about."""
WORDS = {
    "power": "power",
    "identity": "identity",
    "institutions": "institutions",
    "geography": "geography",
    "past": "the past",
}
SOURCES = (
    "atop",
    "cow_contiguity",
    "cow_igo",
    "cow_mid",
    "cow_nmc",
    "cow_trade",
    "democracy",
    "gml_mid",
    "rivalries",
    "un_ideal_points",
)
RULE = (
    "logit and boosted trees of three structures, geography and the past, averaged in log-odds; fitted on the decades before; "
    "80 % interval from pairs drawn with replacement"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one block adds to the log-odds of a dispute, above a pair that is average in everything.

    Attributes
    ----------
    block : str
        Key of `terms.BLOCKS`.
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
        The year that the risk is about; all that it rests on had come the year before.
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
        That at least one dispute begins between members of the two sides, taken as independent given what is known.
    expected : float
        Disputes expected.
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


def rows(
    catalog: Catalog, table: str, pair: RelationKey, first: int, last: int, lag: int = 0
) -> pl.DataFrame:
    """Give a table's rows of the pairs of states across two sides, each year at its own composition.

    Parameters
    ----------
    world : World
        The tables.
    table : str
        With ``ccode1``, ``ccode2``, ``year``.
    pair : Pair
        The relation.
    first, last : int
        Years of the table.
    lag : int
        Years by which the composition lies before the table's year.
    """
    keys = crossed(pair.a, pair.b, first - lag, last - lag).with_columns(
        (pl.col("year") + lag).cast(pl.Int16)
    )
    codes = pl.concat([keys["ccode1"], keys["ccode2"]]).unique().implode()
    found = (
        catalog.scan(table)
        .filter(pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes))
        .collect()
    )
    return found.join(keys, on=["ccode1", "ccode2", "year"], how="inner")


def assess(catalog: Catalog, pair: RelationKey) -> Risk | None:
    """Say what a view knows of the risk in the year after it; None where the table holds no pair of the two sides.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The relation.
    """
    year = min(pair.as_of, LAST) + 1
    found = rows(catalog, "risk", pair, FIRST, year, lag=1)
    here = found.filter(pl.col("year") == year)
    if here.is_empty():
        return None
    told = found.select(
        "year",
        "history",
        "error",
        pl.sum_horizontal("base", *BLOCKS).alias("odds"),
    ).sort("year")
    full, alone = _series(pair, told, "odds"), _series(pair, told, "history")
    now = told.filter(pl.col("year") == year)
    odds, error = now["odds"].to_numpy(), TO_80 * now["error"].to_numpy()
    ours = set(pair.a.members(year - 1))
    pairs = tuple(
        sorted(
            (_pair(row, ours, pair.as_of) for row in here.iter_rows(named=True)),
            key=lambda p: -p.risk,
        )
    )
    return Risk(
        year,
        _any(probability(odds)),
        _any(probability(odds - error)),
        _any(probability(odds + error)),
        _any(probability(now["history"].to_numpy())),
        float(probability(odds).sum()),
        pairs,
        crossed(pair.a, pair.b, year - 1, year - 1).height - here.height,
        full,
        alone,
    )


def _any(told: Floats) -> float:
    """Give the probability that at least one of several independent events comes."""
    return float(1 - np.prod(1 - told))


def _series(pair: RelationKey, told: pl.DataFrame, column: str) -> Series:
    label = {"odds": "risk of a dispute", "history": "risk from history alone"}[column]
    years, values, low, high = [], [], [], []
    for (year,), part in told.partition_by("year", as_dict=True, maintain_order=True).items():
        odds = part[column].to_numpy()
        error = TO_80 * part["error"].to_numpy() if column == "odds" else np.zeros(odds.size)
        years.append(int(year))
        values.append(_any(probability(odds)))
        low.append(_any(probability(odds - error)))
        high.append(_any(probability(odds + error)))
    return Series(
        f"synthesis.{column}",
        label,
        pair.of,
        "probability",
        "risk",
        column,
        (("pair", pair.of),),
        tuple(years),
        tuple(values),
        SOURCES,
        RULE,
        tuple(low) if column == "odds" else (),
        tuple(high) if column == "odds" else (),
        "risk",
    )


def _pair(row: dict[str, Any], ours: set[int], as_of: int) -> PairRisk:
    parts = tuple(
        Part(
            b,
            row[b],
            row[b] - TO_80 * row[f"{b}_error"],
            row[b] + TO_80 * row[f"{b}_error"],
        )
        for b in BLOCKS
    )
    odds = row["base"] + sum(p.value for p in parts)
    spread = TO_80 * row["error"]
    risk, low, high, history = (
        float(probability(np.array(v)))
        for v in (odds, odds - spread, odds + spread, row["history"])
    )
    codes = (row["ccode1"], row["ccode2"])
    first, second = codes if codes[0] in ours else codes[::-1]
    return PairRisk(
        (named(first, as_of), named(second, as_of)),
        codes,
        row["year"],
        risk,
        low,
        high,
        history,
        row["base"],
        parts,
    )


def named(ccode: int, as_of: int) -> str:
    """Name the state of a code as a view calls it; the code itself where the state is gone."""
    try:
        return state(ccode, as_of).label
    except DetenteError:
        return str(ccode)


def known_to(year: int) -> str:
    """Say how far disputes are known for a risk of a year.

    Examples
    --------
    >>> known_to(2009), known_to(2024)
    ('disputes known to 2008', 'disputes known to 2010, from a second source to 2014, and to nobody after')
    """
    if year <= LAST_GML + 1:
        return f"disputes known to {year - 1}"
    if year <= LAST_KNOWN + 1:
        return f"disputes known to {LAST_GML}, from a second source to {year - 1}"
    return (
        f"disputes known to {LAST_GML}, from a second source to {LAST_KNOWN}, and to nobody after"
    )
