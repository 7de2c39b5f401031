"""Numerics behind identity: joint tables, local levels, turns, distances from joint draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.agreement import scott_pi
from detente.estimators.changepoints import hits, turns
from detente.estimators.distance import median_distance
from detente.estimators.joint import MEASURES, alike, measures
from detente.estimators.local_level import local_level
from detente.estimators.similarity import similarity

profiles = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=40)


def test_five_measures_by_hand() -> None:
    # four items: yes/yes, yes/no, abstain/abstain, no/no
    found = alike(np.array([1, 1, 2, 3, 0]), np.array([1, 3, 2, 3, 1]))
    assert found.items == 4 and found.value["raw"] == 0.75
    # distance seen 2/4; margins (2,1,1) and (1,1,2): pooled (3,2,3)/8 gives 2 * (3*2 + 3*2 + 2*9) /
    # 64 = 60/64
    assert found.value["pi"] == pytest.approx(1 - 0.5 / (60 / 64))
    # own margins: (2*1*1 + 2*2*2 + 1*1*1 + 1*2*1 + 1*1*2 + 1*1*1) / 16
    assert found.value["kappa"] == pytest.approx(1 - 0.5 / ((2 + 8 + 1 + 2 + 2 + 1) / 16))
    assert found.value["s"] == pytest.approx(1 - 2 * 0.5 / 2)
    for m in MEASURES:
        assert found.low[m] <= found.value[m] <= found.high[m]


@given(profiles)
def test_the_table_of_one_pair_and_the_matrix_of_all_agree(pairs: list[tuple[int, int]]) -> None:
    one, two = np.array(pairs, dtype=np.int64).T
    found = alike(one, two, draws=10)
    matrix = np.stack([one, two]).astype(np.int8)
    every = similarity(matrix, 3)
    for name in ("s", "taub", "pi", "kappa"):
        assert found.value[name] == pytest.approx(
            float(getattr(every, name)[0]), nan_ok=True, abs=1e-6
        )
    assert found.items == every.items[0]
    assert found.value["pi"] == pytest.approx(
        float(scott_pi(matrix).pi[0, 1]), nan_ok=True, abs=1e-9
    )


def test_nothing_in_common_is_nothing_not_zero() -> None:
    found = alike(np.array([1, 0]), np.array([0, 3]))
    assert found.items == 0 and all(np.isnan(v) for v in found.value.values())
    same = measures(np.diag([4.0, 0.0, 0.0]))
    assert same["raw"] == 1 and np.isnan(same["pi"]) and np.isnan(same["taub"]), (
        "where nothing varies chance is not told apart"
    )


def test_a_local_level_is_the_posterior_mean_of_a_random_walk() -> None:
    rng = np.random.default_rng(2)
    level = np.cumsum(rng.normal(size=60) * 0.2)
    y = level + rng.normal(size=60) * 0.3
    y[[10, 11, 40]] = np.nan
    found = local_level(y, np.full(60, 0.3))
    step, noise = found.step**2, found.noise**2 + 0.09
    walk = (np.eye(60) - np.eye(60, k=-1))[1:]
    seen = np.diag(np.where(np.isnan(y), 0.0, 1 / noise))
    precision = walk.T @ walk / step + seen
    assert np.allclose(found.level, np.linalg.solve(precision, seen @ np.nan_to_num(y)), atol=1e-6)
    assert np.allclose(found.sd, np.sqrt(np.diag(np.linalg.inv(precision))), rtol=1e-5)
    cov = np.linalg.inv(precision)
    assert found.drift == pytest.approx((found.level[-1] - found.level[-6]) / 5)
    assert found.drift_sd == pytest.approx(
        np.sqrt(cov[-1, -1] + cov[-6, -6] - 2 * cov[-1, -6]) / 5, rel=1e-4
    )
    assert np.abs(found.level - level).mean() < np.nanmean(np.abs(y - level))


def test_a_level_never_sees_what_comes_later() -> None:
    y = np.r_[np.zeros(10), np.ones(10)] + np.tile([0.05, -0.05], 10)
    assert (local_level(y[:10]).level < 0.2).all() and np.isnan(
        local_level(np.array([1.0, np.nan])).drift
    )


def test_turns_are_found_and_held_against_chance() -> None:
    y = (
        np.r_[np.linspace(2, 0, 20), np.linspace(0, 1, 20)[1:]]
        + np.random.default_rng(1).normal(size=39) * 0.03
    )
    found = turns(y)
    assert (
        len(found.knots) == 1
        and abs(found.knots[0] - 19) <= 1
        and found.slopes[0] < 0 < found.slopes[1]
    )
    flat = turns(np.random.default_rng(3).normal(size=60))
    assert flat.knots.size <= 1
    near, far = hits(found.knots, np.array([19, 5]), 39), hits(found.knots, np.array([30]), 39)
    assert near.rate == 1 and near.p < 0.3 and far.rate == 0 and far.p == 1
    assert np.isnan(hits(np.array([], dtype=np.int64), np.array([3]), 39).rate)
    everywhere = hits(found.knots, np.arange(39), 39)
    assert everywhere.null == 1 and everywhere.p == 1, (
        "where every year has an event a hit means nothing"
    )


def test_what_all_points_share_drops_out_of_their_distance() -> None:
    a, b = np.array([[0.0]]), np.array([[1.0], [2.0], [9.0]])
    common = np.array([-1.0, 0.0, 1.0])[:, None, None]
    joint = median_distance(a, b, a + common, b + common)
    assert joint.value == joint.low == joint.high == 2.0
    alone = median_distance(a, b, a + common, b - common)
    assert alone.high[0] > 3.5 and alone.low[0] < 0.5
    bare = median_distance(a, b, a[None] * np.nan, b + common)
    assert bare.value == 2.0 and np.isnan(bare.low[0]), "no draws, no interval"
