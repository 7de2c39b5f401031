"""Pulling and ingesting: every fault is one line, and the old table stays."""

from __future__ import annotations

import errno
import functools
import hashlib
import http.server
import logging
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.errors import (
    CheckError,
    DetenteError,
    FullDisk,
    HashMismatch,
    ParseError,
    PullError,
    SourceError,
    UnknownSource,
)
from detente.frame_files import read_csv
from detente.grain import Grain
from detente.settings import Settings
from detente.sources import declaration, shelf
from detente.sources import pull as pulling
from detente.sources.declaration import Source, SourceFile, TableRule
from detente.sources.ensure import ensure
from detente.sources.freshness import look
from detente.sources.ingest import ingest
from detente.sources.shelf import SHELF, source, source_of_table
from detente.store.home import Store

GOOD = "ccode,year,cinc\n2,1990,0.1\n20,1990,0.02\n"


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    return {"invented": read_csv(paths["data.csv"])}


class Invented(Source):
    """A source whose declaration is made here instead of in a file."""

    def __init__(self, text: str = GOOD, url: str = "", members: tuple[str, ...] = ()) -> None:
        super().__init__("invented", parse)
        columns = {"ccode": pl.Int64, "year": pl.Int64, "cinc": pl.Float64}
        rule = TableRule("invented", Grain.STATE_YEAR, columns, {"cinc": (0, 1)})
        digest = hashlib.sha256(text.encode()).hexdigest()
        raw = {
            "title": "Invented",
            "version": "1",
            "terms": "open",
            "parser": "invented",
            "licence": "CC0",
            "citations": [],
            "page": "https://example.org",
        }
        self.__dict__.update(
            _raw=raw,
            files=(SourceFile("data.csv", url, members, digest),),
            tables={"invented": rule},
        )


@pytest.fixture
def place(tmp_path: Path) -> tuple[Store, Settings, Path]:
    mirror = tmp_path / "mirror"
    (mirror / "invented").mkdir(parents=True)
    (mirror / "invented" / "data.csv").write_text(GOOD)
    home = tmp_path / "home"
    return (
        Store(home),
        Settings(home, str(mirror), True, date(2026, 1, 1)),
        mirror / "invented" / "data.csv",
    )


def stands(store: Store) -> bool:
    parts = list(store.home.rglob("*.part"))
    return store.get("invented").frame["cinc"].to_list() == [0.1, 0.02] and not parts


def one_line(error: BaseException) -> bool:
    return "\n" not in str(error) and len(str(error)) > 20


def test_a_good_file_becomes_a_table(
    place: tuple[Store, Settings, Path], caplog: pytest.LogCaptureFixture
) -> None:
    store, config, _ = place
    with caplog.at_level(logging.INFO, logger="detente"):
        (table,) = ingest(Invented(), store, config=config)
    assert stands(store) and table.provenance.last_year == 1990
    assert table.provenance.rule == "parsed by detente.sources.parsers.invented"
    assert caplog.messages == [
        "invented: data.csv from the mirror folder",
        "invented, ccode: 2 of 2 rows matched",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("ccode,year\n2,1990\n", CheckError, "'cinc' is missing"),
        ("ccode,year,cinc,more\n2,1990,.1,5\n", CheckError, "'more' is not declared"),
        ("ccode,year,cinc\nUSA,1990,.1\n", CheckError, "'ccode' is String"),
        ("ccode,year,cinc\n", CheckError, "is String, declared is Int64"),
        ("ccode,year,cinc\n2,1990,7.5\n", CheckError, "outside 0 to 1"),
        ("ccode,year,cinc\n2,1990,.1\n2,1990,.2\n", CheckError, "share a key"),
        ("ccode,year,cinc\n2,,.1\n2,1991,.1\n", CheckError, "keys are empty"),
        ("\x00\x01\x02", DetenteError, "invented"),
        ("", ParseError, "cannot be read"),
    ],
)
def test_a_broken_or_changed_file_never_replaces_a_good_table(
    place: tuple[Store, Settings, Path], text: str, kind: type[DetenteError], word: str
) -> None:
    store, config, path = place
    ingest(Invented(), store, config=config)
    path.write_text(text)
    with pytest.raises(kind, match=word) as caught:
        ingest(Invented(text), store, config=config)
    assert one_line(caught.value) and stands(store)


def test_a_wrong_digest_is_refused_unless_asked_for(place: tuple[Store, Settings, Path]) -> None:
    store, config, path = place
    ingest(Invented(), store, config=config)
    shutil.rmtree(store.raw("invented"))
    path.write_text(GOOD.replace("0.02", "0.03"))
    with pytest.raises(HashMismatch, match="--accept-new") as caught:
        ingest(Invented(), store, config=config)
    assert one_line(caught.value) and stands(store)
    (table,) = ingest(Invented(), store, config=config, accept_new=True)
    assert (
        table.provenance.version == "1 (newer edition)"
        and store.get("invented").frame["cinc"][1] == 0.03
    )


def test_a_newer_edition_is_fetched_although_the_declared_file_is_there(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, path = place
    ingest(Invented(), store, config=config)
    path.write_text(GOOD.replace("0.02", "0.03"))
    (table,) = ingest(Invented(), store, config=config, accept_new=True)
    assert (
        table.provenance.version == "1 (newer edition)"
        and store.get("invented").frame["cinc"][1] == 0.03
    )


def test_where_nothing_newer_is_available_the_declared_file_stays_and_a_warning_says_so(
    place: tuple[Store, Settings, Path], caplog: pytest.LogCaptureFixture
) -> None:
    store, config, path = place
    ingest(Invented(), store, config=config)
    path.unlink()
    ingest(Invented(), store, config=config, accept_new=True)
    assert stands(store) and "the file that is there stays" in caplog.text


def test_a_broken_file_in_the_store_is_never_taken_for_the_declared_one(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, path = place
    ingest(Invented(), store, config=config)
    (store.raw("invented") / "data.csv").write_text(GOOD.replace("0.02", "0.03"))
    path.unlink()
    with pytest.raises(PullError):
        ingest(Invented(), store, config=config)
    assert stands(store)


def test_a_full_disk_while_fetching(
    place: tuple[Store, Settings, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, config, _ = place
    ingest(Invented(), store, config=config)
    shutil.rmtree(store.raw("invented"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pulling.shutil, "copyfile", full)
    with pytest.raises(FullDisk, match="the old table stays in the store"):
        ingest(Invented(), store, config=config)
    assert stands(store)


def test_offline_says_where_to_put_the_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(
        PullError, match=r"by hand into .*raw/invented \(from https://example.org\)"
    ) as caught:
        ingest(Invented(), store, config=Settings(tmp_path, "", True, date(2026, 1, 1)))
    assert one_line(caught.value)
    with pytest.raises(PullError, match="no address"):
        ingest(Invented(), store, config=Settings(tmp_path, "", False, date(2026, 1, 1)))


def test_no_network_is_one_line(tmp_path: Path) -> None:
    config = Settings(tmp_path, "", False, date(2026, 1, 1))
    with pytest.raises(PullError, match="could not be fetched") as caught:
        ingest(Invented(url="http://127.0.0.1:9/data.csv"), Store(tmp_path), config=config)
    assert one_line(caught.value)


class Ranged(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and the rest of a file to who has its beginning."""

    asked: list[str]

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        Ranged.asked.append(wanted)
        path = Path(self.translate_path(self.path))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        start, data = int(wanted[6:-1]), path.read_bytes()
        if start >= len(data):
            self.send_error(416)
            return
        self.send_response(206)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.wfile.write(data[start:])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "served"
    (folder / "invented").mkdir(parents=True)
    (folder / "invented" / "data.csv").write_text(GOOD)
    Ranged.asked = []
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Ranged, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_mirror_may_be_an_address(served: tuple[str, Path], tmp_path: Path) -> None:
    address, _ = served
    store = Store(tmp_path / "home")
    ingest(Invented(), store, config=Settings(store.home, address, False, date(2026, 1, 1)))
    assert stands(store)


def test_an_interrupted_download_goes_on(served: tuple[str, Path], tmp_path: Path) -> None:
    address, _ = served
    store = Store(tmp_path / "home")
    store.raw("invented").mkdir(parents=True)
    (store.raw("invented") / ".data.csv.part").write_text(GOOD[:20])
    ingest(Invented(), store, config=Settings(store.home, address, False, date(2026, 1, 1)))
    assert stands(store) and Ranged.asked == ["bytes=20-"]


class Short(Ranged):
    """Promises more than it sends."""

    def do_GET(self) -> None:
        data = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:10])


def test_a_short_download_is_no_newer_edition(served: tuple[str, Path], tmp_path: Path) -> None:
    _, folder = served
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Short, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store = Store(tmp_path / "home")
    config = Settings(
        store.home, f"http://127.0.0.1:{server.server_address[1]}", False, date(2026, 1, 1)
    )
    with pytest.raises(PullError, match="10 of"):
        ingest(Invented(), store, config=config, accept_new=True)
    server.shutdown()
    server.server_close()
    assert not store.has("invented")


def test_a_newer_edition_put_by_hand_is_taken_when_asked(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.raw("invented").mkdir(parents=True)
    (store.raw("invented") / "data.csv").write_text(GOOD.replace("0.02", "0.03"))
    (table,) = ingest(
        Invented(), store, config=Settings(tmp_path, "", True, date(2026, 1, 1)), accept_new=True
    )
    assert table.frame["cinc"].to_list() == [0.1, 0.03] and "newer" in table.provenance.version


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file, no folder")
    with pytest.raises(DetenteError, match="DETENTE_HOME"):
        ingest(Invented(), Store(tmp_path), config=Settings(tmp_path, "", True, date(2026, 1, 1)))


def test_a_file_that_the_mirror_lacks_comes_from_its_producer(
    served: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = served
    (folder / "invented" / "data.csv").rename(folder / "elsewhere.csv")
    store = Store(tmp_path / "home")
    config = Settings(store.home, address, False, date(2026, 1, 1))
    ingest(Invented(url=f"{address}/elsewhere.csv"), store, config=config)
    assert stands(store)


def test_a_zip_in_a_zip_is_opened(served: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = served
    with zipfile.ZipFile(folder / "inner.zip", "w") as inner:
        inner.writestr("data.csv", GOOD)
    with zipfile.ZipFile(folder / "outer.zip", "w") as outer:
        outer.write(folder / "inner.zip", "x/inner.zip")
    store = Store(tmp_path / "home")
    config = Settings(store.home, "", False, date(2026, 1, 1))
    ingest(
        Invented(url=f"{address}/outer.zip", members=("x/inner.zip", "data.csv")),
        store,
        config=config,
    )
    assert stands(store)
    with pytest.raises(ParseError, match="lacks 'nothing.csv'"):
        shutil.rmtree(store.raw("invented"))
        ingest(Invented(url=f"{address}/outer.zip", members=("nothing.csv",)), store, config=config)


def test_the_shelf() -> None:
    assert source("vdem").terms == "open" and source_of_table("un_roll_calls").id == "un_votes"
    with pytest.raises(UnknownSource, match="near: vdem"):
        source("vdm")
    with pytest.raises(UnknownSource):
        source_of_table("nothing")
    tables = [t for s in SHELF for t in s.tables]
    assert len(tables) == len(set(tables))


def test_what_a_newer_edition_changes_is_shown_before_it_replaces(
    place: tuple[Store, Settings, Path],
) -> None:
    store, config, mirror = place
    ingest(Invented(), store, config=config)
    same = look(Invented(), store, config)
    assert same is not None and not same.changes
    mirror.write_text("ccode,year,cinc\n2,1990,0.3\n200,1991,0.02\n")
    newer = look(Invented(), store, config)
    assert newer is not None
    (found,) = newer.changes
    assert (found.added, found.removed, found.cells, found.columns) == (1, 1, 1, ("cinc",))
    assert found.line() == (
        "invented: 1 rows more, 1 fewer, 1 cells changed (in cinc); "
        "years 1990-1990 become 1990-1991"
    )
    assert stands(store), "looking replaces nothing"
    mirror.unlink()
    assert look(Invented(), store, config) is None, "what is not available is no change"
    mirror.write_text("nonsense\n")
    with pytest.raises(DetenteError):
        look(Invented(), store, config)
    assert stands(store)


def test_a_store_that_is_offline_forbids_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_MIRROR", "")
    monkeypatch.setenv("DETENTE_OFFLINE", "0")
    pulled: list[bool] = []

    def pull(source: Source, folder: Path, config: Settings, **_: object) -> dict[str, Path]:
        pulled.append(config.offline)
        raise PullError("nothing is fetched here")

    monkeypatch.setattr("detente.sources.ingest.pull", pull)
    for store in (Store(tmp_path), Store(tmp_path, offline=True)):
        assert ensure(("cow_nmc",), store) == "nothing is fetched here"
    ensure(("cow_nmc",), Store(tmp_path, offline=True), offline=False)
    assert pulled == [False, True, False], "whoever asks decides, then the store"


def test_what_the_store_holds_is_not_pulled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tables").mkdir()
    columns = source("cow_nmc").tables["cow_nmc"].columns
    pl.DataFrame(schema=columns).write_parquet(tmp_path / "tables" / "cow_nmc.parquet")
    monkeypatch.setattr("detente.sources.ensure.ingest", lambda *_, **__: pytest.fail("pulled"))
    assert ensure(("cow_nmc",), Store(tmp_path)) == ""


def test_a_declaration_that_is_not_complete_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declaration, "REQUIRED", ("title", "price"))
    with pytest.raises(SourceError, match="lacks 'price'; in cow_nmc.toml"):
        _ = Source("cow_nmc", parse).title


def test_a_parser_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unread = Source("cow_nmc", parse)
    monkeypatch.setitem(unread._raw, "parser", "cow_nmcc")
    with pytest.raises(UnknownSource, match="near: cow_nmc"):
        shelf._parser_of(unread)
