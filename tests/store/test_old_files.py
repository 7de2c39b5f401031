"""Files of version 0.1 (invented rows, in ``version_0_1``) are read, or refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from detente.errors import DetenteError, EstimateError, StoreError
from detente.grain import Grain
from detente.identity.checkpoints import StoredChains
from detente.panel.create import dyad_years
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.table import FORMAT, FORMAT_FOOTER, Table, read_provenance, read_table

OLD = Path(__file__).parent / "version_0_1"


@pytest.fixture
def old_home(tmp_path: Path) -> Store:
    """A home of version 0.1 with one table."""
    tables = tmp_path / "home" / "tables"
    tables.mkdir(parents=True)
    shutil.copy(OLD / "invented.parquet", tables)
    return Store(tmp_path / "home")


def write_footers(path: Path, **footers: str) -> None:
    """Write the rows of the old table again, with other footers."""
    held = pl.read_parquet_metadata(path) | footers
    kept = {name: text for name, text in held.items() if name != "ARROW:schema"}
    pl.read_parquet(path).write_parquet(path, metadata=kept)


def test_an_old_home_is_read(old_home: Store) -> None:
    assert FORMAT_FOOTER not in pl.read_parquet_metadata(old_home.path("invented"))
    table = old_home.get("invented")
    assert table.frame.height == 3 and table.grain is Grain.STATE_YEAR
    assert table.provenance.sources == ("cow_nmc",) and table.provenance.last_year == 1991
    catalog = Catalog(old_home.home / "no starter", old_home)
    assert catalog.as_of(1990).frame("invented").height == 2
    assert catalog.source("cow_mid")["version"], "the manifest of the starter still answers"


def test_an_old_table_is_written_again_in_the_new_format(old_home: Store) -> None:
    table = old_home.get("invented")
    old_home.put(table)
    path = old_home.path("invented")
    assert pl.read_parquet_metadata(path)[FORMAT_FOOTER] == str(FORMAT)
    again = read_table(path)
    assert again.frame.equals(table.frame) and again.provenance == table.provenance


def test_a_table_of_a_later_version_is_refused_in_one_line(old_home: Store) -> None:
    path = old_home.path("invented")
    write_footers(path, **{FORMAT_FOOTER: str(FORMAT + 1)})
    for read in (read_table, read_provenance):
        with pytest.raises(StoreError, match="written by a later version") as caught:
            read(path)
        assert "\n" not in str(caught.value) and "update detente" in str(caught.value)
    with pytest.raises(StoreError, match="written by a later version"):
        Catalog(old_home.home, old_home).scan("invented")


@pytest.mark.parametrize("provenance", ["no JSON", "[1, 2]", '{"sources": []}', '{"sources": 7}'])
def test_a_broken_provenance_is_refused_in_one_line(old_home: Store, provenance: str) -> None:
    path = old_home.path("invented")
    write_footers(path, detente=provenance)
    with pytest.raises(StoreError, match="provenance of table 'invented' cannot be read") as caught:
        read_table(path)
    assert "\n" not in str(caught.value)


def test_an_unknown_grain_is_refused_in_one_line(old_home: Store) -> None:
    write_footers(old_home.path("invented"), detente_grain="VILLAGE_DAY")
    with pytest.raises(StoreError, match="unknown grain, 'VILLAGE_DAY'"):
        old_home.get("invented")


def test_a_saved_panel_keeps_its_codebook_and_can_be_joined() -> None:
    path = OLD / "panel.parquet"
    entries = json.loads(pl.read_parquet_metadata(path)["codebook"])
    columns = pl.read_parquet(path)
    assert len(entries) == len(columns.columns)
    mine = columns.select("ccode1", "ccode2", "year", pl.col("trust1").alias("trust"))
    panel = dyad_years(years=1990, states=[2, 20]).add_frame(mine, grain="dyad-years")
    assert panel.to_polars()["trust"].to_list() == mine["trust"].to_list()


def test_an_interrupted_chain_is_refused_in_one_line(tmp_path: Path) -> None:
    shutil.copy(OLD / "ideal.parquet.chain1.npz", tmp_path)
    with pytest.raises(EstimateError, match="belongs to other votes or other options") as caught:
        StoredChains(tmp_path / "ideal.parquet", "a digest of today").take(0)
    assert "\n" not in str(caught.value) and "delete the file" in str(caught.value)


def test_an_old_starter_folder_is_read_or_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame({"ccode": [2], "year": [1990], "begun": [1]})
    frame.write_parquet(tmp_path / "onsets.parquet")
    with pytest.raises(DetenteError, match="declared is Int16"):
        Catalog(tmp_path).frame("onsets")
    typed = frame.cast({"ccode": pl.Int16, "year": pl.Int16, "begun": pl.Int8})
    table = read_table(OLD / "invented.parquet")
    old = Table("onsets", typed, Grain.STATE_YEAR, provenance=table.provenance)
    old.write(tmp_path / "onsets.parquet")
    assert Catalog(tmp_path).frame("onsets").height == 1
