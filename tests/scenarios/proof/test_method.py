"""The card of paired futures: its mark follows from the record."""

from __future__ import annotations

from datetime import date

from detente.scenarios.futures_method import method


def test_a_view_before_any_outcome_is_untested() -> None:
    assert method(date(1970, 12, 31)).mark == "untested"


def test_the_mark_follows_from_the_record() -> None:
    found = method(date(2026, 6, 30))
    established = "membership beats the rung kept" in found.record
    assert found.mark == ("tested and good" if established else "tested and weak")
    assert "bands of states that did not join hold" in found.record


def test_an_earlier_view_knows_fewer_accessions() -> None:
    assert method(date(2005, 12, 31)).record != method(date(2026, 6, 30)).record
