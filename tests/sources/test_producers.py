"""Pulling from producers: each way in which one of them answers, and all of them in one table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import CheckError, HashMismatch, NeedsRegistration, OnlyByHand, PullError
from detente.settings import Settings
from detente.sources import fetching
from detente.sources.addresses import DATAVERSE, UNKNOWN, Address
from detente.sources.declaration import Source, SourceFile
from detente.sources.freshness import look
from detente.sources.ingest import ingest
from detente.sources.outcomes import RESULTS
from detente.sources.shelf import SHELF, source
from detente.store.home import Store
from tests.cli.test_cli import run
from tests.sources.producers import (
    Answer,
    cut_off,
    file,
    moved,
    page,
    producers,
    slow,
    status,
    zipped,
)
from tests.sources.test_pull import GOOD, Invented

HERE = "https://data.example.org/data.csv"
THERE = "https://other.example.org/files/data.csv"
DATA = GOOD.encode()
OTHER_FORM = DATA.replace(b"0.1", b"0.10")
"""The same values in another form."""


class Offered(Invented):
    """A source with several addresses."""

    def __init__(self, *also: Address, url: str = HERE, **said: str) -> None:
        super().__init__(url=url)
        (first,) = self.files
        given = SourceFile(first.name, url, members=(), sha256=first.sha256, also=also)
        self.__dict__.update(files=(given,))
        self._raw.update(said)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


def online(store: Store) -> Settings:
    return Settings(store.home, "", False, date(2026, 1, 1))


def pulled(store: Store, wanted: Source, answers: dict[str, Answer], **how: bool) -> list[str]:
    """Pull a source from the producers, check what came, and give the addresses asked for."""
    with producers(answers) as server:
        (table,) = ingest(wanted, store, config=online(store), **how)
    assert table.frame["cinc"].to_list() == [0.1, 0.02]
    return server.asked


def test_a_redirect_is_followed(store: Store) -> None:
    asked = pulled(store, Offered(), {HERE: moved(THERE), THERE: file(DATA)})
    assert asked == [HERE, THERE]


@pytest.mark.parametrize("answer", [status(403), status(500), page, file(b""), status(202)])
def test_the_next_address_is_tried_where_one_does_not_give_the_file(
    store: Store, answer: Answer
) -> None:
    wanted = Offered(Address(name="data.csv", url=THERE, sha256=Offered().files[0].sha256))
    assert pulled(store, wanted, {HERE: answer, THERE: file(DATA)}) == [HERE, THERE]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (status(403), "403 Forbidden"),
        (status(404), "404 Not Found"),
        (page, "a web page, not with the file"),
        (file(b""), "answers with nothing"),
        (slow(3), "timed out"),
        (cut_off(DATA, 10, resumes=False), "10 of 40 bytes"),
    ],
)
def test_what_a_producer_answers_is_said_in_one_line(
    store: Store, monkeypatch: pytest.MonkeyPatch, answer: Answer, said: str
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    with producers({HERE: answer}), pytest.raises(PullError, match=said) as caught:
        ingest(Offered(), store, config=online(store))
    assert "\n" not in str(caught.value) and not store.has("invented")


def test_a_transfer_that_breaks_off_goes_on_where_it_stopped(store: Store) -> None:
    asked = pulled(store, Offered(), {HERE: cut_off(DATA, 10, resumes=True)})
    assert asked == [HERE, HERE]


def test_another_file_than_the_declared_one_is_changed_and_not_taken(store: Store) -> None:
    other = file(DATA.replace(b"0.02", b"0.03"))
    wanted = Offered(Address(name="data.csv", url=THERE, sha256=Offered().files[0].sha256))
    with producers({HERE: other, THERE: status(403)}), pytest.raises(HashMismatch, match="accept"):
        ingest(wanted, store, config=online(store))


def test_a_file_lies_in_an_archive_inside_an_archive(store: Store) -> None:
    packed = zipped(x__inner_zip=zipped(data_csv=DATA))
    packing = Address(
        name="outer.zip",
        url="https://data.example.org/outer.zip",
        members=("x/inner.zip", "data.csv"),
        sha256=Offered().files[0].sha256,
    )
    answers = {packing.url: file(packed)}
    assert pulled(store, Offered(packing, url=""), answers) == [packing.url]


def test_an_archive_that_was_put_by_hand_is_opened(store: Store) -> None:
    packing = Address(
        name="outer.zip",
        url="https://data.example.org/outer.zip",
        members=("data.csv",),
        sha256=Offered().files[0].sha256,
    )
    store.raw("invented").mkdir(parents=True)
    (store.raw("invented") / "outer.zip").write_bytes(zipped(data_csv=DATA))
    assert pulled(store, Offered(packing, url=""), {}) == []


def test_a_form_of_its_own_keeps_the_name_of_the_producer(store: Store) -> None:
    form = Address(name="official.csv", url=THERE, layout="the producer's codebook")
    wanted = Offered(form, url="")
    asked = pulled(store, wanted, {THERE: file(OTHER_FORM)})
    assert asked == [THERE] and (store.raw("invented") / "official.csv").is_file()
    assert store.provenance("invented").version == "1 (read from official.csv)"
    assert pulled(store, wanted, {}) == [], "it is there, and no one asks again"
    with producers({THERE: file(OTHER_FORM)}):
        newer = look(wanted, store, online(store))
    assert newer is not None and newer.changes == (), "the same file is no other edition"


def test_a_form_that_nobody_has_seen_says_which_columns_were_looked_for(store: Store) -> None:
    form = Address(
        name="official.csv", url=THERE, layout="unseen", columns=("ccode", "year", "cinc")
    )
    said = r"looked for the columns ccode, year, cinc in 'official.csv' \(unseen\)"
    with producers({THERE: file(b"a,b\n1,2\n")}), pytest.raises(CheckError, match=said):
        ingest(Offered(form, url=""), store, config=online(store))


def test_steps_are_said_where_registration_is_needed_or_no_address_is_known(store: Store) -> None:
    registered = Offered(registration="fill in the form")
    with producers({}), pytest.raises(NeedsRegistration, match="registration: fill in the form"):
        ingest(registered, store, config=online(store))
    with producers({}), pytest.raises(OnlyByHand, match="address of its own: copy the table"):
        ingest(Offered(url="", by_hand="copy the table"), store, config=online(store))


def listed(*files: tuple[str, str, int], number: int = 1) -> dict[str, Any]:
    """Describe a version of a data set: label, name as it was deposited, number of each file."""
    described = [
        {"label": label, "dataFile": {"id": key, "filename": label, "originalFileName": original}}
        for label, original, key in files
    ]
    return {"versionNumber": number, "versionMinorNumber": 0, "files": described}


def test_a_file_is_found_by_name_in_the_newest_version_of_a_dataverse(store: Store) -> None:
    versions = [
        listed(("data.tab", "data.csv", 7), number=1),
        listed(("data.tab", "data.csv", 8), ("x.pdf", "", 9), number=2),
    ]
    listing = f"{DATAVERSE}/api/datasets/:persistentId/versions?persistentId=doi:10.7910/DVN/ABC"
    given = f"{DATAVERSE}/api/access/datafile/8?format=original"
    found = Address(name="data.csv", doi="doi:10.7910/DVN/ABC", sha256=Offered().files[0].sha256)
    answers = {listing: file(json.dumps({"data": versions}).encode()), given: file(DATA)}
    assert pulled(store, Offered(found, url=""), answers) == [listing, given]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (json.dumps({"data": [listed(("other.tab", "other.csv", 1))]}).encode(), "has no file"),
        (b"{}", "cannot be read"),
        (b"[1]", "cannot be read"),
        (b'{"data": [{"files": [{"label": "data.csv"}]}]}', "cannot be read"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_listing_without_the_file_is_one_line(store: Store, answer: bytes, said: str) -> None:
    listing = f"{DATAVERSE}/api/datasets/:persistentId/versions?persistentId=doi:10.7910/DVN/ABC"
    found = Address(name="data.csv", doi="doi:10.7910/DVN/ABC")
    with producers({listing: file(answer)}), pytest.raises(PullError, match=said) as caught:
        ingest(Offered(found, url=""), store, config=online(store))
    assert "\n" not in str(caught.value)


def test_every_file_has_an_address_or_steps() -> None:
    for one in SHELF:
        for wanted in one.files:
            assert wanted.addresses or one.registration or one.by_hand, (one.id, wanted.name)
            for address in wanted.addresses:
                assert address.url.startswith(("https://", "http://")) != bool(address.doi)
                assert address.layout != "unseen" or address.columns, (one.id, wanted.name)
                assert not address.has_own_form or address.kept_as != wanted.name


JUNK = b"this,is\nno,data\n"


def expected(one: Source) -> str:
    """Say in which line of the table a source ends where every producer sends another file."""
    first = one.files[0].addresses
    if first:
        return "changed"
    return "needs registration" if one.registration else "by hand"


@pytest.fixture
def asked_of_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_MIRROR", "")
    monkeypatch.setenv("DETENTE_OFFLINE", "0")
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    yield


def results(printed: str) -> dict[str, str]:
    """Read the table at the end: id to result."""
    known = {one.id for one in SHELF}
    found = {}
    for line in printed.splitlines():
        result = next((name for name in RESULTS if line[24:].startswith(name)), "")
        if result and line[:24].rstrip() in known:
            found[line[:24].rstrip()] = result
    return found


@pytest.mark.usefixtures("asked_of_all")
def test_every_source_ends_in_its_line_of_the_table() -> None:
    everywhere = {
        address.url: file(JUNK)
        for one in SHELF
        for wanted in one.files
        for address in wanted.addresses
        if address.url
    }
    identifiers = {
        address.doi
        for one in SHELF
        for wanted in one.files
        for address in wanted.addresses
        if address.doi
    }
    names = ["IdealpointsJuly2025.tab", "IdealpointestimatesAll_Apr2020.tab"]
    names.append("UNGDC_1946-2024.tgz")
    versions = [listed(*((name, "", number) for number, name in enumerate(names)))]
    listing = file(json.dumps({"data": versions}).encode())
    api = f"{DATAVERSE}/api"
    for doi in identifiers:
        everywhere[f"{api}/datasets/:persistentId/versions?persistentId={doi}"] = listing
    for number, _ in enumerate(names):
        everywhere[f"{api}/access/datafile/{number}"] = file(JUNK)
    with producers(everywhere):
        out, err = run("sources", "pull", "all", expect=1)
    found = results(out)
    assert found == {one.id: expected(one) for one in SHELF}
    assert f"{len(SHELF)} sources: " in out and "were not pulled" in err.splitlines()[-1]


@pytest.mark.usefixtures("asked_of_all")
@pytest.mark.parametrize("answer", [status(403), page, slow(1)])
def test_producers_that_cannot_be_reached_stop_no_other(answer: Answer) -> None:
    names = ("cow_nmc", "polity", "pew", "vdem", "ist")
    everywhere = {
        address.url: answer
        for name in names
        for wanted in source(name).files
        for address in wanted.addresses
    }
    with producers(everywhere):
        out, _ = run("sources", "pull", *names, expect=1)
    assert results(out) == {
        "cow_nmc": "unreachable",
        "polity": "unreachable",
        "pew": "needs registration",
        "vdem": "unreachable",
        "ist": "by hand",
    }


def test_no_digest_is_claimed_for_a_form_that_was_not_read() -> None:
    unread = {
        (one.id, address.name)
        for one in SHELF
        for wanted in one.files
        for address in wanted.addresses
        if address.has_own_form and address.sha256 == UNKNOWN
    }
    assert ("polity", "p5v2018.xls") in unread and ("vdem", "vdem.RData") in unread
    assert not any(name == "gw_states.rda" for _, name in unread)
