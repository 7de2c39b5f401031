"""Who moved and who is like whom: only where counts of votes give the order of the positions."""

from __future__ import annotations

import numpy as np

from detente.rules.positions import mover, vote_level
from detente.rules.positions.counted_shift import CountedShifts, counted_shifts
from detente.store.catalog import Catalog
from tests.rules.positions.reading import said


def test_a_shift_by_hand() -> None:
    found = CountedShifts(np.array([2, 20, 200]), np.array([0.0, -0.1, 0.3]))
    assert found.net_of((20,)) == -0.1 and found.net_of((999,)) == 0.0
    assert np.isclose(found.net_of((20, 200)), 0.1)
    assert found.farther((20,)).tolist() == [200]


def test_by_counts_both_india_and_china_moved(catalog: Catalog) -> None:
    known = counted_shifts(catalog, (2015, 2019), (2022, 2024))
    india, china = known.net_of((750,)), known.net_of((710,))
    assert abs(china) < mover.TWICE * abs(india)
    # so no sentence says that the change is that of China
    assert said(catalog, mover.RULE, "India", "China") == {}


def test_russia_moved_by_both_measures_and_the_larger_rank_is_said(catalog: Catalog) -> None:
    (line,) = said(catalog, mover.RULE, "NATO", "Russia").values()
    assert "only 11 of 192 states shifted more" in line.finding.text


def test_a_known_pair_casts_the_same_vote_as_often(catalog: Catalog) -> None:
    (line,) = said(catalog, vote_level.RULE, "Sweden", "NATO").values()
    assert "Russia to India" not in line.finding.text
    assert "nearer in 2024 than 94 of 100 pairs" in line.finding.text
