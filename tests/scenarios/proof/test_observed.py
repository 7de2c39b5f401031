"""What came: events by hand, and outcomes that are those of the tables."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.scenarios.proof.baselines import past, running_mean
from detente.scenarios.proof.observed import Observed, events, observed, on_future_scale
from detente.store.catalog import Catalog

TODAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def seen(catalog: Catalog) -> Observed:
    return observed(catalog, TODAY)


def test_events_are_those_that_everybody_knows(seen: Observed) -> None:
    found = {
        (one.kind, one.bloc, one.year, seen.known.names[one.row]) for one in events(seen.known)
    }
    assert {name for kind, bloc, year, name in found if (kind, bloc, year) == NATO_1999} == {
        "CZE",
        "HUN",
        "POL",
    }
    assert ("accession", "EU", 1973, "IRL") in found
    assert {one for one in found if one[0] == "exit"} == {("exit", "EU", 2020, "GBR")}
    # who leaves as a member does not come nearer as an associate
    assert ("association", "EU", 2020, "GBR") not in found


NATO_1999 = ("accession", "NATO", 1999)


def test_no_event_lies_before_the_first_year(seen: Observed) -> None:
    assert min(one.year for one in events(seen.known)) == 1973


def test_a_gap_is_the_distance_from_the_mean_of_the_core(seen: Observed) -> None:
    gap = seen.signed_gap("NATO")
    at, row = seen.place(2000), seen.known.names.index("RUS")
    core = np.isnan(gap[:, at]) & ~np.isnan(seen.positions[:, at])
    expected = seen.positions[row, at] - seen.positions[core, at].mean()
    assert core.sum() == 15
    assert gap[row, at] == pytest.approx(expected)


def test_disputes_are_unknown_after_their_source_ends(seen: Observed) -> None:
    row = seen.known.names.index("USA")
    assert seen.disputes_until(row, 2000, 5) >= 0
    assert np.isnan(seen.disputes_until(row, 2008, 5))


def test_scales_of_the_future() -> None:
    assert on_future_scale("gap", np.array([-2.0])).tolist() == [2.0]
    assert on_future_scale("democracy", np.array([1.2])).tolist() == [1.0]
    assert on_future_scale("share", np.log(np.array([0.25]))).tolist() == [0.25]


def test_a_running_mean_skips_what_is_unknown() -> None:
    values = np.array([[1.0, np.nan, 4.0, 7.0], [np.nan] * 4])
    found = running_mean(values, 3)
    assert found[0].tolist() == [1.0, 1.0, 2.5, 5.5]
    assert np.isnan(found[1]).all()


def test_a_walk_is_as_wide_as_its_steps() -> None:
    steps = np.random.default_rng(3).normal(0, 0.1, (60, 40))
    known = past("democracy", steps.cumsum(axis=1), (5,))
    assert known.step == pytest.approx(0.1, rel=0.1)
    # no change from a mean of five years misses more than the last value does
    assert known.deviation[5] > known.step * np.sqrt(5)
    assert known.forecast(0, 5) is not None


def test_nothing_is_forecast_of_who_was_never_seen() -> None:
    values = np.random.default_rng(3).normal(0, 0.1, (60, 40)).cumsum(axis=1)
    values[4] = np.nan
    assert past("gap", values, (5,)).forecast(4, 5) is None
    assert past("gap", values[:, :3], (5,)).forecast(0, 5) is None
