"""Computing the record: interrupted work goes on, and an origin gives what the record holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from detente.models.hazards.surroundings import surroundings
from detente.scenarios.proof import backtest, compute, plain_futures
from detente.scenarios.proof.compute import Part
from detente.scenarios.proof.observed import observed
from detente.scenarios.proof.placebo import pool
from detente.scenarios.proof.published import SCHEMA
from detente.scenarios.proof.tables import packaged, rounded
from detente.store.catalog import Catalog

TODAY = date(2025, 12, 31)


class Counted:
    """Parts that count how often they are made, and stop at one of them."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.stops = True

    def make(self, number: int) -> dict[str, pl.DataFrame]:
        if self.stops and number == 2:
            raise KeyboardInterrupt
        self.made.append(number)
        row = {"id": f"effect {number}", "verdict": "reproduced"}
        return {"published": pl.DataFrame([row], schema=SCHEMA)}

    def parts(self, catalog: Catalog) -> Iterator[Part]:
        for number in (1, 2, 3):
            yield Part(f"part-{number}", lambda number=number: self.make(number))


def test_interrupted_work_goes_on_where_it_was(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted()
    monkeypatch.setattr(compute, "_parts", counted.parts)
    with pytest.raises(KeyboardInterrupt):
        compute.compute(catalog, tmp_path)
    assert counted.made == [1]
    counted.stops = False
    found = compute.compute(catalog, tmp_path)
    assert counted.made == [1, 2, 3]
    assert found.published["id"].to_list() == ["effect 1", "effect 2", "effect 3"]
    assert compute.compute(catalog, tmp_path).published.equals(found.published)
    assert counted.made == [1, 2, 3]


def test_a_part_that_is_not_whole_is_computed_again(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted()
    counted.stops = False
    monkeypatch.setattr(compute, "_parts", counted.parts)
    compute.compute(catalog, tmp_path)
    (done,) = tmp_path.rglob("part-2.done")
    done.unlink()
    compute.compute(catalog, tmp_path)
    assert counted.made == [1, 2, 3, 2]


def test_an_origin_gives_what_the_record_holds(catalog: Catalog) -> None:
    """The accession of Spain to NATO in 1982, and that of Greece to the Union in 1981."""
    known = observed(catalog, TODAY)
    for year in (1980, 1981):
        found = rounded(backtest.cases(catalog, known, year))
        held = packaged().cases.filter(pl.col("test") == "backtest", pl.col("year") == year + 1)
        assert found.height > 0
        assert_frame_equal(found, held, rel_tol=1e-4)


def test_placebos_and_chances_of_an_origin_are_those_of_the_record(catalog: Catalog) -> None:
    known = observed(catalog, TODAY)
    drawn = pool(surroundings(catalog, TODAY), known).every
    cases, chances = plain_futures.futures(catalog, known, drawn, 1981)
    not_events = packaged().cases.filter(pl.col("test") != "backtest", pl.col("year") == 1982)
    assert_frame_equal(rounded(cases), not_events, rel_tol=1e-4)
    assert_frame_equal(rounded(chances), packaged().chances.filter(pl.col("view") == 1981))
    assert cases.height > 0 and chances["came"].sum() > 0


def test_futures_know_nothing_after_their_origin(catalog: Catalog) -> None:
    """Of the outcome alone a case of a later edition differs: here there is none yet."""
    known = observed(catalog, date(1984, 12, 31))
    found = backtest.cases(catalog, known, 1981)
    # five years after 1981 lie beyond what was observed in 1984
    assert found.is_empty()
