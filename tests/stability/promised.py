"""What is public: names of the face, options of commands, kinds of claims, routes, layouts.

``python -m tests.stability.promised > tests/stability/public_0_2.json`` writes it down at a
release; later versions may add to it.
"""

from __future__ import annotations

import inspect
import json
import sys
from typing import Any

import detente as dt
from detente.claims.schema import VERSION as CLAIMS
from detente.claims.shelf import SHELF
from detente.editions.bundle.pack import SCHEMA as BUNDLE
from detente.editions.sidecar import SCHEMA as SIDECAR
from detente.paper.writers.json import SCHEMA as RECORD
from detente.scenarios.files import VERSION as SCENARIO
from detente.scenarios.files import library
from detente.schemas import schema
from detente.store.table import FORMAT

Promise = dict[str, Any]
WHOLE = ("Panel", "Relation", "Options")
"""Classes of which every public member is promised; of the others, the name alone."""
KINDS = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def face() -> dict[str, list[str]]:
    """Give every public name with its parameters; of `WHOLE` the members."""
    found: dict[str, list[str]] = {}
    for name in sorted(dt.__all__):
        value = getattr(dt, name)
        if inspect.isclass(value):
            members = sorted(one for one in dir(value) if not one.startswith("_"))
            found[name] = members if name in WHOLE else []
        elif callable(value):
            parameters = inspect.signature(value).parameters.values()
            found[name] = [one.name for one in parameters if one.kind not in KINDS]
        else:
            found[name] = []
    return found


def commands() -> dict[str, list[str]]:
    """Give every command with its options."""
    import typer

    from detente.cli.app import application

    group: Any = typer.main.get_command(application(""))
    found: dict[str, list[str]] = {}
    for name, command in sorted(group.commands.items()):
        found |= _options(name, command)
    return found


def _options(name: str, command: Any) -> dict[str, list[str]]:
    """Give the options of a command, and those of the commands below it."""
    options = sorted(one for parameter in command.params for one in parameter.opts)
    below = {}
    for inner, one in sorted(getattr(command, "commands", {}).items()):
        below |= _options(f"{name} {inner}", one)
    return {name: [one for one in options if one.startswith("--")], **below}


def claims() -> dict[str, list[str]]:
    """Give every kind of claim with its fields."""
    return {kind.name: sorted(one.name for one in kind.fields) for kind in SHELF}


def layouts() -> dict[str, str]:
    """Give the version of every layout of files."""
    written = {"record": RECORD, "bundle": BUNDLE, "sidecar": SIDECAR, "table": str(FORMAT)}
    return {**written, "claims": CLAIMS, "scenario": SCENARIO}


def routes() -> dict[str, list[str]]:
    """Give every route of the API with its parameters."""
    paths = schema("api")["paths"].items()
    return {
        f"{method.upper()} {path}": sorted(one["name"] for one in said.get("parameters", ()))
        for path, methods in paths
        for method, said in methods.items()
    }


def promised() -> Promise:
    """Give everything that is public."""
    return {
        "face": face(),
        "commands": commands(),
        "claims": claims(),
        "scenarios": {name: [] for name in sorted(library())},
        "layouts": layouts(),
        "routes": routes(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(promised(), indent=1) + "\n")
