"""AGREEMENTS: whom one of two rivals has bound in trade, and the bargain that is advised."""

from __future__ import annotations

from detente.rules.institutions import agreements
from tests.rules.asked import may_lead, said, variants

TODAY = "2026-06-30"


def test_china_has_bound_asean_and_america_singapore_alone() -> None:
    """By hand: ten of eleven members since 2005; Singapore since 2004."""
    (line,) = said(agreements.RULE, "ASEAN", "USA", TODAY)
    assert line.variant == "unexpected.alone" and line.reasons.unexpected == 1
    figures = {one.id.rpartition(".")[2]: one.value for one in line.finding.figures}
    assert (figures["many"], figures["of"], figures["since"]) == (10, 11, 2005)
    # four members signed a text with America in 2016 that is not in force
    assert "only Singapore has one in force" in line.finding.text
    assert "signed" not in line.finding.text
    assert may_lead(agreements.RULE, line, "ASEAN", "USA", 2025)


def test_before_the_text_of_2005_neither_had_bound_many() -> None:
    assert not variants(agreements.RULE, "ASEAN", "USA", 2003)


def test_where_the_rivals_do_not_differ_nothing_is_said() -> None:
    assert not variants(agreements.RULE, "GCC", "USA", TODAY)
    assert not variants(agreements.RULE, "NATO", "Russia", TODAY)
    assert not variants(agreements.RULE, "Vietnam", "USA", TODAY)
