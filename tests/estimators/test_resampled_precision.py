"""Average precision when whole units are drawn: by hand, as the plain score, as drawn rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.estimators import paired, resampled_precision
from detente.estimators.resampled_precision import precisions
from detente.estimators.scores import average_precision, roc

CASES = st.lists(
    st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans(), st.integers(0, 4)),
    min_size=1,
    max_size=40,
)


def test_by_hand() -> None:
    forecast, outcome = np.array([0.9, 0.8, 0.8, 0.1]), np.array([0.0, 1.0, 0.0, 1.0])
    times = np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 1.0]])
    found = precisions(forecast, outcome, np.array([0, 0, 1, 1]), times)
    # all: 1 of 3, then 2 of 4; the first twice: 2 of 4 without the second; the second alone: 1 of 2
    assert found == pytest.approx([(1 / 3 + 2 / 4) / 2, 2 / 4, 1 / 2])


def test_a_draw_without_events_gives_nothing() -> None:
    times = np.array([[0.0, 1.0]])
    found = precisions(np.array([0.2, 0.1]), np.array([1.0, 0.0]), np.array([0, 1]), times)
    assert np.isnan(found).all()
    none = precisions(np.array([0.2]), np.zeros(1), np.zeros(1, dtype=int), np.ones((2, 1)))
    assert np.isnan(none).all() and none.size == 2


@given(CASES)
def test_each_unit_once_is_the_plain_score(cases: list[tuple[float, bool, int]]) -> None:
    forecast, outcome, unit = (np.array(values) for values in zip(*cases, strict=True))
    once = np.ones((1, 5))
    found = precisions(forecast, outcome.astype(float), unit, once)
    expected = average_precision(forecast, outcome.astype(float))
    np.testing.assert_allclose(found, [expected])


@settings(max_examples=30)
@given(CASES, st.integers(0, 9))
def test_a_draw_is_the_score_of_its_rows(cases: list[tuple[float, bool, int]], seed: int) -> None:
    forecast, outcome, unit = (np.array(values) for values in zip(*cases, strict=True))
    times = paired.drawn(5, draws=4, seed=seed)
    found = precisions(forecast, outcome.astype(float), unit, times)
    for one, drawn in zip(found, times, strict=True):
        rows = np.repeat(np.arange(forecast.size), drawn[unit].astype(int))
        expected = (
            average_precision(forecast[rows], outcome[rows].astype(float)) if rows.size else np.nan
        )
        np.testing.assert_allclose(one, expected)


def test_blocks_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    forecast, outcome = rng.random(500), (rng.random(500) < 0.2).astype(float)
    unit, times = rng.integers(0, 30, 500), paired.drawn(30, draws=9)
    whole = precisions(forecast, outcome, unit, times)
    monkeypatch.setattr(resampled_precision, "BLOCK", 7)
    np.testing.assert_allclose(precisions(forecast, outcome, unit, times), whole)


def test_the_area_under_the_curve_by_hand() -> None:
    # of six pairs of an event and none, four are in order, one is tied
    forecast = np.array([0.9, 0.5, 0.5, 0.4, 0.1])
    assert roc(forecast, np.array([1.0, 1.0, 0.0, 0.0, 0.0])) == pytest.approx(5.5 / 6)
    assert np.isnan(roc(forecast, np.zeros(5)))
