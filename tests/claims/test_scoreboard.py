"""The scoreboard: every claim in one line, every verdict counted."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.claims.check import VERDICTS, Verdict, check
from detente.claims.document import Claim, read
from detente.claims.scoreboard import counted_verdicts, scoreboard, shortened
from detente.store.catalog import Catalog
from tests.cli.test_cli import run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims" / "karasek-2013.toml"


def test_every_claim_has_a_line_and_every_verdict_a_count(catalog: Catalog) -> None:
    document = read(EXAMPLE)
    claims = check(catalog, document)
    lines = scoreboard(claims, 40)
    assert [line.number for line in lines] == [claim.id for claim in document.claims]
    assert all(len(line.statement) <= 40 for line in lines)
    assert {line.then for line in lines} == set(VERDICTS)
    counts = counted_verdicts([line.then for line in lines])
    assert sum(int(word) for word in counts.split() if word.isdigit()) == len(lines) == 46
    said, _ = run("check", str(EXAMPLE), "--json")
    assert said.count('"statement"') == 46
    page, _ = run("check", str(EXAMPLE))
    head = page.split("\n\n")[1].splitlines()
    assert page.startswith(counts) and len(head) == 47
    assert all(len(line) <= 100 for line in page.splitlines())
    assert [line.split()[0] for line in head[1:]] == [line.number for line in lines]


def test_a_claim_that_cannot_be_read_is_on_the_board_too() -> None:
    broken = Verdict(Claim("x", "It is said", error="no such measure"), why="no such measure")
    (line,) = scoreboard((broken,), 40)
    assert (line.then, line.since) == ("untestable", "")
    assert counted_verdicts([]) == "" and counted_verdicts([""]) == ""


@given(text=st.text(max_size=200), most=st.integers(2, 80))
def test_a_statement_is_cut_at_a_word(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most + 1 and "\n" not in short
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1].rstrip()))
