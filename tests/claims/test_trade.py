"""Trade of two sides: a member without a figure has not traded nothing."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.actors.names import bloc
from detente.actors.relation_key import pair
from detente.claims.trade import trade
from detente.store.catalog import Catalog
from tests import invented

USA = 2
LARGE, SMALL = 380, 395
"""Sweden and Iceland."""


def traded(folder: Path, *, unknown: int) -> Catalog:
    """A world in which the Nordic states trade ten each way with the United States in 2001."""
    members = bloc("NORDIC").members(2001)
    people = {code: 0.00005 if code == SMALL else 0.001 for code in members} | {USA: 0.05}
    weights = {"ccode": list(people), "year": [2001] * len(people)}
    shares = pl.DataFrame({**weights, "pop_share": list(people.values())})
    invented.write(folder, "capability", shares)
    flows = [None if code == unknown else 10.0 for code in members]
    keys = {"ccode1": [USA] * 5, "ccode2": list(members), "year": [2001] * 5}
    frame = pl.DataFrame({**keys, "smoothflow1": flows, "smoothflow2": [10.0] * 5})
    frame.write_parquet(folder / "cow_trade.parquet")
    return Catalog(folder)


def test_a_sum_is_given_where_nine_tenths_of_the_people_have_figures(tmp_path: Path) -> None:
    found = trade(traded(tmp_path, unknown=SMALL), pair("NORDIC", "USA", 2001))
    assert (found.years, found.values) == ((2001,), (80.0,))
    assert "nine tenths" in found.rule


def test_no_sum_without_a_large_member(tmp_path: Path) -> None:
    assert not trade(traded(tmp_path, unknown=LARGE), pair("NORDIC", "USA", 2001))
    alone = trade(traded(tmp_path, unknown=LARGE), pair("Norway", "USA", 2001))
    assert alone.values == (20.0,)
    assert not trade(traded(tmp_path, unknown=LARGE), pair("Sweden", "USA", 2001))
