"""Forecasts of shares: by hand, against a published number, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.forecast import (
    LOOKBACK,
    Rule,
    backtest,
    bands,
    crossings,
    crps,
    drift_path,
    errors_at,
    gap_paths,
    quantiles,
)

NONE, HALF, FULL = Rule("none", 0.0), Rule("half", 0.5), Rule("full", 1.0)


def test_drift_by_hand() -> None:
    series = np.array([[0.1 * t for t in range(31)], [5.0] * 31])
    assert drift_path(series, 3, HALF)[0] == pytest.approx([3.05, 3.10, 3.15])
    assert drift_path(series, 3, NONE)[0] == pytest.approx([3.0] * 3) and drift_path(
        series, 3, FULL
    )[1] == pytest.approx([5.0] * 3)
    assert drift_path(series, 2, Rule("damped", 1.0, 0.5))[0] == pytest.approx([3.05, 3.075]), (
        ".1 x .5, then .1 x .25 more"
    )
    assert np.isnan(drift_path(series[:, :10], 3, HALF)).all(), "too short a series has no drift"


def test_errors_by_hand() -> None:
    line = np.array([[float(t) for t in range(LOOKBACK + 4)]])
    assert errors_at(line, 1, HALF)[0] == pytest.approx([0.5] * 3) and errors_at(line, 2, HALF)[
        0
    ] == pytest.approx([1.0] * 2)
    assert np.isnan(bands(line, 2, HALF, np.array([0.5]))).all(), (
        "fewer than twenty errors give no band"
    )


def test_a_mirrored_pool_by_hand() -> None:
    values, weights = Rule("x", 0.0, 1.0, 0.25).pool(np.array([1.0, 3.0, np.nan]))
    assert values.tolist() == [-3.0, -1.0, 1.0, 3.0] and weights.tolist() == [
        0.125,
        0.125,
        0.375,
        0.375,
    ]
    assert quantiles(
        np.array([0.0, 1.0]), np.array([0.5, 0.5]), np.array([0.0, 0.5, 1.0])
    ).tolist() == [0.0, 0.5, 1.0]


@given(st.floats(0, 0.5), st.integers(1, 30))
def test_weights_of_a_pool_sum_to_one(mirrored: float, size: int) -> None:
    values, weights = Rule("x", 0.0, 1.0, mirrored).pool(np.linspace(-1, 2, size))
    assert weights.sum() == pytest.approx(1) and (np.diff(values) >= 0).all()


def test_bands_of_pooled_errors_cover_what_comes() -> None:
    rng = np.random.default_rng(11)
    walks = np.cumsum(rng.normal(0, 0.1, (400, 60)), axis=1)
    ends = bands(walks[:, :50], 10, NONE, np.array([0.1, 0.9]))
    ahead = walks[:, 59] - walks[:, 49]
    assert 0.76 <= ((ends[9, 0] <= ahead) & (ahead <= ends[9, 1])).mean() <= 0.84


def test_crps_by_hand_and_against_a_normal() -> None:
    assert crps(np.array([[0.0, 1.0]]), np.array([0.5, 0.5]), np.array([0.5]))[0] == pytest.approx(
        0.25
    )
    assert crps(np.array([[0.0, 1.0]]), np.array([1.0, 0.0]), np.array([0.5]))[0] == pytest.approx(
        0.5
    ), "a certain forecast errs by its distance"
    draws = np.sort(np.random.default_rng(1).normal(0, 1, (1, 20000)))
    assert crps(draws, np.full(20000, 1 / 20000), np.array([0.0]))[0] == pytest.approx(
        0.2337, abs=0.01
    ), "published: (sqrt 2 - 1) / sqrt pi"


def test_a_backtest_knows_no_later_error() -> None:
    rng = np.random.default_rng(3)
    shares = np.exp(np.cumsum(rng.normal(0, 0.03, (40, 60)), axis=1))
    shares /= shares.sum(axis=0)
    whole, cut = backtest(shares, HALF, (5,), 25), backtest(shares[:, :50], HALF, (5,), 25)
    early = whole.origin + 5 < 50
    assert early.sum() == cut.origin.size and whole.crps[early] == pytest.approx(
        cut.crps, rel=1e-12
    )
    assert whole.origin.min() == LOOKBACK + 5, (
        "an error of five years is first known five years after the first origin"
    )
    assert backtest(shares[:, :20], HALF, (5,), 25).origin.size == 0


def test_a_backtest_of_random_walks_prefers_the_random_walk() -> None:
    rng = np.random.default_rng(5)
    shares = np.exp(np.cumsum(rng.normal(0, 0.05, (60, 90)), axis=1))
    shares /= shares.sum(axis=0)
    still, drift = (backtest(shares, rule, (10,), 30) for rule in (NONE, FULL))
    assert still.crps.mean() < drift.crps.mean() and 0.7 < still.inside.mean() < 0.9


def test_lines_cross_when_the_gap_turns() -> None:
    quiet = np.random.default_rng(1).normal(0, 1e-4, (5, 70))
    low, high = np.linspace(-2, -0.5, 21), np.linspace(0, 0, 21)
    years = crossings(gap_paths(quiet, 15, FULL), high, low, FULL)
    assert years.size and set(years.tolist()) <= {6, 7, 8}, "half a unit at .075 a year"
    soon, short = gap_paths(quiet, 3, FULL), gap_paths(quiet[:, :30], 15, FULL)
    assert not crossings(soon, high, low, FULL).any(), "not within the horizon"
    assert crossings(short, high, low, FULL).size == 0, "no past path is that long"
