"""Carrying a distance forward: by hand, beside the published size, stored as computed."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.models.persistence import LAGS, distance_errors, errors_by_year, gaps_of, measured
from detente.models.track_records import ideal_points
from detente.store.catalog import Catalog


def test_errors_by_hand() -> None:
    """One pair that moves by a tenth a year for twelve years."""
    gaps = (0.1 * np.arange(12)).astype(np.float32)[:, None]
    found = measured(gaps)
    assert found is not None and found.carried == pytest.approx((0.1, 0.5, 1.0), abs=1e-6)
    assert all(one > other for one, other in zip(found.smoothed[:2], found.carried, strict=False))
    assert found.mean == pytest.approx(0.3, abs=1e-6)


def test_a_missing_session_is_not_scored() -> None:
    gaps = np.full((12, 1), 0.5, dtype=np.float32)
    gaps[10:] = np.nan
    assert measured(gaps) is None, "no two sessions ten years apart"


def test_gaps_have_a_row_for_each_year() -> None:
    table = pl.DataFrame(
        {"year": [1990, 1990, 1992], "ccode": [2, 20, 2], "adopted": [1.0, 0.5, 1.0]},
        schema_overrides={"year": pl.Int16},
    )
    first, gaps = gaps_of(table)
    assert first == 1990 and gaps.shape == (3, 1) and gaps[0, 0] == 0.5
    assert np.isnan(gaps[1:]).all()


def test_persistence_is_scored_beside_the_mean(catalog: Catalog) -> None:
    found = distance_errors(catalog, 2019)
    assert found is not None and len(found.carried) == len(LAGS)
    assert found.carried == pytest.approx((0.22, 0.37, 0.46), abs=0.08)
    assert found.carried[-1] < found.mean
    assert found.smoothed == pytest.approx(found.carried, abs=0.08)


def test_before_eleven_sessions_nothing_is_scored(catalog: Catalog) -> None:
    assert distance_errors(catalog, 1950) is None
    assert ideal_points(catalog, 1950).mark == "untested"
    assert ideal_points(catalog, 2013).mark.startswith("tested")


def test_stored_errors_are_those_of_the_positions(catalog: Catalog) -> None:
    """A year's errors know no later session."""
    early = catalog.as_of(1975)
    fresh = errors_by_year(early.frame("positions"))
    stored = early.frame("distance_errors")
    assert fresh["year"].to_list() == stored["year"].to_list()
    assert fresh.drop("year").to_numpy() == pytest.approx(stored.drop("year").to_numpy(), rel=1e-5)
