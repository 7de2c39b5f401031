"""Rows across the two sides of a relation: as a join over all years gives them."""

from __future__ import annotations

import polars as pl
import pytest

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey, pair
from detente.errors import MissingTable
from detente.series.across import KEYS, across, rows_across, touching
from detente.store.catalog import Catalog, default_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return default_catalog().as_of(2013)


PAIRS = [pair("India", "China", 2013), pair("NATO", "Russia", 2013), pair("NATO", "EU", 2013)]


@pytest.mark.parametrize("of", PAIRS, ids=str)
@pytest.mark.parametrize("lag", [0, 1])
def test_they_are_the_rows_of_a_plain_join(catalog: Catalog, of: RelationKey, lag: int) -> None:
    keys = crossed(of.first, of.second, 1990 - lag, 2010 - lag)
    keys = keys.with_columns((pl.col("year") + lag).cast(pl.Int16))
    plain = catalog.frame("same_votes").join(keys, on=KEYS).sort(KEYS)
    found = rows_across(catalog, "same_votes", of, first=1990, last=2010, lag=lag)
    assert found.sort(KEYS).equals(plain) and plain.height


def test_a_table_that_is_not_kept_gives_the_same_rows(catalog: Catalog) -> None:
    of = PAIRS[1]
    kept, read = (
        rows_across(catalog, "agreement_by_issue", of, first=1990, last=2010, kept=kept)
        for kept in (True, False)
    )
    assert kept.sort(kept.columns).equals(read.sort(read.columns)) and kept.height


def test_a_pair_of_one_state_has_the_votes_of_one_row_a_year(catalog: Catalog) -> None:
    rows = across(catalog.frame("same_votes"), PAIRS[0], first=2013, last=2013)
    assert rows.select("ccode1", "ccode2", "year").rows() == [(710, 750, 2013)]


def test_few_and_many_codes_choose_alike() -> None:
    rows = pl.DataFrame({"ccode1": [2, 2, 200, 220], "ccode2": [20, 365, 220, 365]})
    few = rows.filter(touching([365]))
    many = rows.filter(touching([365, 365, 365, 365, 365]))
    assert few.equals(many) and few.height == 2
    assert rows.filter(touching([])).is_empty()


def test_a_table_that_nobody_has_is_named(catalog: Catalog) -> None:
    with pytest.raises(MissingTable, match="invented"):
        rows_across(catalog, "invented", PAIRS[0], first=1990, last=2000)
