"""JSON schemas of the files that détente writes and reads, as the package carries them.

``python docs/generate.py`` writes them from the code that writes and reads these files.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from detente.asked import is_one_of
from detente.errors import RequestError, quoted

SCHEMAS = {
    "brief": "brief.json, the record of a paper",
    "claims": "a file of claims",
    "scenario": "a scenario file",
    "api": "the answers by HTTP under /api/v1 (OpenAPI)",
}
"""Name of each schema to what it describes."""


def schema(name: str) -> dict[str, Any]:
    """Read the JSON schema of a file that détente writes or reads, to check such files.

    Parameters
    ----------
    name : {"brief", "claims", "scenario", "api"}
        Of what.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; of the API, OpenAPI 3.1.

    Raises
    ------
    RequestError
        Where there is no such schema.

    Examples
    --------
    >>> schema("scenario")["title"]
    'Scenario, version 1.0'
    """
    if not is_one_of(name, SCHEMAS):
        raise RequestError(f"no schema is called {quoted(name)}", near=tuple(SCHEMAS))
    text = files("detente.schemas").joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def number(name: str) -> str:
    """Give the version of a schema.

    Parameters
    ----------
    name : str
        One of `SCHEMAS`.

    Examples
    --------
    >>> number("claims")
    '1.0'
    """
    found = schema(name)
    return str(found.get("version") or found["info"]["version"])
