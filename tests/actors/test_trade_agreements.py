"""Trade agreements of two powers: published years, no later one, faults."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.fact_rows import checked
from detente.actors.trade_agreements import LAYOUT, agreement_of, in_force, trade_agreements
from detente.errors import DetenteError

ROW = {"a": "USA", "b": "SGP", "from": date(2004, 1, 1), "name": "x", "precision": "year"}


def test_china_and_ten_members_of_asean_since_2005() -> None:
    (found,) = [one for one in in_force("CHN", date(2005, 12, 31)) if len(one.others) > 1]
    assert len(found.others) == 10 and found.start.year == 2005 and found.checked


def test_no_view_sees_a_later_agreement() -> None:
    for year in (1984, 1990, 2004, 2013, 2024):
        day = date(year, 12, 31)
        for power in ("USA", "CHN"):
            assert all(one.start <= day for one in in_force(power, day))
    assert in_force("CHN", date(2003, 12, 31)) == ()


def test_an_agreement_that_ended_is_not_in_force() -> None:
    (row,) = checked(LAYOUT, [{**ROW, "to": date(2010, 12, 31)}])
    assert agreement_of(row).end == date(2010, 12, 31)


def test_no_row_is_there_twice() -> None:
    rows = [one.row for one in trade_agreements()]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"b": "XYZ"}, "no state or bloc has the key 'XYZ'"),
        ({"a": ""}, "the field 'a' is missing"),
        ({"from": "2004"}, "'from' is not a date"),
        ({"precision": "week"}, "'precision' is 'week'"),
    ],
)
def test_a_fault_is_one_line(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError) as fault:
        agreement_of(checked(LAYOUT, [{**ROW, **changed}])[0])
    assert words in str(fault.value) and "\n" not in str(fault.value)
