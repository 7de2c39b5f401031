"""Counts: published numbers, no later count, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.counts import (
    DEAD,
    GOODS,
    LAND,
    LAYOUT,
    REFUGEES,
    TAKEN,
    count_of,
    counts,
    counts_between,
)
from detente.actors.fact_rows import checked
from detente.errors import RequestError

UKRAINE, RUSSIA = {"UKR"}, {"RUS"}
ROW = {
    "kind": "land",
    "of": "UKR",
    "with": "RUS",
    "on": date(2025, 12, 31),
    "size": 0.2,
    "by": "somebody",
    "source": "X, 2025",
}


def test_published_numbers() -> None:
    today = date(2026, 6, 30)
    (soldiers,) = counts_between({"CHN"}, {"IND"}, date(2020, 12, 31), DEAD)
    assert (soldiers.of, soldiers.size, soldiers.who) == ("IND", 20, "soldiers")
    shares = [one.size for one in counts_between(RUSSIA, UKRAINE, today, LAND)]
    assert shares == [0.22, 0.17, 0.19]
    (taken,) = counts_between(RUSSIA, UKRAINE, today, TAKEN)
    assert (taken.size, taken.unit) == (0.0094, "share of the land")
    fled = counts_between(UKRAINE, RUSSIA, today, REFUGEES)
    assert [one.size for one in fled] == [5_640_475, 5_900_000]
    goods = {one.of: one.size for one in counts_between({"IND"}, {"CHN"}, today, GOODS)}
    assert goods["CHN"] - goods["IND"] == pytest.approx(116.12)


def test_no_view_sees_a_later_count_or_a_later_document() -> None:
    """China named its dead eight months after the clash."""
    before, after = date(2021, 2, 18), date(2021, 2, 19)
    assert len(counts_between({"CHN"}, {"IND"}, before, DEAD)) == 1
    assert len(counts_between({"CHN"}, {"IND"}, after, DEAD)) == 2
    assert counts_between({"CHN"}, {"IND"}, date(2026, 1, 13), GOODS) == ()


def test_every_row_was_read_and_names_who_counts() -> None:
    assert all(one.checked and one.by and one.url for one in counts())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"size": 1.2}, "a count of 1.2 cannot be"),
        ({"size": 0}, "a count of 0 cannot be"),
        ({"kind": "ships"}, "'kind' is 'ships'"),
        ({"kind": "dead", "size": 3}, "a count of dead has no 'who'"),
        ({"kind": "goods", "size": 3}, "a count of goods has no 'currency'"),
        ({"with": "RUX"}, "no state or bloc has the key 'RUX'"),
        ({"by": ""}, "the field 'by' is missing"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        count_of(*checked(LAYOUT, [{**ROW, **changed}]))
