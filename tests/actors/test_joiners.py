"""Allies that joined a war later: their own document, or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.actors.relation_facts import facts, read_rows
from detente.errors import DateError

WAR: dict[str, Any] = {
    "a": "SWE",
    "b": "NOR",
    "condition": "war",
    "from": date(2001, 3, 1),
    "joined_a": "FIN",
    "what": "An invented war",
    "source": "S/RES/9999 (2001)",
    "evidence": "verified",
    "url": "https://example.org/war",
}


FOUGHT = [one for one in facts() if one.kind == "fighting"]


def ally(**more: Any) -> Any:
    _, joined = read_rows("fighting", [{**WAR, **more}], "invented")
    assert joined.part == "ally"
    return joined


def test_who_fought_from_the_first_day_has_the_document_of_the_war() -> None:
    assert ally().source == WAR["source"] and ally().checked


def test_who_came_later_is_not_in_a_document_of_the_first_day() -> None:
    late = ally(joined_a_from=date(2001, 9, 1))
    assert not late.checked and not late.url and late.start == date(2001, 9, 1)


def test_who_came_later_has_its_own_document() -> None:
    own = {"joined_source": "Statement of 2 September 2001", "joined_evidence": "reported"}
    late = ally(joined_a_from=date(2001, 9, 1), joined_url="https://example.org/ally", **own)
    assert late.source == "Statement of 2 September 2001"
    assert late.evidence == "reported" and late.url == "https://example.org/ally"


@pytest.mark.parametrize("bad", [{"joined_evidence": "sure"}, {"joined_basis": "hopes"}])
def test_a_word_that_nobody_knows_is_refused(bad: dict[str, str]) -> None:
    with pytest.raises(DateError):
        ally(joined_source="Statement of 2 September 2001", **bad)


def test_no_ally_of_the_tables_is_verified_by_a_document_older_than_it() -> None:
    (north_korea,) = [one for one in FOUGHT if {one.one, one.other} == {"PRK", "UKR"}]
    assert "28 October 2024" in north_korea.source and north_korea.start == date(2024, 10, 1)
    later = [one for one in FOUGHT if one.part == "ally" and one.checked]
    by_row = {one.id: one for one in FOUGHT}
    late = [one for one in later if one.start > by_row[one.origin].start]
    assert len(late) > 25
    assert all(one.source != by_row[one.origin].source for one in late)
