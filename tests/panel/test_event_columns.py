"""Columns of a panel from archives of events."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import detente as dt
from detente.errors import PanelError
from tests.archive import made

HEAD = "date,ccode1,ccode2,code,goldstein,latitude,longitude"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    rows = ["2005-03-01,2,365,190,-10,1,1", "2005-04-01,365,2,040,1,1,1", "2006-04-01,2,20,040,,,"]
    made.write(tmp_path / "raw" / "own.csv", HEAD, *rows)
    line = made.icews_line(Event_Date="2005-05-01", Source_Country="United States")
    made.write(tmp_path / "raw" / "x.tab", made.ICEWS_HEAD, line)
    return tmp_path / "raw"


def test_pairs_and_years_by_hand(raw: Path) -> None:
    panel = dt.dyad_years(years=(2005, 2006), states=[2, 20, 365]).add_events(raw)
    frame = panel.to_polars().filter(pl.col("own_events").is_not_null())
    chosen = frame.select("ccode1", "ccode2", "year", "own_events", "own_hostile", "own_goldstein")
    assert chosen.rows() == [(2, 20, 2006, 1, 0.0, None), (2, 365, 2005, 2, 0.5, -4.5)]
    assert frame["icews_events"].to_list() == [None, 1]
    labels = {column.name: column.label for column in panel.codebook()}
    assert "of icews" in labels["icews_events"] or "by icews" in labels["icews_events"]


def test_directed_pairs_keep_their_order(raw: Path) -> None:
    panel = dt.dyad_years(years=2005, states=[2, 365], directed=True).add_events(raw)
    found = panel.to_polars().select("ccode1", "own_events", "own_hostile").rows()
    assert found == [(2, 1, 1.0), (365, 1, 0.0)]
    early = dt.dyad_years(years=2005, states=[2, 365], directed=True)
    known = early.add_events(raw, as_of="2005-03-15").to_polars()["own_events"].to_list()
    assert known == [1, None]


@pytest.mark.parametrize("system", ["state", "gw"])
def test_rows_that_are_no_pairs_of_cow_are_refused(system: str, raw: Path) -> None:
    panel = dt.state_years(years=2005) if system == "state" else dt.dyad_years("gw", years=2005)
    with pytest.raises(PanelError, match="pairs of states"):
        panel.add_events(raw)
