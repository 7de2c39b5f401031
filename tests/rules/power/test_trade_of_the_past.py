"""TRADE: old tables have no message, and none is used where the two fell out since."""

from __future__ import annotations

import polars as pl

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.power import trade as flows
from detente.rules.line import Line
from detente.rules.power import trade
from detente.store.catalog import default_catalog
from tests.power.by_hand import ByHand

SCHEMA = ["ccode1", "ccode2", "year", "flow1", "flow2"]


def sold(code: int, buyer: int) -> ByHand:
    """A state that sells nine tenths to one buyer, and a tenth to the United States and China."""
    last = flows.last_year(default_catalog())
    rows = []
    for year in (last, last - flows.DECADE, last - trade.BACK):
        rows += [(2, code, year, 5.0, 1.0), (code, 710, year, 1.0, 5.0)]
        one, other = sorted((code, buyer))
        rows += [(one, other, year, 90.0, 90.0)]
    return ByHand(cow_trade=pl.DataFrame(rows, schema=SCHEMA, orient="row"))


def lines(code: int, buyer: int, first: str, second: str, *, day: str) -> list[Line]:
    return list(trade.RULE.say(Relation(sold(code, buyer), pair(first, second, day))))


def test_trade_from_before_a_quarrel_is_not_said() -> None:
    # Russia sold to Germany in 2014; NATO and Russia fell out after that
    assert lines(365, 255, "NATO", "Russia", day="2026-06-30") == []


def test_trade_of_years_ago_is_a_dated_sentence_and_no_message() -> None:
    (line,) = lines(380, 255, "Sweden", "NATO", day="2021-12-31")
    assert line.headline is None and not line.key
    assert line.finding.text.startswith("In 2014 NATO took")
