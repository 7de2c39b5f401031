"""Scores computed again from the sources make the same report card."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.evaluation import recompute, report_card
from detente.store.catalog import Catalog
from detente.store.home import Store


@pytest.mark.mirror
def test_scores_computed_again_make_the_same_card(
    mirrored: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "SCORED", ("capability", "totals", "onsets"))
    made = recompute.anew(tmp_path, mirrored)
    assert not (tmp_path / "capability.parquet").is_symlink()
    shipped = Catalog(recompute.starter_folder())
    assert report_card.page(made, "power", 2013) == report_card.page(shipped, "power", 2013)
