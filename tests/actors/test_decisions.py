"""Decisions: a reply by hand, known pairs, no later decision at a view, and each fault."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.decisions import (
    APART,
    BOTH,
    NEARER,
    SIGNS,
    decisions,
    read_decisions,
    relations,
)
from detente.errors import DateError, DetenteError, RequestError
from detente.findings.institutions.decisions import findings
from detente.institutions.decision_balance import YEARS, decision_balance
from detente.span import years_before
from tests.findings.views import view

VIEW = date(2026, 6, 30)
FIRST = date(2023, 7, 1)
ASKED = {
    "date": date(2025, 4, 23),
    "by": "IND",
    "organ": "Cabinet",
    "what": "holds the treaty in abeyance",
    "sign": APART,
    "source": "s",
}
REPLY = {**ASKED, "date": date(2025, 4, 24), "by": "PAK", "answers": date(2025, 4, 23)}
TABLE = {"a": "IND", "b": "PAK", "from": FIRST, "decision": [REPLY, ASKED]}
PAIRS = sorted(tuple(sorted(keys)) for keys in relations())


def test_by_hand() -> None:
    found = read_decisions(TABLE, where="x.toml")
    assert [row.by for row in found.rows] == ["IND", "PAK"]
    asked, reply = found.rows
    assert found.answered_by(reply) is asked and found.answered_by(asked) is None
    assert found.known_by(date(2025, 4, 23)).rows == (asked,)
    assert reply.row == "decision:IND-PAK:2025-04-24:PAK" and not reply.checked


def test_a_month_is_known_when_it_is_over() -> None:
    dated = {**ASKED, "date": date(2025, 4, 1), "precision": "month"}
    found = read_decisions({**TABLE, "decision": [dated]}, where="x.toml")
    assert found.known_by(date(2025, 4, 29)).rows == ()
    assert len(found.known_by(date(2025, 4, 30)).rows) == 1


@pytest.mark.parametrize("keys", PAIRS)
def test_rows_are_whole(keys: tuple[str, str]) -> None:
    found = decisions(*keys, VIEW)
    assert found is not None and found.first_day == FIRST and found.rows
    for row in found.rows:
        assert FIRST <= row.date <= VIEW and row.sign in SIGNS, row
        assert row.side in (*keys, BOTH) and row.what[:1].islower(), row
        assert row.answers is None or found.answered_by(row) is not None, row
    days = [row.date for row in found.rows]
    assert days == sorted(days)


def test_the_pairs_of_the_papers_have_a_list() -> None:
    assert len(PAIRS) >= 17
    assert {("EU", "SRB"), ("EU", "TUR"), ("NATO", "RUS"), ("CHN", "IND")} <= set(PAIRS)
    assert decisions("FRA", "DEU", VIEW) is None


@given(st.sampled_from(PAIRS), st.dates(FIRST, VIEW))
def test_a_view_counts_no_later_decision(keys: tuple[str, str], day: date) -> None:
    known = decisions(*keys, day)
    assert known is not None and all(row.date <= day for row in known.rows)


def test_the_balance_counts_the_last_years_alone() -> None:
    found = decision_balance(view("EU", "Serbia", VIEW).pair)
    assert found is not None and found.since == max(FIRST, years_before(VIEW, YEARS))
    assert (found.every.value, found.nearer.value, found.apart.value) == (8, 2, 6)
    early = decision_balance(view("EU", "Serbia", date(2024, 6, 30)).pair)
    assert early is not None and early.every.value == 2
    assert decision_balance(view("EU", "Serbia", 2020).pair) is None


def test_the_finding_names_the_newest_and_what_it_answers() -> None:
    (said,) = findings(view("EU", "Serbia", VIEW))
    assert "Of 8 decisions" in said.text and "in answer to a decision of 28 January" in said.text
    (few,) = findings(view("New Zealand", "Tonga", VIEW))
    assert few.text.startswith("The newest decision on record is of 28 August 2024: the Prime")


def test_in_a_war_no_balance_is_said() -> None:
    found = decision_balance(view("Russia", "Ukraine", VIEW).pair)
    assert found is not None and found.in_a_war and found.every.value >= 5
    (said,) = findings(view("Russia", "Ukraine", VIEW))
    assert "moved towards" not in said.text and "prisoners" in said.text


@pytest.mark.parametrize(
    ("broken", "fault", "words"),
    [
        ({"sign": 2}, RequestError, "'sign' is '2'"),
        ({"sign": True}, RequestError, "not a whole number"),
        ({"by": "CHN"}, RequestError, "'side' is 'CHN'"),
        ({"by": "INDIA"}, RequestError, "near: IND"),
        ({"organ": ""}, RequestError, "'organ' is missing"),
        ({"wat": "x"}, RequestError, "near: what"),
        ({"date": date(2020, 1, 1)}, DateError, "before the list begins"),
        ({"answers": date(2025, 5, 1)}, DateError, "a later day"),
        ({"answers": date(2025, 4, 1)}, RequestError, "near: 2025-04-24"),
        ({"basis": "says"}, DateError, "'basis' is 'says'"),
    ],
)
def test_faults(broken: dict[str, Any], fault: type[DetenteError], words: str) -> None:
    table = {**TABLE, "decision": [{**ASKED, **broken}, REPLY]}
    with pytest.raises(fault, match=words) as raised:
        read_decisions(table, where="x.toml")
    assert "x.toml" in str(raised.value) and "\n" not in str(raised.value)


def test_a_side_may_be_a_bloc_whose_member_decides() -> None:
    row = {**ASKED, "date": date(2024, 1, 1), "by": "FRA", "side": "EU", "sign": NEARER}
    table = {"a": "EU", "b": "SRB", "from": FIRST, "decision": [row]}
    (found,) = read_decisions(table, where="x.toml").rows
    assert (found.by, found.side) == ("FRA", "EU")
