"""Releases: the next month by hand, no rhythm seen early, editions in order, faults."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.actors.fact_rows import checked
from detente.actors.releases import (
    EDITIONS,
    SERIES,
    edition_of,
    of_source,
    released,
    released_of,
)
from detente.analysis.watch import due, due_words
from detente.errors import DetenteError
from detente.sources.shelf import SHELF

VIEW = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("series", "day", "month"),
    [
        ("sipri_milex", date(2025, 4, 27), date(2025, 4, 1)),
        ("sipri_milex", date(2025, 4, 28), date(2026, 4, 1)),
        ("un_votes", date(2025, 12, 31), date(2026, 1, 1)),
        ("wdi", date(2024, 8, 1), date(2024, 10, 1)),
        ("vdem", date(2013, 12, 31), None),
        ("polity", date(2019, 12, 31), date(2020, 4, 1)),
        ("polity", date(2024, 12, 31), None),
        ("atop", VIEW, None),
    ],
)
def test_the_next_month_by_hand(series: str, day: date, month: date | None) -> None:
    assert released()[series].due_after(day) == month


def test_an_edition_is_out_from_its_day_on() -> None:
    milex = released()["sipri_milex"]
    newest = milex.newest(date(2025, 4, 28))
    assert newest is not None and newest.to_year == 2024
    earlier = milex.newest(date(2025, 4, 27))
    assert earlier is not None and earlier.to_year == 2023
    assert milex.newest(date(2020, 1, 1)) is None


def test_what_is_due_lies_ahead_and_within_a_year() -> None:
    for series in released().values():
        month = series.due_after(VIEW)
        if month is not None:
            assert VIEW.replace(day=1) <= month <= VIEW + timedelta(days=366), series.id


def test_sources_are_on_the_shelf_and_belong_to_one_series() -> None:
    named = [name for series in released().values() for name in series.sources]
    assert len(set(named)) == len(named)
    assert set(named) <= {source.id for source in SHELF}
    assert of_source("gapminder") is None


def test_what_to_watch_is_in_order_of_months() -> None:
    ahead = due(("vdem", "sipri_milex", "atop", "gapminder"), VIEW)
    assert [series.id for series, _ in ahead] == ["vdem", "sipri_milex"]
    assert due_words(("sipri_milex", "vdem"), VIEW) == (
        "the next edition of V-Dem is due in March 2027"
    )
    assert due_words(("atop",), VIEW) == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"months": "4 13"}, "'months' are '4 13', not numbers of 1 to 12"),
        ({"until": 1999}, "its rhythm ends in 1999, before 2000"),
        ({"since": "2000"}, "'since' is not a whole number"),
    ],
)
def test_a_broken_series_is_refused(changed: dict[str, object], words: str) -> None:
    row = {"id": "x", "name": "X", "producer": "X", "sources": "none", "since": 2000}
    with pytest.raises(DetenteError, match=words):
        released_of(checked(SERIES, [{**row, **changed}])[0], ())


def test_an_edition_of_no_series_is_refused() -> None:
    row = {"series": "vdme", "edition": "1", "on": date(2000, 1, 1)}
    with pytest.raises(DetenteError, match="no series has the id 'vdme'") as refused:
        edition_of(checked(EDITIONS, [row])[0], frozenset(released()))
    assert "vdem" in str(refused.value)
