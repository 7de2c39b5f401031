"""The API: the same answers as plain data, and every error a problem."""

from __future__ import annotations

import io
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import polars as pl
import pytest
from starlette.testclient import TestClient

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.archive.accounts import kept_archive
from detente.paper.brief import make
from detente.paper.writers.json import record
from detente.store.catalog import default_catalog
from detente.web.app import create_app
from detente.web.config import Config

PROBLEM = "application/problem+json"
GERMANY = "/api/v1/relation?a=France&b=Germany&as_of=2013"
PATIENCE = 300


def ended(client: TestClient, id: str) -> dict[str, Any]:
    """Wait for a job."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/api/v1/jobs/{id}").json()
        if found["status"] not in ("waiting", "running"):
            return found
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def test_a_relation_is_the_record_of_the_paper(client: TestClient) -> None:
    found = client.get(GERMANY).json()
    asked, archive = Options(scenario="none"), kept_archive()
    brief = make(default_catalog(), pair("FRA", "DEU", 2013), asked, events=archive)
    assert archive is not None and {**record(brief), "edition": found["edition"]} == found


def test_measures_as_json_and_as_a_file(client: TestClient) -> None:
    address = "/api/v1/measures?a=France&b=Germany&as_of=2013"
    listed = client.get(address).json()["measures"]
    frame = pl.read_parquet(io.BytesIO(client.get(f"{address}&format=parquet").content))
    assert {one["label"] for one in listed} and frame["measure"].n_unique() > 20
    one = client.get(f"/api/v1/measures/{listed[0]['name']}?a=France&b=Germany&as_of=2013").json()
    known = [cell for cell in one["cells"] if cell["known"]]
    assert known[-1]["year"] == listed[0]["last_year"] and known[-1]["value"] == one["last"]


def test_windows_and_risk_or_why_there_are_none(client: TestClient) -> None:
    windows = client.get("/api/v1/windows?a=NATO&b=Russia&as_of=1993").json()
    assert windows["windows"] and windows["left_out"] == ""
    none = client.get("/api/v1/risk?a=Ukraine&b=Russia&as_of=2023").json()
    assert none["risk"] is None and "war" in none["left_out"]


def test_actors_by_name_and_by_day(client: TestClient) -> None:
    found = client.get("/api/v1/actors?q=Rus").json()["actors"]
    assert found[0] == {"key": "RUS", "kind": "state", "name": "Russia", "years": ""}
    assert client.get("/api/v1/actors/Rusko?as_of=1985").json()["name"] == "Soviet Union"
    members = client.get("/api/v1/actors/EU?as_of=1975").json()["members"]
    assert len(members) == 9


def test_claims_panels_sources_ledger_and_map(client: TestClient) -> None:
    text = '[[claim]]\ntext = "x"\n[[claim.test]]\nkind = "trend"\nmeasure = "capability"\n'
    text += 'of = "China"\nyears = [1993, 2013]\nexpect = "rises"\n'
    claim = client.post("/api/v1/claims", json={"text": text}).json()
    assert claim["counts"] == {"supported": 1}
    panel = client.get("/api/v1/panels?grain=state-years&since=2000&until=2000").json()
    assert panel["height"] > 180 and panel["names"] == ["ccode", "year"]
    assert {"vdem", "atop"} <= {
        one["id"] for one in client.get("/api/v1/sources").json()["sources"]
    }
    assert "entries" in client.get("/api/v1/ledger").json()
    rungs = client.get("/api/v1/map?bloc=NATO&as_of=2004").json()
    assert ["member", "#4a2377", 26] in rungs["legend"] and "svg" not in rungs


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/v1/relation?a=NATO&b=Rusia1", 404, "no state or bloc is called 'Rusia1'"),
        ("/api/v1/relation?a=Germany&b=France&as_of=1985", 409, "fits several states"),
        ("/api/v1/relation?a=Russia&b=Russia", 422, "are both"),
        ("/api/v1/relation?a=Russia", 422, "'b' is needed"),
        ("/api/v1/relation?a=NATO&b=Russia&as_of=1750", 422, "lies before"),
        ("/api/v1/measures/none.such?a=France&b=Germany&as_of=2013", 422, "there is no measure"),
        ("/api/v1/panels?grain=nothing", 422, "grain"),
        ("/api/v1/panels?grain=dyad-years&since=1900&until=2000", 422, "is not offered"),
        ("/api/v1/sources/vdemm", 404, "there is no source"),
        ("/api/v1/jobs/0123", 404, "no job of that id"),
        ("/api/v1/nothing", 404, "there is no route"),
    ],
)
def test_an_error_is_a_problem(client: TestClient, address: str, status: int, says: str) -> None:
    found = client.get(address)
    said = found.json()
    assert found.status_code == status and found.headers["content-type"] == PROBLEM
    assert says in said["detail"] and said["status"] == status and said["title"]
    assert "\n" not in said["detail"] and "Traceback" not in found.text


def test_near_names_and_the_next_step_are_given(client: TestClient) -> None:
    said = client.get("/api/v1/relation?a=NATO&b=Russsia").json()
    assert "Russia" in said["near"] and "--" not in said["next_step"]
    assert client.get("/api/v1/sources/vdemm").json()["near"][0] == "vdem"
    codes = client.get("/api/v1/relation?a=Germany&b=France&as_of=1985").json()["codes"]
    assert codes == [260, 265]


def test_a_method_that_is_not_taken_is_a_problem(client: TestClient) -> None:
    found = client.put("/api/v1/sources")
    assert found.status_code == 405 and found.headers["content-type"] == PROBLEM


def test_head_is_answered_without_a_body(client: TestClient) -> None:
    found = client.head("/api/v1/sources")
    assert found.status_code == 200 and not found.content


def test_a_scenario_is_a_job_with_a_result_kept_by_its_inputs(client: TestClient) -> None:
    address = "/api/v1/scenarios?a=Sweden&b=NATO&as_of=2021&verb=accession&draws=20&horizon=3"
    begun = client.post(address)
    assert begun.status_code == 202
    assert begun.headers["location"] == f"/api/v1/jobs/{begun.json()['id']}"
    done = ended(client, begun.json()["id"])
    assert done["status"] == "done", done["problem"]
    found = done["result"]["found"][0]
    assert found["record"]["seed"] == 1 and found["record"]["years"][0] == 2022
    assert client.post(address).json()["status"] == "done"
    shown = client.get(
        address.replace("/api/v1/scenarios", "/scenario"), headers={"accept": "text/html"}
    )
    assert "Differences in the last year" in shown.text and "Cite this view" in shown.text
    query = address.partition("?")[2]
    for end, begins in (
        ("csv", b"difference in the last year,"),
        ("xlsx", b"PK"),
        ("png", b"\x89"),
    ):
        name = "figures/accession.futures.png" if end == "png" else f"table.{end}"
        assert client.get(f"/scenario/{name}?{query}").content.startswith(begins), end


def test_a_scenario_that_moves_a_border_has_its_map_with_words_and_cells(
    client: TestClient,
) -> None:
    query = "a=Turkey&b=EU&as_of=2005&verb=accession&draws=20&horizon=3"
    begun = client.post(f"/api/v1/scenarios?{query}").json()
    done = ended(client, begun["id"])
    assert done["status"] == "done", done["problem"]
    page = client.get(f"/scenario?{query}", headers={"accept": "text/html"}).text
    assert "/scenario/figures/accession.moves.svg?" in page
    assert "Map of Turkey" in page and "would border the European Union" in page
    drawn = client.get(f"/scenario/figures/accession.moves.svg?{query}")
    assert drawn.status_code == 200 and "<svg" in drawn.text
    narrow = client.get(f"/scenario/figures/accession.moves.narrow.svg?{query}")
    assert narrow.status_code == 200 and narrow.text != drawn.text
    none = client.get(f"/scenario/figures/accession.nothing.svg?{query}")
    assert none.status_code == 422 and "accession.moves" in none.text


def test_an_absurd_prior_is_refused_by_the_job(client: TestClient) -> None:
    base = "/api/v1/scenarios?a=Sweden&b=NATO&as_of=2021&draws=20&horizon=3&prior="
    for prior in ("pull.member=9e999,1", "nothing=0,1", "pull.member=5,-5", "pull.member=x,y", "="):
        done = ended(client, client.post(base + prior).json()["id"])
        assert done["status"] == "failed" and done["problem"]["status"] == 422, prior


def test_a_paper_is_a_job_with_files(client: TestClient) -> None:
    asked = {"a": "Nauru", "b": "Tuvalu", "as_of": "2013", "scenario": "none"}
    begun = client.post("/api/v1/briefs", json=asked).json()
    done = ended(client, begun["id"])
    assert done["status"] == "done", done["problem"]
    files = done["result"]["files"]
    assert {"brief.pdf", "brief.html", "brief.json", "evidence/cells.parquet"} <= set(files)
    base = f"/jobs/{begun['id']}/files"
    assert client.get(f"{base}/brief.pdf").content.startswith(b"%PDF")
    page = client.get(f"{base}/brief.html")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "brief.pdf" in client.get(f"/jobs/{begun['id']}", headers={"accept": "text/html"}).text
    for path in ("../../etc/passwd", "%2e%2e/secret", "evidence", "brief.exe", "/etc/passwd"):
        assert client.get(f"{base}/{path}").status_code == 404


def test_a_paper_that_cannot_be_is_refused_before_it_waits(client: TestClient) -> None:
    for more in ({"horizon": 0}, {"seed": -1}, {"b": "NATO"}, {"draws": 5}, {"as_of": "x"}):
        found = client.post("/api/v1/briefs", json={"a": "NATO", "b": "Russia", **more})
        assert found.status_code == 422 and found.headers["content-type"] == PROBLEM, more


def test_the_schema_has_no_error_of_the_framework(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert "HTTPValidationError" not in str(schema)
    for path, methods in schema["paths"].items():
        for said in methods.values():
            assert PROBLEM in said["responses"]["422"]["content"], path
    assert len(schema["paths"]) >= 17


def test_first_requests_that_come_at_once_are_all_answered() -> None:
    app = create_app(Config(workers=1)).app
    together = Barrier(4)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads take turns often, so that a race shows

    def described(_: int) -> int:
        together.wait()
        return id(app.openapi())

    try:
        with ThreadPoolExecutor(4) as threads:
            assert len(set(threads.map(described, range(4)))) == 1
    finally:
        sys.setswitchinterval(before)


def test_a_route_that_is_none_names_the_near_ones(client: TestClient) -> None:
    found = client.get("/api/v1/measure").json()
    assert "/api/v1/measures" in found["near"] and found["next_step"] == "see /docs"


def test_progress_is_told_below_the_address_of_the_job_too(client: TestClient) -> None:
    for address in ("/jobs/none/events", "/api/v1/jobs/none/events"):
        found = client.get(address)
        assert found.status_code == 404 and "job" in found.json()["detail"], address
