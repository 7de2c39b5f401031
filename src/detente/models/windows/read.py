"""Windows of opportunity: which are open in a relation, when they were, how such windows did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.estimators.quintile_excess import Excess
from detente.evidence.display import card, interval, table
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.dyad_years import LAST
from detente.models.features.outcomes import KNOWN, WORDS
from detente.models.windows.fit import DATED
from detente.models.windows.record import Record, record, with_open
from detente.phrasing import percent_sign, signed
from detente.series.across import across, rows_across
from detente.store.catalog import Catalog

SOURCES = (
    "atop",
    "cow_igo",
    "cow_mid",
    "cow_nmc",
    "cow_trade",
    "democracy",
    "gdp_pop",
    "gml_mid",
    "rivalries",
    "un_ideal_points",
    "vdem",
)
RULE = (
    "what the structure adds to the probability that the pair's past gives, fitted on hostile "
    "pairs whose five years were over and shrunk to the part of such gains that had come; 80 % "
    "interval from pairs drawn with replacement; open: top fifth of comparable pairs of the year, "
    "interval above zero"
)
HEADS = ("what would come", "", "chance by the past", "added by the structure", "")
SHOWN = "Chances within five years; what a structure adds has an 80 % interval."
"""Heads and note of the windows in a notebook."""
DECIMALS = 12
"""Decimals of a mean of thousandths: rounding to them removes what floating-point sums add."""


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a relation in one year.

    Attributes
    ----------
    outcome, structure, year
        Which, and when.
    gain, low, high : float
        Mean over the comparable pairs across the two sides, with the mean ends of their 80 %
        intervals.
    history : float
        What their past gives.
    pairs, opened : int
        Comparable pairs, and in how many of them it is open.
    """

    outcome: str
    structure: str
    year: int
    gain: float
    low: float
    high: float
    history: float
    pairs: int
    opened: int

    @property
    def open(self) -> bool:
        """Whether it is open: in more than half of the pairs."""
        return 2 * self.opened > self.pairs


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of a relation, over time and at the view.

    Attributes
    ----------
    year : int
        The newest year that is dated: the view, or the last with data.
    line : tuple of Window
        Every outcome, structure and year.
    records : dict
        (outcome, structure) to how such windows did, as the view can know.
    hostile : int or None
        Pairs of states across the two sides that are comparable (hostile) in that year; None
        before windows are dated.
    across : int
        All pairs of states across the two sides.
    """

    year: int
    line: tuple[Window, ...]
    records: dict[tuple[str, str], Record]
    hostile: int | None
    across: int

    @property
    def now(self) -> tuple[Window, ...]:
        """Those of the newest year."""
        return tuple(window for window in self.line if window.year == self.year)

    def _repr_html_(self) -> str:
        """Show the windows of the newest year in a notebook, on one scale."""
        title = f"Windows of opportunity, {self.year}"
        now = self.now
        if not now:
            return card(title, note=f"None: {why_none(self)}.")
        reach = max(max(abs(one.low), abs(one.high)) for one in now)
        rows = [_shown(one, reach) for one in now]
        return card(title, table(HEADS, rows), note=SHOWN)


def _shown(one: Window, reach: float) -> tuple[str, ...]:
    """Give a window as a row of a notebook."""
    kind = f"{WORDS[one.outcome]}, through {one.structure}"
    added = f"{signed(one.gain)} [{signed(one.low)}, {signed(one.high)}]"
    drawn = interval(one.gain, one.low, one.high, reach)
    return kind, "open" if one.open else "", percent_sign(one.history), added, drawn


def why_none(found: Windows) -> str:
    """Say why no window is dated in a view's year.

    Parameters
    ----------
    found : Windows
        Of a relation, none of them in the newest year.
    """
    if found.year < DATED:
        return f"windows are dated from {DATED}"
    return (
        "no pair of states across the two sides is hostile (a rivalry, or a dispute in ten years)"
    )


def dated(catalog: Catalog) -> pl.DataFrame:
    """Give every window with whether it was open, once for the same tables.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.remember(_dated)


def _dated(catalog: Catalog) -> pl.DataFrame:
    return with_open(catalog.frame("windows"))


def windows(catalog: Catalog, pair: RelationKey) -> Windows:
    """Date the windows of a relation; a relation without hostile pairs has none.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    pair : RelationKey
        The relation and the view.
    """
    year = min(pair.as_of, LAST)
    rows = rows_across(catalog, "windows", pair, first=DATED, last=year)
    line: tuple[Window, ...] = ()
    # to say which were open needs all pairs: asked only where there is a hostile pair
    if not rows.is_empty():
        opened = across(dated(catalog), pair, first=DATED, last=year)
        line = tuple(_window(row) for row in _joined(opened).iter_rows(named=True))
    of_year = rows.filter(pl.col("year") == year)
    hostile = of_year.select("ccode1", "ccode2").unique().height
    kinds = [(outcome, structure) for outcome in KNOWN for structure in STRUCTURES]
    records = {kind: record(catalog, *kind, pair.as_of) for kind in kinds}
    return Windows(
        year=year,
        line=line,
        records=records if line else {},
        hostile=hostile if year >= DATED else None,
        across=crossed(pair.first, pair.second, year, year).height,
    )


def _joined(rows: pl.DataFrame) -> pl.DataFrame:
    """Take the mean over the pairs of a relation, by outcome, structure and year."""
    keys = ("outcome", "structure", "year")
    means = pl.col("gain", "low", "high", "history").mean().round(DECIMALS)
    counts = (pl.len().alias("pairs"), pl.col("open").sum().alias("opened"))
    return rows.group_by(keys).agg(means, *counts).sort(keys)


def _window(row: dict[str, Any]) -> Window:
    """Read one window."""
    return Window(**row)


def plain(found: Windows) -> dict[str, object]:
    """Give windows as plain data: every year, and the record of each kind.

    Parameters
    ----------
    found : Windows
        Of a relation.
    """
    return {
        "year": found.year,
        "hostile_pairs": found.hostile,
        "pairs": found.across,
        "windows": [_plain_window(window) for window in found.line],
        "records": [_plain_record(one) for one in found.records.values()],
    }


def _rounded(values: dict[str, Any]) -> dict[str, object]:
    """Round what is no count or name to four decimals."""
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in values.items()
    }


def _plain_window(window: Window) -> dict[str, object]:
    """Give one window as plain data."""
    return {**_rounded(asdict(window)), "open": window.open}


def _plain_record(one: Record) -> dict[str, object]:
    """Give the record of one kind as plain data."""
    return {
        "outcome": one.outcome,
        "structure": one.structure,
        "trust": one.trust,
        "excess": None if one.excess is None else _plain_excess(one.excess),
        "decades": [_rounded(asdict(decade)) for decade in one.decades],
    }


def _plain_excess(found: Excess) -> dict[str, object]:
    """Give an excess as plain data."""
    low, high = found.low_by_state, found.high_by_state
    by_pair = {"value": found.value, "low": found.low, "high": found.high}
    by_state = {"low_by_state": low, "high_by_state": high}
    skill = {"brier_skill": found.brier, "log_loss_skill": found.log_loss}
    came = {
        "realised": found.realised,
        "realised_low": found.realised_low,
        "realised_high": found.realised_high,
    }
    counts = {"cases": found.cases, "pairs": found.units}
    return _rounded({**by_pair, **by_state, **skill, **came, **counts})
