"""Files as the producers offer them: the same tables as from the mirror's copies."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from detente.settings import Settings
from detente.sources.addresses import DATAVERSE
from detente.sources.ingest import ingest
from detente.sources.shelf import source
from detente.store.home import Store
from tests.conftest import mirror_folder
from tests.sources.producers import Answer, file, producers
from tests.sources.test_producers import listed

pytestmark = pytest.mark.mirror

SMALL = ("gw_states", "maddison", "nuclear", "polity", "natural_earth_disputed", "cow_igo")
"""Sources whose official form differs, and whose tables are compared cell by cell."""
LARGE = ("vdem", "un_votes", "un_ideal_points", "un_votes_undl", "ucdp_more")
"""Sources that are taken from the producers' addresses."""


def mirrored(*parts: str) -> bytes:
    folder = mirror_folder()
    assert folder is not None
    return folder.joinpath(*parts).read_bytes()


def workbook(frame: pl.DataFrame, sheet: str) -> bytes:
    """Write a table as the sheet of a workbook."""
    written = io.BytesIO()
    frame.write_excel(written, worksheet=sheet)
    return written.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def polity() -> bytes:
    return workbook(pl.read_csv(mirrored("polity", "p5v2018.csv"), infer_schema_length=None), "p5")


def maddison() -> bytes:
    """Take income apart into income a head and people, as the producer's workbook gives it."""
    (named,) = (one.name for one in source("maddison").files)
    given = pl.read_csv(mirrored("maddison", named), infer_schema_length=None)
    people = pl.col("Population").cast(pl.Float64) / 1000
    apart = given.select(
        pl.col("Entity").alias("country"),
        pl.col("Year").alias("year"),
        (pl.col("GDP").cast(pl.Float64) / (people * 1000)).alias("gdppc"),
        people.alias("pop"),
    )
    return workbook(apart, "Full data")


def nuclear() -> bytes:
    (named,) = (one.name for one in source("nuclear").files)
    chart = mirrored("nuclear", named).replace(
        b"nuclear_weapons_stockpile", b"Number of nuclear warheads"
    )
    return chart


def official() -> dict[str, Answer]:
    """Give what each producer answers, by address; the same bytes as the mirror's where it can."""
    answers: dict[str, Answer] = {}
    own = {
        "polity": polity,
        "maddison": maddison,
        "nuclear": nuclear,
        "gw_states": lambda: mirrored("peacesciencer", "gw_states.rda"),
    }
    for name, make in own.items():
        answers[source(name).files[0].addresses[-1].url] = file(make())
    igo = gzip.decompress(mirrored("cow_igo", "state_year_formatv3.csv.gz"))
    answers[source("cow_igo").files[0].addresses[0].url] = file(
        _zip("x/state_year_formatv3.csv", igo)
    )
    for wanted in source("natural_earth_disputed").files:
        plain = gzip.decompress(mirrored("maps", wanted.name))
        answers[wanted.addresses[0].url] = file(plain)
    for wanted in (*source("un_votes").files, source("un_ideal_points").files[1]):
        folder = "un_votes" if wanted in source("un_votes").files else "un_ideal_points"
        answers[wanted.addresses[0].url] = file(mirrored(folder, wanted.name))
    answers[source("vdem").files[0].addresses[0].url] = file(mirrored("vdem", "vdem_simple.rda"))
    (votes,) = source("un_votes_undl").files
    answers[votes.addresses[0].url] = file(gzip.decompress(mirrored("un_votes", votes.name)))
    dyads, recent = source("ucdp_more").files
    plain = gzip.decompress(mirrored("ucdp_more", dyads.name))
    answers[dyads.addresses[0].url] = file(_zip("Dyadic_v24_1.csv", plain))
    conflicts = mirrored("ucdp", "UcdpPrioConflict_v25_1.csv")
    answers[recent.addresses[0].url] = file(_zip("UcdpPrioConflict_v26_1.csv", conflicts))
    versions = {"data": [listed(("IdealpointsJuly2025.tab", "IdealpointsJuly2025.dta", 5))]}
    doi = source("un_ideal_points").files[0].addresses[0].doi
    listing = f"{DATAVERSE}/api/datasets/:persistentId/versions?persistentId={doi}"
    answers[listing] = file(json.dumps(versions).encode())
    points = mirrored("un_ideal_points", "IdealpointsJuly2025.dta")
    answers[f"{DATAVERSE}/api/access/datafile/5?format=original"] = file(points)
    return answers


@pytest.mark.parametrize("name", SMALL)
def test_an_official_form_gives_the_same_cells(name: str, tmp_path: Path) -> None:
    mirror = Settings(tmp_path / "a", str(mirror_folder()), True, date(2026, 1, 1))
    online = Settings(tmp_path / "b", "", False, date(2026, 1, 1))
    expected = ingest(source(name), Store(tmp_path / "a"), config=mirror)
    with producers(official()):
        found = ingest(source(name), Store(tmp_path / "b"), config=online)
    for before, after in zip(expected, found, strict=True):
        # a product of two numbers of a workbook is exact to the last digits only
        assert_frame_equal(after.frame, before.frame, rel_tol=1e-9)


@pytest.mark.parametrize("name", LARGE)
def test_a_source_is_taken_from_its_producer(name: str, tmp_path: Path) -> None:
    online = Settings(tmp_path, "", False, date(2026, 1, 1))
    with producers(official()) as server:
        tables = ingest(source(name), Store(tmp_path), config=online)
    assert all(table.frame.height > 0 for table in tables) and server.asked
