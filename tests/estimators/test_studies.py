"""Event study, synthetic control, logits, slopes, concentration: by hand and against packages."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators import event_study
from detente.estimators.concentration import concentration, effective, over_distance
from detente.estimators.event_study import NEVER, study, sums
from detente.estimators.fixed_effects import demeaned, slope
from detente.estimators.multinomial_logit import fit, kernel, reduction
from detente.estimators.synthetic_control import simplex, synthetic, weights


def test_an_event_study_by_hand() -> None:
    # unit 0 joins in column 2 and moves 3; controls move 1 and 3, so 2 on the mean: an effect of 1
    # in the year of joining
    y = np.array([[0.0, 0, 3, 5], [0, 0, 1, 1], [0, 0, 3, 3]])
    found = study(
        y, np.array([2, NEVER, NEVER]), np.array([False, True, True]), after=1, before=1, draws=100
    )
    assert found.by_time[found.times == 0][0] == 1.0 and found.by_time[found.times == 1][0] == 3.0
    assert (
        found.effect == 2.0 and (found.treated, found.controls) == (1, 2) and found.pretrend == 0.0
    )
    assert np.isnan(found.without[0]), "without the only joiner there is no study"


def test_anticipation_moves_the_base() -> None:
    y = np.array([[0.0, 1, 2, 3, 4, 5], [0.0] * 6, [0.0] * 6])
    event, control = np.array([4, NEVER, NEVER]), np.array([False, True, True])
    late, early = (study(y, event, control, anticipation=a, after=1, draws=100) for a in (0, 2))
    assert late.effect == 1.5 and early.effect == 3.5, (
        "the base is the year before, and two years before that"
    )
    assert late.pretrend < 0 and early.pretrend < 0, "the unit was already moving"


@pytest.mark.parametrize(
    ("event", "control"),
    [
        ([NEVER] * 3, [True] * 3),
        ([0, NEVER, NEVER], [False, True, True]),
        ([2, NEVER, NEVER], [False, False, False]),
    ],
)
def test_nothing_to_compare_is_no_number(event: list[int], control: list[bool]) -> None:
    found = study(np.zeros((3, 5)), np.array(event), np.array(control), draws=100)
    assert np.isnan(found.effect) and np.isnan(found.p)


def test_the_null_is_rejected_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    event, control = (
        np.r_[np.full(6, 10), np.full(24, NEVER)],
        np.r_[np.zeros(6, bool), np.ones(24, bool)],
    )
    found = [
        study(rng.normal(0, 1, (30, 20)).cumsum(axis=1), event, control, draws=150, seed=i)
        for i in range(120)
    ]
    assert 0.02 <= np.mean([f.p < 0.1 for f in found]) <= 0.18
    assert 0.84 <= np.mean([f.low <= 0 <= f.high for f in found]) <= 1.0


def test_those_who_join_later_are_controls_until_then() -> None:
    # three units join in columns 2, 4 and 5, nobody never does; each moves by 1 a year from its
    # own event on, and all drift by 10 a year
    y = 10.0 * np.arange(6) + np.array([[0.0, 0, 1, 2, 3, 4], [0, 0, 0, 0, 1, 2], [0] * 5 + [1]])
    event, nobody = np.array([2, 4, 5]), np.zeros(3, dtype=bool)
    alone = study(y, event, nobody, after=2, before=1, draws=100)
    assert np.isnan(alone.effect) and alone.controls == 0, "nobody never joins"
    found = study(y, event, nobody, not_yet=True, after=2, before=1, draws=100)
    assert (found.treated, found.controls) == (2, 2), "the last has nobody left to wait"
    assert found.places.tolist() == [0, 1]
    by_time = dict(zip(found.times.tolist(), found.by_time.tolist(), strict=True))
    # at 0: units 0 and 1 moved by 1 more than those who wait; at 2 only the first is compared
    assert by_time == {-2: 0.0, -1: 0.0, 0: 1.0, 1: 2.0, 2: 3.0}
    assert found.effect == 2.0 and found.pretrend == 0.0
    # two years ahead of its event a unit may already act and does not wait any more
    ahead = study(y, event, nobody, not_yet=True, anticipation=2, after=0, draws=100)
    assert np.isnan(ahead.effect) or ahead.controls < 2


def test_a_control_is_not_counted_after_its_own_event() -> None:
    # the second joins in column 3 and jumps by 100: the first is compared with it before only
    y = np.array([[0.0, 0, 5, 5], [0, 0, 0, 100], [0, 0, 1, 1]])
    event, never = np.array([2, 3, NEVER]), np.array([False, False, True])
    found = study(y, event, never, not_yet=True, after=1, before=0, draws=100)
    at = dict(zip(found.times.tolist(), found.by_time.tolist(), strict=True))
    first_at_0, second_at_0 = 5 - (0 + 1) / 2, 100 - 0
    assert at[0] == (first_at_0 + second_at_0) / 2 and at[1] == 5 - 1


def test_more_draws_than_fit_at_once_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    y, event = rng.normal(0, 1, (12, 9)), np.repeat([3, 5, NEVER], 4)
    whole = study(y, event, event == NEVER, not_yet=True, draws=100)
    monkeypatch.setattr(event_study, "CELLS", 500)
    parts = study(y, event, event == NEVER, not_yet=True, draws=100)
    assert parts.low == pytest.approx(whole.low) and parts.p == whole.p
    assert parts.by_time_high == pytest.approx(whole.by_time_high, nan_ok=True)


@pytest.mark.parametrize("group", ["never_treated", "not_yet_treated"])
def test_it_agrees_with_diff_diff(group: str) -> None:
    pd = pytest.importorskip("pandas")
    package = pytest.importorskip("diff_diff")
    rng = np.random.default_rng(4)
    event = np.r_[np.full(3, 6), np.full(4, 9), np.full(2, 12), np.full(15, NEVER)]
    y = rng.normal(0, 0.3, (24, 18)).cumsum(axis=1)
    y[event == 6, 6:] += 0.5
    control = event == NEVER
    frame = pd.DataFrame(
        {
            "id": np.repeat(np.arange(24), 18),
            "t": np.tile(np.arange(18) + 1, 24),
            "y": y.ravel(),
            "g": np.repeat(np.where(control, 0, event + 1), 18),
        }
    )
    not_yet = group == "not_yet_treated"
    for ahead in (0, 2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = package.CallawaySantAnna(
                control_group=group,
                anticipation=ahead,
                base_period="universal",
                estimation_method="reg",
            ).fit(frame, outcome="y", unit="id", time="t", first_treat="g", aggregate="all")
        ours = study(y, event, control, anticipation=ahead, not_yet=not_yet, after=5, draws=100)
        for time, effect in zip(ours.times, ours.by_time, strict=True):
            if time == -1 - ahead:
                continue
            assert effect == pytest.approx(theirs.event_study_effects[time]["effect"], abs=5e-4)


def test_it_agrees_with_diff_diff_where_everybody_joins() -> None:
    pd = pytest.importorskip("pandas")
    package = pytest.importorskip("diff_diff")
    rng = np.random.default_rng(5)
    event = np.repeat([4, 7, 9], 5)
    y = rng.normal(0, 0.3, (15, 12)).cumsum(axis=1)
    units, times = np.repeat(np.arange(15), 12), np.tile(np.arange(12), 15)
    starts = np.repeat(event, 12)
    frame = pd.DataFrame({"id": units, "t": times + 1, "y": y.ravel(), "g": starts + 1})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = package.CallawaySantAnna(
            control_group="not_yet_treated", base_period="universal", estimation_method="reg"
        ).fit(frame, outcome="y", unit="id", time="t", first_treat="g", aggregate="all")
    ours = study(y, event, np.zeros(15, dtype=bool), not_yet=True, after=4, draws=100)
    for time in range(5):
        effect = ours.by_time[ours.times == time][0]
        assert effect == pytest.approx(theirs.event_study_effects[time]["effect"], abs=5e-4)


@pytest.mark.parametrize("not_yet", [False, True])
def test_a_null_of_waiting_controls_is_rejected_as_often_as_it_says(not_yet: bool) -> None:
    rng = np.random.default_rng(8)
    event = np.r_[np.full(5, 8), np.full(5, 12), np.full(14, NEVER)]
    found = [
        study(
            rng.normal(0, 1, (24, 20)).cumsum(axis=1),
            event,
            event == NEVER,
            not_yet=not_yet,
            draws=120,
            seed=number,
        )
        for number in range(80)
    ]
    assert 0.01 <= np.mean([one.p < 0.1 for one in found]) <= 0.22
    assert 0.82 <= np.mean([one.low <= 0 <= one.high for one in found]) <= 1.0


@given(st.integers(0, 2**16))
def test_an_event_study_knows_no_level(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(0, 1, (6, 8))
    treated = np.zeros((1, 1, 6))
    treated[0, 0, :2] = 1
    control = np.array([[0.0, 0, 1, 1, 1, 1]])
    times = np.arange(-3, 4)
    plain, _ = sums(y, np.array([4]), treated, control, times)
    shifted, _ = sums(
        y + rng.normal(0, 5, (6, 1)) + rng.normal(0, 5, (1, 8)),
        np.array([4]),
        treated,
        control,
        times,
    )
    assert plain == pytest.approx(shifted, abs=1e-9), "levels of units and of years drop out"


def test_a_synthetic_control_by_hand() -> None:
    t = np.arange(10.0)
    y = np.array([0.5 * t + 0.5 * np.sin(t), t, np.sin(t), -t, np.full(10, 3.0)])
    y[0, 7:] += 1.0
    found = synthetic(y, 0, 7)
    assert (
        found.weights[:2] == pytest.approx([0.5, 0.5], abs=0.02)
        and found.effect == pytest.approx(1.0, abs=0.05)
        and found.fit < 0.02
    )
    assert found.p == pytest.approx(1 / 5), "no placebo of four moved as much"


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=6))
def test_weights_lie_on_the_simplex(row: list[float]) -> None:
    found = simplex(np.array([row]))
    assert found.sum() == pytest.approx(1) and (found >= 0).all()


def test_a_case_is_no_donor_of_its_own() -> None:
    found = weights(np.random.default_rng(1).normal(0, 1, (5, 9)), np.arange(5))
    assert np.diag(found) == pytest.approx(np.zeros(5), abs=1e-12) and found.sum(
        axis=1
    ) == pytest.approx(np.ones(5))


def test_a_choice_finds_what_made_it() -> None:
    rng = np.random.default_rng(6)
    x, time = rng.normal(0, 1, (3000, 2)), rng.uniform(0, 100, 3000)
    p = 1 / (1 + np.exp(-(1.5 * x[:, 0] - 1)))
    y = (rng.uniform(0, 1, 3000) < p).astype(np.int64)
    found = fit(x, time, y, 2, ridge=1.0)
    predicted = found.predict(x, time)
    assert np.abs(predicted[:, 1] - p).mean() < 0.03 and predicted.sum(axis=1) == pytest.approx(
        np.ones(3000)
    )
    assert found.predict(x[:1], np.array([500.0])) == pytest.approx(
        found.predict(x[:1], np.array([time.max()])), abs=1e-9
    ), "time stands still"


def test_reductions_by_hand() -> None:
    sure, even, y = (
        np.array([[0.5, 0.5], [0.5, 0.5]]),
        np.array([[0.25, 0.75], [0.75, 0.25]]),
        np.array([0, 1]),
    )
    assert reduction(sure, even, y) == pytest.approx(0.5) and reduction(even, even, y) == 0
    shares = kernel(np.array([0.0, 10.0]), np.array([0, 1]), 2, np.array([0.0, 10.0, 99.0]))
    assert (
        shares[0, 0] > 0.6
        and shares[1] == pytest.approx(shares[2])
        and shares.sum(axis=1) == pytest.approx(np.ones(3))
    )


def test_slopes_under_fixed_effects() -> None:
    rng = np.random.default_rng(7)
    unit, year = np.repeat(np.arange(30), 20), np.tile(np.arange(20), 30)
    x = rng.normal(0, 1, 600) + unit + year
    y = 0.5 * x + 3 * unit - 2 * year + rng.normal(0, 0.1, 600)
    found, error = slope(x, y, (unit, year), unit)
    assert found == pytest.approx(0.5, abs=0.02) and 0 < error < 0.02
    dummies = np.column_stack(
        [x, *(unit == u for u in range(30)), *(year == t for t in range(1, 20))]
    ).astype(float)
    assert found == pytest.approx(np.linalg.lstsq(dummies, y, rcond=None)[0][0], abs=1e-8), (
        "as with a dummy for each"
    )
    assert (
        np.isnan(slope(np.ones(600), y, (unit,), unit)[0])
        and np.abs(demeaned(y, ()).mean()) < 1e-12
    )


def test_the_shape_of_a_system_by_hand() -> None:
    assert (
        concentration(np.array([0.7, 0.3])) == pytest.approx(0.4)
        and effective(np.array([0.5, 0.5])) == 2.0
        and np.isnan(concentration(np.array([1.0])))
    )
    left = over_distance(np.array([0.1, 0.1, 0.1]), np.array([0.0, 1000.0, 9000.0]), 800.0)
    assert left[0] == pytest.approx(0.1) and left[0] > left[1] > left[2] > 0
