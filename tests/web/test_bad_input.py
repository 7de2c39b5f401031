"""Bad input by name: what is sent to harm, too much of it, too slowly, or by who then leaves."""

from __future__ import annotations

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

PROBLEM = "application/problem+json"
HTML = {"accept": "text/html"}
INJECTIONS = {
    "html": '"><script>alert(1)</script>',
    "attribute": '" onmouseover="alert(1)',
    "sql": "Robert'); DROP TABLE states;--",
    "shell": "$(touch /tmp/owned); `id` | cat",
    "template": "{{1234*5678}}{% for x in ().__class__ %}${1234*5678}#{1234*5678}",
    "path": "../../../../etc/passwd",
    "header": "Russia\r\nSet-Cookie: a=b",
    "terminal": "\x1b]0;owned\x07\x1b[31mRussia",
    "direction": "Russia\u202egnp.exe",
    "null": "Russia\x00",
    "czech": "Rusko<script>alert('ř')</script>",
    "russian": "Россия'; УДАЛИТЬ ТАБЛИЦУ;--",
    "chinese": "中国{{1234*5678}}</script>",
    "arabic": "روسيا\u202e<img src=x onerror=alert(1)>",
    "hindi": "रूस`id`../../",
}
PAGES = ("/relation/{}/RUS", "/relation?a={}&b=Russia", "/compare?r={},Russia", "/map?bloc={}")
MORE = ("/scenario?a={}&b=EU", "/sources/{}", "/jobs/{}", "/embed/{}/RUS/votes", "/{}")
API = (
    "/api/v1/relation?a={}&b=Russia",
    "/api/v1/actors/{}",
    "/api/v1/measures/{}?a=France&b=Germany&as_of=2013",
    "/api/v1/sources/{}",
)


@pytest.mark.parametrize("name", INJECTIONS)
@pytest.mark.parametrize("address", PAGES + MORE + API)
def test_an_injection_is_text(client: TestClient, address: str, name: str) -> None:
    typed = INJECTIONS[name]
    sent = address.format(quote(typed, safe=""))
    found = client.get(sent, headers=HTML, follow_redirects=False)
    assert found.status_code in (404, 410, 422), found.status_code
    assert "<script>alert" not in found.text and "onerror=alert(1)>" not in found.text
    assert not re.search(r'[^&;]" onmouseover="', found.text)
    assert "7006652" not in found.text
    assert "set-cookie" not in found.headers and "root:" not in found.text
    assert not re.search(r"[\x00\x07\x1b\u202e]", found.text)
    assert "Traceback" not in found.text


@pytest.mark.parametrize("name", INJECTIONS)
def test_an_injection_into_a_form_of_claims_is_text(client: TestClient, name: str) -> None:
    typed = INJECTIONS[name]
    found = client.post("/claims", data={"text": typed}, headers=HTML)
    assert found.status_code == 422
    body = found.text.replace("<script src=", "")
    assert "<script>" not in body and "onerror=alert(1)>" not in body


def test_a_body_of_ten_megabytes_is_refused(client: TestClient) -> None:
    for address in ("/api/v1/claims", "/claims", "/api/v1/briefs"):
        found = client.post(address, content=b"x" * 10_000_000)
        assert found.status_code == 413 and found.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("depth", [500, 20_000, 120_000])
def test_deep_json_is_refused(client: TestClient, depth: int) -> None:
    for text in ("[" * depth + "]" * depth, '{"text":' * (depth // 4) + "1" + "}" * (depth // 4)):
        found = client.post(
            "/api/v1/claims", content=text, headers={"content-type": "application/json"}
        )
        assert found.status_code in (400, 413, 422), found.status_code
        assert found.headers["content-type"] == PROBLEM and len(found.content) < 2000


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 3000,
        "n = " + "9" * 6000,
        ".".join("a" * 3000) + " = 1",
        "[[claim]]\n" * 500,
        '[[claim]]\ntext = "x"\n[[claim.test]]\nkind = [[1]]\n',
        "\x00\x1b\u202e",
        "",
    ],
    ids=["nested", "digits", "dotted", "many", "kind", "control", "empty"],
)
def test_claims_that_are_none(client: TestClient, text: str) -> None:
    found = client.post("/api/v1/claims", json={"text": text})
    assert found.status_code in (200, 422)
    if found.status_code == 200:
        assert set(found.json()["counts"]) == {"untestable"}
    assert "Traceback" not in found.text and "\x1b" not in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/fonts/..%2f..%2fapp.py",
        "/relation/NATO/RUS/figures/..%2f..%2fsecret.svg?as_of=2013",
        "/jobs/../../etc/passwd/files/x",
        "//etc/passwd",
        "/sources/..%2f..%2fmanifest.json",
    ],
)
def test_a_path_leads_out_of_nothing(client: TestClient, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 404 and "import" not in found.text


def test_a_thousand_jobs_at_once_are_refused_with_the_place_in_the_line(
    client: TestClient,
) -> None:
    base = "/api/v1/scenarios?a=Sweden&b=NATO&as_of=2021&draws=20&horizon=2&seed="
    found = [client.post(f"{base}{seed}") for seed in range(100, 1100)]
    taken = [one for one in found if one.status_code == 202]
    refused = [one for one in found if one.status_code == 503]
    assert len(taken) + len(refused) == 1000 and len(refused) > 900
    assert "jobs are waiting" in refused[0].json()["detail"] and refused[0].headers["retry-after"]
    places = [one.json()["place"] for one in taken]
    assert max(places) <= 5
    for one in taken:
        client.delete(f"/api/v1/jobs/{one.json()['id']}")
    assert client.get("/healthz").status_code == 200


def test_another_site_begins_no_job(client: TestClient) -> None:
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        for address in ("/relation/FRA/DEU/paper?as_of=2013", "/scenario?a=Serbia&b=EU"):
            found = client.post(address, headers=headers)
            assert found.status_code == 403 and "another site" in found.json()["detail"]


def test_another_host_is_not_served(client: TestClient) -> None:
    found = client.get("/", headers={"host": "evil.example"})
    assert found.status_code == 421 and "evil.example" not in found.text


def test_a_page_for_reading_alone_computes_nothing() -> None:
    from detente.web.app import create_app
    from detente.web.config import Config

    with TestClient(
        create_app(Config(read_only=True, workers=1, log_requests=False)),
        base_url="http://127.0.0.1",
    ) as reading:
        for address in ("/api/v1/scenarios?a=Serbia&b=EU", "/relation/FRA/DEU/paper?as_of=2013"):
            assert reading.post(address).status_code == 403
        claims = reading.post("/api/v1/claims", json={"text": "[[claim]]"})
        assert claims.status_code == 403 and "for reading" in claims.json()["detail"]
        assert reading.get("/scenario", headers=HTML).status_code == 200


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.text(max_size=80),
    day=st.one_of(st.text(max_size=12), st.integers(-9999, 99999).map(str)),
)
def test_any_names_and_any_day_are_answered(client: TestClient, typed: str, day: str) -> None:
    typed, day = (one.encode("utf-8", "replace").decode() for one in (typed, day))
    found = client.get("/api/v1/actors/x", params={"as_of": day})
    assert found.status_code in (200, 404, 422)
    pair = client.get("/api/v1/windows", params={"a": typed, "b": "Atlantis", "as_of": day})
    assert pair.status_code in (404, 409, 422)
    assert json.loads(pair.text)["detail"]


def asked(server: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    """Ask the server once; status, ETag and body."""
    parts = urlsplit(server)
    assert parts.hostname and parts.port
    with closing(HTTPConnection(parts.hostname, parts.port, timeout=240)) as made:
        made.request(method, path, headers=headers)
        with made.getresponse() as found:
            return found.status, str(found.headers["etag"]), found.read()


def opened(server: str, head: str) -> socket.socket:
    """Open a connection and send the head of a request."""
    parts = urlsplit(server)
    assert parts.hostname and parts.port
    found = socket.create_connection((parts.hostname, parts.port), timeout=120)
    found.sendall(head.replace("\n", "\r\n").encode())
    return found


def is_well(server: str) -> bool:
    return asked(server, "/healthz")[0] == 200


@pytest.mark.slow
def test_slow_readers_keep_nobody_waiting(server: str) -> None:
    head = "GET /map?bloc=NATO&as_of=2004 HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n"
    slow = [opened(server, head) for _ in range(40)]
    for one in slow:
        assert one.recv(1).startswith(b"H")
    began = time.monotonic()
    assert is_well(server)
    assert time.monotonic() - began < 20
    for one in slow:
        one.close()
    assert is_well(server)


@pytest.mark.slow
def test_heads_that_never_end_keep_nobody_waiting(server: str) -> None:
    slow = [opened(server, "GET / HTTP/1.1\nHost: 127.0.0.1\nX: ") for _ in range(60)]
    assert is_well(server)
    for one in slow:
        one.close()


@pytest.mark.slow
def test_a_client_that_leaves_in_mid_stream_costs_nothing(server: str) -> None:
    query = "a=Sweden&b=NATO&as_of=2021&draws=20&horizon=2&seed=7"
    job = json.loads(asked(server, f"/api/v1/scenarios?{query}", "POST")[2])
    events = f"GET /jobs/{job['id']}/events HTTP/1.1\nHost: 127.0.0.1\n\n"
    for _ in range(20):
        leaving = opened(server, events)
        assert leaving.recv(64).startswith(b"HTTP/1.1 200")
        leaving.close()
    for _ in range(10):
        opened(server, "GET /relation/IND/CHN?as_of=2012 HTTP/1.1\nHost: 127.0.0.1\n\n").close()
    assert is_well(server)
    until = time.monotonic() + 240
    status = ""
    while status != "done" and time.monotonic() < until:
        status = json.loads(asked(server, f"/api/v1/jobs/{job['id']}")[2])["status"]
        time.sleep(0.3)
    assert status == "done"


@pytest.mark.slow
def test_lines_that_are_no_requests(server: str) -> None:
    for text in (
        "\x00" * 200,
        "GET\n\n",
        "BREW / HTTP/9.9\n\n",
        "GET / HTTP/1.1\nHost: a\nHost: b\n\n",
    ):
        one = opened(server, text)
        one.settimeout(20)
        with suppress(TimeoutError, ConnectionError):
            one.recv(1000)
        one.close()
    assert is_well(server)


@pytest.mark.slow
def test_the_same_relation_asked_for_by_many_is_measured_once(server: str) -> None:
    def ask(_: int) -> tuple[int, str]:
        return asked(server, "/relation/BRA/ARG?as_of=2012", accept="text/html")[:2]

    with ThreadPoolExecutor(20) as readers:
        found = set(readers.map(ask, range(20)))
    assert len(found) == 1 and next(iter(found))[0] == 200
