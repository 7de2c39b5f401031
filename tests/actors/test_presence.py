"""Presence: published numbers, no later count, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.fact_rows import checked
from detente.actors.presence import GAS, LAYOUT, TROOPS, newest, presence_of, sizes
from detente.errors import RequestError

ROW = {
    "kind": "gas",
    "sender": "RUS",
    "host": "FRA",
    "on": date(2020, 1, 1),
    "size": 0.2,
    "source": "X, 2021",
}


def test_published_numbers() -> None:
    (soldiers,) = newest(date(2024, 12, 31), host="JPN", sender="USA")
    assert (soldiers.size, soldiers.unit, soldiers.since) == (55000, "soldiers", date(1952, 4, 28))
    shares = {one.sender: one.size for one in newest(date(2024, 12, 31), host="TUR")}
    assert shares == pytest.approx({"RUS": 0.4227, "AZE": 0.2032, "IRN": 0.1071})


def test_no_view_sees_a_later_count() -> None:
    in_march = newest(date(2024, 3, 30), host="JPN", sender="USA")
    assert in_march == () != newest(date(2024, 3, 31), host="JPN", sender="USA")
    for day in (date(2002, 12, 31), date(2009, 2, 28)):
        (one,) = newest(day, host="CYP")
        assert one.on.year == day.year


def test_suppliers_of_one_state_in_one_year_sum_to_at_most_one() -> None:
    sums: dict[tuple[str, date], float] = {}
    for one in sizes():
        if one.kind == GAS:
            key = (one.host, one.on)
            sums[key] = sums.get(key, 0.0) + one.size
        else:
            assert one.kind == TROOPS and one.size.is_integer()
    assert max(sums.values()) <= 1.0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"size": 1.2}, "a size of 1.2 cannot be"),
        ({"size": -1}, "a size of -1 cannot be"),
        ({"kind": "oil"}, "'kind' is 'oil'"),
        ({"host": "FRX"}, "no state or bloc has the key 'FRX'"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        presence_of(*checked(LAYOUT, [{**ROW, **changed}]))
