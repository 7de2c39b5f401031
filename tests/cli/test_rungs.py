"""``detente actors BLOC --rungs``: a readable page, the record, and what is refused."""

from __future__ import annotations

import json

import pytest

from detente.actors.rung_tables import blocs_with_terms
from tests.cli.test_cli import run

WIDTH = 100


@pytest.mark.parametrize("bloc", blocs_with_terms())
def test_the_page_keeps_to_its_width_and_names_articles_and_classes(bloc: str) -> None:
    out, _ = run("actors", bloc, "--rungs")
    lines = out.splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert "member" in lines
    assert all(f"  {effect}" in lines for effect in ("gives", "withholds"))
    assert "verified)" in out or "reported)" in out


def test_the_page_of_the_union() -> None:
    out, _ = run("actors", "EU", "--rungs", "--as-of", "2024")
    assert "gives, withholds and demands at the end of 2024" in out
    assert "candidate: accession talks" in out
    assert "seats in the European Parliament, 720 in all (Article 14(2) TEU; verified)" in out
    assert "DEU 96  FRA 81" in out


def test_the_page_of_a_past_day_knows_no_later_term() -> None:
    out, _ = run("actors", "EU", "--rungs", "--as-of", "2008")
    assert "Article 42(7) TEU; verified" not in out
    assert "votes in the Council, 345 in all, 255 needed" in out


def test_a_day_before_every_term_says_so() -> None:
    out, _ = run("actors", "COE", "--rungs", "--as-of", "1949-06-01")
    assert "nothing is on record on 1 June 1949" in out


def test_the_record_holds_every_row_with_its_source() -> None:
    out, _ = run("actors", "SCO", "--rungs", "--json")
    record = json.loads(out)
    assert (record["bloc"], record["day"]) == ("SCO", "2026-06-30")
    (budget,) = record["allotments"]
    assert budget["numbers"]["KAZ"] == 0.152
    assert budget["evidence"] == "verified"
    assert budget["url"].startswith("https://")
    votes = [term for term in record["terms"] if term["topic"] == "votes"]
    assert {term["rung"] for term in votes} == {"member", "candidate", "observer", "partner"}
    assert votes[0]["article"] == "Article 16"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Serbia",), "is a state; only the rungs of blocs"),
        (("V4",), "is not on record"),
        ((), "no bloc is named"),
    ],
)
def test_what_has_no_rungs_is_refused_in_one_line(words: tuple[str, ...], said: str) -> None:
    _, err = run("actors", *words, "--rungs", expect=1)
    assert said in err
    assert err.count("\n") == 1
