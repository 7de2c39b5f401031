"""What 0.2 promised is still there, and files of earlier versions are still read."""

from __future__ import annotations

import json
import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.actors.own_facts import parse_own_facts
from detente.claims.document import parse
from detente.evaluation.ledger.outlook import Making
from detente.evaluation.ledger.own import entries_of
from detente.scenarios.files import read as read_scenario
from tests.stability.promised import promised

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROMISED: dict[str, Any] = json.loads((HERE / "public_0_2.json").read_text(encoding="utf-8"))
NOW = promised()
PAGE = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
REMOVED = re.findall(r"^\| `([^`]+)` \| \d{4}-\d{2}-\d{2} \|", PAGE, re.MULTILINE)
"""What the page says is gone, and since when."""
FRAGMENT = re.compile(r"[a-z0-9-]+\.(added|changed|deprecated|removed|fixed)\.md")


@pytest.mark.parametrize("part", ["face", "commands", "claims", "scenarios", "routes"])
def test_what_was_promised_is_there(part: str) -> None:
    for name, members in PROMISED[part].items():
        if name in REMOVED:
            continue
        assert name in NOW[part], f"{name} is gone: say so, with a date, in docs/stability.md"
        gone = [one for one in members if one not in NOW[part][name]]
        lost = [one for one in gone if f"{name} {one}" not in REMOVED]
        assert not lost, f"{name} has no {lost} any more: docs/stability.md"


@pytest.mark.parametrize("layout", PROMISED["layouts"])
def test_a_layout_keeps_its_first_number(layout: str) -> None:
    first, now = (one["layouts"][layout].partition(".")[0] for one in (PROMISED, NOW))
    assert now == first, f"the layout of {layout} changed: docs/stability.md says what that takes"
    assert f"| {layout} |" in PAGE


@pytest.mark.parametrize("version", ["version_0_1", "version_0_2"])
def test_claims_of_earlier_versions_are_read(version: str) -> None:
    data = (HERE / version / "claims.toml").read_bytes()
    found = parse(data, where="claims.toml", title="claims")
    assert len(found.claims) > 40 and found.author


def test_files_of_0_2_are_read() -> None:
    old = HERE / "version_0_2"
    scenario = read_scenario((old / "scenario.toml").read_bytes(), "scenario.toml")
    assert scenario.events
    assert parse_own_facts((old / "own-facts.toml").read_bytes())
    making = Making(made_on=date(2026, 11, 28), software="detente")
    assert len(entries_of(old / "questions.toml", making)) == 2


def test_fragments_of_the_changelog_have_a_kind_and_one_sentence() -> None:
    found = [one for one in (ROOT / "changelog.d").iterdir() if one.name != "README.md"]
    assert not [one.name for one in found if not FRAGMENT.fullmatch(one.name)]
    for one in found:
        text = one.read_text(encoding="utf-8").strip()
        assert text.endswith(".") and not text.startswith(("#", "-")), one.name


def test_nothing_public_warns_that_it_goes_without_a_day() -> None:
    said = re.compile(r"DeprecationWarning")
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if said.search(text):
            assert re.search(r"\d{4}-\d{2}-\d{2}", text), f"{path.name} warns without a day"
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        assert promised()["layouts"]
