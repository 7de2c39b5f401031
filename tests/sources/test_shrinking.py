"""A new edition that shrank is refused, and the old table and file stay, unless it is asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import BrokenWrite, CheckError, ParseError, PullError
from detente.settings import Settings
from detente.sources import pull as pulling
from detente.sources.freshness import look
from detente.sources.ingest import ingest, require_one_edition
from detente.sources.shelf import source
from detente.store.home import Store
from tests.sources.test_pull import Invented

STATES = (2, 20, 70, 90, 91, 92, 93, 94, 95, 100, 101, 110, 115, 130, 135, 140, 145, 150, 155, 160)
ROWS = [(code, year, 0.001) for code in STATES for year in range(1990, 2000)]
HEADER = "ccode,year,cinc"


def written(rows: list[tuple[int, int, float]]) -> str:
    return "\n".join([HEADER, *(f"{code},{year},{cinc}" for code, year, cinc in rows)]) + "\n"


WHOLE = written(ROWS)


@pytest.fixture
def place(tmp_path: Path) -> tuple[Store, Settings, Path]:
    """Give a store with the whole edition, its settings, and the file in the mirror."""
    path = tmp_path / "mirror" / "invented" / "data.csv"
    path.parent.mkdir(parents=True)
    path.write_text(WHOLE)
    store = Store(tmp_path / "home")
    config = Settings(store.home, str(tmp_path / "mirror"), True, made=date(2026, 1, 1))
    ingest(Invented(WHOLE), store, config=config)
    return store, config, path


EDITIONS = {
    "half of the file": (
        WHOLE[: len(WHOLE) // 2].rpartition("\n")[0] + "\n",
        "102 rows, before 200",
    ),
    "a tenth of the rows": (written(ROWS[:180]), "180 rows, before 200"),
    "the last year": (written([row for row in ROWS if row[1] < 1999]), "ends in 1998, before in"),
    "the first year": (written([row for row in ROWS if row[1] > 1990]), "begins in 1991"),
}


@pytest.mark.parametrize("kind", EDITIONS)
def test_an_edition_that_shrank_is_refused_and_says_what_changed(
    place: tuple[Store, Settings, Path], kind: str
) -> None:
    store, config, path = place
    text, said = EDITIONS[kind]
    path.write_text(text)
    with pytest.raises(CheckError, match=said) as caught:
        ingest(Invented(WHOLE), store, config=config, accept_new=True)
    assert "\n" not in str(caught.value) and "--accept-smaller" in str(caught.value)
    assert store.get("invented").frame.height == 200
    raw = store.raw("invented")
    assert (raw / "data.csv").read_text() == WHOLE, "the old file stays too"
    assert [entry.name for entry in raw.iterdir()] == ["data.csv"], "nothing is left"
    (table,) = ingest(Invented(WHOLE), store, config=config, accept_new=True, accept_smaller=True)
    assert table.frame.height < 200 and (raw / "data.csv").read_text() == text


def test_an_edition_that_grew_or_lost_a_row_is_taken(place: tuple[Store, Settings, Path]) -> None:
    store, config, path = place
    path.write_text(written([*ROWS[1:], (165, 2000, 0.001)]))
    (table,) = ingest(Invented(WHOLE), store, config=config, accept_new=True)
    assert table.frame.height == 200 and table.provenance.last_year == 2000
    assert (store.raw("invented") / "data.csv").read_text() == path.read_text()


def test_a_newer_file_put_by_hand_does_not_give_way_to_the_declared_one(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, _ = place
    newer = written([*ROWS, (165, 2000, 0.001)])
    (store.raw("invented") / "data.csv").write_text(newer)
    for _ in range(2):
        (table,) = ingest(Invented(WHOLE), store, config=config, accept_new=True)
        assert table.frame.height == 201
        assert (store.raw("invented") / "data.csv").read_text() == newer


def test_a_file_of_half_the_size_is_refused_although_its_rows_are_as_many(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, path = place
    longer = WHOLE.replace("0.001", f"0.001{'0' * 40}")
    path.write_text(longer)
    ingest(Invented(WHOLE), store, config=config, accept_new=True)
    assert (store.raw("invented") / "data.csv").read_text() == longer
    path.write_text(WHOLE.replace("0.001", "0.002"))
    with pytest.raises(CheckError, match="the file 'data.csv' has .* bytes, before"):
        ingest(Invented(WHOLE), store, config=config, accept_new=True)


def test_without_an_old_table_the_declared_last_year_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "mirror" / "invented" / "data.csv"
    path.parent.mkdir(parents=True)
    path.write_text(written([row for row in ROWS if row[1] < 1995]))
    store = Store(tmp_path / "home")
    config = Settings(store.home, str(tmp_path / "mirror"), True, made=date(2026, 1, 1))
    declared = Invented(WHOLE)
    declared._raw["years"] = [1990, 1999]
    with pytest.raises(CheckError, match="ends in 1994, declared is 1999"):
        ingest(declared, store, config=config, accept_new=True)
    assert not store.has("invented") and not list(store.raw("invented").iterdir())


def test_half_of_a_real_layout_never_replaces_the_whole(tmp_path: Path) -> None:
    """Material capabilities, in the layout of their file, with invented values."""
    names = list(source("cow_nmc").tables["cow_nmc"].columns)
    values = {name: 0.001 if name == "cinc" else 7 for name in names}
    rows = [
        {**values, "ccode": code, "year": year} for code in (2, 20) for year in range(1816, 2023)
    ]
    name = source("cow_nmc").files[0].name
    path = tmp_path / "mirror" / source("cow_nmc").mirror / name
    path.parent.mkdir(parents=True)
    lines = [",".join(["stateabb", *names, "version"])]
    lines += [",".join(["XXX", *(str(row[key]) for key in names), "2021"]) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    store = Store(tmp_path / "home")
    config = Settings(store.home, str(tmp_path / "mirror"), True, made=date(2026, 1, 1))
    ingest(source("cow_nmc"), store, config=config, accept_new=True)
    path.write_text("\n".join(lines[: len(lines) // 2]) + "\n")
    with pytest.raises(CheckError, match="cow_nmc has 206 rows, before 414"):
        ingest(source("cow_nmc"), store, config=config, accept_new=True)
    assert store.get("cow_nmc").frame.height == 414


def test_a_newer_edition_may_reach_this_year_but_not_beyond(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, path = place
    bounded = Invented(WHOLE)
    bounded.tables["invented"].bounds["year"] = (1990, 1999)
    this_year = date.today().year
    path.write_text(written([*ROWS, (2, this_year + 1, 0.001)]))
    with pytest.raises(CheckError, match="outside 1990 to"):
        ingest(bounded, store, config=config, accept_new=True)
    path.write_text(written([*ROWS, (2, this_year, 0.001)]))
    newer = look(bounded, store, config)
    assert newer is not None
    (found,) = newer.changes
    assert f"years 1990-1999 become 1990-{this_year}" in found.line()
    (table,) = ingest(bounded, store, config=config, accept_new=True)
    assert table.provenance.last_year == this_year


def test_a_file_that_is_too_large_is_refused_before_it_is_copied(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, path = place
    path.write_text(WHOLE + "#" * 5000)
    small = Settings(config.home, config.mirror, True, made=config.made, limit=5000)
    with pytest.raises((PullError, ParseError), match="DETENTE_MAX_MB"):
        ingest(Invented("another"), store, config=small)
    assert store.get("invented").frame.height == 200


def test_a_copy_that_is_not_whole_is_found(
    place: tuple[Store, Settings, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, config, path = place
    path.write_text(written([*ROWS, (165, 2000, 0.001)]))

    def cut(_: Path, part: Path) -> None:
        part.write_text(WHOLE)

    monkeypatch.setattr(pulling.shutil, "copyfile", cut)
    with pytest.raises(BrokenWrite, match="did not read back"):
        ingest(Invented(WHOLE), store, config=config, accept_new=True)
    assert store.get("invented").frame.height == 200


KILLED = """
import os, signal, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from detente.settings import Settings
from detente.sources.ingest import ingest, require_one_edition
from detente.store.home import Store
from tests.sources.test_pull import Invented
from tests.sources.test_shrinking import WHOLE

left, replace = [int(sys.argv[2])], Path.replace

def step(*args):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(*args)

Path.replace = step
home = Path(sys.argv[1])
config = Settings(home / "home", str(home / "mirror"), True, date(2026, 1, 1))
ingest(Invented(WHOLE), Store(home / "home"), config=config, accept_new=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_what_a_killed_pull_left_is_swept(
    place: tuple[Store, Settings, Path], tmp_path: Path, step: int
) -> None:
    store, config, path = place
    path.write_text(written([*ROWS, (165, 2000, 0.001)]))
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"}
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step)]
    code = subprocess.run(command, env=environment, check=False).returncode
    assert code == -signal.SIGKILL
    assert store.get("invented").frame.height in (200, 201), "the whole old or the whole new table"
    ingest(Invented(WHOLE), store, config=config, accept_new=True)
    assert store.get("invented").frame.height == 201
    left = [entry.name for entry in store.home.rglob(".*")]
    assert not left, "nothing is left"


def test_tables_of_two_editions_are_found(place: tuple[Store, Settings, Path]) -> None:
    store, _, _ = place
    two = Invented(WHOLE)
    two.tables["second"] = two.tables["invented"]
    require_one_edition(two, store)
    table = store.get("invented")
    other = replace(table.provenance, sha256='{"data.csv": "another"}')
    store.put(replace(table, id="second", provenance=other))
    with pytest.raises(CheckError, match="different files"):
        require_one_edition(two, store)
