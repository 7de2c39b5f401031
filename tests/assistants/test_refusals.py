"""Faulty calls: one line of ours each, whether the SDK or a tool finds the fault."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.client import Client

from detente.assistants import answers
from detente.assistants.server import create_server
from detente.assistants.tools import TOOLS

VIEW = {"first": "NATO", "second": "Russia"}
YEARS = {"grain": "state-years", "since": 2000, "until": 2001}
NAMES = [one.__name__ for one in TOOLS]
LISTED = "the list of tools says what each takes"
FOREIGN = ("pydantic", "validation error", "input_value", "Arguments", "Error executing")
"""Words of the SDK's own text."""


def refused(calls: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Ask with faults; the lines that come back."""

    async def ask() -> list[Any]:
        async with Client(create_server()) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    found = asyncio.run(ask())
    assert all(one.is_error for one in found)
    return [one.content[0].text for one in found]


@pytest.mark.parametrize(
    ("tool", "given", "line"),
    [
        ("relation", {"first": "NATO"}, "argument 'second' is needed; in tool 'relation'; "),
        (
            "relation",
            {},
            "argument 'first' is needed; argument 'second' is needed; in tool 'relation'; ",
        ),
        (
            "relation",
            {**VIEW, "when": "2013"},
            "there is no argument 'when'; in tool 'relation'; near: ",
        ),
        ("relation", {**VIEW, "asof": "2013"}, "near: as_of; "),
        ("relatoin", VIEW, "there is no tool 'relatoin'; near: relation; "),
        (
            "relation",
            {"first": 7.5, "second": ["Russia"]},
            "argument 'first' is a text, not 7.5; argument 'second' is a text, not a list of 1; ",
        ),
        (
            "relation",
            {"first": "x" * 500, "second": "Russia"},
            "argument 'first' has at most 120 letters, not 500 letters; ",
        ),
        ("relation", {"first": None, "second": {}}, "is a text, not nothing; argument 'second'"),
        ("relation", {**VIEW, "whole": "perhaps"}, "'whole' is true or false, not 'perhaps'; "),
        (
            "panel",
            {**YEARS, "grain": "galaxy-years"},
            "argument 'grain' is one of 'state-years', 'dyad-years' or 'leader-years', "
            "not 'galaxy-years'; ",
        ),
        ("panel", {**YEARS, "since": 1}, "argument 'since' is 1816 or more, not 1; "),
        ("panel", {**YEARS, "until": 10**4000}, "not a number of so many digits; "),
        ("panel", {**YEARS, "since": "soon"}, "argument 'since' is a whole number, not 'soon'; "),
        ("panel", {**YEARS, "since": 2000.5}, "argument 'since' is a whole number, not 2000.5; "),
        ("panel", {**YEARS, "add": "nmc"}, "argument 'add' is a list, not 'nmc'; "),
        ("panel", {**YEARS, "add": ["nmc", 5]}, "argument 'add', entry 2, is a text, not 5; "),
        ("panel", {**YEARS, "add": ["nmc"] * 13}, "argument 'add' has at most 12 entries"),
        ("sources", {"id": True}, "argument 'id' is a text, not true; "),
    ],
)
def test_what_the_sdk_refuses_is_one_line_of_ours(
    tool: str, given: dict[str, Any], line: str
) -> None:
    (said,) = refused([(tool, given)])
    assert line in said and said.endswith(LISTED)
    assert "\n" not in said and not any(word in said for word in FOREIGN)


def test_what_a_tool_refuses_is_its_line_alone() -> None:
    (said,) = refused([("relation", {"first": "Atlantis", "second": "Russia"})])
    assert said.startswith("no state or bloc is called 'Atlantis'") and "\n" not in said


def test_a_year_may_be_given_as_a_number() -> None:
    async def ask() -> Any:
        async with Client(create_server()) as client:
            return await client.call_tool("actors", {"name": "NATO", "as_of": 1950})

    assert len(asyncio.run(ask()).structured_content["actors"][0]["members"]) == 12
    (said,) = refused([("actors", {"name": "NATO", "as_of": -5})])
    assert "argument 'as_of' is a text, not -5" in said


def test_a_fault_of_ours_is_named_and_its_text_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str, as_of: str = "") -> dict[str, Any]:
        raise ZeroDivisionError("of a table at /secret/place")

    monkeypatch.setattr(answers, "find_actors", broken)
    with caplog.at_level(logging.ERROR):
        (said,) = refused([("actors", {"name": "NATO"})])
    assert said == "this could not be answered; in tool 'actors'; the log says why"
    assert "/secret/place" in caplog.text, "the operator sees it"


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(NAMES),
    st.dictionaries(st.sampled_from(("first", "name", "text", "add", "x")), ANYTHING, min_size=1),
)
def test_any_arguments_get_one_line_or_an_answer(tool: str, given: dict[str, Any]) -> None:
    async def ask() -> Any:
        async with Client(create_server()) as client:
            return await client.call_tool(tool, given)

    found = asyncio.run(ask())
    if found.is_error:
        said = found.content[0].text
        assert "\n" not in said and not any(word in said for word in FOREIGN)
        assert "could not be answered" not in said
