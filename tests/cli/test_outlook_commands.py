"""Windows, claims and the report card at the command line: words, JSON, files, faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run

CLAIM = """[document]
title = "A paper"
as_of = 2013
[[claim]]
id = "1"
text = "China has more people than Russia"
kind = "ratio"
measure = "people"
of = "China"
to = "Russia"
year = 2012
expect = "> 5"
[[claim]]
id = "2"
text = "Nobody is as happy"
kind = "level"
measure = "happiness"
of = "China"
expect = "> 5"
"""


def test_windows_in_words_and_as_json() -> None:
    text, _ = run("windows", "NATO", "Russia", "--as-of", "1993")
    assert "no new dispute: the past alone gives" in text and "OPEN" in text
    assert "passed its test: +" in text and "hit rate" in text and "base rate" in text
    assert all(len(line) <= 100 for line in text.splitlines())
    found = json.loads(run("windows", "NATO", "Russia", "--as-of", "1993", "--json")[0])
    assert found["year"] == 1993 and {w["year"] for w in found["windows"]} <= set(range(1970, 1994))
    assert all(max((d["first"] for d in r["decades"]), default=0) <= 1988 for r in found["records"])
    assert "is hostile" in run("windows", "France", "Germany", "--as-of", "2010")[0]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("windows", "NATO", "Ruslant"), "Ruslant"),
        (("windows", "NATO", "NATO"), "different actors"),
        (("check", "nowhere.toml"), "there is no file"),
        (("backtest", "moons"), "near: card"),
    ],
)
def test_faults_in_one_line(words: tuple[str, ...], part: str) -> None:
    _, said = run(*words, expect=1)
    assert part in said and said.strip().count("\n") == 0


def test_claims_in_words_and_as_json(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(CLAIM, encoding="utf-8")
    text, _ = run("check", str(path))
    assert (
        "1. SUPPORTED" in text
        and "2. UNTESTABLE" in text
        and "nothing here measures 'happiness'" in text
    )
    assert "1 supported and 1 untestable" in text
    found = json.loads(run("check", str(path), "--json", "--out", str(tmp_path / "o"))[0])
    assert [c["verdict"] for c in found["claims"]] == ["supported", "untestable"]
    assert json.loads((tmp_path / "o" / "c.json").read_text(encoding="utf-8")) == found
    assert run("check", str(path), "--as-of", "1700", expect=1)[1].count("\n") == 1


def test_the_card_names_every_method() -> None:
    text = " ".join(run("backtest", "card", "--as-of", "2013")[0].split())
    for name in (
        "Risk of a dispute",
        "Windows of opportunity",
        "Composite index",
        "Tone of speech",
        "Analogues",
    ):
        assert name in text
    whole = run("backtest", "card", "--as-of", "2013", "--json")[0]
    assert "the pair's own past alone" in whole and "known failure" in " ".join(
        run("backtest", "risk")[0].split()
    )
    early = run("backtest", "windows", "--as-of", "1995")[0]
    assert "1990s" in early and "2000s" not in early
