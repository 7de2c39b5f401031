"""STRUCTURES: what moved before the turn of a relation, and what did not."""

from __future__ import annotations

from detente.evidence.sentence import length, render
from detente.rules.line import LONGEST
from detente.rules.why import before, structures
from tests.rules.now.said import said

LONGER = LONGEST + 8


def text(first: str, second: str, *view: int) -> str:
    lines = said(structures.RULE, first, second, *view)
    return " ".join(line.finding.text for line in lines)


def test_votes_that_fell_long_before_the_war_did_not_part_after_it() -> None:
    """By hand: 71 per cent alike in 2003 to 2007 and 58 in 2009 to 2013; India and China 83, 80."""
    found = text("Ukraine", "Russia")
    assert found.startswith("Images had parted before the fighting of February 2014:")
    assert "from 71 per cent in 2003 to 2007 to 58 per cent in 2009 to 2013" in found
    assert "parted after" not in found
    assert "Images parted after it: votes alike fell from 80 per cent" in text("India", "China")


def test_power_is_no_cause_on_one_yardstick_alone() -> None:
    """By hand: Russia five times Ukraine in CINC after 3.4, in product 12 after 11 times."""
    one = "Only one yardstick of power moved before it: in "
    assert f"{one}material capability Russia was five times Ukraine" in text("Ukraine", "Russia")
    assert f"{one}product NATO was 26 times Russia" in text("NATO", "Russia")
    assert text("India", "China").startswith("Neither yardstick of power had moved before")


def test_of_nato_and_russia_institutions_did_not_prevent_the_break() -> None:
    found = text("NATO", "Russia")
    assert "Institutions did not prevent it:" in found
    assert found.count("NATO-Russia Council") == 1, "a rung that is a joint body is named once"


def test_votes_that_had_fallen_before_a_break_are_no_cause_of_it() -> None:
    found = text("Japan", "South Korea")
    assert found.startswith(
        "Images had parted before the break of July 2019: votes alike fell from 90"
    )
    assert "The gap in power had narrowed before it" in found


def test_an_application_is_a_turn_that_drives_nobody_apart() -> None:
    found = text("Sweden", "NATO")
    assert "Images came nearer after Sweden's application of May 2022" in found
    assert "Institutions had prepared it" in found


def test_nothing_is_said_without_a_turn_and_a_sentence_is_never_long() -> None:
    assert not text("Liechtenstein", "Switzerland") and not text("Brazil", "Argentina")
    for pair in (("Ukraine", "Russia"), ("NATO", "Russia"), ("India", "China")):
        (line,) = said(structures.RULE, *pair)
        assert 2 <= len(line.finding.sentences) <= 3
        for sentence in line.finding.sentences:
            assert length(sentence) <= LONGER, render(sentence)


def test_acts_before_a_break_are_those_of_both_sides_or_none() -> None:
    (line,) = said(before.RULE, "Ukraine", "Russia")
    told = line.finding.text
    assert "Russia's border guards began long checks" in told
    assert "Ukraine's government suspended" in told
    (line,) = said(before.RULE, "India", "China")
    assert "India's government" in line.finding.text and "China objected" in line.finding.text
