"""Columns of states and years as an array: the same values as a join."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.names import bloc, state
from detente.power.yardsticks import YARDSTICKS, part_of_people, series
from detente.series.bloc_median import median_level
from detente.series.state_grid import grid
from detente.store.catalog import default_catalog

FRAME = pl.DataFrame(
    {"ccode": [2, 2, 365], "year": [1990, 1992, 1991], "x": [1.0, None, 3.0], "y": [4, 5, 6]}
)


def test_values_stand_by_state_and_year() -> None:
    known = grid(FRAME, ["x", "y"])
    found = known.at(np.array([2, 365, 365, 2]), np.array([1990, 1991, 1990, 1992]))
    assert np.array_equal(found, [[1, 4], [3, 6], [np.nan, np.nan], [np.nan, 5]], equal_nan=True)


def test_states_and_years_outside_have_no_value() -> None:
    known = grid(FRAME, ["x"])
    assert np.isnan(known.at(np.array([2, 2, 999]), np.array([1989, 1993, 1990]))).all()


def test_an_empty_table_knows_nothing() -> None:
    assert np.isnan(grid(FRAME.clear(), ["x", "y"]).at(np.array([2]), 1990)).all()


def test_a_bloc_has_the_sum_of_its_members() -> None:
    catalog, by = default_catalog(), YARDSTICKS[0]
    found = series(catalog, bloc("NATO"), by, as_of=2013).last(2000)
    rows = catalog.frame(by.table).filter(
        (pl.col("year") == 2000) & pl.col("ccode").is_in(list(bloc("NATO").members(2000)))
    )
    assert found is not None and rows.height == 19
    assert abs(found.value - rows[by.column].cast(pl.Float64).sum()) < 1e-12


def test_a_bloc_has_no_sum_where_too_few_of_its_people_have_data() -> None:
    catalog = default_catalog()
    arab = bloc("AL")
    people = catalog.remember(part_of_people)
    for by in YARDSTICKS:
        if not by.guarded:
            continue
        found = series(catalog, arab, by, as_of=2013)
        for year in found.years[:: max(len(found.years) // 5, 1)]:
            of_year = pl.col("year") == year
            inside = pl.col("ccode").is_in(list(arab.members(year)))
            held = catalog.frame(by.table).filter(of_year & inside).drop_nulls(by.column)
            members = people.filter(of_year & inside)
            with_data = members.filter(pl.col("ccode").is_in(held["ccode"].implode()))["people"]
            assert with_data.sum() >= 0.899 * members["people"].sum()


def test_a_median_member_is_the_median_of_the_members() -> None:
    catalog, union = default_catalog(), bloc("EU")
    found = median_level(
        catalog,
        union,
        "regime",
        "polyarchy",
        id="x",
        label="x",
        unit="x",
        sources=("vdem",),
        without=state("France"),
    ).last(2010)
    others = [code for code in union.members(2010) if code != 220]
    rows = catalog.frame("regime").filter((pl.col("year") == 2010) & pl.col("ccode").is_in(others))
    level = rows["polyarchy"] + rows["polyarchy_median"]
    assert found is not None and found.value == level.cast(pl.Float64).median()
