"""States without armed forces: by date, each with a source, as the count of soldiers has it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.actors.armed_forces import has_armed_forces, unarmed
from detente.actors.names import state
from detente.actors.states import as_now_since, identities, state_on
from detente.errors import ActorError
from detente.store.catalog import Catalog


@pytest.mark.parametrize(
    ("name", "day", "armed"),
    [
        ("Liechtenstein", date(2026, 6, 30), False),
        ("Costa Rica", date(1945, 1, 1), True),
        ("Costa Rica", date(1950, 1, 1), False),
        ("Iceland", date(2024, 1, 1), False),
        ("Panama", date(1989, 12, 1), True),
        ("Haiti", date(2010, 1, 1), False),
        ("Haiti", date(2017, 11, 17), True),
        ("Tonga", date(2024, 1, 1), True),
        ("Switzerland", date(2024, 1, 1), True),
    ],
)
def test_armed_or_not(name: str, day: date, armed: bool) -> None:
    assert has_armed_forces(state(name, day), day) is armed


def test_every_row_names_a_state_and_a_source() -> None:
    letters = {identity.iso3 for identity in identities()}
    spans = {}
    for row in unarmed():
        assert row.state in letters and row.source and row.span.start <= row.span.end
        before = spans.get(row.state)
        assert before is None or before.end < row.span.start
        spans[row.state] = row.span


@pytest.mark.parametrize(
    "row", [{"state": "LI"}, {"state": "LIE", "source": ""}, {"state": "LIE", "source": "x"}]
)
def test_a_bad_row_is_refused_in_one_line(row: dict[str, object]) -> None:
    from detente.actors.armed_forces import _row

    with pytest.raises(ActorError, match=r"no_armed_forces\.toml") as raised:
        _row(row)
    assert "\n" not in str(raised.value)


def test_few_soldiers_are_counted_where_there_are_none(catalog: Catalog) -> None:
    """The table agrees with the share of soldiers in the capability data of recent years."""
    rows = catalog.frame("capability").filter(pl.col("year") >= 2000)
    counted = dict(rows.group_by("ccode").agg(pl.col("milper_share").max()).iter_rows())
    now = date(2020, 12, 31)
    for row in unarmed():
        if row.span.covers(now):
            codes = [i.ccode for i in identities() if i.iso3 == row.state and i.ccode]
            assert all((counted.get(code) or 0) < 0.0005 for code in codes), row.state


@pytest.mark.parametrize(
    ("code", "year", "since"),
    [(365, 2013, 1992), (345, 2024, 2007), (255, 2024, 1991), (365, 1985, 0), (220, 2024, 0)],
)
def test_a_successor_is_compared_with_itself(code: int, year: int, since: int) -> None:
    assert as_now_since(state_on(code, date(year, 12, 31)), year) == since
