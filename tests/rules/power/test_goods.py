"""GOODS: what each side sold to the other, by one producer and in one year."""

from __future__ import annotations

from detente.rules.power import goods
from tests.rules.power.said import relation, said, shown, text


def test_china_sold_india_far_more_than_it_bought() -> None:
    """By hand: Chinese customs of 14 January 2026 have 135.87 and 19.75 billion dollars."""
    (line,) = said(goods.RULE, relation("India", "China")).values()
    assert line.variant == "unusual.one_way" and line.fits_first_page
    assert shown(line)[:2] == ["136", "20"] and "In 2025 China sold goods" in text(line)


def test_an_even_or_an_old_trade_is_no_finding_of_page_1() -> None:
    (line,) = said(goods.RULE, relation("Serbia", "EU")).values()
    assert line.variant == "unusual.both_ways" and not line.fits_first_page


def test_no_trade_without_a_count_and_none_before_it_was_published() -> None:
    assert not said(goods.RULE, relation("Japan", "South Korea"))
    assert not said(goods.RULE, relation("India", "China", "2026-01-13"))
