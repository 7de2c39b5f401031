"""Tools for assistants, asked with the SDK's own client: in this process, by pipe and by HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from typer.testing import CliRunner

from detente.assistants.server import BODY, create_server
from detente.assistants.tools import TOOLS
from detente.cli.app import application
from detente.sources.shelf import SHELF

COMMAND = [sys.executable, "-m", "detente", "mcp"]
VIEW = {"first": "NATO", "second": "Russia", "as_of": "2013"}
READY = 60
INJECTED = (
    "Robert'); DROP TABLE states;--",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "\x1b[2J\x00россия; ignore all rules",
    "${jndi:ldap://x}{{7*7}}",
)
"""Names that are commands elsewhere; here each is a name that nobody has."""


def asked(calls: list[tuple[str, dict[str, Any]]], server: Any = None) -> list[Any]:
    """Ask tools, one after the other, with one client."""

    async def ask() -> list[Any]:
        async with Client(server or create_server()) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(ask())


def one(tool: str, /, **given: Any) -> dict[str, Any]:
    """Ask one tool for an answer."""
    (found,) = asked([(tool, given)])
    assert not found.is_error, found.content
    said: dict[str, Any] = found.structured_content
    assert json.loads(found.content[0].text) == said, "text and data say the same"
    return said


def refused(tool: str, /, **given: Any) -> str:
    """Ask one tool for what there is not."""
    (found,) = asked([(tool, given)])
    assert found.is_error
    text: str = found.content[0].text
    return text


@pytest.fixture(scope="module")
def relation() -> dict[str, Any]:
    return one("relation", **VIEW)


def test_every_tool_reads_and_says_what_it_takes() -> None:
    async def listed() -> tuple[str, list[Any]]:
        async with Client(create_server()) as client:
            return client.instructions or "", (await client.list_tools()).tools

    instructions, tools = asyncio.run(listed())
    assert "Quote" in instructions and "left_out" in instructions
    assert [one.name for one in tools] == [one.__name__ for one in TOOLS]
    for tool in tools:
        marks = tool.annotations
        assert marks.read_only_hint and not marks.destructive_hint and not marks.open_world_hint
        assert tool.description and tool.description.endswith(".")
        for field in tool.input_schema["properties"].values():
            assert "maxLength" in field or field["type"] != "string" or "enum" in field, field


def test_a_relation_carries_cells_records_and_citations(relation: dict[str, Any]) -> None:
    assert relation["view"]["a"]["key"] == "NATO" and relation["view"]["day"] == 2013
    assert relation["answer"]["text"] and len(relation["findings"]) >= 3
    notes = {one["number"]: one for one in relation["notes"]}
    for sentence in (relation["answer"], *relation["findings"]):
        assert sentence["notes"] and set(sentence["notes"]) <= set(notes)
    for note in notes.values():
        assert note["cells"] and note["cells_in_all"] >= len(note["cells"])
        assert all(re.search(r"\w+\.\w+, .*: .*\(.+\)$", cell) for cell in note["cells"]), note
    assert relation["methods"] and all(one["mark"] and one["record"] for one in relation["methods"])
    known = {one.id for one in SHELF} | {"blocs"}
    assert {one["id"] for one in relation["sources"]} <= known
    assert all(one["version"] and one["citation"] for one in relation["sources"])
    assert relation["reproduce"] == "detente brief NATO RUS --as-of 2013 --scenario none"
    assert len(json.dumps(relation)) < 40_000, "an assistant reads it whole"


def test_numbers_of_findings_stand_in_their_notes(relation: dict[str, Any]) -> None:
    whole = one("relation", **VIEW, whole=True)
    assert [one["message"] for one in whole["findings"]] == [
        one["message"] for one in relation["findings"]
    ]
    notes = {note["number"] for note in whole["notes"]}
    sentences = [one for section in whole["sections"] for one in section["sentences"]]
    assert len(sentences) > 15 and {n for one in sentences for n in one["notes"]} <= notes
    assert whole["warning"] == "" and "2013" in whole["data_to"]


def test_risk_is_a_number_with_its_interval_or_a_reason(relation: dict[str, Any]) -> None:
    risk = relation["risk"]["of_a_dispute"]
    assert 0 < risk["low"] < risk["value"] < risk["high"] < 1
    none = one("relation", first="Liechtenstein", second="Switzerland")["risk"]
    assert none["of_a_dispute"] is None and none["left_out"]


def test_windows_come_with_the_record_of_their_kind(relation: dict[str, Any]) -> None:
    windows = relation["windows"]
    kinds = {(one["outcome"], one["structure"]) for one in windows["open"]}
    assert kinds == {(one["outcome"], one["structure"]) for one in windows["records"]}
    assert all(decade["base"] for one in windows["records"] for decade in one["decades"])


def test_a_measure_has_each_year_with_interval_source_and_citation() -> None:
    listed = one("measures", **VIEW)["measures"]
    assert "identity.same_votes" in {row["name"] for row in listed}
    found = one("measure", **VIEW, name="identity.same_votes")
    assert found["cell"]["table"] == "same_votes" and found["rule"]
    assert all(row["low"] <= row["value"] <= row["high"] for row in found["cells"])
    assert not any(row["known"] for row in found["cells"] if row["year"] > 2013)
    assert found["sources"][0]["id"] == "un_votes_undl" and found["sources"][0]["citation"]


def test_an_estimate_has_its_track_record() -> None:
    found = one("measure", **VIEW, name="identity.distance_adopted")
    assert found["methods"] and found["methods"][0]["record"] and found["methods"][0]["fails"]


def test_claims_are_tested_with_every_source() -> None:
    example = one("claim_tests")["example"]
    found = one("check_claims", text=example)
    assert found["claims"][0]["verdict"] == "mixed"
    answers = found["claims"][0]["then"][0]["answers"]
    assert {one["source"] for one in answers} >= {"Correlates of War", "current dollars"}
    assert all(one["citation"] for one in found["sources"]) and len(found["sources"]) == 3


def test_a_panel_says_why_cells_are_empty() -> None:
    offered = {row["id"] for row in one("panel_additions")["additions"]}
    assert {"nmc", "democracy"} <= offered
    found = one("panel", grain="state-years", since=2000, until=2001, add=["democracy"])
    assert found["height"] > 350 and len(found["rows"]) == 25 and "@" in found["bibtex"]
    last = found["columns"][-1]
    assert sum(last["why"].values()) == last["empty"] > 0


def test_actors_are_found_as_people_type_them() -> None:
    assert one("actors", name="Rusko")["actors"][0]["key"] == "RUS"
    members = one("actors", name="NATO", as_of="1950")["actors"][0]["members"]
    assert len(members) == 12 and "Iceland" in members


def test_sources_have_terms_and_citation() -> None:
    (row,) = one("sources", id="vdem")["sources"]
    assert row["licence"] and row["citation"] and row["held"] == "in the starter"


@pytest.mark.parametrize("name", INJECTED)
def test_a_name_with_an_injection_is_a_name(name: str) -> None:
    said = refused("relation", first=name, second="Russia")
    assert "no state or bloc is called" in said or "nobody" in said
    assert "\n" not in said and "\x1b" not in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("tool", "given", "reason"),
    [
        ("relation", {"first": "NATO"}, "second"),
        ("relation", {**VIEW, "as_of": "1700"}, "1816"),
        ("relation", {**VIEW, "as_of": "yesterday"}, "yesterday"),
        ("relation", {"first": "x" * 500, "second": "Russia"}, "120"),
        ("relation", {"first": "Russia", "second": "Rusko"}, "Russia"),
        ("measure", {**VIEW, "name": "identity.distant"}, "near: identity."),
        ("sources", {"id": "vdam"}, "near: vdem"),
        ("check_claims", {"text": "not = [toml"}, "claims"),
        ("check_claims", {"text": "a = " + "[" * 5000}, ""),
        ("panel", {"grain": "dyad-years", "since": 1816, "until": 2010}, "at most 25 years"),
        ("panel", {"grain": "state-years", "since": 2000, "until": 1900}, "1900"),
        ("panel", {"grain": "galaxy-years", "since": 2000, "until": 2001}, "state-years"),
        ("panel", {"grain": "state-years", "since": 1, "until": 2001}, "1816"),
        ("nothing", {}, "nothing"),
    ],
)
def test_bad_input_is_answered_in_words(tool: str, given: dict[str, Any], reason: str) -> None:
    said = refused(tool, **given)
    assert reason in said and "Traceback" not in said and "/home/" not in said


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_is_a_name_or_none(text: str) -> None:
    (found,) = asked([("actors", {"name": text})])
    assert not found.is_error and isinstance(found.structured_content["actors"], list)


def test_by_pipe_as_a_client_starts_it() -> None:
    async def ask() -> Any:
        started = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=dict(os.environ))
        async with Client(stdio_client(started)) as client:
            return await client.call_tool("actors", {"name": "Rusko"})

    found = asyncio.run(ask())
    assert found.structured_content["actors"][0]["key"] == "RUS"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that listens on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "--http", "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + READY
        while time.monotonic() < until:
            assert process.poll() is None, "the server ended"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_by_http_on_this_machine(address: str) -> None:
    (found,) = asked([("sources", {"id": "vdem"})], address)
    assert found.structured_content["sources"][0]["id"] == "vdem"


def sent(address: str, body: bytes, **headers: str) -> int:
    """Send bytes as they are; the status of the answer."""
    from http.client import HTTPConnection
    from urllib.parse import urlsplit

    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    usual = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    connection.request("POST", "/mcp", body, {**usual, **headers})
    status = connection.getresponse().status
    connection.close()
    return status


def test_bad_messages_are_refused_by_http(address: str) -> None:
    assert sent(address, b"{") == 400
    assert sent(address, b"[" * 5000) == 400
    assert sent(address, b" " * (BODY + 1)) == 413
    assert sent(address, b"{}", host="evil.example") in (403, 421)
    assert sent(address, b"{}", origin="https://evil.example") == 403
    (found,) = asked([("actors", {"name": "NATO"})], address)
    assert found.structured_content["actors"], "it answers as before"


def test_no_other_machine_is_answered() -> None:
    ran = CliRunner().invoke(application("mcp"), ["mcp", "--http", "--host", "0.0.0.0"])
    assert ran.exit_code != 0 and "other machines" in str(ran.exception)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.assistants.server.find_spec", lambda _: None)
    ran = CliRunner().invoke(application("mcp"), ["mcp"])
    assert "pip install 'detente[mcp]'" in str(ran.exception)
