"""``detente backtest scenario``: the record printed, computed again, and interrupted."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from detente.scenarios.proof import compute
from detente.scenarios.proof.compute import Part
from detente.scenarios.proof.tables import SCHEMAS, packaged, read
from tests.cli.test_cli import run


def test_the_page_is_printed_as_a_view_knew_it() -> None:
    text = " ".join(run("backtest", "scenario")[0].split())
    assert "That membership beats no change is" in text
    assert "Published effects" in text
    early = run("backtest", "scenario", "--as-of", "1995")[0]
    assert "Published effects" not in early


def test_the_page_is_plain_data_too() -> None:
    (page,) = json.loads(run("backtest", "scenario", "--json")[0])
    assert page["id"] == "scenario"
    assert all(len(row) == len(table["heads"]) for table in page["tables"] for row in table["rows"])


def test_computed_again_the_record_is_written_beside_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part holds what a part of the record holds: the rest of the work is the same."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    record = packaged()
    whole = {name: getattr(record, name) for name in SCHEMAS}
    half = {"cases": record.cases.filter(pl.col("year") < 1990)}
    rest = {**whole, "cases": record.cases.filter(pl.col("year") >= 1990)}
    parts = [Part("early", lambda: half), Part("late", lambda: rest)]
    monkeypatch.setattr(compute, "_parts", lambda _: iter(parts))
    out = tmp_path / "pages"
    text, log = run("backtest", "scenario", "--again", "--out", str(out))
    assert "early (1 of 2)" in log and "late (2 of 2)" in log
    joined = pl.concat([half["cases"], rest["cases"]])
    assert_frame_equal(read(out / "scenario-record").cases, joined, rel_tol=1e-4)
    assert "Placebo" in text and (out / "report-card-scenario.md").is_file()
    # what was computed is not computed twice
    assert "of 2)" not in run("backtest", "scenario", "--again")[1]
