"""Talks to end a war with a third state: the newest, none after the view, none without a war."""

from __future__ import annotations

from datetime import date

from detente.rules.now import war_talks
from detente.store.catalog import Catalog
from tests.rules.spoken import spoken


def test_the_newest_talks_on_the_war_of_one_side_are_told(catalog: Catalog) -> None:
    """By hand: rounds in Geneva in February 2026 and an offer in June of that year."""
    (line,) = spoken(war_talks.RULE, catalog, "NATO", "Russia", date(2026, 6, 30)).values()
    assert line.finding.text.startswith("On the war of Russia with Ukraine: in February 2026")
    assert "June 2026" in line.finding.text and len(line.finding.sentences) == war_talks.MOST


def test_no_talks_after_the_view_and_none_without_a_war_of_one_side(catalog: Catalog) -> None:
    (then,) = spoken(war_talks.RULE, catalog, "NATO", "Russia", date(2025, 12, 31)).values()
    assert "2026" not in then.finding.text
    for pair in (("France", "Germany"), ("Ukraine", "Russia")):
        assert spoken(war_talks.RULE, catalog, *pair) == {}
