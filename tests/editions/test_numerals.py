"""Which numerals a line may hold unbound: by hand, then any digit anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.editions.fixing import Fixed
from detente.editions.manuscript import FIGURE, SAID, Line, Piece
from detente.editions.numerals import numerals_in, unbound

FREE = (
    "Article 5 and Article 42(7) bind them.",
    "Resolution 1244 is in force.",
    "Regulation (EU) 2021/947 applies.",
    "The G7, the EU27 and the P5+1 met.",
    "Nord Stream 2 and MH17 are on the agenda.",
    "Between the two, one war is over; the first began first.",
    "A third party and a qualified majority are needed.",
    "Minsk II failed.",
)
TYPED = {
    "NATO held 29 % of it.": ["29 %"],
    "It fell by .25 points.": [".25"],
    "1,523 votes": ["1,523"],
    "In 2013 it met.": ["2013"],
    "twice as much": ["twice"],
    "a third of all votes": ["third"],
    "two thirds of it": ["two thirds"],
    "1 in 3": ["1", "3"],
    "minus 3.4": ["3.4"],
    "12th of 193": ["12th", "193"],
    "ten years of war": ["ten"],
    "$4 billion": ["$4", "billion"],
    "on 12 July 2023 at dawn": ["12 July 2023"],
    "Article 29 per cent": ["29 per cent"],
    "Resolution 1244 and 300 troops": ["300"],
    "Resolution 5 million": ["5", "million"],
    "G7%": ["7%"],
    "the two thirds": ["two thirds"],
    "the two per cent": ["two per cent"],
    "x² and ½ and ٣": ["²", "½", "٣"],
    "per cent": ["per cent"],
    "half": ["half"],
    "doubled": ["doubled"],
}
BOUND = Piece("29", FIGURE, "a.b")


@pytest.mark.parametrize("text", FREE)
def test_names_articles_and_words_of_the_language_are_free(text: str) -> None:
    assert numerals_in(text) == ()


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_found(text: str) -> None:
    assert list(numerals_in(text)) == TYPED[text]


@pytest.mark.parametrize("text", ["1", "US$", "-", "(-", "~", "EUR", "0.", "1,", "post-"])
def test_what_touches_a_figure_from_before_is_found(text: str) -> None:
    assert unbound((Piece("of " + text), BOUND)), text


@pytest.mark.parametrize("text", ["1", "%", "th", "k", ".5", "e6", "°", " per cent", " million"])
def test_what_touches_a_figure_from_behind_is_found(text: str) -> None:
    assert unbound((BOUND, Piece(text + " of it"))), text


@pytest.mark.parametrize("text", [", ", ".", "; ", ")", "'s ", "-month", " times", "\u2026"])
def test_what_ends_a_word_does_not_touch(text: str) -> None:
    assert unbound((Piece("of ("), BOUND, Piece(text))) == ()


def test_a_range_between_two_figures_is_free() -> None:
    assert unbound((BOUND, Piece("\u2013"), BOUND)) == ()
    assert [one.text for one in unbound((Piece("rose \u2013"), BOUND))] == ["rose \u2013"]


def test_two_figures_do_not_make_one() -> None:
    assert unbound((BOUND, Piece("30 per cent", FIGURE, "c.d")))


def test_a_fixed_word_may_follow_a_figure() -> None:
    assert unbound((BOUND, Piece("s", SAID, "1"))) == ()


def test_fixing_leaves_nothing_unbound() -> None:
    fixed = Fixed()
    typed = " ".join(TYPED)
    line = fixed.numerals((Piece(typed), BOUND, Piece("th and more")))
    assert unbound(line) == ()
    assert Line(line).text == f"{typed}29th and more"


@given(st.text(max_size=60), st.characters(categories=["Nd", "Nl", "No"]), st.text(max_size=60))
def test_no_digit_of_any_script_passes(before: str, digit: str, after: str) -> None:
    text = f"{before} {digit} {after}"
    covered = {i for one in unbound((Piece(text),)) for i in range(one.start, one.stop)}
    assert len(before) + 1 in covered


@given(st.lists(st.text(max_size=20), max_size=6))
def test_fixing_never_changes_a_word(texts: list[str]) -> None:
    pieces = tuple(Piece(one) for one in texts)
    assert Line(Fixed().numerals(pieces)).text == "".join(texts)
