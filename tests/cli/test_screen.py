"""One screen of the terminal, lines that fit, and Markdown as a terminal shows it."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest

from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.advice.answered import answer
from detente.analysis.relation import Relation
from detente.cli.console import COLUMNS, out, within
from detente.cli.markdown import rendered
from detente.cli.relation_page import SCREEN, STRUCTURES, page, screen
from detente.evidence.sentence import render
from detente.rules.angle_shelf import ANGLES
from detente.rules.answer import question
from detente.rules.argument import Argument
from detente.rules.briefly import after_first
from detente.rules.shelf import SHELF
from detente.store.catalog import Catalog
from tests.cli.test_cli import run

PAIRS = (
    ("NATO", "Russia", 2013),
    ("Serbia", "EU", 2024),
    ("Serbia", "Kosovo", 2024),
    ("Ukraine", "Russia", 2024),
    ("Liechtenstein", "Switzerland", 2024),
    ("ASEAN", "USA", 2024),
    ("France", "Prussia", 1816),
)


def argued(catalog: Catalog, first: str, second: str, year: int) -> Argument:
    """Give what is argued of a pair."""
    return Argument(Relation(catalog, pair(first, second, year)))


@pytest.mark.parametrize(("first", "second", "year"), PAIRS)
def test_a_relation_is_one_screen_with_the_answer_first(
    catalog: Catalog, first: str, second: str, year: int
) -> None:
    argument = argued(catalog, first, second, year)
    lines = screen(argument, argument.relation.pair.day)
    assert len(lines) <= SCREEN and max(map(len, lines)) <= COLUMNS
    said = " ".join(lines[: lines.index("POWER")])
    for sentence in after_first(answer(Advised(argument)), argument.relation.pair):
        assert render(sentence) in said.replace("*", "")
    assert lines[0].replace("*", "") in question(argument)
    headings = [line for line in lines if line in STRUCTURES.values()]
    assert headings == list(STRUCTURES.values())
    assert any(line.startswith("next: detente brief ") for line in lines)


def test_a_small_room_keeps_what_every_block_begins_with(catalog: Catalog) -> None:
    argument = argued(catalog, "Serbia", "EU", 2024)
    day = argument.relation.pair.day
    small, large = page(argument, day, room=1), page(argument, day, room=200)
    assert len(small) < len(large) and set(small) <= set(large)
    for heading in STRUCTURES.values():
        assert small[small.index(heading) + 1].strip()


def test_a_page_asks_no_rule_whose_section_it_leaves_out(catalog: Catalog) -> None:
    argument = argued(catalog, "Liechtenstein", "Switzerland", 2024)
    page(argument, argument.relation.pair.day)
    # whether anything explains the two decides which other sections speak
    printed = {*STRUCTURES, "windows", "why"}
    of_angles = {id for angle in ANGLES for id in angle.rules}
    # a rule of another section that is no key finding and answers no angle has nothing to say here
    needed = {
        rule.id for rule in SHELF if rule.section in printed or rule.key or rule.id in of_angles
    }
    assert set(argument.lines.asked) <= needed


def test_small_shares_are_no_zeros(catalog: Catalog) -> None:
    lines = page(argued(catalog, "Serbia", "EU", 2024), pair("Serbia", "EU", 2024).day, room=200)
    assert not [line for line in lines if " 0.0%" in line]


def test_a_long_line_is_broken_at_words_below_its_last_column() -> None:
    line = "wdi_more   open  -   " + " ".join(["indicator"] * 20)
    first, *more = within(line)
    assert len(first) <= COLUMNS and more
    assert all(part.startswith(" " * 21 + "indicator") for part in more)
    path = "written to " + "/x" * 80
    assert "/x" * 80 in [part.strip() for part in within(path)], "a path stays whole"


def test_what_is_printed_is_broken_and_json_is_not() -> None:
    with redirect_stdout(io.StringIO()) as shown:
        out("word " * 40)
    assert max(map(len, shown.getvalue().splitlines())) <= COLUMNS
    raw, _ = run("actors", "EU", "--rungs", "--json")
    assert max(map(len, raw.splitlines())) > COLUMNS, "JSON is left as it is"


def test_markdown_is_shown_and_not_printed_raw() -> None:
    wide = " ".join(["word"] * 40)
    text = f"## Title\n\n| name | share | text |\n|---|---|---|\n| **a** | 0.5 | {wide} |\n\n{wide}"
    lines = list(rendered(text))
    assert lines[:2] == ["Title", "-----"] and max(map(len, lines)) <= COLUMNS
    assert lines[3].split() == ["name", "share", "text"] and not [x for x in lines if "|" in x]
    assert " ".join(" ".join(lines).split()).count("word") == 80


def test_an_empty_table_is_nothing() -> None:
    assert not list(rendered("|---|---|"))


def test_the_report_card_has_no_raw_markdown() -> None:
    text, _ = run("backtest", "power", "--as-of", "2013")
    assert not [line for line in text.splitlines() if line.startswith(("|", "#"))]
    assert max(map(len, text.splitlines())) <= COLUMNS


def test_a_check_begins_with_the_scoreboard() -> None:
    text, _ = run("check", "examples/claims/karasek-2013.toml")
    first, since, paper, *_ = text.splitlines()
    assert first.endswith("untestable") and first.split()[1] == "supported,"
    assert since.startswith("since: ") and "as of" in paper
    assert text.splitlines()[-1].startswith("+ as the claim expects")
