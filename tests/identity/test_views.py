"""What a view of identity allows: its core, a median without the other party, intervals."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.actors.composition import core_letters
from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.estimators.distance import median_distance
from detente.identity.distance import FIRST, distance, points
from detente.identity.regime import polyarchy
from detente.store.catalog import Catalog


def test_the_core_is_the_one_that_the_view_knows() -> None:
    nato = bloc("NATO")
    assert "DEU" not in core_letters(nato, state("Russia", 1950), 1950)[0]
    assert (
        "GBR" not in core_letters(nato, bloc("EU", 2013), 2013)[0]
        and "GBR" in core_letters(nato, bloc("EU", 2022), 2022)[0]
    )
    assert core_letters(bloc("EU"), bloc("NATO"), 2013) == (bloc("EU").core(2013), False)


def test_a_blocs_distance_begins_with_the_bloc(catalog: Catalog) -> None:
    assert min(distance(catalog, pair("ASEAN", "USA", 2024)).years) >= 1967


def test_a_blocs_median_leaves_the_other_party_out(catalog: Catalog) -> None:
    brics, iran = bloc("BRICS"), state("Iran")
    whole, without = (polyarchy(catalog, brics, w).at(2024).value for w in (None, iran))
    assert without == pytest.approx(0.224, abs=0.002) and whole < without


@pytest.mark.parametrize(
    "names",
    [("NATO", "EU", 2013), ("SCO", "Burkina Faso", 2019), ("Liechtenstein", "Switzerland", 2024)],
)
def test_an_interval_holds_its_value(catalog: Catalog, names: tuple[str, str, int]) -> None:
    for series in ("adopted", "voeten", "published"):
        for cell in distance(catalog, pair(*names), series).cells():
            assert (
                cell.low is None
                or cell.high is None
                or (cell.low <= cell.value + 1e-3 and cell.value <= cell.high + 0.05)
            )


@pytest.mark.parametrize("year", [1950, 1995, 2013])
def test_positions_of_a_view_are_those_of_its_tables(catalog: Catalog, year: int) -> None:
    view = catalog.as_of(year)
    known = view.frame("positions").select("ccode", "year", "adopted").drop_nulls()
    drawn = view.frame("position_draws").select("ccode", "year", "adopted_0")
    values, draws = points(view, known.select("year", "ccode"), "adopted")
    assert values.shape[1] == draws.shape[2] == year - FIRST + 1
    codes = np.unique(known["ccode"].to_numpy())
    for found, table, column in (
        (values, known, "adopted"),
        (draws[0], known.join(drawn, on=["ccode", "year"]), "adopted_0"),
    ):
        row = np.searchsorted(codes, table["ccode"].to_numpy())
        place = table["year"].to_numpy() - FIRST
        assert np.array_equal(found[row, place], table[column].to_numpy(), equal_nan=True)
        assert np.isfinite(found).sum() == table[column].is_not_null().sum()


def test_germany_has_votes_in_the_year_of_unification(catalog: Catalog) -> None:
    assert 1990 in distance(catalog, pair("Germany", "USA", 2000)).years
    codes = catalog.frame("agreement").filter(pl.col("year") == 1990)["ccode1"].unique()
    assert 255 in codes and 260 not in codes


def test_a_point_without_draws_gives_no_interval() -> None:
    import numpy as np

    group = np.array([[1.0], [2.0], [3.0]])
    drawn = np.stack([group, group + 0.1])
    drawn[:, 1] = np.nan
    assert np.isnan(median_distance(np.zeros((1, 1)), group, np.zeros((2, 1, 1)), drawn).low).all()
