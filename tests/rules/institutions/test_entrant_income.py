"""ENTRANT INCOME: by hand in a small store, on published accounts, and where it is silent."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.actors.names import bloc
from detente.power.entrant_incomes import COLUMN, TABLE
from detente.rules.institutions import entrant_income
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.rules.spoken import figures_of, spoken

YEARS = range(1990, 2024)


def accounts(folder: Path, serbia: float) -> Catalog:
    """Every member has 100 a head in every year, and those of 2004 40 until they joined."""
    union = bloc("EU")
    late = {code for code in union.members(2004) if code not in union.members(2003)}
    rows = [
        (code, year, 40.0 if code in late and year < 2004 else 100.0)
        for code in union.members(2023)
        for year in YEARS
    ]
    rows += [(345, year, serbia) for year in YEARS]
    names = {"ccode": pl.Int64, "year": pl.Int64, COLUMN: pl.Float64}
    pl.DataFrame(rows, schema=names, orient="row").write_parquet(folder / f"{TABLE}.parquet")
    return Catalog(folder)


@pytest.mark.parametrize(("serbia", "variant"), [(41.0, "unusual.met"), (39.0, "unusual.unmet")])
def test_by_hand(tmp_path: Path, serbia: float, variant: str) -> None:
    said = spoken(entrant_income.RULE, accounts(tmp_path, serbia), "Serbia", "EU", 2024)
    assert list(said) == [variant]
    figures = figures_of(said[variant])
    assert figures["institutions.entrant_income.own"] == serbia / 100
    assert figures["institutions.entrant_income.lowest"] == 0.4
    assert figures["institutions.entrant_income.year"] == 2003
    assert said[variant].headline is None, "revised accounts lead nothing"


def test_a_member_and_a_store_without_accounts_are_silent(tmp_path: Path) -> None:
    assert spoken(entrant_income.RULE, accounts(tmp_path, 41.0), "France", "EU", 2024) == {}
    starter = Catalog(default_catalog().starter)
    assert spoken(entrant_income.RULE, starter, "Serbia", "EU", 2024) == {}


@pytest.mark.mirror
def test_published_accounts(mirrored: Store) -> None:
    whole = Catalog(default_catalog().starter, mirrored)
    said = spoken(entrant_income.RULE, whole, "Serbia", "EU")["unusual.met"]
    figures = figures_of(said)
    assert 0.5 < figures["institutions.entrant_income.own"] < 0.62
    assert 0.3 < figures["institutions.entrant_income.lowest"] < 0.4, "Latvia in 2003"
    assert list(spoken(entrant_income.RULE, whole, "Moldova", "EU")) == ["unusual.unmet"]
