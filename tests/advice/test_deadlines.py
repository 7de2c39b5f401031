"""Deadlines: a month that something dated sets, and what falls in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.joint_bodies import bodies
from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.advice.dates import AHEAD
from detente.advice.deadlines import LAST, Since, deadline, votes_counted
from detente.advice.since import of_body
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length
from detente.rules.argument import Argument
from detente.store.catalog import Catalog

VIEW = date(2026, 6, 30)
DAYS = st.dates(date(1950, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("since", "due", "occasion"),
    [
        (date(2026, 2, 5), date(2027, 2, 1), "a year after it"),
        (date(2025, 9, 10), date(2027, 9, 1), "two years after it"),
        (date(2022, 2, 24), date(2027, 2, 1), "five years after it"),
        # a round year that a sentence would need a number for is not said
        (date(2002, 5, 28), date(2027, 5, 1), ""),
        (date(2019, 3, 1), date(2027, 6, 1), ""),
    ],
)
def test_by_hand(since: date, due: date, occasion: str) -> None:
    found = deadline(VIEW, Since(since, "it"))
    assert (found.due, found.occasion) == (due, occasion)


def test_without_an_event_it_is_a_year_from_the_view() -> None:
    assert deadline(VIEW).due == date(2027, 6, 1) and not deadline(VIEW).occasion


def test_a_day_that_is_known_by_its_year_alone_sets_no_month() -> None:
    vague = Since(date(2026, 1, 1), "it", precision="year")
    assert deadline(VIEW, vague) == deadline(VIEW)
    exact = Since(date(2026, 2, 5), "it")
    assert deadline(VIEW, vague, exact) == deadline(VIEW, exact)


@given(DAYS, DAYS)
def test_it_lies_ahead_and_not_too_far(day: date, since: date) -> None:
    found = deadline(day, Since(since, "it", row="some:row"))
    assert found.due.day == 1 and found.due > day
    assert found.due >= (day + AHEAD).replace(day=1)
    assert found.due - day <= timedelta(days=31 * LAST)
    if found.row:
        assert found.due.month == since.month and found.due.year > since.year
    assert votes_counted(day).due.month == 1


def test_the_note_says_from_what_it_was_counted() -> None:
    found = deadline(VIEW, Since(date(2026, 2, 5), "the last exchange", row="decisions:x"))
    (cell,) = found.figure("exchange").cells
    assert dict(cell.keys)["row"] == "decisions:x" and "the last exchange" in cell.rule


def test_a_body_is_counted_from_its_last_meeting_and_then_from_its_founding() -> None:
    (council,) = [
        one for one in bodies("NATO", "RUS", date(2013, 12, 31)) if one.name.endswith("Council")
    ][-1:]
    met, founded = of_body(council)
    assert met.day == date(2013, 12, 4) and founded.day == council.founded


def test_advice_on_several_pairs_has_several_dates(catalog: Catalog) -> None:
    due = set()
    for first, second in (("NATO", "Russia"), ("Ukraine", "Russia"), ("India", "China")):
        advised = Advised(Argument(Relation(catalog, pair(first, second, VIEW))))
        for option in advised.options:
            assert option.due >= (VIEW + AHEAD).replace(day=1)
            assert length(option.says) <= 25 and any(figures(option.says))
            due.add(option.due)
    assert len(due) > 2
