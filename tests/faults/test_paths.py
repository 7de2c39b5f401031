"""No name of a file or a folder is a pattern, a home folder or an address."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import detente as dt
from detente.archive.files import read_events
from detente.errors import RequestError
from detente.evaluation.ledger.relations import read_relations
from detente.files import write_text
from detente.frame_files import read_csv, read_parquet, scan_csv, scan_parquet
from detente.panel.user_file import read_frame
from detente.settings import Settings, settings
from detente.sources.archives import extract
from detente.sources.ingest import ingest
from detente.store.home import Store
from detente.store.table import read_table
from tests.sources.test_pull import GOOD, Invented

NAMES = ("a[b]", "a*", "a?", "{a,b}", "[", "~root", "file:", "é[1]")
"""Names that a library may take for something else."""
EVERY = pytest.mark.parametrize("name", NAMES)
ROWS = "unit,year\nA,1990\n"
OPENS = re.compile(r"^(?!.*(?:>>>|`)).*\bpl\.(?:read|scan)_", re.MULTILINE)
"""A call of polars that takes a path, but for those in examples."""


@pytest.fixture
def folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of this name, with a neighbour that its pattern would fit, as relative path."""
    (tmp_path / name).mkdir()
    for neighbour in ("ab", "abc", "a", "b"):
        (tmp_path / neighbour).mkdir()
        (tmp_path / neighbour / "ab.csv").write_text("unit,year\nwrong,1\n")
    monkeypatch.chdir(tmp_path)
    return Path(name)


@EVERY
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".tab", ".parquet"])
def test_own_data_are_read_by_their_exact_name(name: str, ending: str, folder: Path) -> None:
    path = folder / f"{name}{ending}"
    if ending == ".parquet":
        with path.open("wb") as file:
            pl.DataFrame({"unit": ["A"], "year": [1990]}).write_parquet(file)
    else:
        path.write_text(ROWS if ending == ".csv" else ROWS.replace(",", "\t"))
    assert read_frame(path).rows() == [("A", 1990)]


@EVERY
def test_tables_are_opened_by_their_exact_name(name: str, folder: Path) -> None:
    table, other = folder / f"{name}.csv", folder / f"{name}.parquet"
    table.write_text(ROWS)
    read_csv(table).write_parquet(other.absolute())
    opened = (scan_csv(table).collect(), read_parquet(other), scan_parquet(other).collect())
    assert all(frame.rows() == [("A", 1990)] for frame in opened)


@EVERY
@pytest.mark.parametrize("ending", [".csv", ".parquet", ".dta", ".sav"])
def test_a_panel_is_written_under_its_exact_name(name: str, ending: str, folder: Path) -> None:
    panel = dt.state_years(years=(2000, 2001), states=["France"])
    path = folder / f"{name}{ending}"
    assert panel.write(path) == path
    assert [left.name for left in folder.iterdir()] == [path.name]


@EVERY
def test_a_home_and_a_mirror_may_have_any_name(name: str, folder: Path) -> None:
    mirror = folder.absolute() / "mirror" / "invented"
    mirror.mkdir(parents=True)
    (mirror / "data.csv").write_text(GOOD)
    home = folder.absolute() / "home"
    config = Settings(home, str(mirror.parent), True, date(2026, 1, 1))
    ingest(Invented(), Store(home), config=config)
    assert read_table(Store(home).path("invented")).frame.height == 2
    assert Store(home).ids() == ("invented",)


@EVERY
def test_events_and_lists_are_read_by_their_exact_name(name: str, folder: Path) -> None:
    events, relations = folder / f"{name}.csv", folder / f"{name}.toml"
    events.write_text("date,ccode1,ccode2,code\n2018-06-01,255,365,190\n")
    assert read_events(events).frame.height == 1
    write_text(relations, '[[relation]]\na = "NATO"\nb = "Russia"\nreason = "it is read"\n')
    assert read_relations(relations)[0].first == "NATO"


def test_a_user_who_is_not_known_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_HOME", "~nouser/detente")
    with pytest.raises(RequestError, match="a user who is not known here"):
        settings()


def test_a_mirror_of_a_user_who_is_not_known_is_one_line(tmp_path: Path) -> None:
    config = Settings(tmp_path, "~nouser/mirror", True, date(2026, 1, 1))
    with pytest.raises(RequestError, match="DETENTE_MIRROR '~nouser/mirror' begins with a user"):
        ingest(Invented(), Store(tmp_path), config=config)


def test_every_path_is_opened_in_one_place() -> None:
    files = Path(dt.__file__).parent.rglob("*.py")
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert OPENS.search(texts.pop("frame_files.py"))
    assert not [name for name, text in texts.items() if OPENS.search(text)]


def test_names_in_an_archive_are_no_patterns_but_for_an_asterisk(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("data[1].csv", "one")
        opened.writestr("data1.csv", "other")
    extract(archive, "data[1]*", tmp_path / "taken", 1_000)
    assert (tmp_path / "taken").read_text() == "one"
