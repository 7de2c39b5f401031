"""The starter switches as one: a reader sees the whole old or the whole new one, at every kill."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from detente.errors import LockedStore, StoreError
from detente.grain import Grain
from detente.store.build import build
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.starter import DerivedTable, read_manifest
from detente.store.switch import JOURNAL, complete, found, switch
from detente.store.table import Provenance, Table

ROOT = Path(__file__).parents[2]
TABLES = ("first", "second", "third")
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from detente.store import switch
from tests.store.test_switch import recipes, store_of
from detente.store.build import build

left = [int(sys.argv[2])]
began = [False]

def stepping(act):
    def step(*args, **kwargs):
        if began[0]:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **kwargs)
    return step

def begins(act):
    def begin(*args, **kwargs):
        began[0] = True
        return act(*args, **kwargs)
    return begin

Path.replace, Path.unlink = stepping(Path.replace), stepping(Path.unlink)
os.fsync, switch.shutil.rmtree = stepping(os.fsync), stepping(shutil.rmtree)
build.__globals__["switch"] = begins(switch.switch)
place = Path(sys.argv[1])
build(recipes(2), store_of(place), place / "starter")
"""
"""Builds the second edition and kills itself before a given step of the switch."""


def store_of(place: Path) -> Store:
    return Store(place / "home")


def filled(place: Path) -> Store:
    store = store_of(place)
    frame = pl.DataFrame({"ccode": [2], "year": [1990], "x": [4.0]})
    provenance = Provenance(
        sources=("invented",),
        version="1",
        last_year=1990,
        terms="open",
        licence="open",
        citations=(),
        sha256="{}",
        rule="invented",
    )
    store.put(Table("invented", frame, grain=Grain.STATE_YEAR, provenance=provenance))
    return store


def recipes(edition: int, names: tuple[str, ...] = TABLES) -> tuple[DerivedTable, ...]:
    """Give tables whose every row says of which edition it is."""

    def make(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        return tables["invented"].with_columns(pl.lit(edition).alias("edition"))

    return tuple(
        DerivedTable(
            id=name, grain=Grain.STATE_YEAR, needs=("invented",), make=make, rule=f"as of {edition}"
        )
        for name in names
    )


def editions(folder: Path) -> set[object]:
    """Read manifest and tables as a new process does, and name the editions that they are of."""
    catalog, said = Catalog(folder), read_manifest(folder)["tables"]
    rules = {int(entry["rule"].removeprefix("as of ")) for entry in said.values()}
    rows = {catalog.frame(name)["edition"][0] for name in TABLES}
    lazy = {catalog.scan(name).collect()["edition"][0] for name in TABLES}
    return rules | rows | lazy


def killed_at(place: Path, step: int) -> bool:
    """Build the second edition in a process of its own; tell whether it was killed."""
    command = [sys.executable, "-c", KILLED, str(place), str(step)]
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    code = subprocess.run(command, env=paths, check=False, timeout=120).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.mark.slow
def test_a_kill_at_any_step_leaves_the_whole_old_or_the_whole_new_starter(tmp_path: Path) -> None:
    seen: list[object] = []
    for step in range(1, 60):
        place = tmp_path / str(step)
        store, folder = filled(place), place / "starter"
        build(recipes(1), store, folder)
        killed = killed_at(place, step)
        of = editions(folder)
        assert len(of) == 1, f"step {step}: {of}"
        seen += of
        build(recipes(3), store, folder)
        assert editions(folder) == {3}
        assert {path.name for path in place.iterdir()} == {"home", "starter"}, "nothing is left"
        assert {path.stem for path in folder.iterdir()} == {*TABLES, "manifest"}
        if not killed:
            break
    assert not killed and seen[0] == 1 and seen[-1] == 2
    assert seen == sorted(seen), "once the new one is seen, the old one never comes back"
    assert seen.count(2) > 5, "most steps come after the journal"


def test_a_reader_reads_what_is_not_yet_moved_where_it_lies(tmp_path: Path) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1), store, folder)
    build(recipes(2), store, tmp_path / "next")
    (tmp_path / "next" / "third.parquet").replace(folder / "third.parquet")
    names = ["first.parquet", "second.parquet", "third.parquet", "manifest.json"]
    journal = {"staged": "next", "files": names, "gone": []}
    (folder / JOURNAL).write_text(json.dumps(journal))
    assert editions(folder) == {2}
    assert found(folder, "first.parquet").parent.name == "next"
    complete(folder)
    assert editions(folder) == {2} and not (tmp_path / "next").exists()
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_table_that_is_no_more_goes(tmp_path: Path) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1, (*TABLES, "fourth")), store, folder)
    (folder / "mine.parquet").write_bytes(b"the user's own")
    build(recipes(2), store, folder)
    assert not (folder / "fourth.parquet").exists()
    assert (folder / "mine.parquet").is_file(), "what no manifest named is not ours"


@pytest.mark.parametrize(
    "journal",
    [
        "{",
        "[]",
        '{"staged": "..", "files": [], "gone": []}',
        '{"staged": "next", "files": ["../x"], "gone": []}',
        '{"staged": "next", "files": ["first.parquet"], "gone": [3]}',
        '{"staged": "next", "files": ["nowhere.parquet"], "gone": []}',
    ],
)
def test_a_damaged_journal_is_one_line_with_the_repair(tmp_path: Path, journal: str) -> None:
    (tmp_path / JOURNAL).write_text(journal)
    with pytest.raises(StoreError, match="install detente again") as caught:
        complete(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data[:-200], "not the one that its manifest names"),
        (lambda data: b"", "not the one that its manifest names"),
        (lambda data: data[:200] + b"\x00\x00" + data[202:], "not the one that its manifest names"),
        (lambda data: None, "cannot be read"),
    ],
)
def test_a_damaged_table_is_one_line_with_the_repair(
    tmp_path: Path, damage: object, said: str
) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1), store, folder)
    path = folder / "second.parquet"
    assert callable(damage)
    data = damage(path.read_bytes())
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    catalog = Catalog(folder)
    for read in (catalog.frame, catalog.scan):
        with pytest.raises(StoreError, match=said) as caught:
            read("second")
        assert "\n" not in str(caught.value) and "detente starter build" in str(caught.value)
    assert catalog.frame("first")["edition"][0] == 1, "the others are read"
    with pytest.raises(StoreError, match=r"second|--only second"):
        build(recipes(1), store, folder, only=("first",))
    build(recipes(1), store, folder, only=("second",))
    assert editions(folder) == {1}, "building the one table repairs it"


def test_a_table_of_another_starter_is_refused(tmp_path: Path) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1), store, folder)
    build(recipes(2), store, tmp_path / "other")
    foreign = (tmp_path / "other" / "first.parquet").read_bytes()
    (folder / "first.parquet").write_bytes(foreign)
    with pytest.raises(StoreError, match="not the one that its manifest names"):
        Catalog(folder).frame("first")


def test_a_starter_built_anew_under_a_reader_is_said(tmp_path: Path) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1), store, folder)
    reader = Catalog(folder)
    assert reader.frame("first")["edition"][0] == 1
    build(recipes(2), store, folder)
    with pytest.raises(StoreError, match="built anew just now.*run it again"):
        reader.frame("second")
    assert editions(folder) == {2}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "is not one"),
        ('{"tables": [], "sources": {}, "checks": {}}', "is not one"),
        ('{"tables": {"first": 3}, "sources": {}, "checks": {}}', "is not one"),
        ('{"tables": {}, "sources": {}, "checks": {}, "format": 99}', "later version"),
        ('{"tables": {}, "sources": {}, "checks": {}, "format": "2"}', "is not one"),
    ],
)
def test_a_damaged_manifest_is_one_line_and_a_build_replaces_it(
    tmp_path: Path, text: str, said: str
) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"
    build(recipes(1), store, folder)
    (folder / "manifest.json").write_text(text)
    with pytest.raises(StoreError, match=said) as caught:
        Catalog(folder).frame("first")
    assert "\n" not in str(caught.value)
    build(recipes(2), store, folder)
    assert editions(folder) == {2}


def test_two_builds_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    store, folder = filled(tmp_path), tmp_path / "starter"

    def meanwhile(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        with pytest.raises(LockedStore, match="the starter in"):
            build(recipes(2), Store(store.home), folder, wait=0.05)
        return recipes(1)[0].make(tables)

    first, *others = recipes(1)
    slow = DerivedTable(
        id=first.id, grain=first.grain, needs=first.needs, make=meanwhile, rule=first.rule
    )
    build((slow, *others), store, folder)
    assert editions(folder) == {1}


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError) as caught:
        build(recipes(1), store, tmp_path / "file" / "starter")
    assert "\n" not in str(caught.value)
    staged = tmp_path / "staged"
    staged.mkdir()
    (staged / "manifest.json").write_text("{}")
    switch(staged, tmp_path / "fresh", last="manifest.json")
    assert (tmp_path / "fresh" / "manifest.json").read_text() == "{}"
