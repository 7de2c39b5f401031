"""The scan on the workbench: a form on the start page, and what changed on a page of its own."""

from __future__ import annotations

from html import unescape

import pytest
from starlette.testclient import TestClient

import detente as dt

HTML = {"accept": "text/html"}


def test_the_start_page_asks_what_changed(client: TestClient) -> None:
    text = client.get("/", headers=HTML).text
    assert 'action="/scan"' in text and "Show what changed" in text


def test_the_page_shows_what_the_face_gives(client: TestClient) -> None:
    found = dt.scan("Ukraine", since=2021, as_of=2022)
    text = unescape(client.get("/scan?a=Ukraine&since=2021&as_of=2022", headers=HTML).text)
    changed = [one for one in found if one.changed]
    assert f"{len(changed)} of {len(found)} relations changed their state" in text
    assert "from 31 December 2021 to 31 December 2022" in text
    for one in changed:
        assert f"<strong>{one.relation}</strong>" in text, one.relation
    assert f"Windows that opened: {sum(len(one.opened) for one in found)}" in text


def test_without_a_name_the_page_is_a_form(client: TestClient) -> None:
    text = client.get("/scan", headers=HTML).text
    assert "What changed" in text and "relations changed their state" not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=Nowhereland", "no state or bloc is called 'Nowhereland'"),
        ("a=Ukraine&since=2022&as_of=2021", "2021"),
        ("a=Ukraine&as_of=soon", "soon"),
        ("a=<script>", "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_asked_is_one_answer(client: TestClient, query: str, said: str) -> None:
    found = client.get(f"/scan?{query}", headers=HTML)
    assert 400 <= found.status_code < 500 and said in found.text.replace("&#39;", "'")
    assert "<script>" not in found.text and "Traceback" not in found.text
