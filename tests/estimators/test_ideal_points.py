"""Ideal points: a case by hand, laws that hold, interrupted chains, votes that cannot be used."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from detente.errors import EstimateError
from detente.estimators.ideal_points import diagnostics, kernel
from detente.estimators.ideal_points.choices import arrange
from detente.estimators.ideal_points.estimate import Plan, estimate, orient
from detente.estimators.ideal_points.opposed import most_opposed
from detente.estimators.ideal_points.start import polarity

SHORT = Plan(120, 40, 2, 1)
HIGH, LOW = np.array([2]), np.array([365])


def five(sessions: int = 3, items: int = 12) -> tuple[np.ndarray, ...]:
    """Five states between two poles: 2 and 20 against 365 and 710, 750 between them."""
    lean = {2: 2.0, 20: 1.6, 750: 0.0, 710: -1.4, 365: -2.0}
    rng = np.random.default_rng(3)
    rows = []
    for t in range(sessions):
        for j in range(items):
            slope = 1.5 if j % 2 else -1.5
            for actor, place in lean.items():
                z = slope * place + rng.normal()
                rows.append(
                    (actor, 1946 + t, t * items + j, 1 if z < -0.5 else 2 if z < 0.5 else 3)
                )
    return tuple(np.array(rows, dtype=np.int64).T)


def run(votes: tuple[np.ndarray, ...], **options: object) -> object:
    return estimate(arrange(*votes), HIGH, LOW, **{"preset": SHORT, "threads": 1, **options})


@pytest.mark.parametrize("mode", ["compat", "proper"])
def test_five_states_stand_where_they_vote(mode: str) -> None:
    found = run(five(), mode=mode)
    for session in (1946, 1947, 1948):
        here = {
            int(a): float(m)
            for a, s, m in zip(found.actor, found.session, found.mean, strict=True)
            if s == session
        }
        assert sorted(here, key=here.__getitem__) in (
            [365, 710, 750, 20, 2],
            [365, 710, 750, 2, 20],
            [710, 365, 750, 20, 2],
            [710, 365, 750, 2, 20],
        )
        assert here[2] - here[365] > 1.5
    assert (
        (found.low < found.mean).all() and (found.mean < found.high).all() and (found.sd > 0).all()
    )
    assert found.draws.shape == (1, 40, 15) and found.mode == mode


def test_one_seed_gives_one_answer_on_any_number_of_cores() -> None:
    one, two, other = run(five(), threads=1), run(five(), threads=2), run(five(), seed=2)
    assert (one.mean == two.mean).all() and (one.draws == two.draws).all()
    assert (one.mean != other.mean).any()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random: object) -> None:
    votes = np.stack(five(2, 8))
    order = list(range(votes.shape[1]))
    random.shuffle(order)
    assert (
        run(tuple(votes), preset=Plan(20, 5, 1, 1)).mean
        == run(tuple(votes[:, order]), preset=Plan(20, 5, 1, 1)).mean
    ).all()


def test_votes_that_cannot_be_used_are_refused_by_name() -> None:
    actor, session, item, choice = five()
    with pytest.raises(EstimateError, match=r"1 votes are neither 1 .* the first is 8"):
        arrange(actor, session, item, np.r_[8, choice[1:]])
    with pytest.raises(EstimateError, match="only 0 of 36 items divide anybody"):
        arrange(actor, session, item, np.ones_like(choice))
    with pytest.raises(EstimateError, match="only 1 of 1 items"):
        arrange(actor[:5], session[:5], item[:5], np.array([3, 3, 1, 1, 1]), least_items=5)
    with pytest.raises(EstimateError, match=r"high anchor \[900\] casts no vote"):
        estimate(arrange(actor, session, item, choice), np.array([900]), LOW)


def test_a_wrong_sign_cannot_leave() -> None:
    laid = arrange(*five())
    turned = np.where(laid.actor == 2, -1.0, 1.0)
    with pytest.raises(
        EstimateError,
        match="sign came out wrong in the mean of all sessions: anchor 2 stands below anchor 365",
    ):
        orient(laid, turned, HIGH, LOW)
    once = np.where(
        (laid.actor == 2) & (laid.session == 1947), -1.0, np.where(laid.actor == 2, 1.0, 0.0)
    )
    orient(laid, once, HIGH, LOW)
    with pytest.raises(EstimateError, match="wrong in session 1947"):
        orient(laid, once, HIGH, LOW, (1946, 1948))
    votes = five()
    apart = (votes[0], np.where(votes[0] == 365, votes[1] + 10, votes[1]), votes[2], votes[3])
    with pytest.raises(EstimateError, match="never vote in one session"):
        estimate(arrange(*apart), HIGH, LOW, preset=SHORT)


def test_a_unanimous_session_falls_away_and_a_thin_state_is_wide() -> None:
    actor, session, item, choice = five(3)
    silent = arrange(actor, session, item, np.where(session == 1947, 1, choice))
    assert 1947 not in silent.session and silent.before[silent.actor == 2].tolist()[1] >= 0, (
        "the gap is bridged by the path"
    )
    thin = (actor == 750) & (session == 1948) & (item != item.max())
    found = estimate(
        arrange(actor[~thin], session[~thin], item[~thin], choice[~thin]),
        HIGH,
        LOW,
        preset=Plan(400, 100, 1, 1),
        threads=1,
    )
    of = found.actor == 750
    assert found.votes[of].tolist() == [12, 12, 1]
    lone = estimate(
        arrange(np.r_[actor, 99], np.r_[session, 1947], np.r_[item, 12], np.r_[choice, 2]),
        HIGH,
        LOW,
        preset=Plan(400, 100, 1, 1),
        threads=1,
    )
    assert lone.sd[lone.actor == 99][0] > 1.5 * np.median(lone.sd), "one vote, a wide answer"


def test_anchors_of_unnamed_actors_are_those_that_oppose_each_other() -> None:
    laid = arrange(*five())
    assert set(most_opposed(laid)) in ({2, 365}, {20, 365}, {2, 710}, {20, 710})
    assert set(np.unique(polarity(laid, HIGH, LOW))) <= {-1.0, 0.0, 1.0}


def test_the_written_out_normal_is_the_normal() -> None:
    @njit
    def both(x, p, out, back):
        for i in range(x.size):
            out[i] = kernel._cdf(x[i])
            back[i] = kernel._quantile(p[i])

    x = np.linspace(-8, 6, 141)
    p = np.r_[np.logspace(-12, -0.31, 70), np.linspace(0.5, 0.999999, 71)]
    out, back = np.empty_like(x), np.empty_like(p)
    both(x, p, out, back)
    normal = NormalDist()
    assert np.allclose(out, [normal.cdf(v) for v in x], rtol=2e-7, atol=1e-16)
    assert np.allclose(back, [normal.inv_cdf(v) for v in p], atol=2e-6)


def test_diagnostics_know_chains_that_have_not_met() -> None:
    rng = np.random.default_rng(4)
    same = rng.normal(size=(2, 400, 3))
    apart = same + np.array([0.0, 2.0])[:, None, None]
    walk = np.cumsum(rng.normal(size=(2, 400, 3)), axis=1)
    assert (diagnostics.r_hat(same) < 1.03).all() and (diagnostics.r_hat(apart) > 1.2).all()
    assert (diagnostics.effective(same) > 500).all() and (diagnostics.effective(walk) < 60).all()


def test_distances_may_have_met_where_levels_have_not() -> None:
    rng = np.random.default_rng(5)
    session = np.array([1, 1, 1, 2, 2])
    drawn = rng.normal(size=(2, 400, 5)) * 0.1
    drawn[1, :, :3] += 4.0
    found = diagnostics.met(drawn, session)
    assert found["cells"] == pytest.approx(0.4) and found["distances"] == 1.0
    assert found["centred"] == 1.0 and found["effective"] > 400
    assert len(diagnostics.pairs_within(np.ones(60, dtype=int), 50)) == 50
