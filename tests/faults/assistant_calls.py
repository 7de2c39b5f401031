"""Spoiled calls of assistants: each is answered, or refused in one line."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError

from detente.assistants.answers import EXAMPLE
from detente.assistants.server import create_server
from detente.errors import DetenteError
from tests.faults.spoil import PIECES, spoil

SOUND: tuple[tuple[str, dict[str, Any]], ...] = (
    ("actors", {"name": "Rusko", "as_of": "1985"}),
    ("relation", {"first": "NATO", "second": "Russia", "as_of": "2013", "whole": True}),
    ("measures", {"first": "India", "second": "China", "as_of": "2010"}),
    ("measure", {"first": "NATO", "second": "Russia", "name": "identity.same_votes"}),
    ("check_claims", {"text": EXAMPLE}),
    ("claim_tests", {}),
    ("panel", {"grain": "state-years", "since": 2000, "until": 2001, "add": ["nmc"]}),
    ("panel_additions", {}),
    ("sources", {"id": "vdem"}),
)
OTHER = (None, True, 1.5, -1, 10**30, 10**4000, [], {}, [[]], ["nmc", None], {"a": {}}, 2013, "²")


@cache
def server() -> Any:
    """Make the server, once."""
    return create_server()


@cache
def runner() -> asyncio.Runner:
    """Keep one loop."""
    return asyncio.Runner()


def call(random: Random) -> tuple[str, dict[str, Any]]:
    """Spoil the arguments of a call, or their names, or the name of the tool."""
    tool, sound = random.choice(SOUND)
    given = dict(sound)
    for name, value in sound.items():
        how = random.random()
        if how < 0.4:
            text = value if isinstance(value, str) else random.choice(PIECES)
            given[name] = random.choice((spoil(random, text), random.choice(OTHER)))
        elif how < 0.5:
            del given[name]
    if random.random() < 0.1:
        given[random.choice(PIECES)] = random.choice(OTHER)
    return (spoil(random, tool) if random.random() < 0.05 else tool), given


def take(given: tuple[str, dict[str, Any]], folder: Path) -> None:
    """Call the tool; what its code does not foresee is raised as it is."""
    tool, arguments = given
    try:
        runner().run(server().call_tool(tool, arguments))
    except UnexpectedToolError as error:
        raise error.__cause__ or error from None
    except ToolError as error:
        if "\n" in str(error) or "pydantic" in str(error):
            raise ValueError(f"a refusal of many lines: {error}") from None
        raise DetenteError(str(error)) from None
