"""Shares, positions, regimes: bands at past origins, priors that hold zero, and views."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RequestError
from detente.estimators.futures.world import CONDITIONS
from detente.models.hazards.ladders import ladders
from detente.models.hazards.position_walks import (
    gap_to,
    independent_bands,
    position_bands,
    position_walk,
)
from detente.models.hazards.prior import Prior, around_zero
from detente.models.hazards.record import at, walks_method
from detente.models.hazards.regime_walks import conditions, regime_bands, regime_walk
from detente.models.hazards.share_walks import (
    MEASURES,
    log_shares,
    share_bands,
    share_walk,
    size_class,
    walk_of,
)
from detente.models.hazards.surroundings import surroundings
from detente.store.catalog import Catalog, default_catalog

LAST = 2024


@pytest.fixture(scope="module")
def tables() -> Catalog:
    return default_catalog()


def test_ranks_make_classes() -> None:
    logs = -np.arange(100.0)[:, None]
    found = size_class(logs)[:, 0]
    assert [int((found == place).sum()) for place in range(4)] == [8, 17, 50, 25]


def test_a_drift_of_half_is_found() -> None:
    known = ladders(LAST)
    numbers = np.random.default_rng(1)
    drift = numbers.normal(0, 0.02, size=(len(known.names), 1))
    years = known.years - known.first
    logs = -numbers.uniform(1, 9, size=drift.shape) + drift * years
    logs = logs + np.cumsum(numbers.normal(0, 0.01, size=logs.shape), axis=1)
    found = walk_of(logs, known)
    assert found.part * found.damp**10 == pytest.approx(1.0, abs=0.1)
    assert np.median(found.sd) == pytest.approx(0.012, abs=0.004)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_shares_are_whole_and_small_states_stray_more(tables: Catalog, measure: str) -> None:
    found = share_walk(tables, measure, LAST)
    assert 0 <= found.part <= 1 and 0 <= found.common <= 1
    assert found.by_class[3] > found.by_class[0] > 0
    drawn = found.draws(30, 1)
    assert drawn.shape == (30, found.start.size)
    assert np.isfinite(drawn).all()


def test_a_share_starts_from_what_the_view_knew(tables: Catalog) -> None:
    known = ladders(1990)
    logs = log_shares(tables.as_of(1990), "cinc", known)
    found = share_walk(tables, "cinc", 1990)
    place = known.names.index("RUS")
    assert found.start[place] == pytest.approx(logs[place, -1])
    assert np.exp(found.start[place]) == pytest.approx(0.127, abs=0.01)


def test_bands_of_shares_hold_what_they_should(tables: Catalog) -> None:
    for found in share_bands(tables, "cinc", LAST):
        assert 0.75 < found.inside < 0.9
        assert found.cases > 500


def test_bands_of_gaps_hold_and_independent_draws_do_not(tables: Catalog) -> None:
    ours, naive = position_bands(tables, LAST), independent_bands(tables, LAST)
    for horizon in (5, 10):
        wide, narrow = at(ours, horizon), at(naive, horizon)
        assert wide is not None and narrow is not None
        assert 0.7 <= wide.inside <= 0.9
        assert narrow.inside < 0.55


def test_a_gap_is_from_the_mean_of_the_core() -> None:
    values = np.array([0.0, 1.0, 3.0, np.nan])
    inside = np.array([True, True, False, True])
    assert gap_to(values, inside)[:3].tolist() == [-0.5, 0.5, 2.5]


def test_positions_have_noise_of_their_own(tables: Catalog) -> None:
    found = position_walk(tables, LAST)
    assert np.isfinite(found.start).all() and np.isfinite(found.error).all()
    assert 0.02 < np.median(found.sd) < 0.2
    assert np.ptp(found.sd) > 0.05
    assert all(prior.holds_zero for prior in found.pull.values())
    drawn = found.pull_draws(1_000, 1)
    assert not drawn[:, 0].any()
    assert (drawn[:, 5] > 0).any() and (drawn[:, 5] < 0).any()


def test_regimes_break_rarely_and_bands_hold(tables: Catalog) -> None:
    found = regime_walk(tables, LAST)
    assert 0.02 < found.breaks.value < 0.06
    assert 0.5 < found.break_sd < 1.5
    for one in regime_bands(tables, LAST):
        assert 0.7 <= one.inside <= 0.9
    assert set(found.effect) == set(CONDITIONS) - {"none"}
    assert all(prior.holds_zero for prior in found.effect.values())


def test_the_condition_of_a_state_by_hand(tables: Catalog) -> None:
    around = surroundings(tables, LAST)
    known = around.ladders
    union = conditions(around)[0]

    def of(name: str, year: int) -> str:
        return CONDITIONS[union[known.names.index(name), year - known.first]]

    assert of("POL", 1995) == "lower_with_perspective"
    assert of("POL", 2003) == "candidate"
    assert of("POL", 2004) == "member"
    assert of("UKR", 2015) == "lower"
    assert union[known.names.index("KEN"), 2015 - known.first] == -1


def test_a_prior_is_widened_until_it_holds_zero() -> None:
    for estimate in (-0.2, -0.01, 0.0, 0.01, 0.2):
        prior = around_zero(estimate, 0.01)
        assert prior.holds_zero
        assert prior.low <= estimate <= prior.high
        assert (prior.estimate, prior.error) == (estimate, 0.01)


def test_draws_of_a_prior_fill_its_interval() -> None:
    drawn = Prior(-0.1, 0.3).draws(50_000, 3)
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx([-0.1, 0.3], abs=0.01)


@pytest.mark.parametrize(("low", "high"), [(0.2, 0.1), (float("nan"), 0.1), (0.0, float("inf"))])
def test_a_prior_without_mass_is_refused(low: float, high: float) -> None:
    with pytest.raises(RequestError, match="has no mass"):
        Prior(low, high)


@pytest.mark.parametrize("view", [1950, 1962])
def test_early_views_have_numbers_and_no_record(tables: Catalog, view: int) -> None:
    for measure in MEASURES:
        assert np.isfinite(share_walk(tables, measure, view).sd).all()
    assert np.isfinite(position_walk(tables, view).sd).all()
    assert np.isfinite(regime_walk(tables, view).sd).all()
    assert walks_method(tables, view).mark == "untested"
