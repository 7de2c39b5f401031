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


def test_a_large_member_without_a_row_makes_the_share_unknown():
    # Turkey sold to France, Germany and America; the table has no row with Germany in 1986
    full = [(220, 640, 2003, 30.0, 1.0), (255, 640, 2003, 50.0, 1.0), (2, 640, 2003, 20.0, 1.0)]
    part = [(220, 640, 1986, 15.0, 1.0), (2, 640, 1986, 10.0, 1.0)]
    schema = ["ccode1", "ccode2", "year", "flow1", "flow2"]
    table = pl.DataFrame([*full, *part], schema=schema, orient="row")
    catalog = ByHand(cow_trade=table)
    turkey, union = actor("Turkey", 2013), actor("EU", 2013)
    last = flows.last_year(catalog)
    assert flows.share(catalog, turkey, union, year=2003, day=DAY) is not None
    again = table.with_columns(year=pl.when(pl.col("year") == 2003).then(last).otherwise("year"))
    assert flows.share(ByHand(cow_trade=again), turkey, union, year=1986, day=DAY) is None


def test_a_small_member_without_a_row_does_not():
    last = flows.last_year(default_catalog())
    rows = [(220, 640, last, 97.0, 1.0), (338, 640, last, 3.0, 1.0), (220, 640, 1986, 15.0, 1.0)]
    schema = ["ccode1", "ccode2", "year", "flow1", "flow2"]
    catalog = ByHand(cow_trade=pl.DataFrame(rows, schema=schema, orient="row"))
    turkey, union = actor("Turkey", 2013), actor("EU", 2013)
    sold = flows.share(catalog, turkey, union, year=1986, day=DAY)
    assert sold is not None and sold.value == 1.0


def test_without_the_table_nothing_is_known():
    nothing = default_catalog()
    assert not flows.is_known(nothing)
    assert flows.flows(nothing, 2013).is_empty()
    russia, china = actor("Russia", 2013), actor("China", 2013)
    assert flows.share(nothing, russia, china, year=2013, day=DAY) is None
