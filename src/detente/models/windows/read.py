"""Windows of opportunity: which stand open in a relation, when they did, and whether such windows kept what they promised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.estimators.quintile_excess import Excess, excess, fifths
from detente.models.dispute_risk.read import rows
from detente.models.terms import AHEAD, DATED, KNOWN, LAST, STRUCTURES
from detente.store.catalog import Catalog

FEWEST = 200
"""Fewest outcomes known before a rule has a record."""
DECIMALS = 12
"""Decimals of a mean of thousandths: rounding to them removes what floating-point sums add."""
TOP = 4
"""The top fifth of comparable pairs."""
TRUST = {
    "earned": "trust earned",
    "weak": "trust not earned",
    "none": "no trust",
    "untested": "untested",
}
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
)
RULE = (
    "what the structure adds to the probability that the pair's past gives, fitted on hostile pairs whose five years were "
    "over; 80 % interval from pairs drawn with replacement; open: top fifth of comparable pairs of the year, interval above "
    "zero"
)


@dataclass(frozen=True, slots=True)
class Decade:
    """What became of the windows that stood open in ten years.

    Attributes
    ----------
    first : int
        First year.
    open, hits : int
        Windows open; of these, how many were followed by the outcome within five years.
    base : float
        How often it followed among all comparable pairs.
    alike : float
        How often it followed among pairs not open whose past told the same.
    """

    first: int
    open: int
    hits: int
    base: float
    alike: float


@dataclass(frozen=True, slots=True)
class Record:
    """How a structure's windows did for one outcome, as far as a view can know.

    Attributes
    ----------
    outcome, structure : str
        Which.
    excess : Excess or None
        None where fewer than `FEWEST` outcomes are known.
    decades : tuple of Decade
        Hits and misses.
    trust : str
        ``"earned"``: the excess stands above zero whether pairs or states are drawn; ``"weak"``: only when pairs are;
        ``"none"``: not above zero; ``"untested"``.
    """

    outcome: str
    structure: str
    excess: Excess | None
    decades: tuple[Decade, ...]
    trust: str

    @property
    def total(self) -> Decade | None:
        """All decades together; None where no window stood open."""
        opened = sum(d.open for d in self.decades)
        if not opened:
            return None
        hits = sum(d.hits for d in self.decades)
        mean = [
            float(sum(getattr(d, n) * d.open for d in self.decades) / opened)
            for n in ("base", "alike")
        ]
        return Decade(self.decades[0].first, opened, hits, *mean)


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a relation in one year.

    Attributes
    ----------
    outcome, structure, year
        Which, and when.
    gain, low, high : float
        Mean over the comparable pairs across the two sides, with the mean ends of their 80 % intervals.
    history : float
        What their past gives.
    pairs, opened : int
        Comparable pairs, and how many of them stand open.
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
        """Whether it stands open: in more than half of the pairs."""
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
        Pairs of states across the two sides that are comparable (hostile) in that year; None before windows are dated.
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
        return tuple(w for w in self.line if w.year == self.year)


def why_none(found: Windows) -> str:
    """Say why no window is dated in a view's year."""
    if found.year < DATED:
        return f"windows are dated from {DATED}"
    return (
        "no pair of states across the two sides is hostile (a rivalry, or a dispute in ten years)"
    )


def dated(catalog: Catalog) -> pl.DataFrame:
    """Give every window with whether it was open, once for the same tables."""
    return catalog.remember(_dated)


def _dated(catalog: Catalog) -> pl.DataFrame:
    table = catalog.frame("windows")
    kind, by = (
        table[c].to_physical().to_numpy().astype(np.int64) for c in ("outcome", "structure")
    )
    group = kind * 100_000 + by * 10_000 + table["year"].to_numpy().astype(np.int64)
    fifth = fifths(table["gain"].to_numpy().astype(float), group)
    return table.with_columns(
        pl.Series("fifth", fifth),
        pl.Series("open", (fifth == TOP) & (table["low"].to_numpy() > 0)),
    )


def windows(catalog: Catalog, pair: RelationKey) -> Windows:
    """Date the windows of a relation; a relation without hostile pairs has none.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The relation and the view.
    """
    year = min(pair.as_of, LAST)
    keys = rows(catalog, "windows", pair, DATED, year)
    found = keys.join(
        dated(catalog).select("outcome", "structure", "ccode1", "ccode2", "year", "open"),
        on=["outcome", "structure", "ccode1", "ccode2", "year"],
        how="left",
    )
    grouped = (
        found.group_by("outcome", "structure", "year")
        .agg(
            pl.col("gain", "low", "high", "history").mean().round(DECIMALS),
            pl.len().alias("pairs"),
            pl.col("open").sum().alias("opened"),
        )
        .sort("outcome", "structure", "year")
    )
    line = tuple(
        Window(
            r["outcome"],
            r["structure"],
            r["year"],
            r["gain"],
            r["low"],
            r["high"],
            r["history"],
            r["pairs"],
            r["opened"],
        )
        for r in grouped.iter_rows(named=True)
    )
    here = found.filter(pl.col("year") == year).select("ccode1", "ccode2").unique().height
    told = (
        {(o, s): record(catalog, o, s, pair.as_of) for o in KNOWN for s in STRUCTURES}
        if line
        else {}
    )
    return Windows(
        year,
        line,
        told,
        here if year >= DATED else None,
        crossed(pair.a, pair.b, year, year).height,
    )


def record(catalog: Catalog, outcome: str, structure: str, as_of: int) -> Record:
    """Say how a structure's windows did for an outcome, from those whose five years were over at the view.

    Parameters
    ----------
    world : World
        The tables.
    outcome, structure : str
        Which.
    as_of : int
        The view.
    """
    return catalog.remember(_record, outcome, structure, as_of)


def _record(catalog: Catalog, outcome: str, structure: str, as_of: int) -> Record:
    known = dated(catalog).filter(
        (pl.col("outcome") == outcome)
        & (pl.col("structure") == structure)
        & (pl.col("year") <= as_of - AHEAD)
        & pl.col("came").is_not_null()
    )
    if known.height < FEWEST:
        return Record(outcome, structure, None, (), "untested")
    came, past, gain = (known[c].to_numpy().astype(float) for c in ("came", "history", "gain"))
    found = excess(
        came,
        past,
        gain,
        known["fifth"].to_numpy(),
        one=known["ccode1"].to_numpy().astype(np.int64),
        other=known["ccode2"].to_numpy().astype(np.int64),
    )
    trust = "none" if found.low <= 0 else ("earned" if found.low_by_state > 0 else "weak")
    return Record(outcome, structure, found, _decades(known), trust)


def _decades(known: pl.DataFrame) -> tuple[Decade, ...]:
    """Count hits and misses by decade, beside pairs whose past told as much."""
    told = known.with_columns(
        (pl.col("history").rank("ordinal") * 10 // (pl.len() + 1)).alias("tenth"),
        (pl.col("year") // 10 * 10).alias("decade"),
    )
    others = (
        told.filter(~pl.col("open"))
        .group_by("decade", "tenth")
        .agg(pl.col("came").mean().alias("alike"))
    )
    base = told.group_by("decade").agg(pl.col("came").mean().alias("base"))
    opened = told.filter("open").join(others, on=["decade", "tenth"], how="left")
    rows_ = (
        opened.group_by("decade")
        .agg(pl.len().alias("open"), pl.col("came").sum().alias("hits"), pl.col("alike").mean())
        .join(base, on="decade")
        .sort("decade")
    )
    return tuple(
        Decade(
            r["decade"],
            r["open"],
            int(r["hits"]),
            r["base"],
            r["alike"] if r["alike"] is not None else r["base"],
        )
        for r in rows_.iter_rows(named=True)
    )


def plain(found: Windows) -> dict[str, object]:
    """Give windows as plain data: every year, and the record of each kind."""

    def record_of(r: Record) -> dict[str, object]:
        e = r.excess
        return {
            "outcome": r.outcome,
            "structure": r.structure,
            "trust": r.trust,
            "excess": None
            if e is None
            else {
                "value": round(e.value, 4),
                "low": round(e.low, 4),
                "high": round(e.high, 4),
                "low_by_state": round(e.low_by_state, 4),
                "high_by_state": round(e.high_by_state, 4),
                "brier_skill": round(e.brier, 4),
                "cases": e.cases,
                "pairs": e.units,
            },
            "decades": [
                {
                    "first": d.first,
                    "open": d.open,
                    "hits": d.hits,
                    "base": round(d.base, 4),
                    "alike": round(d.alike, 4),
                }
                for d in r.decades
            ],
        }

    return {
        "year": found.year,
        "hostile_pairs": found.hostile,
        "pairs": found.across,
        "windows": [
            {
                "outcome": w.outcome,
                "structure": w.structure,
                "year": w.year,
                "gain": round(w.gain, 4),
                "low": round(w.low, 4),
                "high": round(w.high, 4),
                "history": round(w.history, 4),
                "pairs": w.pairs,
                "opened": w.opened,
                "open": w.open,
            }
            for w in found.line
        ],
        "records": [record_of(r) for r in found.records.values()],
    }
