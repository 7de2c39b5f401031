"""Shares of trade between parties."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.actors.names import actor
from detente.power import trade as flows
from detente.store.catalog import default_catalog
from tests.power.by_hand import ByHand

DAY = date(2013, 12, 31)


def test_shares_of_trade_leave_out_what_members_sell_to_each_other():
    rows = [(220, 255, 2013, 5.0, 7.0), (220, 365, 2013, 30.0, 10.0), (365, 710, 2013, 1.0, 10.0)]
    schema = ["ccode1", "ccode2", "year", "flow1", "flow2"]
    table = pl.DataFrame(rows, schema=schema, orient="row")
    catalog = ByHand(cow_trade=table)
    russia, union = actor("Russia", 2013), actor("EU", 2013)
    sold = flows.share(catalog, russia, union, year=2013, day=DAY)
    # France bought 30 from Russia, China 10
    assert sold is not None and sold.value == pytest.approx(30 / 40)
    bought = flows.share(catalog, union, russia, year=2013, day=DAY, way=flows.IMPORTS)
    assert bought is not None and bought.value == 1.0
    assert flows.share(catalog, russia, union, year=2012, day=DAY) is None


def test_without_the_table_nothing_is_known():
    nothing = default_catalog()
    assert not flows.is_known(nothing)
    assert flows.flows(nothing, 2013).is_empty()
    russia, china = actor("Russia", 2013), actor("China", 2013)
    assert flows.share(nothing, russia, china, year=2013, day=DAY) is None
