"""TRADE: old tables have no message, and none is used where the two fell out since."""

from __future__ import annotations

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.power import trade as flows
from detente.rules.line import Line
from detente.rules.power import trade
from detente.store.catalog import default_catalog

LAST = 2014
"""Last year of the invented table."""


def lines(
    monkeypatch: pytest.MonkeyPatch, code: int, first: str, second: str, *, day: str
) -> list[Line]:
    """Say what a table to 2014 gives of a state that sells nine tenths to Germany."""
    rows = [(code, 255, 90.0, 90.0), (code, 710, 5.0, 5.0), (code, 2, 5.0, 1.0)]
    table = pl.DataFrame(rows, schema=flows.FLOWS, orient="row")
    monkeypatch.setattr(flows, "is_known", lambda _catalog: True)
    monkeypatch.setattr(flows, "last_year", lambda _catalog: LAST)
    monkeypatch.setattr(flows, "flows", lambda _catalog, _year: table)
    return list(trade.RULE.say(Relation(default_catalog(), pair(first, second, day))))


def test_trade_from_before_a_quarrel_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    # NATO and Russia fell out after the last year of the table
    assert lines(monkeypatch, 365, "NATO", "Russia", day="2026-06-30") == []


def test_trade_of_years_ago_is_a_dated_sentence_and_no_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert lines(monkeypatch, 380, "Sweden", "NATO", day="2021-12-31") == []
    (line,) = lines(monkeypatch, 380, "Sweden", "NATO", day="2018-12-31")
    assert line.headline is None and not line.key
    assert line.finding.text.startswith("In 2014 NATO took")


def test_trade_of_three_years_ago_has_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = lines(monkeypatch, 365, "NATO", "Russia", day="2014-12-31")
    assert line.headline is not None and line.key
