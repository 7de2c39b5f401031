"""The view: a year is its 31 December, a day is itself, and none lies beyond the checked facts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import pair_tables
from detente.actors.checked import STALE_AFTER, checked_long_ago, facts_checked_to
from detente.actors.chronology import chronology, relations
from detente.actors.composition import crossed, crossed_on
from detente.actors.joint_bodies import bodies
from detente.actors.joint_bodies import relations as with_bodies
from detente.actors.names import bloc, state
from detente.actors.relation_key import RelationKey, pair
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, spells
from detente.actors.view import view_day
from detente.errors import DateError
from detente.span import OPEN_END, last_full_year, year_end

CHECKED = facts_checked_to()
DAYS = st.dates(date(FIRST_YEAR, 1, 1), CHECKED)


def test_one_day_for_all_tables_of_facts() -> None:
    text = files("detente.actors").joinpath("tables/checked.toml").read_text(encoding="utf-8")
    assert tomli.loads(text) == {"facts_checked_to": CHECKED}
    assert view_day() == CHECKED and pair("NATO", "Russia").day == CHECKED
    assert last_full_year(CHECKED) == COMPLETE_TO


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (2013, date(2013, 12, 31)),
        ("2013", date(2013, 12, 31)),
        ("2022-02-24", date(2022, 2, 24)),
        (" 2022-02-24 ", date(2022, 2, 24)),
        (date(2022, 2, 24), date(2022, 2, 24)),
        (datetime(2022, 2, 24, 5, 0), date(2022, 2, 24)),
        (CHECKED.isoformat(), CHECKED),
    ],
)
def test_a_view_is_a_year_or_a_day(as_of: int | str | date, day: date) -> None:
    assert view_day(as_of) == day


@pytest.mark.parametrize(
    ("as_of", "part"),
    [
        (CHECKED + timedelta(days=1), "the day to which the facts are checked"),
        (CHECKED.year + 1, "the day to which the facts are checked"),
        (99_999, "the day to which the facts are checked"),
        ("9999999999999999999999", "the day to which the facts are checked"),
        (FIRST_YEAR - 1, "before the state systems begin"),
        (-5, "before the state systems begin"),
        ("1815-12-31", "before the state systems begin"),
        ("2013-02-30", "neither a year nor a day"),
        ("2013-1-1", "neither a year nor a day"),
        ("20130101T00", "neither a year nor a day"),
        ("", "neither a year nor a day"),
        ("last year", "neither a year nor a day"),
        (True, "neither a year nor a day"),
        (2013.0, "neither a year nor a day"),
    ],
)
def test_any_other_view_is_refused_with_the_range(as_of: Any, part: str) -> None:
    with pytest.raises(DateError, match=part) as refused:
        view_day(as_of)
    assert CHECKED.isoformat() in str(refused.value) and "\n" not in str(refused.value)


@given(DAYS)
def test_a_day_reads_back_from_its_text(day: date) -> None:
    assert view_day(day.isoformat()) == view_day(day) == day
    year = last_full_year(day)
    assert year_end(year) <= day < year_end(year + 1)


@given(st.dates(date(1950, 1, 1), CHECKED))
def test_a_bloc_has_the_members_of_the_day(day: date) -> None:
    nato = bloc("NATO", day)
    spans = [step.span for step in nato.steps if step.rung == "member"]
    assert len(nato.members(day)) == sum(span.covers(day) for span in spans)


def test_members_change_on_the_day_of_the_treaty() -> None:
    nato = bloc("NATO")
    before, after = nato.members(date(2024, 3, 6)), nato.members(date(2024, 3, 7))
    assert set(after) - set(before) == {state("Sweden").ccode}
    eu = bloc("EU")
    assert len(eu.members(date(2004, 4, 30))) == 15 and len(eu.members(date(2004, 5, 1))) == 25


def test_names_are_those_of_the_day() -> None:
    assert state("Russia", "1991-12-25").name == "Soviet Union"
    assert state("Russia", "1991-12-26").name == "Russia"
    assert bloc("EU", "1993-10-31").label == "the European Communities"
    with pytest.raises(DateError, match="on 1 April 1949"):
        bloc("NATO", "1949-04-01")


def test_a_key_has_the_day_and_the_last_full_year() -> None:
    at_year = pair("NATO", "Russia", 2013)
    assert at_year == RelationKey(bloc("NATO"), state("Russia", 2013), day=date(2013, 12, 31))
    assert (at_year.as_of, at_year.at, at_year.dated) == (2013, "2013", ("year", 2013))
    on_day = pair("NATO", "Russia", "2022-02-24")
    assert (on_day.as_of, on_day.at) == (2021, "24 February 2022")
    assert on_day.at_end == "on 24 February 2022"
    assert on_day.dated == ("day", "2022-02-24")


def test_pairs_across_two_sides_on_a_day() -> None:
    nato, russia = bloc("NATO"), state("Russia")
    by_year = crossed(nato, russia, 2013, 2013).select("ccode1", "ccode2").sort("ccode1", "ccode2")
    assert crossed_on(nato, russia, year_end(2013)).equals(by_year)
    assert crossed_on(nato, russia, date(2024, 3, 7)).height == 32


def test_an_event_of_an_unknown_day_counts_from_the_end_of_its_month_or_year() -> None:
    latest = pair_tables.latest
    assert latest(date(2020, 2, 1), "month") == date(2020, 2, 29)
    assert latest(date(2020, 1, 1), "year") == date(2020, 12, 31)
    assert latest(date(2020, 1, 1), "day") == date(2020, 1, 1)
    # nothing in the tables can have happened after the day to which they are checked
    assert latest(date(CHECKED.year, 1, 1), "year") == CHECKED
    assert latest(date(CHECKED.year, CHECKED.month, 1), "month") <= CHECKED


def test_a_day_in_a_year_sees_no_later_event_of_that_year() -> None:
    day = date(2022, 2, 23)
    for keys in relations():
        first, second = sorted(keys)
        seen = chronology(first, second, day)
        assert all(pair_tables.latest(one.date, one.precision) <= day for one in seen)
        # by its row: a document of later in the year may be cited at its end alone
        rows = [one.row for one in seen]
        assert rows == [one.row for one in chronology(first, second, 2022) if one.row in rows]
    for keys in with_bodies():
        first, second = sorted(keys)
        known = bodies(first, second, day)
        assert all(one.date <= day for body in known for one in body.event)


def test_every_table_of_facts_ends_by_the_day_to_which_it_is_checked() -> None:
    for folder, known in (("chronology", relations()), ("bodies", with_bodies())):
        for keys in known:
            end = pair_tables.checked_to(folder, keys)
            assert end is not None and end <= CHECKED
    for keys in relations():
        first, second = sorted(keys)
        assert max(event.date for event in chronology(first, second)) <= CHECKED
    closed = [end for end in spells("cow")["end"].to_list() if end != OPEN_END]
    assert max(closed) <= CHECKED


def test_a_reader_long_after_the_check_is_warned() -> None:
    limit = CHECKED + timedelta(days=STALE_AFTER)
    assert checked_long_ago(limit, CHECKED) == ""
    warning = checked_long_ago(limit + timedelta(days=1), CHECKED)
    assert "checked to 30 June 2026, 181 days before" in warning
    assert checked_long_ago(limit + timedelta(days=1), year_end(2013)) == "", "the past is complete"
