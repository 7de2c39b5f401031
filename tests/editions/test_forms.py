"""The forms that an editor may choose: by hand, and always of the same value."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.editions.bindings import Binding, Bindings, read_bindings
from detente.editions.faults import form_of
from detente.editions.forms import in_words, offered
from detente.evidence.figure import Figure, counted, dated, on_day, ranked
from detente.evidence.sentence import AnyFigure, Run
from tests.editions.edition import RISK, SHARE, YEAR, cell

CELL = cell(1.0, "share")
OFFERED = (
    (SHARE, {"31 per cent", "31%", "0.31", ".31", "three tenths", "[.26, .33]"}),
    (YEAR, {"2013"}),
    (RISK, {"16 %", "16 per cent", "0.16"}),
    (Figure("a.b", 1 / 3, unit="part of votes", cells=(CELL,)), {"a third", "one in three"}),
    (Figure("a.b", 0.5, unit="share", cells=(CELL,)), {"half", "one in two"}),
    (Figure("a.b", 2.0, unit="ratio", cells=(CELL,), way="multiple"), {"2.0", "twice"}),
    (counted("a.b", 23, "states", CELL), {"23", "twenty-three"}),
    (ranked("a.b", 12, "of all", CELL), {"12th", "twelfth"}),
    (ranked("a.b", 3, "of all", CELL), {"third", "3rd"}),
    (on_day("a.b", date(2022, 2, 24), CELL), {"24 February 2022", "24 February", "2022"}),
    (on_day("a.b", date(2022, 2, 1), CELL, precision="month"), {"February 2022", "February"}),
)


@pytest.mark.parametrize(("figure", "texts"), OFFERED)
def test_a_figure_offers_its_forms(figure: AnyFigure, texts: set[str]) -> None:
    assert texts <= set(offered(figure))


def test_a_month_does_not_offer_a_day() -> None:
    month = on_day("a.b", date(2022, 2, 1), CELL, precision="month")
    assert not any(text.startswith("1 ") for text in offered(month))


def test_a_year_offers_no_words() -> None:
    assert offered(dated("a.b", 1999, CELL)) == ("1999",)


@given(st.floats(0, 1))
def test_every_form_of_a_share_is_near_it(value: float) -> None:
    share = Figure("a.b", value, unit="share", cells=(CELL,), way="per_cent")
    for text in offered(share):
        number = re.fullmatch(r"(\.?\d+(?:\.\d+)?)( per cent|%| %)?", text)
        if number is not None:
            read = float(number[1]) / (100 if number[2] else 1)
            assert abs(read - value) <= 0.00501, text


@given(st.integers(0, 99))
def test_counts_in_words_are_told_apart(count: int) -> None:
    assert [in_words(other) for other in range(100)].count(in_words(count)) == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("31\u00a0per cent", "31 per cent"),
        ("Three tenths", "Three tenths"),
        ("31 per\u202fcent", "31 per cent"),
        ("[.26, .33]", "[.26, .33]"),
        ("32 per cent", None),
        ("31", None),
        ("1 per cent", None),
        ("", None),
    ],
)
def test_another_blank_or_capital_is_the_same_form(text: str, form: str | None) -> None:
    assert form_of(text, Binding("a.b", SHARE, printed=("31 per cent",))) == form


def test_one_id_with_two_values_has_two_keys() -> None:
    bindings = Bindings()
    other = counted("now.wars", 4, "wars", cell(4, "wars", "wars"))
    first = counted("now.wars", 3, "wars", cell(3, "wars", "wars"))
    keys = [bindings.bind(Run(one.write(), one)) for one in (first, other, first)]
    assert keys == ["now.wars", "now.wars.v2", "now.wars"]
    back = read_bindings(bindings.plain())
    assert [one.figure for one in back.values()] == [first, other]


@given(st.floats(-1e15, 1e15), st.sampled_from(["share", "ratio", "km"]))
def test_a_figure_comes_back_as_it_was(value: float, unit: str) -> None:
    figure = Figure("a.b", value, unit=unit, cells=(cell(value, unit),))
    bindings = Bindings()
    bindings.bind(Run(figure.write(), figure))
    assert read_bindings(bindings.plain())["a.b"].figure == figure


def test_words_are_no_figure() -> None:
    with pytest.raises(ValueError, match="'NATO' is not a figure"):
        Bindings().bind(Run("NATO"))
