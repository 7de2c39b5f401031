"""Suppliers of arms."""

from __future__ import annotations

import polars as pl
import pytest

from detente.power import arms_supply
from detente.store.catalog import default_catalog
from tests.power.by_hand import ByHand


def test_a_seller_of_arms_has_no_supplier():
    rows = [(2, 640, 2015, 60.0), (255, 640, 2015, 40.0), (640, 365, 2015, 500.0)]
    schema = ["ccode1", "ccode2", "year", "arms_transfers"]
    catalog = ByHand(sipri_arms=pl.DataFrame(rows, schema=schema, orient="row"))
    assert arms_supply.largest(catalog, 640) is None
    poor = ByHand(sipri_arms=pl.DataFrame(rows[:2], schema=schema, orient="row"))
    found = arms_supply.largest(poor, 640)
    assert found is not None and found.cell.value == pytest.approx(0.6)
    assert found.state.name == "United States"


def test_without_the_table_no_supplier_is_known():
    assert arms_supply.largest(default_catalog(), 345) is None
