"""What docs/workbench.md gives an operator: the unit of systemd and the recipe of a container."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import typer

from detente.cli.app import application
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "workbench.md").read_text(encoding="utf-8")
INSTRUCTIONS = {"FROM", "RUN", "USER", "ENV", "EXPOSE", "CMD"}
"""Instructions that the recipe may have: none that copies what is not there, none that is old."""


def block(language: str) -> str:
    """Give the only block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def options() -> set[str]:
    """Give the options of the command."""
    command = typer.main.get_command(application("serve")).commands["serve"]
    return {name for parameter in command.params for name in parameter.opts}


def is_a_call(words: list[str]) -> bool:
    """Tell whether words start the workbench with options that it has."""
    name, verb, *rest = words
    given = {word for word in rest if word.startswith("--")}
    return Path(name).name == "detente" and verb == "serve" and given <= options()


def test_the_unit_is_one(tmp_path: Path) -> None:
    text = block("ini")
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # keys of a unit are written in capitals and small letters
    unit.read_string(text)
    assert unit.sections() == ["Unit", "Service", "Install"]
    service = unit["Service"]
    assert is_a_call(shlex.split(service["ExecStart"]))
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict" and not service["CapabilityBoundingSet"]
    checker = shutil.which("systemd-analyze")
    if checker is not None:
        # the program is installed on the operator's machine: another one stands in for it
        standing_in = text.replace("/opt/detente/bin/detente", str(shutil.which("true")))
        path = tmp_path / "detente.service"
        path.write_text(standing_in, encoding="utf-8")
        ran = subprocess.run(
            [checker, "verify", str(path)], capture_output=True, text=True, timeout=60
        )
        about = [line for line in ran.stderr.splitlines() if "detente.service" in line]
        assert not about, about


def test_the_recipe_is_one() -> None:
    lines = [line for line in block("dockerfile").splitlines() if line.strip()]
    steps = [line.split(maxsplit=1) for line in lines]
    names = [name for name, _ in steps]
    assert set(names) == INSTRUCTIONS and names[0] == "FROM" and names[-1] == "CMD"
    given = dict(steps)
    image, _, tag = given["FROM"].partition(":")
    assert image == "python" and re.fullmatch(r"3\.1[1-9]-slim", tag), "a tag that is not moved"
    assert "--no-cache-dir" in given["RUN"] and "sudo" not in given["RUN"]
    assert names.index("RUN") < names.index("USER") < names.index("CMD")
    assert given["USER"] not in ("root", "0") and f"useradd --create-home {given['USER']}" in str(
        given["RUN"]
    )
    words = json.loads(given["CMD"])
    assert is_a_call(words) and "--allow-remote" in words
    assert words[words.index("--port") + 1] == given["EXPOSE"]
    variables = dict(one.split("=", 1) for one in given["ENV"].split())
    assert variables == {"DETENTE_HOME": "/home/detente/store", "DETENTE_OFFLINE": "1"}
    assert "not built here" in PAGE
