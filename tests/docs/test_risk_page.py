"""The page on the risk of a dispute prints the numbers of the starter, table by table."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from detente.estimators.null_power import smallest_apart
from detente.models.dispute_risk.blocks import BLOCKS
from detente.store.catalog import Catalog

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "risk.md").read_text(encoding="utf-8")
LINES = PAGE.splitlines()
WIDTH = 1.2815515594600038
"""Standard deviations from the middle to either end of an 80 % interval."""
PAIRS = {
    "the United States, Russia | 2014": (2, 365, 2014),
    "the United States, Russia | 2022": (2, 365, 2022),
    "Russia, Ukraine | 2013": (365, 369, 2013),
    "Russia, Ukraine | 2021": (365, 369, 2021),
    "India, Pakistan | 2019": (750, 770, 2019),
    "Iran, Israel | 2021": (630, 666, 2021),
    "Armenia, Azerbaijan | 2019": (371, 373, 2019),
    "China, Taiwan | 2019": (710, 713, 2019),
    "Greece, Turkey | 2019": (350, 640, 2019),
    "Russia, Georgia | 2008": (365, 372, 2008),
}


def chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def test_every_bin_of_forecasts_is_as_computed(catalog: Catalog) -> None:
    bins = catalog.frame("risk_bins").filter(pl.col("kind") == "bin")
    whole = bins.filter(pl.col("first") == 1971, pl.col("last") == 2010)
    assert whole.height == 14
    for row in whole.iter_rows(named=True):
        gap = row["said"] - row["came"]
        counts = f"{row['cases']:,} | {row['pairs']:,} | {row['said']:.3f} | {row['came']:.3f}"
        interval = f"{gap:+.3f} [{row['gap_low']:+.3f}, {row['gap_high']:+.3f}]"
        expected = f"| {row['from']:.2f} to {row['to']:.2f} | {counts} | {interval} |"
        assert expected in LINES


@pytest.mark.parametrize("first", [1971, 1981])
def test_every_gain_is_as_computed_with_the_smallest_that_is_found(
    catalog: Catalog, first: int
) -> None:
    gains = catalog.frame("risk_gains").filter(pl.col("first") == first, pl.col("last") == 2010)
    assert gains.height == 15
    for row in gains.iter_rows(named=True):
        loss, low, high = (1e4 * row[f"log_loss{end}"] for end in ("", "_low", "_high"))
        ends = [row[f"precision{end}"] for end in ("", "_low", "_high")]
        least = smallest_apart(low, high, level=0.95)
        precision = f"{ends[0]:+.3f} [{ends[1]:+.3f}, {ends[2]:+.3f}]"
        expected = f"| {loss:+.1f} [{low:+.1f}, {high:+.1f}] | {least:.1f} | {precision} |"
        assert any(line.endswith(expected) for line in LINES), row["added"]


def test_blocs_are_as_computed(catalog: Catalog) -> None:
    scores = catalog.frame("risk_scores").filter(pl.col("group") == "blocs")
    for first in (1971, 1981, 1991, 2001):
        rows = scores.filter(pl.col("first") == first, pl.col("last") == first + 9)
        expected = dict(rows.select("model", "expected").iter_rows())
        came = rows["events"][0]
        (line,) = [one for one in LINES if one.startswith(f"| {first}-{first + 9} | {came} |")]
        now = f"{expected['both']:.0f} | {expected['peace years and disputes']:.0f} |"
        assert line.endswith(now)


@pytest.mark.parametrize("name", list(PAIRS))
def test_named_pairs_are_as_computed(catalog: Catalog, name: str) -> None:
    one, other, year = PAIRS[name]
    rows = catalog.frame("risk").filter(
        pl.col("ccode1") == one, pl.col("ccode2") == other, pl.col("year") == year
    )
    row = rows.row(0, named=True)
    odds = row["base"] + sum(row[block] for block in BLOCKS)
    ends = (chance(odds + side * WIDTH * row["error"]) for side in (-1, 1))
    low, high = (f"{end:.2f}" for end in ends)
    expected = f"| {chance(odds):.2f} [{low}, {high}] | {chance(row['history']):.2f} |"
    (line,) = [one for one in LINES if one.startswith(f"| {name} |")]
    assert line.endswith(expected)
