"""Newer editions: found under their next name, checked, shown, and taken only when asked for."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, PullError
from detente.grain import Grain
from detente.settings import Settings
from detente.sources import fetching
from detente.sources.addresses import DATAVERSE, Ahead, ahead
from detente.sources.declaration import Source
from detente.sources.freshness import look
from detente.sources.ingest import ingest, newest_year
from detente.sources.measures import changes_in_measures, lacking, resting_on
from detente.sources.shelf import SHELF, source
from detente.store.home import Store
from detente.store.starter import DerivedTable
from tests.cli.test_cli import run
from tests.sources.producers import Answer, file, page, producers, status, zipped
from tests.sources.test_pull import GOOD, Invented

HERE = "https://data.example.org/v1.zip"
DATA = GOOD.encode()
LATER = DATA + b"20,1991,0.03\n"
BY_NUMBER = {"url": "https://data.example.org/v{n}.zip", "members": ["*data_v{n}.csv"], "from": 2}


class Numbered(Invented):
    """A source whose producer numbers its editions; its years end with the declared edition."""

    def __init__(self, *next_ones: dict[str, object]) -> None:
        super().__init__(url=HERE, members=("data.csv",))
        (first,) = self.files
        named = tuple(ahead(one) for one in next_ones or (BY_NUMBER,))
        (rule,) = self.tables.values()
        bounds = {**rule.bounds, "year": (1990, 1990)}
        self.__dict__.update(
            files=(replace(first, ahead=named),),
            tables={"invented": replace(rule, bounds=bounds)},
        )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


def online(store: Store) -> Settings:
    return Settings(store.home, "", False, date(2026, 1, 1))


def first_taken(store: Store, wanted: Source) -> None:
    """Take the declared edition."""
    with producers({HERE: file(zipped(data_csv=DATA))}):
        ingest(wanted, store, config=online(store))


def archive(name: str, content: bytes) -> bytes:
    """Pack one member, under any name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packing:
        packing.writestr(name, content)
    return held.getvalue()


def packed(number: int, content: bytes = LATER) -> bytes:
    """Pack an edition as the producer packs it."""
    return archive(f"x/data_v{number}.csv", content)


def offered(number: int, content: bytes = LATER) -> dict[str, Answer]:
    """Offer an edition under its next name."""
    return {f"https://data.example.org/v{number}.zip": file(packed(number, content))}


def test_the_newest_edition_is_found_under_its_name_and_shown(store: Store) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    with producers({**offered(2), **offered(3), HERE: status(404)}) as server:
        newer = look(wanted, store, online(store))
        assert newer is not None
        (line,) = [change.line() for change in newer.changes]
        assert line == (
            "invented: 1 rows more, 0 fewer, 0 cells changed; years 1990-1990 become 1990-1991"
        )
        assert store.get("invented").frame.height == 2, "nothing is replaced"
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
    tried = ["https://data.example.org/v4.zip", "https://data.example.org/v3.zip"]
    assert server.asked == tried * 2, "the newest is tried first"
    assert table.frame["year"].to_list() == [1990, 1990, 1991]
    assert table.provenance.version == "1 (newer edition, data_v3.csv)"
    assert sorted(path.name for path in store.raw("invented").iterdir()) == [
        "data.csv",
        "data_v3.csv",
    ]
    assert newest_year(wanted, table.provenance) == date.today().year


def test_without_a_later_edition_the_declared_one_is_no_fault(store: Store) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    with producers({HERE: file(zipped(data_csv=DATA))}):
        newer = look(wanted, store, online(store))
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
    assert newer is not None and not newer.changes
    assert table.provenance.version == "1"
    assert newest_year(wanted, table.provenance) is None


@pytest.mark.parametrize("answer", [page, status(500), file(b"PK no archive")])
def test_what_is_no_edition_is_passed_over(store: Store, answer: Answer) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    answers = {"https://data.example.org/v2.zip": answer, HERE: file(zipped(data_csv=DATA))}
    with producers(answers):
        newer = look(wanted, store, online(store))
    assert newer is not None and not newer.changes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LATER.replace(b"cinc", b"share"), "'cinc' is missing"),
        (DATA + b"20,2190,0.03\n", "outside 1990 to"),
        (DATA + b"20,1991,7.5\n", "outside 0 to 1"),
        (DATA.replace(b"20,1990,0.02\n", b""), "is smaller"),
    ],
)
def test_a_later_edition_is_checked_by_its_declaration(
    store: Store, content: bytes, said: str
) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    with producers(offered(2, content)), pytest.raises(CheckError, match=said) as caught:
        ingest(wanted, store, config=online(store), accept_new=True)
    assert "\n" not in str(caught.value)
    assert store.get("invented").frame["cinc"].to_list() == [0.1, 0.02]


@pytest.mark.parametrize("as_archive", [True, False])
def test_a_later_edition_put_by_hand_is_taken_when_asked(store: Store, as_archive: bool) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    name, content = ("v2.zip", packed(2)) if as_archive else ("data_v2.csv", LATER)
    (store.raw("invented") / name).write_bytes(content)
    with producers({}):
        (table,) = ingest(wanted, store, config=online(store))
        assert table.provenance.version == "1", "not unless it is asked for"
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
        assert table.provenance.version == "1 (newer edition, data_v2.csv)"
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
        assert table.provenance.version == "1 (newer edition, data_v2.csv)", "it stays"


@pytest.mark.parametrize("as_folder", [True, False])
def test_a_later_edition_of_a_mirror(store: Store, tmp_path: Path, as_folder: bool) -> None:
    wanted = Numbered()
    first_taken(store, wanted)
    folder = tmp_path / "mirror" / "invented"
    folder.mkdir(parents=True)
    (folder / "data_v2.csv").write_bytes(LATER)
    mirror = str(folder.parent) if as_folder else "https://mirror.example.org"
    config = replace(online(store), mirror=mirror, offline=as_folder)
    with producers({"https://mirror.example.org/invented/data_v2.csv": file(LATER)}):
        (table,) = ingest(wanted, store, config=config, accept_new=True)
    assert table.provenance.version == "1 (newer edition, data_v2.csv)"


LINKS = b"<a href=\"files/2025_10_30_data.csv\"> <a HREF='/r/files/2026_02_06_data.csv?x=1&amp;y'>"


@pytest.mark.parametrize(
    ("linked", "taken"), [(LINKS, True), (b"<html>no link", False), (b"\xff", False)]
)
def test_the_newest_file_that_a_page_links(store: Store, linked: bytes, taken: bool) -> None:
    wanted = Numbered(
        {"page": "https://data.example.org/r/", "file": "*_data.csv", "kept": "newest.csv"}
    )
    first_taken(store, wanted)
    answers = {
        "https://data.example.org/r/": file(linked),
        "https://data.example.org/r/files/2026_02_06_data.csv?x=1&y": file(LATER),
        HERE: file(zipped(data_csv=DATA)),
    }
    with producers(answers):
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
    version = "1 (newer edition, newest.csv)" if taken else "1"
    assert table.provenance.version == version


def test_a_page_without_the_file_is_one_line() -> None:
    (found,) = ahead({"page": "https://data.example.org/r/", "file": "*_data.csv"}).addresses(2026)
    linking = producers({found.page: file(b"<a href='x.csv'>")})
    with linking, pytest.raises(PullError, match=r"links no file '\*_data.csv'"):
        fetching.found_on_page(found)


def test_a_later_edition_of_a_dataverse(store: Store) -> None:
    year = date.today().year
    wanted = Numbered(
        {
            "doi": "doi:10.7910/DVN/ABC",
            "file": "data_{n}.*",
            "kept": "data_{n}.csv",
            "by": "year",
            "from": year - 1,
        }
    )
    first_taken(store, wanted)
    described = {"label": f"data_{year - 1}.tab", "dataFile": {"id": 5}}
    versions = {"data": [{"versionNumber": 1, "files": [described]}]}
    listing = f"{DATAVERSE}/api/datasets/:persistentId/versions?persistentId=doi:10.7910/DVN/ABC"
    answers = {
        listing: file(json.dumps(versions).encode()),
        f"{DATAVERSE}/api/access/datafile/5": file(LATER),
    }
    with producers(answers):
        (table,) = ingest(wanted, store, config=online(store), accept_new=True)
    assert table.provenance.version == f"1 (newer edition, data_{year - 1}.csv)"


def test_names_of_declared_editions_go_on() -> None:
    """Each declaration names its next edition as the declared one, with the next number."""
    named = {
        (one.id, form.name)
        for one in SHELF
        for wanted in one.files
        for rule in wanted.ahead
        for form in rule.addresses(max(2027, rule.first))
    }
    assert ("ucdp_acd", "ucdp-prio-acd-261-csv.zip") in named
    assert ("ucdp_more", "ucdp-dyadic-251-csv.zip") in named
    assert ("cow_nmc", "NMCv8.zip") in named
    assert ("sipri_milex", "SIPRI-Milex-data-1949-2025_v1.2.xlsx") in named
    assert ("wpp", "UN_PPP2026_Output_PopTot.xlsx") in named
    assert ("un_votes_undl", "*_ga_voting.csv") in named
    for one in SHELF:
        for wanted in one.files:
            kept = [form.kept_as for form in (*wanted.later, *wanted.addresses)]
            later = [form.kept_as for form in wanted.later]
            assert len(set(later)) == len(later) and wanted.name not in later, (one.id, kept)
            assert not set(later) & {form.kept_as for form in wanted.addresses}


def test_years_of_two_digits_and_numbers() -> None:
    names = [form.url[-6:-4] for form in Numbered().files[0].later]
    assert names == ["v4", "v3", "v2"]
    twice = ahead({"url": "https://x.org/{n}.csv", "from": 27, "by": "year"})
    assert isinstance(twice, Ahead) and twice.addresses(2026) == ()


OFFICIAL = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,"
    "territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,start_date,"
    "start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,"
    "gwno_b_2nd,gwno_loc,region,version\n"
)


def conflict(year: int, version: str) -> str:
    """Write an invented war of two governments as the producer writes one."""
    return (
        f'1,"A, B",Government of A,1,,Government of B,2,,1,A land,{year},2,1,2,2020-01-01,1,'
        f'2020-02-01,1,0,,,2,,20,,"2, 20",5,{version}\n'
    )


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_MIRROR", "")
    monkeypatch.setenv("DETENTE_OFFLINE", "0")
    return Store(tmp_path / "home")


def conflicts(number: int, last: int) -> dict[str, Answer]:
    """Offer an edition of UCDP's conflicts that ends in a year."""
    version = f"{number}.1"
    lines = [conflict(year, version) for year in (1946, *range(2020, last + 1))]
    content = (OFFICIAL + "".join(lines)).encode()
    url = f"https://ucdp.uu.se/downloads/ucdpprio/ucdp-prio-acd-{number}1-csv.zip"
    return {url: file(archive(f"UcdpPrioConflict_v{number}_1.csv", content))}


def test_rows_of_a_new_year_are_taken_and_shown(at_home: Store) -> None:
    """The field case: an edition with rows of 2025 was refused, its years being 1946 to 2024."""
    with producers(conflicts(25, 2024)):
        run("sources", "pull", "ucdp_acd", "--accept-new")
    assert at_home.get("ucdp_pairs").frame["year"].max() == 2024
    with producers(conflicts(26, 2025)):
        said, _ = run("sources", "stale", "ucdp_acd", "--measures")
        assert "ucdp_acd: another edition is available" in said
        assert "ucdp_pairs: 1 rows more, 0 fewer" in said and "become 1946-2025" in said
        assert "armed_conflicts: not computed, the store lacks ucdp_pairs_recent" in said
        assert "risk_scores: not computed, its estimation takes minutes" in said
        assert at_home.get("ucdp_pairs").frame["year"].max() == 2024, "nothing is replaced"
        out, _ = run("sources", "pull", "ucdp_acd", "--accept-new")
    assert "measures of the starter that rest on it: armed_conflicts" in out
    assert "25.1 (newer edition, UcdpPrioConflict_v26_1.csv)" in out
    assert at_home.get("ucdp_pairs").frame["year"].max() == 2025
    assert "ucdp_pairs: sound" in run("sources", "verify")[0], "it may reach this year"


def test_stale_goes_through_all_whatever_becomes_of_one(at_home: Store) -> None:
    with producers(conflicts(25, 2024)):
        run("sources", "pull", "ucdp_acd", "--accept-new")
    at_home.path("cow_nmc").write_bytes(b"no table")
    at_home.path("of_an_older_version").write_bytes(b"no table")
    with producers({**conflicts(26, 2025)}):
        said, _ = run("sources", "stale")
        chosen, _ = run("sources", "stale", "cow_nmc", "atop", "ucdp_acd")
    for text in (said, chosen):
        assert "\ncow_nmc: " in f"\n{text}" and "ucdp_acd: another edition is available" in text
    assert "1 of 2 sources have another edition" in said
    assert "atop: not in the store" in chosen and "1 of 3 sources" in chosen


MEASURE = DerivedTable(
    "shares",
    Grain.STATE_YEAR,
    needs=("invented",),
    make=lambda tables: tables["invented"].select(
        "ccode", "year", (pl.col("cinc") / pl.col("cinc").sum()).alias("share")
    ),
    rule="shares of the whole",
)


def test_what_changes_in_measures_is_computed_from_both_editions(store: Store) -> None:
    """By hand: a third row changes both shares, and adds one."""
    wanted = Numbered()
    first_taken(store, wanted)
    with producers(offered(2)):
        newer = look(wanted, store, online(store))
    assert newer is not None
    (found,) = changes_in_measures([MEASURE], store, newer.frames)
    assert (found.added, found.removed, found.cells, found.columns) == (1, 0, 2, ("share",))
    needing = replace(MEASURE, needs=("invented", "others"))
    assert lacking(needing, wanted, store) == ("others",)
    without_key = replace(MEASURE, grain=None)
    (whole,) = changes_in_measures([without_key], store, newer.frames)
    assert (whole.added, whole.removed, whole.cells) == (3, 2, 0), "each row is another"


def test_measures_that_rest_on_a_source() -> None:
    rests = resting_on(source("vdem"), [replace(MEASURE, needs=("vdem",)), MEASURE])
    assert [one.needs for one in rests] == [("vdem",)]
