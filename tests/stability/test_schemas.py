"""Schemas describe what is written and read, and files of earlier versions are valid under them."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from detente.claims.document import parse
from detente.claims.shelf import SHELF
from detente.errors import EditionError
from detente.paper.brief import Brief
from detente.paper.changes.printed import read_record
from detente.paper.record_schema import schema as record_schema
from detente.paper.writers.json import SCHEMA, record
from detente.scenarios.files import library
from detente.schemas import SCHEMAS, schema
from tests.cli.test_cli import run

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
KEPT = ("3.0", "3.1", "3.2")
"""Layouts that are valid under the present schema."""
CLAIM = {"text": "It is so.", "kind": "level", "measure": "people", "of": "China", "expect": "> 1"}


def plain(value: Any) -> Any:
    """Write what TOML holds as JSON does: days are text."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(name: str, value: Any) -> list[str]:
    """Say what is wrong with a file."""
    return [one.message for one in Draft202012Validator(schema(name)).iter_errors(value)]


def closed(part: Any) -> Any:
    """Refuse every field that a schema does not name."""
    if isinstance(part, list):
        return [closed(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    found = {name: closed(inner) for name, inner in part.items()}
    if "required" in found and "properties" in found:
        found["additionalProperties"] = False
    return found


@pytest.mark.parametrize("name", ["brief", "claims", "scenario"])
def test_a_schema_is_one_and_has_a_version(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:detente:{name}:{found['version']}"


@pytest.mark.slow
def test_records_have_exactly_the_fields_of_the_schema(briefs: dict[str, Brief]) -> None:
    validator = Draft202012Validator(closed(record_schema()))
    for brief in briefs.values():
        whole = json.loads(json.dumps(record(brief)))
        assert not [(*one.absolute_path, one.message) for one in validator.iter_errors(whole)]


@pytest.mark.parametrize("layout", KEPT)
def test_records_of_the_same_first_number_are_valid(layout: str) -> None:
    old = json.loads((HERE / "version_0_2" / f"brief-{layout}.json").read_text(encoding="utf-8"))
    assert old["schema"] == layout and not faults("brief", old)
    broken = copy.deepcopy(old)
    del broken["argument"]
    assert faults("brief", broken) == ["'argument' is a required property"]
    assert not faults("brief", {**old, "of_a_later_layout": 1})


def test_the_newest_record_is_among_those_that_are_tested() -> None:
    assert KEPT[-1] == SCHEMA


def test_two_records_are_compared_from_3_2_on() -> None:
    for name in ("version_0_1/brief-1.1.json", "version_0_2/brief-3.1.json"):
        old = json.loads((HERE / name).read_text(encoding="utf-8"))
        with pytest.raises(EditionError, match="write the old edition again"):
            read_record(old, where=name)
    new = json.loads((HERE / "version_0_2" / "brief-3.2.json").read_text(encoding="utf-8"))
    assert read_record(new, where="new").figures["power.example"].value == 2.5


def test_a_record_of_0_1_is_not_taken_for_one_of_now() -> None:
    old = json.loads((HERE / "version_0_1" / "brief-1.1.json").read_text(encoding="utf-8"))
    assert "'argument' is a required property" in faults("brief", old)


@pytest.mark.parametrize(
    "path",
    [*sorted(HERE.glob("version_*/claims.toml")), *sorted((EXAMPLES / "claims").glob("*.toml"))],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_claims_of_every_version_are_valid(path: Path) -> None:
    assert not faults("claims", plain(tomli.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("kind", SHELF, ids=lambda kind: kind.name)
def test_the_schema_refuses_what_the_reader_refuses(kind: Any) -> None:
    """A kind without one of its fields, and with one that it does not have."""
    (needed,) = sorted(kind.required)[:1]
    entry = {"text": "It is so.", "kind": kind.name, "no_such_field": 1}
    for wrong in ({**entry}, {name: entry[name] for name in ("text", "kind")}):
        lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in wrong.items())
        (claim,) = parse(f"[[claim]]\n{lines}\n".encode(), where="x", title="x").claims
        assert claim.error
        assert faults("claims", {"claim": [wrong]}), needed


def test_a_claim_needs_a_test_or_a_reason() -> None:
    assert not faults("claims", {"claim": [CLAIM]})
    assert faults("claims", {"claim": [{"text": "It is so."}]})
    assert faults("claims", {"claim": []})
    assert not faults("claims", {"claim": [{"text": "It is so.", "untestable": "no data"}]})


def test_scenario_files_are_valid() -> None:
    texts = [*library().values(), (HERE / "version_0_2" / "scenario.toml").read_text("utf-8")]
    for text in texts:
        assert not faults("scenario", plain(tomli.loads(text)))
    wrong = tomli.loads(texts[-1])
    wrong["event"][0]["yaer"] = 2032
    assert faults("scenario", wrong)


def test_the_command_prints_every_schema() -> None:
    out, _ = run("schema")
    assert [line.split()[0] for line in out.splitlines()] == list(SCHEMAS)
    for name in SCHEMAS:
        assert json.loads(run("schema", name)[0]) == schema(name)
    listed = json.loads(run("schema", "--json")[0])
    assert listed[0]["version"] == SCHEMA
    _, err = run("schema", "breif", expect=1)
    assert "no schema is called 'breif'" in err and "brief" in err
