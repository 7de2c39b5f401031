"""Aid in war: published sums, never added over currencies, no later decision, faults."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.fact_rows import checked
from detente.actors.names import actor
from detente.actors.war_aid import COUNTED, LAYOUT, aid_of, committed, counted, war_aid
from detente.errors import DetenteError

UKRAINE = actor("Ukraine")
ROW = {
    "kind": "decision",
    "donor": "EU",
    "to": "UKR",
    "billions": 1,
    "currency": "EUR",
    "form": "loans",
    "on": date(2023, 1, 1),
    "source": "X, 2023",
}


def test_published_sums() -> None:
    by_donor = {one.donor: one.billions for one in counted(UKRAINE, date(2025, 6, 30))}
    assert by_donor == {"EUROPE": 138.0, "USA": 115.0}
    union = [one for one in committed(UKRAINE, date(2026, 6, 30)) if one.donor == "EU"]
    assert [(one.billions, one.span.end.year) for one in union] == [
        (50.0, 2027),
        (35.0, 2027),
        (90.0, 2027),
    ]


def test_no_view_sees_a_later_decision_nor_one_that_is_over() -> None:
    for day in (date(2022, 3, 14), date(2023, 6, 30), date(2025, 12, 17)):
        for one in committed(UKRAINE, day):
            assert one.on <= day <= one.span.end
    assert committed(UKRAINE, date(2022, 3, 14)) == ()
    assert counted(UKRAINE, date(2024, 1, 14)) == ()


def test_a_count_is_no_decision() -> None:
    counts = {one.source for one in war_aid() if one.kind == COUNTED}
    decisions = {one.source for one in committed(UKRAINE, date(2026, 6, 30))}
    assert counts and decisions and not counts & decisions


def test_a_bloc_has_none() -> None:
    assert committed(actor("EU"), date(2026, 6, 30)) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"billions": 0}, "a sum of 0 is none"),
        ({"currency": "XXX"}, "'currency' is 'XXX'"),
        ({"donor": "EUX"}, "no state or bloc has the key 'EUX'"),
        ({"first": date(2024, 1, 1), "last": date(2023, 1, 1)}, "'last' lies before 'first'"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words):
        aid_of(*checked(LAYOUT, [{**ROW, **changed}]))
