"""Numerics against cases done by hand, published numbers and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.estimators.agreement import scott_pi
from detente.estimators.cinc import cinc, shares
from detente.estimators.distance import median_distance
from detente.estimators.forecast import expit, logit
from detente.estimators.joint_counts import joint_counts
from detente.estimators.ranking import percentile_of

FIVE = np.array(
    [
        [4.0, 10.0, np.nan],
        [3.0, 20.0, 5.0],
        [2.0, np.nan, 5.0],
        [1.0, 10.0, 0.0],
        [0.0, 60.0, np.nan],
    ]
)


def test_capability_of_a_five_state_world() -> None:
    found = cinc(FIVE)
    by_hand = [
        (0.4 + 0.1) / 2,
        (0.3 + 0.2 + 0.5) / 3,
        (0.2 + 0.5) / 2,
        (0.1 + 0.1 + 0.0) / 3,
        (0.0 + 0.6) / 2,
    ]
    assert found == pytest.approx(by_hand, abs=1e-12)
    assert found.sum() != pytest.approx(1.0), "with missing parts the index does not sum to one"
    assert (
        np.isnan(cinc(np.array([[np.nan], [1.0]]))[0]) and np.isnan(shares(np.zeros((2, 1)))).all()
    )


# no subnormal amounts: times a half the smallest becomes zero, which is another world and not
# another unit
@given(
    arrays(float, (6, 4), elements=st.floats(0, 1e6, allow_subnormal=False)), st.floats(0.01, 1000)
)
def test_capability_knows_no_unit(components: np.ndarray, factor: float) -> None:
    scaled = components.copy()
    scaled[:, 0] *= factor
    assert cinc(scaled) == pytest.approx(cinc(components), nan_ok=True, abs=1e-9)


def test_agreement_by_hand() -> None:
    votes = np.array([[1, 1, 2, 3], [1, 2, 2, 3], [1, 1, 1, 1]], dtype=np.int8)
    found = scott_pi(votes)
    # first two: distances 0 1 0 0; pooled 3/8, 3/8, 2/8; expected 2(9/64 + 6/64 + 2*6/64)
    expected = 2 * (3 / 8 * 3 / 8 + 3 / 8 * 2 / 8 + 2 * 3 / 8 * 2 / 8)
    assert found.pi[0, 1] == pytest.approx(1 - 0.25 / expected)
    assert found.votes[0, 1] == 4 and np.isnan(found.pi[2, 2]), (
        "where nothing varies there is nothing to correct"
    )


@given(arrays(np.int8, (5, 30), elements=st.integers(0, 3)))
@settings(max_examples=50)
def test_agreement_is_even_handed(votes: np.ndarray) -> None:
    found = scott_pi(votes)
    assert (
        np.allclose(found.pi, found.pi.T, equal_nan=True) and (found.votes == found.votes.T).all()
    )
    known = found.pi[~np.isnan(found.pi)]
    assert (known <= 1 + 1e-9).all()
    mirrored = scott_pi(np.where(votes > 0, 4 - votes, 0).astype(np.int8))
    assert np.allclose(found.pi, mirrored.pi, equal_nan=True), "yes and no are words"


def test_absence_is_no_vote() -> None:
    votes = np.array([[1, 3, 0, 0], [1, 3, 2, 1]], dtype=np.int8)
    assert scott_pi(votes).votes[0, 1] == 2 and scott_pi(votes).pi[0, 1] == 1.0


@given(arrays(bool, (4, 7)))
def test_overlap_is_a_count(member: np.ndarray) -> None:
    found = joint_counts(member, member)
    assert (np.diag(found) == member.sum(axis=1)).all() and (
        found <= np.minimum.outer(member.sum(1), member.sum(1))
    ).all()


@given(arrays(float, (5, 12), elements=st.one_of(st.floats(-3, 3), st.just(np.nan))))
def test_distance_is_the_gap_between_medians(points: np.ndarray) -> None:
    one, se = np.zeros((1, 12)), np.full((5, 12), np.nan)
    found = median_distance(one, points, np.full((1, 12), np.nan), se)
    for t in range(12):
        known = points[:, t][~np.isnan(points[:, t])]
        assert (
            found.value[t] == pytest.approx(abs(np.median(known)))
            if known.size
            else np.isnan(found.value[t])
        )
    assert np.isnan(found.low).all(), "no standard error, no interval"


def test_the_interval_of_a_distance_covers() -> None:
    rng = np.random.default_rng(7)
    truth, se = 1.5, 0.2
    seen = truth + rng.normal(0, se, 400)
    zero, drawn = np.zeros((1, 400)), seen + rng.normal(0, se, (800, 1, 400))
    found = median_distance(zero, seen[None, :], np.zeros((800, 1, 400)), drawn)
    inside = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.86 <= inside <= 0.94


@given(st.floats(1e-5, 1 - 1e-5))
def test_log_ratios_come_back(share: float) -> None:
    assert expit(logit(np.array([share])))[0] == pytest.approx(share, rel=1e-9)


@given(arrays(float, 20, elements=st.floats(-5, 5)), st.floats(-5, 5))
def test_a_percentile_lies_between_none_and_all(others: np.ndarray, value: float) -> None:
    found = percentile_of(value, others)
    assert 0 <= found <= 100 and found + percentile_of(-value, -others) == pytest.approx(100)
