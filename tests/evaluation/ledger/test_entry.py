"""Entries and conditions: there and back, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from detente.errors import LedgerError
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry, Stated
from tests.evaluation.ledger.made import chance

QUANTILES = {"levels": [0.1, 0.5, 0.9], "values": [1.0, 2.0, 3.0]}


def plain(**changed: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(chance().plain())), **changed}


def test_there_and_back() -> None:
    assert Entry.from_plain(plain()) == chance()
    asked = {**plain()["decided_by"], "way": "", "threshold": None}
    shares = plain(decided_by=asked, forecast=QUANTILES, baseline=QUANTILES)
    assert Entry.from_plain(shares).forecast == Stated(None, (0.1, 0.5, 0.9), (1.0, 2.0, 3.0))


def test_a_probability_is_kept_to_six_decimals_and_a_quantile_to_six_digits() -> None:
    assert Stated(1 / 3).plain() == {"probability": 0.333333}
    tiny = Stated(None, (0.5,), values=(0.000001234567,))
    assert tiny.plain()["values"] == [0.00000123457]


def test_it_is_retrospective_where_its_last_day_was_over() -> None:
    assert not chance().is_retrospective
    assert chance(made_on=date(2012, 12, 31)).is_retrospective
    # what a file says of itself is not believed
    assert not Entry.from_plain(plain(retrospective=True)).is_retrospective


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"question": ""}, "needs 'question'"),
        ({"colour": "red"}, "a field 'colour' that nobody knows"),
        ({"kind": "guess"}, "is of a kind 'guess'"),
        ({"deadline": "soon"}, "needs 'deadline' as a day"),
        ({"decided_by": None}, "needs 'decided_by'"),
        ({"view": "2012-06-30"}, "before its view"),
        ({"void_after": "2011-12-31"}, "void before its deadline"),
        ({"forecast": {"probability": 1.2}}, "neither a probability"),
        ({"forecast": {"probability": True}}, "neither a probability"),
        ({"forecast": {"levels": [0.9, 0.1], "values": [1, 2]}}, "neither a probability"),
        ({"forecast": {"levels": [0.1, 0.9], "values": [2, 1]}}, "neither a probability"),
        ({"forecast": QUANTILES}, "needs a probability, as its question asks"),
    ],
)
def test_what_is_refused(changed: dict[str, Any], part: str) -> None:
    with pytest.raises(LedgerError, match=part) as error:
        Entry.from_plain(plain(**changed))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"code": "1 + 1"}, "a field 'code' that nobody knows"),
        ({"table": 3}, "needs 'table'"),
        ({"take": "eval"}, "a 'take' of 'eval'"),
        ({"way": "near"}, "a 'way' of 'near'"),
        ({"threshold": None}, "together, or neither"),
        ({"threshold": float("inf")}, "together, or neither"),
        ({"where": {"ccode": []}}, "neither a list of values"),
        ({"where": {"ccode": 2}}, "neither a list of values"),
        ({"where": {"ccode1+ccode2": [[2]]}}, "neither a list of values"),
        ({"known": ["vdem", "soon"]}, "a source and a year or day"),
    ],
)
def test_conditions_that_no_table_could_answer(changed: dict[str, Any], part: str) -> None:
    with pytest.raises(LedgerError, match=part):
        Condition.from_plain({**plain()["decided_by"], **changed})
