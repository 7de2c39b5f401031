"""Draws in blocks: the same figures whatever the block, and near those of all draws at once."""

from __future__ import annotations

import numpy as np
import pytest

from detente.estimators.futures import streamed as blocks
from detente.estimators.futures.engine import Futures, Run, run
from detente.estimators.futures.series import rows
from detente.estimators.futures.streamed import BINS, WIDER, Summary, held, streamed
from detente.estimators.futures.world import MEMBER
from tests.estimators.futures.test_engine import all_series, busy, change

DRAWS, SHOWN = 3_300, 60
TABLES = ("mean", "low", "high", "error", "below", "above")


def middle(futures: Futures) -> np.ndarray:
    """Hold the last series against their median without the changes."""
    return np.median(futures.plain[:, :, SHOWN:], axis=0).astype(np.float32)


@pytest.fixture(scope="module")
def asked() -> tuple:
    world, place, _ = busy()
    changes = change(place, MEMBER)
    return world, changes, rows(all_series(world), world), Run(draws=DRAWS, years=(2, 5), seed=3)


def in_blocks(asked: tuple, block: int) -> Summary:
    return streamed(*asked, shown=SHOWN, thresholds=middle, block=block)


def test_the_same_seed_gives_the_same_figures_whatever_the_block(
    asked: tuple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "PILOT", 1_000)
    first, second = in_blocks(asked, 1_000), in_blocks(asked, 2_001)
    for name in TABLES:
        assert np.array_equal(getattr(first.found, name), getattr(second.found, name)), name
    assert np.array_equal(first.thresholds, second.thresholds)
    assert np.array_equal(first.reached, second.reached)


def test_blocks_give_what_all_draws_give_at_once(asked: tuple) -> None:
    told: list[tuple[int, int]] = []
    found = streamed(
        *asked, shown=SHOWN, thresholds=middle, told=lambda *at: told.append(at), block=1_000
    )
    futures = run(*asked)
    whole = held(futures, SHOWN, middle)
    assert told[-1] == (DRAWS, DRAWS)
    for name in ("mean", "error"):
        assert np.allclose(getattr(found.found, name), getattr(whole.found, name), atol=1e-9)
    for name in ("below", "above"):
        assert np.array_equal(getattr(found.found, name), getattr(whole.found, name)), name
    assert np.array_equal(found.reached, whole.reached)
    gaps = futures.differences[:, :, :SHOWN].astype(float)
    # a quantile is off by a bin of the first draws, or by the gap between two draws that are apart
    bin = np.ptp(gaps, axis=0) * (1 + 2 * WIDER) / BINS
    for name, edge in (("low", 0.1), ("high", 0.9)):
        near = [np.quantile(gaps, edge + by, axis=0) for by in (-0.002, 0.002)]
        ours = getattr(found.found, name)
        assert (ours >= near[0] - bin).all() and (ours <= near[1] + bin).all(), name
    assert np.ptp(gaps) > 0


def test_whole_numbers_stay_whole(asked: tuple) -> None:
    found = in_blocks(asked, 1_000).found
    untouched = ~run(*asked).differences[:, :, :SHOWN].any(axis=0)
    assert untouched.any()
    assert not found.low[untouched].any() and not found.high[untouched].any()
