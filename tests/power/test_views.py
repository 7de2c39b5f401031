"""What a view of power allows: nobody counted twice, no member beside its bloc."""

from __future__ import annotations

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.store.catalog import Catalog


def test_people_of_1990_are_counted_once(catalog: Catalog) -> None:
    table = catalog.frame("capability")
    in_1990 = {
        c: p
        for c, y, p in table.select("ccode", "year", "pop_share").iter_rows()
        if y == 1990 and p
    }
    assert not {260, 265, 678, 680} & in_1990.keys() and {255, 679} <= in_1990.keys()
    sums = table.group_by("year").agg(pl.col("pop_share").sum()).filter(pl.col("pop_share") > 0)
    assert sums["pop_share"].to_list() == pytest.approx([1.0] * sums.height, abs=1e-4)


def test_no_amount_of_a_citable_source_can_be_had_back(catalog: Catalog) -> None:
    totals = catalog.frame("totals")
    assert set(totals["measure"].unique()) == {
        "pop",
        "warheads",
        "gdp_constant",
        "gdp_current",
        "gdp_ppp_constant",
        "gdp_ppp_current",
        "gdp_2011",
    }
    assert totals.filter(pl.col("measure") == "pop")["year"].min() >= 1990


def test_a_member_is_not_added_to_its_bloc(catalog: Catalog) -> None:
    inside = Relation(catalog, pair("NATO", "Poland", 2024))
    outside = Relation(catalog, pair("NATO", "Russia", 2024))
    assert ("cinc", "NATO with Poland") not in inside.shares.fans
    assert ("cinc", "NATO with Russia") in outside.shares.fans
