"""The posterior of positions: a case by hand, a published number, laws that hold, faults."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import world

from detente.estimators.ideal_points.camps import CAMPS, Camps, at_first
from detente.estimators.ideal_points.chain import on_common_scale
from detente.estimators.ideal_points.choices import Choices, arrange
from detente.estimators.ideal_points.estimate import Plan, estimate
from detente.estimators.ideal_points.posterior import Posterior, Priors, packed, unpacked
from detente.estimators.ideal_points.slope import slopes
from detente.estimators.ideal_points.trajectory import Pace, travel
from detente.estimators.ideal_points.walk import (
    FACTORS,
    STRETCHED,
    loadings,
    sharpness,
    spreads,
    stretch,
    walk,
)


def laid_out(kind: str = "agenda") -> Choices:
    """Lay out a small world with one actor that is absent for a session and one that comes late."""
    _, rows = world(kind, 1, actors=12, sessions=5, items=8)
    absent = (rows[:, 0] == 3) & (rows[:, 1] == 2)
    late = (rows[:, 0] == 5) & (rows[:, 1] < 2)
    return arrange(*rows[~(absent | late)].T)


def looked_at(laid: Choices) -> Posterior:
    """Make the posterior with loadings of a first look in which actors lie in their order."""
    return Posterior(laid, loadings(laid, laid.actor - 6.0))


def likelihood(theta: float, items: tuple[float, float, float], choice: int) -> float:
    """Give the logarithm of the chance of one choice beside one of another actor at 0."""
    other = 1 if choice == 3 else 3
    laid = arrange(
        np.array([1, 2]),
        np.ones(2, dtype=int),
        np.ones(2, dtype=int),
        np.array([choice, other]),
        least_items=1,
    )
    blocks, total = laid.blocks.size - 1, np.empty(laid.blocks.size - 1)
    room, asked = np.empty((blocks, 2)), np.empty((3, 1))
    given = np.array(items).reshape(3, 1)
    votes = (laid.cell, laid.starts, laid.blocks)
    slopes(
        np.array([theta, 0.0]), *votes, given, room, asked, np.empty((0, 0)), asked.copy(), total
    )
    both = float(total.sum())
    slopes(np.array([0.0, 0.0]), *votes, given, room, asked, np.empty((0, 0)), asked.copy(), total)
    return both - float(total.sum())


def test_chances_are_those_of_the_normal_table() -> None:
    """Printed tables: .8413 at 1, .9772 at 2, .9987 at 3; by hand, then, for three choices."""
    at = {1: 0.8413447, 2: 0.9772499, 3: 0.9986501}
    cuts = (1.0, 0.0, 1.0)  # slope 1, cutpoints at 0 and 1
    assert likelihood(-2.0, cuts, 1) == pytest.approx(np.log(at[2] / 0.5), abs=1e-5)
    middle = (at[3] - at[2]) / (at[1] - 0.5)
    assert likelihood(-2.0, cuts, 2) == pytest.approx(np.log(middle), abs=1e-4)
    assert likelihood(3.0, cuts, 3) == pytest.approx(np.log(at[2] / (1 - at[1])), abs=1e-5)
    far = likelihood(-60.0, cuts, 3)
    assert -1900 < far < -1800, "far out nothing underflows"


def test_the_slope_is_that_of_the_posterior() -> None:
    laid = laid_out()
    posterior, rng = looked_at(laid), np.random.default_rng(2)
    shared = {"level": 0.2, "tilt": 0.3, "bend": 0.4, "agenda": 0.2}
    asked = {"cut": 5.0, "slope": 1.7, "gap": -0.3, "uneven": 0.7}
    first = (rng.normal(size=12), rng.uniform(0.5, 2.0, 12))
    posterior.know(Priors(first=2.0, step=0.3, **shared, **asked), first)
    place = 0.5 * rng.normal(size=posterior.size)
    slope, other = np.empty_like(place), np.empty_like(place)
    posterior.slope(place, slope)
    for spot in rng.choice(place.size, 60, replace=False):
        step = np.zeros_like(place)
        step[spot] = 1e-3
        rise = posterior.slope(place + step, other) - posterior.slope(place - step, other)
        assert rise / 2e-3 == pytest.approx(slope[spot], rel=2e-3, abs=2e-3)
    assert (posterior.curvature(place) > 0).all()


def test_a_path_counts_the_sessions_between() -> None:
    laid = laid_out()
    paths = walk(laid)
    variance = paths.variance(np.full(12, 9.0), 0.5)
    back = (laid.actor == 3) & (laid.session == 3)
    assert paths.elapsed[back].tolist() == [2.0] and variance[back] == 1.0
    late = (laid.actor == 5) & (laid.session == 2)
    assert not paths.inside[late][0] and variance[late] == 9.0
    common, loads = np.zeros((FACTORS, 4)), np.ones((FACTORS, laid.cells))
    common[0] = [1.0, 2.0, 3.0, 4.0]
    own = paths.own(np.full(laid.cells, 2.0), common, loads)
    assert own[back].tolist() == [-1.0] and own[laid.session == 0].tolist() == [2.0] * 11
    assert paths.asked.tolist() == laid.span[:, 0].tolist(), "sessions are numbered from 0 here"


def test_camps_that_move_take_part_in_what_is_shared() -> None:
    """Three camps: loadings are 1, the place and the square of the place, by hand."""
    _, rows = world("ordinary", 3, actors=12, sessions=4, items=6)
    laid = arrange(*rows.T, unanimous=True)
    place = np.repeat([-3.0, 0.0, 3.0], 4)
    level, tilt, bend = loadings(laid, place[laid.actor] + 0.7 * laid.session)
    assert level == pytest.approx(np.ones(laid.cells))
    assert tilt == pytest.approx(np.sign(place)[laid.actor] * np.sqrt(1.5))
    side = np.where(place == 0, -np.sqrt(2), np.sqrt(0.5))
    assert bend == pytest.approx(side[laid.actor])
    alike = loadings(laid, np.zeros(laid.cells))
    assert np.isfinite(alike).all() and not alike[1:].any(), "actors that lie in one place share"


def test_a_place_is_packed_and_opened_again() -> None:
    theta, common = np.array([0.5, -1.0]), np.array([[0.3], [0.1], [-0.2]])
    items = (np.array([2.0, 1.0]), np.array([-1.0, 0.0]), np.array([0.5, 0.0]))
    place = packed(theta, items, (common, np.array([0.0, 0.4])))
    again, (beta, low, high), (shared, agenda) = unpacked(place, 2, 2)
    assert again.tolist() == theta.tolist() and shared.tolist() == common.tolist()
    assert agenda.tolist() == [0.0, 0.4] and low.tolist() == [-1.0, 0.0]
    assert beta.tolist() == [2.0, 1.0] and high == pytest.approx([0.5, 1e-5], rel=1e-6)


def test_what_spreads_is_found_from_what_is_spread() -> None:
    _, rows = world("ordinary", 3, actors=40, sessions=20, items=3)
    laid, rng = arrange(*rows.T, unanimous=True), np.random.default_rng(3)
    paths = walk(laid)
    steps = np.where(paths.inside, 0.4, 2.0) * rng.normal(size=laid.cells)
    own = np.concatenate([np.cumsum(each) for each in np.split(steps, 40)])
    shared = np.cumsum(rng.normal(size=(FACTORS, 19)) * [[0.0], [1.0], [3.0]], axis=1)
    asked = (3.0 * rng.normal(size=900), 1.5 + 0.5 * rng.normal(size=900))
    given = (paths, own, (shared, 2.0 * rng.normal(size=20)), asked)
    drawn = [spreads(*given, rng) for _ in range(300)]
    mean = {name: np.mean([each[name] for each in drawn]) for name in drawn[0]}
    assert mean["step"] == pytest.approx(0.16, rel=0.1)
    assert mean["cut"] == pytest.approx(9.0, rel=0.15) and mean["level"] < 0.01
    assert mean["bend"] > 3 * mean["tilt"] > 20 * mean["level"]
    assert mean["gap"] == pytest.approx(1.5, abs=0.05)
    assert mean["uneven"] == pytest.approx(0.25, rel=0.15)
    assert mean["agenda"] == pytest.approx(4.0, rel=0.6)


def test_camps_are_found_where_actors_begin() -> None:
    rng = np.random.default_rng(6)
    begin = np.concatenate([-4 + 0.3 * rng.normal(size=30), 2 + 0.3 * rng.normal(size=60)])
    camps, seen = at_first(), []
    for turn in range(400):
        member = camps.members(begin, rng)
        camps = camps.drawn(begin, member, 4.0, rng)
        apart = set(member[:30].tolist()) & set(member[30:].tolist())
        seen.append((not apart, camps.variance[member].mean()))
        if turn == 300:
            wider = camps.stretched(3.0)
            assert wider.centre == pytest.approx(3 * camps.centre)
            assert wider.variance == pytest.approx(9 * camps.variance)
    told, wide = np.mean(seen[200:], axis=0)
    assert told > 0.95 and wide == pytest.approx(0.09, rel=0.5), "no camp holds actors of both"
    assert camps.weight.sum() == pytest.approx(1.0)
    empty = Camps(np.array([9.0, 9.0, -4.0, 2.0]), np.ones(CAMPS), weight=np.full(CAMPS, 0.25))
    again = empty.drawn(begin, np.repeat([2, 3], [30, 60]), 4.0, rng)
    assert np.isfinite(again.centre).all() and (again.variance > 0).all(), "camps without actors"


def test_slopes_on_two_sides_are_told_from_slopes_around_nothing() -> None:
    rng = np.random.default_rng(4)
    around, far = rng.normal(size=600), rng.choice([-1, 1], 600) * (3 + rng.normal(size=600))
    found = []
    for beta in (around, far):
        now, seen = 1.0, []
        for _ in range(60):
            now = sharpness(beta, now, rng)
            seen.append(now)
        found.append(np.mean(seen[20:]))
    assert found[0] < 0.6 and found[1] == pytest.approx(3.0, abs=0.15)
    known = dict.fromkeys(STRETCHED, 0.1)
    beta = 2.0 * around
    for _ in range(60):
        beta = beta / stretch(beta, known, np.ones(CAMPS), 0.0, rng)
    assert np.std(beta) == pytest.approx(1.0, abs=0.1), "slopes come back to variance 1"


def test_a_path_that_breaks_off_is_not_accepted() -> None:
    laid = laid_out()
    posterior, rng = looked_at(laid), np.random.default_rng(5)
    place = np.zeros(posterior.size)
    wild = Pace(mass=np.full_like(place, 1e-12), length=2.0)
    end, accepted = travel(posterior, place, wild, 8, rng)
    assert accepted == 0.0 and np.isfinite(end).all()
    calm = Pace(mass=posterior.curvature(place), length=0.01)
    end, accepted = travel(posterior, place, calm, 4, rng)
    assert accepted > 0.9 and (end != place).all() and (place == 0).all()


def test_camps_are_found_and_their_distances_covered() -> None:
    """One small world of camps; how often intervals hold is ``benchmarks/identity.py``."""
    theta, rows = world("blocs", 2, actors=20, sessions=6, items=20)
    laid = arrange(*rows.T, unanimous=True)
    truth, mean = on_common_scale(theta[laid.actor, laid.session], laid), theta.mean(axis=1)
    ends = (np.array([int(mean.argmax())]), np.array([int(mean.argmin())]))
    plan = Plan(160, 80, 1, 1)
    found = estimate(laid, *ends, mode="proper", preset=plan, threads=1)
    assert np.corrcoef(found.mean, truth)[0, 1] > 0.9
    again = estimate(laid, *ends, mode="proper", preset=plan, threads=2)
    assert (again.draws == found.draws).all(), "one seed, one answer"
    spread = on_common_scale(found.draws[0, -1].astype(float), laid)
    assert spread == pytest.approx(found.draws[0, -1], abs=1e-5)


def test_a_world_has_a_name() -> None:
    with pytest.raises(ValueError, match="not in"):
        world("flat", 1)
