"""Numerics of forecasts: cases by hand, properties, and agreement with a known library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RequestError
from detente.estimators import boosting, logit, neighbours, scores, uplift
from detente.estimators import quintile_excess as excess


def test_a_logit_of_two_groups_is_their_log_odds() -> None:
    x = np.repeat([0.0, 1.0], [4, 4])[:, None]
    y = np.array([1, 0, 0, 0, 1, 1, 1, 0.0])
    found = logit.fit(x, y, ridge=0.0)
    predicted = logit.probability(found.log_odds(np.array([[0.0], [1.0]])))
    assert predicted == pytest.approx([0.25, 0.75], abs=1e-6)


def test_a_logit_agrees_with_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(3)
    x = rng.normal(size=(500, 3))
    y = (rng.random(500) < logit.probability(x @ np.array([0.5, -1.0, 0.0]) - 1)).astype(float)
    constant, slopes = logit.newton(x, y, np.ones(500), 0.0)
    theirs = sm.Logit(y, sm.add_constant(x)).fit(disp=0).params
    assert np.append(constant, slopes) == pytest.approx(theirs, abs=1e-6)


def test_rare_events_do_not_throw_newton_off() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(20000, 4))
    y = (rng.random(20000) < logit.probability(3 * x[:, 0] - 9)).astype(float)
    found = logit.fit(x, y)
    assert 1.5 < found.slopes[0] < 4 and abs(found.slopes[1:]).max() < 0.5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_parts_and_constant_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(80, 5))
    x[rng.random(x.shape) < 0.1] = np.nan
    y = (rng.random(80) < 0.4).astype(float)
    block = np.array([0, 0, 1, 2, 2])
    found = logit.fit(x, y)
    assert found.constant + found.parts(x, block, 3).sum(axis=1) == pytest.approx(found.log_odds(x))


def test_trees_do_not_mix_blocks_and_add_up() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(3000, 3))
    y = (rng.random(3000) < np.where(x[:, 0] * x[:, 2] > 0, 0.7, 0.2)).astype(
        float
    )  # an interaction across blocks
    block = np.array([0, 0, 1])
    pytest.importorskip("lightgbm", exc_type=(ImportError, OSError))
    found = boosting.grow(x, y, np.ones(3000), block, seed=1, trees=30)
    base, parts = found.parts(x, 2)
    assert base + parts.sum(axis=1) == pytest.approx(found.log_odds(x), abs=1e-9)


def test_without_lightgbm_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lightgbm", None)
    with pytest.raises(RequestError, match=r"detente\[risk\]"):
        boosting.grow(
            np.zeros((2, 1)), np.zeros(2), np.ones(2), np.zeros(1, dtype=np.int64), seed=1
        )


def test_scores_by_hand() -> None:
    predicted, came = np.array([0.8, 0.6, 0.4, 0.2]), np.array([1.0, 0, 1, 0])
    found = scores.score(predicted, came, np.full(4, 0.5))
    assert found.precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.brier == pytest.approx(1 - (0.04 + 0.36 + 0.36 + 0.04) / 4 / 0.25)
    assert found.expected == pytest.approx(2.0) and (found.cases, found.events) == (4, 2)
    assert np.isnan(scores.score(np.full(4, 0.3), came, np.full(4, 0.5)).slope)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.1, 3))
def test_the_slope_undoes_a_stretch(seed: int, stretch: float) -> None:
    rng = np.random.default_rng(seed)
    odds = rng.normal(size=4000)
    came = (rng.random(4000) < logit.probability(odds)).astype(float)
    plain = scores.score(logit.probability(odds), came, np.full(4000, 0.5)).slope
    stretched = scores.score(logit.probability(stretch * odds), came, np.full(4000, 0.5)).slope
    assert stretched * stretch == pytest.approx(plain, rel=1e-3)


def test_a_shift_expects_what_came() -> None:
    odds = np.linspace(-4, 2, 50)
    came = (np.arange(50) % 5 == 0).astype(float)
    assert logit.probability(odds + logit.shift(odds, came)).sum() == pytest.approx(came.sum())


def test_what_adds_nothing_lifts_nothing() -> None:
    rng = np.random.default_rng(5)
    h = rng.normal(size=(2000, 1))
    y = (rng.random(2000) < logit.probability(h[:, 0])).astype(float)
    base = uplift.past(h, y, np.arange(2000) // 4, h[:200], rng=np.random.default_rng(1))
    noise, signal = rng.normal(size=(2000, 1)), (2 * y - 1)[:, None] + rng.normal(size=(2000, 1))
    nothing, much = (
        uplift.uplift(base, noise, noise[:200]),
        uplift.uplift(base, signal, signal[:200]),
    )
    assert (
        np.abs(nothing.gain).mean() < 0.02
        and ((nothing.low <= 0) & (nothing.high >= 0)).mean() > 0.6
    )
    assert np.corrcoef(much.gain, y[:200] - base.forecast)[0, 1] > 0.4
    assert (much.low <= much.gain + 0.02).all() and (much.gain - 0.02 <= much.high).all()


def test_excess_by_hand() -> None:
    came = np.array([1.0, 1, 0, 1, 0, 0, 0, 0, 0, 1])
    fifth = np.array([4, 4, 3, 3, 2, 2, 1, 1, 0, 0])
    one, other = np.arange(1, 11), np.arange(21, 31)
    found = excess.excess(came, np.full(10, 0.4), np.zeros(10), fifth, one=one, other=other)
    assert found.value == pytest.approx(1.0 - 0.5) and (found.cases, found.units, found.brier) == (
        10,
        10,
        0.0,
    )
    assert found.low <= found.value <= found.high


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 60))
def test_fifths_are_even_and_ordered(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    gain, group = rng.normal(size=2 * count), np.repeat([1, 2], count)
    found = excess.fifths(gain, group)
    for g in (1, 2):
        here = found[group == g]
        assert np.bincount(here, minlength=5).max() - np.bincount(here, minlength=5).min() <= 1
        assert (np.diff(here[np.argsort(gain[group == g])]) >= 0).all()


def test_neighbours_leave_out_what_is_not_known() -> None:
    found = neighbours.apart(
        np.array([0.0, np.nan, 1.0]),
        np.array([[2.0, 9.0, 1.0], [0.0, 0.0, np.nan]]),
        np.ones(3),
        np.array([0, 0, 1]),
    )
    assert found[0].tolist() == [2.0, 0.0, 1.0] and np.isinf(found[1, -1])
