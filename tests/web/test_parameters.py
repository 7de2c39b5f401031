"""Parameters and bodies that do not fit: one line in our words each, and none passes unseen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.faults.web_requests import Sent, answer

JSON = ((b"host", b"127.0.0.1"), (b"content-type", b"application/json"))


def asked(method: str, target: str, body: bytes = b"") -> tuple[int, dict[str, Any]]:
    """Send a request to the application in this process."""
    status, _, found = answer(Sent(method, target.encode(), headers=JSON, body=body))
    return status, json.loads(found)


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("/api/v1/actors?nam=Rus", ["q", "limit"]),
        ("/api/v1/relation?a=NATO&b=Russia&asof=2013", ["as_of"]),
        ("/api/v1/measures/identity.same_votes?a=NATO&b=Russia&fromat=csv", ["a", "b", "as_of"]),
        ("/api/v1/panels?grain=state-years&adds=nmc", ["add"]),
    ],
)
def test_a_parameter_that_a_route_does_not_have_is_refused(target: str, near: list[str]) -> None:
    status, found = asked("GET", target)
    assert status == 422 and "there is no parameter" in found["detail"]
    assert found["near"] == near and found["next_step"] == "see /docs"


def test_the_edition_of_a_citation_is_a_parameter_of_every_address() -> None:
    status, found = asked("GET", "/api/v1/actors?q=Rus&limit=1&edition=0a1b2c")
    assert status == 200 and found["actors"][0]["key"] == "RUS"


@pytest.mark.parametrize(
    ("method", "target", "body", "line"),
    [
        ("GET", "/api/v1/relation?a=NATO", b"", "'b' is needed"),
        (
            "GET",
            "/api/v1/panels?grain=state-years&rows=5000&since=soon",
            b"",
            "'since' is a whole number, not 'soon'; 'rows' is 1000 or less, not '5000'",
        ),
        (
            "GET",
            "/api/v1/panels?grain=state-year",
            b"",
            "'grain' is one of 'state-years', 'dyad-years' or 'leader-years', not 'state-year'",
        ),
        ("POST", "/api/v1/briefs", b'{"a": "NATO"', "the body has to be JSON"),
        (
            "POST",
            "/api/v1/briefs",
            b'{"a": "NATO", "x": 1, "horizon": 900}',
            "'b' is needed; 'horizon' is 25 or less, not 900; 'x' is not known",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_our_words(
    method: str, target: str, body: bytes, line: str
) -> None:
    status, found = asked(method, target, body)
    assert status == 422 and found["detail"] == line


def test_rows_of_a_panel_are_read_page_by_page() -> None:
    address = "/api/v1/panels?grain=state-years&since=2000&until=2001&rows=3&start="
    first, second = (asked("GET", f"{address}{start}")[1] for start in (0, 3))
    both = asked("GET", "/api/v1/panels?grain=state-years&since=2000&until=2001&rows=6")[1]
    assert first["rows"] + second["rows"] == both["rows"] and second["start"] == 3
    beyond = asked("GET", f"{address}{first['height']}")[1]
    assert beyond["rows"] == [] and beyond["height"] == first["height"] > 350


def test_the_description_has_values_and_the_fields_of_bodies() -> None:
    headers = ((b"host", b"127.0.0.1"), (b"accept", b"text/html"))
    _, _, found = answer(Sent("GET", b"/docs", headers=headers, body=b""))
    text = found.decode()
    assert "state-years, dyad-years, leader-years" in text and "1816 to 2100" in text
    assert text.count("body (JSON)") >= 8 and "accession, association" in text
