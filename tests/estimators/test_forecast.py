"""Forecasts of shares: by hand, against a published number, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators import blends
from detente.estimators.blends import backtest, weigh
from detente.estimators.forecast import (
    LOOKBACK,
    Blend,
    Floats,
    Pool,
    Rule,
    bands,
    crossings,
    crps,
    drift_path,
    errors_at,
    errors_of,
    gap_paths,
    plain,
    quantiles,
)

NONE, HALF, FULL = Rule("none", 0.0), Rule("half", 0.5), Rule("full", 1.0)
RULES = (NONE, HALF, FULL)
POOLS = (Pool("narrow", 0, width=0.7), Pool("all", 0, width=1.0))


def test_drift_by_hand() -> None:
    series = np.array([[0.1 * t for t in range(31)], [5.0] * 31])
    half, none, full = (plain(rule, 3).steps for rule in (HALF, NONE, FULL))
    assert drift_path(series, half)[0] == pytest.approx([3.05, 3.10, 3.15])
    assert drift_path(series, none)[0] == pytest.approx([3.0] * 3)
    assert drift_path(series, full)[1] == pytest.approx([5.0] * 3)
    damped = plain(Rule("damped", 1.0, damping=0.5), 2).steps
    assert drift_path(series, damped)[0] == pytest.approx([3.05, 3.075]), (
        ".1 x .5, then .1 x .25 more"
    )
    assert np.isnan(drift_path(series[:, :10], half)).all(), "too short a series has no drift"


def test_errors_by_hand() -> None:
    line = np.array([[float(t) for t in range(LOOKBACK + 4)]])
    assert errors_at(line, 1, 0.5)[0] == pytest.approx([0.5] * 3)
    assert errors_at(line, 2, 1.0)[0] == pytest.approx([1.0] * 2)
    assert np.isnan(bands(line, plain(HALF, 2), np.array([0.5]))).all(), (
        "fewer than twenty errors give no band"
    )


def test_errors_of_two_pools_by_hand() -> None:
    missed = np.array([[1.0, np.nan, *[3.0] * 20]])
    late = Pool("late", LOOKBACK + 2, width=1.0)
    values, weights = errors_of(missed, (Pool("all", 0, width=1.0), late), np.array([0.5, 0.5]))
    assert values.tolist() == [-3.0] * 20 + [-1.0, 1.0] + [3.0] * 20, "each with both signs"
    assert weights[20] == pytest.approx(0.5 / 21 / 2), "the first error is in one pool of the two"
    assert weights[0] == pytest.approx((0.5 / 21 + 0.5 / 20) / 2)
    wide, _ = errors_of(missed, (Pool("wide", 0, width=4.0), late), np.array([0.5, 0.5]))
    assert wide[-1] == pytest.approx(6.0), "widths are averaged as ratios: 3 times the root of 4"
    few = Pool("few", LOOKBACK + 10, width=1.0)
    assert errors_of(missed, (few,), np.ones(1))[0].size == 2 * 21, "too few errors: all of them"
    assert quantiles(
        np.array([0.0, 1.0]), np.array([0.5, 0.5]), np.array([0.0, 0.5, 1.0])
    ).tolist() == [0.0, 0.5, 1.0]


@given(st.floats(0, 1), st.integers(1, 30))
def test_weights_of_errors_sum_to_one(part: float, size: int) -> None:
    missed = np.linspace(-1, 2, size)[None, :]
    values, weights = errors_of(missed, POOLS, np.array([part, 1 - part]))
    assert weights.sum() == pytest.approx(1) and (np.diff(values) >= 0).all()


def test_weights_by_hand() -> None:
    scores, forecasts, age = np.array([[1.0, 2.0]] * 4), np.full(4, 25.0), np.zeros(4)
    expected = 1 / (1 + 2.0 ** (-blends.SHARPNESS * 4 / 10))
    assert weigh(scores, forecasts, age, 10) == pytest.approx([expected, 1 - expected]), (
        "four origins a year apart are .4 of a span of ten years"
    )
    assert weigh(scores[:3], forecasts[:3], age[:3], 10) is None, "75 forecasts are too few"
    old = weigh(scores, forecasts, np.full(4, 2 * blends.HALF_LIFE), 10)
    assert old is not None and 0.5 < old[0] < expected, "old scores count less, all of them alike"


@given(st.lists(st.floats(0.0, 10), min_size=2, max_size=5), st.integers(4, 60))
def test_weights_are_a_distribution_in_the_order_of_the_scores(
    mean: list[float], years: int
) -> None:
    scores = np.tile(np.array(mean), (years, 1))
    weights = weigh(scores, np.full(years, 25.0), np.arange(years)[::-1].astype(float), 10)
    assert weights is not None and weights.sum() == pytest.approx(1)
    assert (np.diff(weights[np.argsort(mean)]) <= 1e-12).all()


def test_bands_of_pooled_errors_cover_what_comes() -> None:
    rng = np.random.default_rng(11)
    walks = np.cumsum(rng.normal(0, 0.1, (400, 60)), axis=1)
    ends = bands(walks[:, :50], plain(NONE, 10), np.array([0.1, 0.9]))
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


def _table(
    shares: Floats, horizons: tuple[int, ...], size: int
) -> dict[tuple[str, int, int], tuple[float, float, bool]]:
    """Lay a back-test out by name, horizon and origin."""
    found = backtest(shares, RULES, POOLS, horizons, size, skipped=0)
    return {(x.name, x.horizon, x.origin): (x.crps, x.inside, x.learnt) for x in found}


def _shares(seed: int, states: int, years: int, drift: float = 0.0) -> Floats:
    """Shares of random walks, each with a drift of its own."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, 0.03, (states, years)) + drift * rng.normal(0, 1, (states, 1))
    shares: Floats = np.exp(np.cumsum(steps, axis=1))
    result: Floats = shares / shares.sum(axis=0)
    return result


def test_a_backtest_knows_no_later_error_and_no_later_score() -> None:
    shares = _shares(3, 40, 75)
    whole, cut = _table(shares, (5, 10), 25), _table(shares[:, :60], (5, 10), 25)
    early = {key: value for key, value in whole.items() if key[1] + key[2] < 60}
    assert set(early) == set(cut)
    for key, value in cut.items():
        assert value == pytest.approx(early[key], rel=1e-12)
    assert min(origin for _, horizon, origin in whole if horizon == 5) == LOOKBACK + 5, (
        "an error of five years is first known five years after the first origin"
    )
    assert not _table(shares[:, :20], (5,), 25)


def test_weights_are_learnt_once_enough_outcomes_are_known() -> None:
    table = _table(_shares(4, 40, 90), (5, 10), 25)
    learnt = {key: value[2] for key, value in table.items() if key[0] == blends.BLEND}
    first = {h: min(o for (_, x, o), yes in learnt.items() if x == h and yes) for h in (5, 10)}
    assert first == {5: LOOKBACK + 5 + 5 + 3, 10: LOOKBACK + 10 + 10 + 3}, (
        "four origins of 25 states, each known after the horizon"
    )


def test_the_blend_leans_to_the_walk_where_nothing_drifts_and_away_where_it_does() -> None:
    for drift, better in ((0.0, "none"), (0.03, "full")):
        table = _table(_shares(5, 60, 110, drift), (10,), 30)
        late: dict[str, list[float]] = {name: [] for name in ("none", "full", blends.BLEND)}
        for (name, _, origin), (error, _, _) in table.items():
            if name in late and origin >= 70:
                late[name].append(error)
        mean = {name: np.mean(errors) for name, errors in late.items()}
        worse = "full" if better == "none" else "none"
        assert mean[better] < mean[worse]
        assert mean[blends.BLEND] < mean[worse], "the blend follows what did better before"
        assert mean[blends.BLEND] < 1.1 * mean[better]


def test_lines_cross_when_the_gap_turns() -> None:
    quiet = np.random.default_rng(1).normal(0, 1e-4, (5, 70))
    low, high = np.linspace(-2, -0.5, 21), np.linspace(0, 0, 21)
    full = plain(FULL, 15)
    years = crossings(gap_paths(quiet, full, 0), high, low, full.steps)
    assert years.size and set(years.tolist()) <= {6, 7, 8}, "half a unit at .075 a year"
    few = plain(FULL, 3)
    soon, short = gap_paths(quiet, few, 0), gap_paths(quiet[:, :30], full, 0)
    assert not crossings(soon, high, low, few.steps).any(), "not within the horizon"
    assert crossings(short, high, low, full.steps).size == 0, "no past path is that long"


def test_paths_of_gaps_start_late_and_are_as_wide_as_the_blend() -> None:
    noise = np.random.default_rng(2).normal(0, 1, (4, 60)).cumsum(axis=1)
    blend = Blend(np.zeros(5), (Pool("wide", 0, width=2.0),), weights=np.ones((5, 1)))
    early, late = gap_paths(noise, blend, 0), gap_paths(noise, blend, 40)
    assert early.shape == (5, 6 * 35) and late.shape == (5, 6 * 15), "six pairs, 15 origins from 40"
    assert early[0, 0] == pytest.approx(2 * np.diff(noise[0] - noise[1])[LOOKBACK])
