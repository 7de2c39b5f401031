"""``--facts``: the commands that take a file of own facts, and how they refuse one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "own-facts.toml"
VIEW = ("NATO", "Russia", "--as-of", "2013", "--facts")
CLAIMS = """
[document]
title = "Claims"
as_of = 2013
[[claim]]
text = "Russia was a candidate."
kind = "rung"
of = "Russia"
bloc = "NATO"
year = 2013
expect = "candidate"
"""
STEP = """
author = "the desk"
[[step]]
bloc = "NATO"
states = "RUS"
rung = "candidate"
form = "accession talks"
from = 2012-05-01
source = "Protocol"
"""


def test_the_page_names_the_author() -> None:
    page, _ = run("relation", *VIEW, str(EXAMPLE))
    joined = " ".join(page.split())
    assert (
        "According to our own desk (Meetings in Brussels, 2013, own-facts.toml, SHA-256" in joined
    )
    assert "2 rows added, 2 rows contested" in joined
    bare, _ = run("relation", *VIEW[:-1])
    assert "ccording to" not in bare


def test_windows_say_whose_facts_they_were_asked_with() -> None:
    out, _ = run("windows", *VIEW, str(EXAMPLE), "--json")
    assert json.loads(out)["own_facts"]["author"] == "our own desk"
    bare, _ = run("windows", *VIEW[:-1], "--json")
    assert "own_facts" not in json.loads(bare)
    page, _ = run("windows", *VIEW, str(EXAMPLE))
    assert "According to our own desk" in page


def test_claims_are_tested_with_own_facts(tmp_path: Path) -> None:
    claims, facts = tmp_path / "claims.toml", tmp_path / "facts.toml"
    claims.write_text(CLAIMS, encoding="utf-8")
    facts.write_text(STEP, encoding="utf-8")
    ours, _ = run("check", str(claims), "--facts", str(facts), "--json")
    theirs, _ = run("check", str(claims), "--json")
    verdicts = [json.loads(one)["claims"][0]["verdict"] for one in (ours, theirs)]
    assert verdicts == ["supported", "contradicted"]
    assert json.loads(ours)["own_facts"]["author"] == "the desk"
    assert "own_facts" not in json.loads(theirs)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (STEP.replace("rung", "rang"), "near: rung"),
        (STEP.replace("RUS", "Russia"), "near: RUS"),
        ("author = [", "not TOML"),
        ('author = "x"\n[[withdraw]]\nrow = "step:NATO:RUS:x"\nwhy = "x"\n', "no row has the id"),
    ],
)
@pytest.mark.parametrize("command", ["relation", "brief", "windows"])
def test_a_bad_file_is_refused_in_one_line(
    command: str, text: str, part: str, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(text, encoding="utf-8")
    _, said = run(command, *VIEW, str(facts), expect=1)
    assert part in said and said.count("\n") == 1 and "facts.toml" in said


def test_a_missing_file_names_an_example() -> None:
    _, said = run("relation", *VIEW, "nowhere.toml", expect=1)
    assert "nowhere.toml" in said and "examples/own-facts.toml" in said
