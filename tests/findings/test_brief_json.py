"""brief.json holds what docs/brief-json.md describes, and its sentences add up to its texts."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from detente.evidence.figure import ID, KINDS
from detente.paper.blocks import Paragraph
from detente.paper.brief import Brief
from detente.paper.writers.json import SCHEMA, record
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "brief-json.md").read_text(encoding="utf-8")
SLOT = re.compile(r"\{([a-z0-9._-]+)(?::[a-z_ ]+)?\}")


@cache
def described(row: str) -> frozenset[str]:
    """Fields that the page names in the row of a part."""
    lines = [line for line in PAGE.splitlines() if line.startswith(f"| `{row}`")]
    assert len(lines) == 1, row
    # what stands in brackets explains a field
    bare = re.sub(r"\([^()]*\)", "", lines[0].split("|")[2])
    return frozenset(name.removesuffix("[]") for name in re.findall(r"`([^`]+)`", bare))


@pytest.fixture(scope="session")
def records(briefs: dict[str, Brief]) -> dict[str, dict[str, Any]]:
    return {name: record(briefs[name]) for name in ("nato-russia-2013", "india-china")}


def findings(whole: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [*whole["structures"].values(), whole["synthesis"]]
    return [finding for part in parts for finding in part["findings"]]


def test_the_page_is_of_this_layout() -> None:
    assert f"layout {SCHEMA}" in PAGE.splitlines()[0]


@pytest.mark.slow
def test_every_part_is_described(records: dict[str, dict[str, Any]]) -> None:
    heads = "".join(re.findall(r"^\| ([^|]+) \|", PAGE, flags=re.MULTILINE))
    named = set(re.findall(r"[a-z_]+", heads))
    for whole in records.values():
        assert set(whole) <= named


@pytest.mark.slow
@pytest.mark.parametrize("part", ["findings[]", "sentences[]", "figures[]", "evidence[]"])
def test_fields_are_those_described(records: dict[str, dict[str, Any]], part: str) -> None:
    for whole in records.values():
        entries = findings(whole)
        if part == "evidence[]":
            entries = [cell for finding in entries for cell in finding["evidence"]]
        if part in ("sentences[]", "figures[]"):
            entries = [sentence for finding in entries for sentence in finding["sentences"]]
        if part == "figures[]":
            entries = [figure for sentence in entries for figure in sentence["figures"]]
        assert entries
        for entry in entries:
            fields = set(entry) - ({"chance"} if part == "figures[]" else set())
            assert fields == described(part) - ({"chance"} if part == "figures[]" else set())
            if "chance" in entry:
                assert set(entry["chance"]) == described("chance")


@pytest.mark.slow
def test_sentences_add_up_and_figures_have_cells(records: dict[str, dict[str, Any]]) -> None:
    for whole in records.values():
        for finding in findings(whole):
            texts = [sentence["text"] for sentence in finding["sentences"]]
            assert " ".join(texts) == finding["text"]
            for sentence in finding["sentences"]:
                ids = {figure["id"] for figure in sentence["figures"]}
                assert set(SLOT.findall(sentence["template"])) == ids
                assert bool(ids) == sentence["bound"]
                for figure in sentence["figures"]:
                    assert ID.fullmatch(figure["id"]) and figure["kind"] in KINDS
                    assert figure["cells"] and max(figure["cells"]) < len(finding["evidence"])


@pytest.mark.slow
def test_a_paragraph_says_the_same_in_every_medium(briefs: dict[str, Brief]) -> None:
    finding = briefs["nato-russia-2013"].finding("power.shares_cinc")
    assert finding is not None
    paragraph = Paragraph.of(finding, notes=(1,))
    assert paragraph.plain()["text"] == paragraph.text == finding.text
    marks = re.findall(r'data-fig="([^"]+)"', paragraph.plain("html")["text"])
    assert set(marks) == {figure.id for figure in finding.figures}
    bare = re.sub(r"\[([^\]]+)\]\(fig:[^)]+\)", r"\1", paragraph.plain("markdown")["text"])
    assert bare == finding.text
