"""Chains that break off: laid down, taken up, refused where they are not one's own."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from detente.errors import EstimateError, RequestError
from detente.estimators.ideal_points.chain import Chain
from detente.estimators.ideal_points.estimate import Plan
from detente.identity.checkpoints import StoredChains, clock
from detente.identity.ideal_points import forget, ideal_points
from detente.identity.roll_calls import roll_calls
from tests.identity.test_roll_calls import assembly

PLAN = Plan(60, 20, 2, 2)


def test_an_interrupted_chain_goes_on_as_if_nothing_had_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    votes, keep = roll_calls(assembly()), tmp_path / "points.parquet"
    whole = ideal_points(votes, preset=PLAN, threads=1)
    from detente.identity import ideal_points as ideal

    def stop(number: int, done: int) -> None:
        if (number, done) == (1, 31):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ideal, "clock", lambda plan: stop)
        with pytest.raises(KeyboardInterrupt):
            ideal_points(votes, preset=PLAN, threads=1, keep=keep)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "points.parquet.chain1.npz",
        "points.parquet.chain2.npz",
    ]
    with caplog.at_level(logging.INFO, logger="detente"):
        again = ideal_points(votes, preset=PLAN, threads=1, keep=keep)
    assert "chain 2 goes on from iteration 31" in caplog.messages
    assert (again.points.mean == whole.points.mean).all() and (
        again.points.draws == whole.points.draws
    ).all()
    forget(keep)
    assert not list(tmp_path.iterdir()), "and cleared away when the result is safe"


def test_a_chain_of_other_votes_or_a_broken_one_is_not_taken_up(tmp_path: Path) -> None:
    votes, keep = roll_calls(assembly()), tmp_path / "points.parquet"
    path = tmp_path / "points.parquet.chain1.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(EstimateError, match="cannot be read"):
        ideal_points(votes, preset=PLAN, threads=1, keep=keep)
    StoredChains(keep, "another digest").lay(Chain(*(np.zeros(2) for _ in range(5)), 0, 1))
    with pytest.raises(EstimateError, match="belongs to other votes"):
        ideal_points(votes, preset=PLAN, threads=1, keep=keep)
    assert path.is_file(), "nothing is lost"


def test_modes_and_presets_are_known_by_name() -> None:
    with pytest.raises(RequestError, match="no mode is called 'bayes'"):
        ideal_points(roll_calls(assembly()), mode="bayes")
    with pytest.raises(RequestError, match="no preset is called 'slow'"):
        ideal_points(roll_calls(assembly()), preset="slow")
    for options, part in (
        ({"seed": -1}, "seed='-1' is not a whole number"),
        ({"threads": -1}, "threads='-1' is not a whole number"),
        ({"preset": Plan(10, 10, 1, 1)}, "samples nothing"),
        ({"preset": Plan(10, 2, 1, 0)}, "samples nothing"),
        ({"preset": 5}, "no preset is called '5'"),
    ):
        with pytest.raises(RequestError, match=part):
            ideal_points(roll_calls(assembly()), **options)
    with pytest.raises(RequestError, match="wanted as roll calls"):
        ideal_points(assembly())


def test_chains_are_laid_down_on_the_way_and_anchors_are_part_of_the_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.identity import ideal_points as ideal

    keep, seen = tmp_path / "a[1].parquet", []
    monkeypatch.setattr(
        ideal,
        "clock",
        lambda plan: lambda number, done: seen.append(len(list(tmp_path.iterdir()))),
    )
    votes = roll_calls(assembly())
    ideal_points(votes, preset=Plan(260, 10, 1, 1), threads=1, keep=keep, anchors=(0, 3))
    assert seen[200] == 0 and seen[255] == 1, "every 250 iterations"
    with pytest.raises(EstimateError, match="belongs to other votes or other options"):
        ideal_points(votes, preset=Plan(260, 10, 1, 1), threads=1, keep=keep, anchors=(3, 0))
    forget(keep)
    assert not list(tmp_path.iterdir())


def test_the_clock_counts_the_chains_to_come(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from detente.identity import checkpoints as chains

    now = [0.0]
    monkeypatch.setattr(chains.time, "monotonic", lambda: now[0])
    tell = clock(Plan(100, 0, 1, 2))
    with caplog.at_level(logging.INFO, logger="detente"):
        tell(0, 0)
        now[0] = 10.0
        tell(0, 50)
        tell(0, 51)
    assert caplog.messages == ["chain 1 of 2: 50 of 100 iterations, 30 s to go"]
