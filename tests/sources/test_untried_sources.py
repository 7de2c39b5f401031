"""Sources that no one could try: their digest is unknown, and nothing pretends otherwise."""

from __future__ import annotations

import functools
import http.server
import logging
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from detente.errors import ParseError, PullError
from detente.settings import Settings
from detente.sources.addresses import UNKNOWN
from detente.sources.declaration import SourceFile
from detente.sources.freshness import look
from detente.sources.ingest import ingest
from detente.sources.shelf import source
from detente.store.home import Store
from tests.cli.test_cli import run
from tests.sources.test_pull import GOOD, Invented

MEDIA = "application/vnd.sdmx.data+csv;version=1.0.0"


class Untried(Invented):
    """A source whose only file has no known digest."""

    def __init__(self, url: str = "", accept: str = "") -> None:
        super().__init__()
        file = SourceFile("data.csv", url, members=(), sha256=UNKNOWN, accept=accept)
        self.__dict__.update(files=(file,))
        self._raw["layout_seen"] = "the page of the data set"


def offline(store: Store, mirror: Path | str = "") -> Settings:
    return Settings(store.home, str(mirror), True, date(2026, 1, 1))


def test_any_file_is_taken_and_recorded_with_its_own_digest(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, mirror = Store(tmp_path / "home"), tmp_path / "mirror"
    (mirror / "invented").mkdir(parents=True)
    (mirror / "invented" / "data.csv").write_text(GOOD)
    with caplog.at_level(logging.WARNING, logger="detente"):
        (table,) = ingest(Untried(), store, config=offline(store, mirror))
    assert "no digest of 'data.csv' is declared" in caplog.text
    assert table.provenance.version == "1" and len(table.provenance.sha256) > 64
    seen = look(Untried(), store, offline(store, mirror))
    assert seen.changes == (), "the same file is no edition"


def test_a_file_put_by_hand_is_taken_and_one_that_is_nowhere_is_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    with pytest.raises(PullError, match="put 'data.csv' by hand"):
        ingest(Untried(), store, config=offline(store))
    store.raw("invented").mkdir(parents=True, exist_ok=True)
    (store.raw("invented") / "data.csv").write_text(GOOD)
    (table,) = ingest(Untried(), store, config=offline(store))
    assert table.frame.height == 2


class Asked(http.server.SimpleHTTPRequestHandler):
    """Notes which media type is asked for."""

    media: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Asked.media.append(self.headers.get("Accept", ""))
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "data.csv").write_text(GOOD)
    Asked.media = []
    handler = functools.partial(Asked, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_interface_is_asked_for_the_form_that_the_parser_reads(
    address: str, tmp_path: Path
) -> None:
    store = Store(tmp_path / "home")
    config = Settings(store.home, "", False, date(2026, 1, 1))
    for accept in (MEDIA, ""):
        (store.raw("invented") / "data.csv").unlink(missing_ok=True)
        ingest(Untried(f"{address}/data.csv", accept=accept), store, config=config)
    assert Asked.media == [MEDIA, ""]


def test_the_number_of_an_edition_in_an_archive_may_change(address: str, tmp_path: Path) -> None:
    for number in ("7", "8"):
        with zipfile.ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            archive.writestr(f"API_X_DS2_en_csv_v2_{number}.csv", GOOD)
            archive.writestr("Metadata_Country_API_X.csv", "x")
    store = Store(tmp_path / "home")
    config = Settings(store.home, "", False, date(2026, 1, 1))
    for number in ("7", "8"):
        (store.raw("invented") / "data.csv").unlink(missing_ok=True)
        found = Invented(url=f"{address}/{number}.zip", members=("API_X_DS2_*.csv",))
        (table,) = ingest(found, store, config=config)
        assert table.frame.height == 2
    several = Invented(url=f"{address}/8.zip", members=("*.csv",))
    (store.raw("invented") / "data.csv").unlink()
    with pytest.raises(ParseError, match=r"lacks '\*.csv'"):
        ingest(several, store, config=config)
    members = {member for file in source("wdi").files for member in file.members}
    assert all(member.endswith("_DS2_*.csv") for member in members)


def test_commands_say_what_was_not_tried_and_go_on_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("sources", "show", "baci")
    assert "not tried" in str(shown) and "DataDive_Ukraine" in str(shown)
    assert "not tried" not in str(run("sources", "show", "cow_nmc"))
    assert "imf_trade" in str(run("sources", "list"))
    assert "imf_trade: not in the store" in str(run("sources", "stale", "imf_trade"))
    monkeypatch.setattr("detente.sources.shelf.SHELF", (Untried(), Untried()))
    run("sources", "pull", "all")
