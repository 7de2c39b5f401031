"""The ledger at the command line: from an entry to its score, faults in one line, 100 columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.house.tree import ROOT

RELATIONS = str(ROOT / "examples" / "ledger" / "relations.toml")
QUESTIONS = str(ROOT / "examples" / "ledger" / "questions.toml")


def ledger(*words: str, at: Path, expect: int = 0) -> str:
    shown, said = run("ledger", *words, "--ledger", str(at), expect=expect)
    return said if expect else shown


def test_from_an_entry_to_its_score(tmp_path: Path) -> None:
    at = tmp_path / "l.jsonl"
    said = ledger("register", "Serbia", "EU", "--as-of", "2012", "--quiet", at=at)
    assert "entries registered" in said and "head " in said
    again = ledger("register", "Serbia", "EU", "--as-of", "2012", "--quiet", at=at)
    assert again.startswith("0 entries registered; ")
    listed = ledger("list", at=at)
    assert "deadline" in listed and "open" in listed and "share of the system" in listed
    shown = ledger("show", "share.cinc.EU.2012-12-31.2017", at=at)
    assert "no change, with the errors" in shown and "table capability" in shown
    waiting = ledger("resolve", "--as-of", "2013", "--dry-run", at=at)
    assert "nothing was written" in waiting and " wait: " in waiting
    decided = ledger("resolve", at=at)
    assert " decided, " in decided and "share.cinc.EU.2012-12-31.2017" in decided
    verified = ledger("verify", at=at)
    assert "each follows from the one before" in verified
    scores = ledger("score", at=at)
    assert "Entries made" in scores and "only questions whose own deadline" in scores
    everything = "\n".join((said, listed, shown, waiting, decided, verified, scores))
    assert all(len(line) <= 100 for line in everything.splitlines())


def test_the_same_as_json(tmp_path: Path) -> None:
    at = tmp_path / "l.jsonl"
    added = json.loads(ledger("register", QUESTIONS, "--json", at=at))
    assert len(added["added"]) == 2 and len(added["head"]) == 64
    entries = json.loads(ledger("list", "--open", "--json", at=at))
    assert {one["id"] for one in entries} == set(added["added"])
    one = json.loads(ledger("show", "own.mont", "--json", at=at))
    assert one["outcome"] is None and one["forecast"] == {"probability": 0.3}
    found = json.loads(ledger("resolve", "--json", at=at))
    assert found["outcomes"] == [] and set(found["waiting"]) == set(added["added"])
    ledger("resolve", "--void", "own.mont", "--because", "withdrawn", at=at)
    parts = json.loads(ledger("score", "--json", at=at))
    assert [(part["entries"], part["void"], part["chances"]) for part in parts] == [(2, 1, None)]
    assert json.loads(ledger("verify", "--head", added["head"], "--json", at=at))["found_at"] == 2
    assert "VOID on" in ledger("show", "own.mont", at=at)
    table = tmp_path / "t.csv"
    assert "2 entries written" in ledger("export", "--out", str(table), at=at)
    assert table.read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.slow
def test_a_paper_is_registered_from_its_json(tmp_path: Path) -> None:
    run("brief", "Serbia", "EU", "--out", str(tmp_path / "paper"), "--quiet")
    at, paper = tmp_path / "l.jsonl", str(tmp_path / "paper" / "brief.json")
    from_paper = json.loads(ledger("register", paper, "--json", at=at))["added"]
    assert from_paper and all(name.startswith("watch.SRB.EU.") for name in from_paper)
    both = json.loads(ledger("register", "Serbia", "EU", "--kind", "watch", "--json", at=at))
    assert both["added"] == [] and both["known"] == len(from_paper)


def test_a_ledger_is_begun_from_a_list(tmp_path: Path) -> None:
    target = tmp_path / "new.jsonl"
    words = ("ledger", "seed", RELATIONS, "--out", str(target), "--first", "2", "--json")
    added = json.loads(run(*words)[0])["added"]
    assert {name.split(".")[0] for name in added} >= {"share", "watch"}
    before = target.read_bytes()
    assert "exists already" in run(*words, expect=1)[1] and target.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("register", "NATO"), "a relation has two"),
        (("register", "NATO", "Ruslant"), "Ruslant"),
        (("register", "nowhere.toml"), "cannot be read"),
        (("register", QUESTIONS, "--as-of", "2012"), "has its own view"),
        (("register", "NATO", "Russia", "--kind", "guess"), "there is no kind 'guess'"),
        (("list",), "there is no ledger"),
        (("resolve",), "there is no ledger"),
        (("verify",), "there is no ledger"),
    ],
)
def test_faults_in_one_line(tmp_path: Path, words: tuple[str, ...], part: str) -> None:
    said = ledger(*words, at=tmp_path / "l.jsonl", expect=1)
    assert part in said.rpartition("detente: ")[2] and said.strip().count("\n") == 0


def test_a_broken_chain_is_told_in_one_line_by_every_command(tmp_path: Path) -> None:
    at = tmp_path / "l.jsonl"
    ledger("register", QUESTIONS, at=at)
    at.write_bytes(at.read_bytes().replace(b'"probability":0.3', b'"probability":0.9'))
    for words in (("list",), ("score",), ("verify",), ("resolve",), ("register", QUESTIONS)):
        said = ledger(*words, at=at, expect=1)
        assert "entry 1 was changed after it was written" in said
        assert "put a copy of the file back" in said and said.strip().count("\n") == 0
