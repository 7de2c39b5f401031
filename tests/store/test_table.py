"""Tables on disk: whole or not at all, with where they came from."""

from __future__ import annotations

import errno
import multiprocessing
from pathlib import Path

import polars as pl
import pytest

from detente.errors import FullDisk, LockedStore, MissingTable, PanelError, StoreError
from detente.grain import Grain, require_unique
from detente.store.home import Store
from detente.store.table import Provenance, Table, read_provenance, read_table

PROVENANCE = Provenance(
    ("cow_nmc",),
    "7.0",
    1990,
    "cite",
    "free to use with citation",
    ("singer1987",),
    "{}",
    "invented",
)


def table(value: float = 1.0) -> Table:
    return Table(
        "cow_nmc",
        pl.DataFrame({"ccode": [2, 20], "year": [1990, 1990], "cinc": [value, None]}),
        Grain.STATE_YEAR,
        PROVENANCE,
    )


def test_a_table_comes_back_with_its_provenance(tmp_path: Path) -> None:
    path = tmp_path / "cow_nmc.parquet"
    table().write(path)
    back = read_table(path)
    assert (
        back.frame.equals(table().frame)
        and back.grain is Grain.STATE_YEAR
        and back.provenance == PROVENANCE
    )
    assert read_provenance(path) == PROVENANCE and list(tmp_path.iterdir()) == [path]


def test_equal_tables_are_equal_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a.parquet", tmp_path / "b.parquet"
    table().write(a)
    table().write(b)
    assert a.read_bytes() == b.read_bytes()


def test_a_doubled_key_is_refused_and_the_old_table_stands(tmp_path: Path) -> None:
    path = tmp_path / "cow_nmc.parquet"
    table().write(path)
    twice = Table(
        "cow_nmc", pl.concat([table().frame, table().frame]), Grain.STATE_YEAR, PROVENANCE
    )
    with pytest.raises(PanelError, match="ccode=2, year=1990"):
        twice.write(path)
    assert read_table(path).frame.height == 2


def test_a_full_disk_is_one_line_and_the_old_table_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cow_nmc.parquet"
    table(1.0).write(path)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(FullDisk, match="the old file, if any, is unchanged") as caught:
        table(2.0).write(path)
    assert "\n" not in str(caught.value)
    assert read_table(path).frame["cinc"][0] == 1.0 and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="DETENTE_HOME"):
        table().write(tmp_path / "file" / "cow_nmc.parquet")


def test_a_broken_table_says_how_to_get_it_again(tmp_path: Path) -> None:
    path = tmp_path / "cow_nmc.parquet"
    path.write_bytes(b"PAR1 not at all")
    with pytest.raises(StoreError, match="detente sources pull cow_nmc"):
        read_table(path)
    pl.DataFrame({"a": [1]}).write_parquet(path)
    with pytest.raises(StoreError, match="where it came from"):
        read_table(path)


def test_a_missing_table_names_what_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(table())
    with pytest.raises(MissingTable, match="near: cow_nmc"):
        store.get("vdem")


def hold(
    home: str, ready: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event
) -> None:
    with Store(Path(home)).writing("cow_nmc"):
        ready.set()
        done.wait(20)


def test_two_processes_do_not_write_one_table(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(str(tmp_path), ready, done))
    other.start()
    try:
        assert ready.wait(30)
        with (
            pytest.raises(LockedStore, match="another process"),
            Store(tmp_path).writing("cow_nmc", wait=0.1),
        ):
            pass
        with Store(tmp_path).writing("vdem", wait=0.1):
            pass
    finally:
        done.set()
        other.join(20)
    with Store(tmp_path).writing("cow_nmc", wait=5):
        pass


def test_keys_must_be_there() -> None:
    with pytest.raises(PanelError, match="'year' is missing"):
        require_unique(pl.DataFrame({"ccode": [1]}), ("ccode", "year"), where="x")
