"""Runs and endings of wars: by hand, against the published lists, and faults."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from polars.exceptions import ColumnNotFoundError

from detente.institutions.war_endings import war_endings
from detente.institutions.war_runs import returns, wars
from detente.store.catalog import default_catalog
from detente.store.home import Store


def test_the_longest_wars_between_states_since_1946() -> None:
    longest = [(run.first, run.last) for run in wars(default_catalog())[:3]]
    assert longest == [(1965, 1975), (1980, 1988), (1950, 1953)]


def test_a_view_knows_no_later_year_of_a_war() -> None:
    assert max(run.last for run in wars(default_catalog().as_of(1970))) <= 1970


def test_fighting_came_back_after_a_part_of_the_wars() -> None:
    found = returns(default_catalog())
    assert found is not None and (found.returned, found.wars) == (6, 28)


def test_fewer_wars_are_over_in_an_earlier_view() -> None:
    early, late = returns(default_catalog().as_of(1990)), returns(default_catalog())
    assert early is not None and late is not None and early.wars < late.wars


def rows(*wars_of: tuple[int, date, date, int]) -> pl.DataFrame:
    return pl.DataFrame(wars_of, schema=["warnum", "start", "end", "outcome"], orient="row")


def test_a_war_is_counted_once_whoever_fought_in_it() -> None:
    fought = rows(
        (1, date(1900, 5, 1), date(1902, 3, 1), 1),
        (1, date(1901, 5, 1), date(1901, 9, 1), 2),
        (2, date(1910, 1, 1), date(1910, 2, 1), 6),
        (3, date(1911, 1, 1), date(1912, 2, 1), 4),
    )
    made = war_endings({"cow_war_states": fought})
    assert made.rows() == [
        (1902, 3, "won", 1),
        (1910, 1, "drawn", 1),
        (1912, 2, "other", 1),
    ]


def test_a_table_without_outcomes_is_refused() -> None:
    with pytest.raises(ColumnNotFoundError):
        war_endings({"cow_war_states": rows().drop("outcome")})


@pytest.mark.mirror
def test_seven_of_nine_long_wars_had_a_winner(mirrored: Store) -> None:
    made = war_endings({"cow_war_states": mirrored.get("cow_war_states").frame})
    long = made.filter(pl.col("years") >= 5)
    won = long.filter(pl.col("outcome").cast(pl.String) == "won")
    assert (int(long["wars"].sum()), int(won["wars"].sum())) == (9, 7)
