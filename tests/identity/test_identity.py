"""Identity: our estimates beside published ones, distances, agreement by hand, regimes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.composition import crossed
from detente.actors.relation_key import pair
from detente.identity import similarity
from detente.identity.agreement import DERIVED_TABLES, ISSUES, by_issue, pairs_of, session_agreement
from detente.identity.distance import all_pairs, distance
from detente.identity.profile import IdentityProfile
from detente.identity.regime import polyarchy, regime, regime_distance
from detente.store.catalog import Catalog
from tests import invented


@pytest.mark.parametrize(
    ("year", "value"),
    [(1989, 2.46), (1993, 0.23), (1995, 0.11), (2008, 1.16), (2014, 0.91), (2019, 0.98)],
)
def test_our_distance_of_russia_to_the_core_is_the_published_one(
    catalog: Catalog, year: int, value: float
) -> None:
    cell = distance(catalog, pair("NATO", "Russia", 2013), "voeten").at(year)
    assert (
        cell is not None
        and cell.value == pytest.approx(value, abs=0.08)
        and cell.low < cell.value < cell.high
    )


def test_the_headline_reaches_2025_and_stands_near_the_published(catalog: Catalog) -> None:
    main, other = (
        distance(catalog, pair("NATO", "Russia", 2024), s) for s in ("adopted", "published")
    )
    assert (
        main.years[0] == 1949
        and main.years[-1] >= 2024 == other.years[-1]
        and set(other.low) == {None}
    )
    assert all(
        main.at(y).value == pytest.approx(other.at(y).value, abs=0.25) for y in range(1990, 2020)
    )
    # since 2022 the published set, with votes of the next year, stands farther: told in
    # docs/identity.md
    assert all(0 < other.at(y).value - main.at(y).value < 0.6 for y in (2022, 2024))
    assert main.at(2022).value > 1.2 > main.at(2013).value > main.at(1995).value
    assert main.sources == ("un_votes_undl",) and catalog.provenance("positions").terms == "cite"


def drawn(values: dict[int, float], spread: float, count: int) -> pl.DataFrame:
    """Joint draws in which all states move together: their distances do not move at all."""
    shift = np.linspace(-spread, spread, count)
    rows = {
        f"adopted_{i}": [round((v + shift[i]) * 1000) for v in values.values()]
        for i in range(count)
    }
    return pl.DataFrame({"ccode": list(values), "year": [2000] * len(values), **rows}).with_columns(
        pl.col("ccode", "year").cast(pl.Int16)
    )


def test_the_core_leaves_the_other_party_out(tmp_path: Path) -> None:
    values = {2: 3.0, 200: 2.0, 640: 0.0}
    frame = pl.DataFrame(
        {"ccode": list(values), "year": [2000] * 3, "adopted": list(values.values())}
    ).with_columns(pl.col("ccode", "year").cast(pl.Int16))
    invented.write(tmp_path, "positions", frame)
    invented.write(tmp_path, "position_draws", drawn(values, 0.5, 100))
    small = Catalog(tmp_path)
    assert distance(small, pair("NATO", "Turkey", 2000)).at(2000).value == 2.5
    cell = distance(small, pair("USA", "UK", 2000)).at(2000)
    assert (
        cell.value == 1.0
        and cell.low == pytest.approx(1, abs=0.002)
        and cell.high == pytest.approx(1, abs=0.002)
    )
    assert not distance(small, pair("USA", "Russia", 2000))


def test_agreement_of_pairs_by_hand() -> None:
    votes = pl.DataFrame(
        {
            "rcid": [1, 2, 3, 4, 5] * 2,
            "ccode": [2] * 5 + [20] * 5,
            "vote": [1, 3, 1, 3, 1, 1, 3, 1, 3, 1],
        }
    )
    assert pairs_of(votes).rows() == [(2, 20, 1.0, 5)]
    few = pairs_of(votes.filter(pl.col("rcid") < 5))
    assert few["pi"].to_list() == [None] and few["votes"].to_list() == [4], (
        "too few votes, no agreement"
    )
    calls = pl.DataFrame({"rcid": [1, 2, 3, 4, 5], "year": [1990] * 5})
    absent = votes.with_columns(
        pl.when(pl.col("rcid") == 5).then(8).otherwise(pl.col("vote")).alias("vote")
    )
    assert session_agreement(absent, calls)["votes"].to_list() == [4], "absence is no vote"


def test_windows_of_issues_are_named_by_their_last_year() -> None:
    rows = [(r, c, 1 + (r + c) % 2 * 2) for r in range(12) for c in (2, 20)]
    votes = pl.DataFrame(rows, schema=["rcid", "ccode", "vote"], orient="row")
    calls = pl.DataFrame({"rcid": range(12), "year": [1946] * 6 + [1951] * 5 + [1953]})
    issues = pl.DataFrame({"rcid": range(12), "issue": ["me"] * 12})
    found = by_issue({"un_votes": votes, "un_roll_calls": calls, "un_roll_call_issues": issues})
    assert found["year"].to_list() == [1950, 1953] and found["votes"].to_list() == [6, 6]


def test_issue_windows_end_before_the_view(catalog: Catalog) -> None:
    found = similarity.by_issue(catalog.as_of(2013), pair("NATO", "Russia", 2013))
    assert {s.id.rpartition("_")[2] for s in found} == set(ISSUES) and all(
        s.years[-1] == 2010 for s in found
    )
    assert similarity.by_issue(catalog.as_of(1938), pair("Poland", "Germany", 1938)) == ()


def test_agreement_of_a_bloc_is_its_median_member(catalog: Catalog) -> None:
    series = similarity.agreement(catalog, pair("NATO", "Russia", 2013))
    key = pair("NATO", "Russia", 2013)
    dyads = crossed(key.first, key.second, 2013, 2013)
    table = catalog.frame("agreement").join(dyads, on=["ccode1", "ccode2", "year"])
    assert dyads.height == 28 and series.at(2013).value == pytest.approx(table["pi"].median())
    for cell in series.cells():
        assert cell.low is None or cell.low < cell.value < cell.high


def test_regimes(catalog: Catalog) -> None:
    raw = pl.DataFrame(
        {
            "ccode": [1, 2, 3],
            "year": [1990] * 3,
            "v2x_polyarchy": [0.1, 0.4, 0.9],
            "v2x_polyarchy_codelow": [0.05, 0.35, 0.85],
            "v2x_polyarchy_codehigh": [0.2, 0.5, 0.95],
        }
    )
    found = regime({"vdem": raw})
    assert found["polyarchy"].to_list() == pytest.approx([-0.3, 0, 0.5], abs=1e-6) and found[
        "polyarchy_median"
    ][0] == pytest.approx(0.4)
    view = pair("Russia", "USA", 2013)
    gap, own = regime_distance(catalog, view).at(2013), polyarchy(catalog, view.first).at(2013)
    assert (
        gap is not None
        and own is not None
        and gap.low < gap.value < gap.high
        and own.low < 0.3 < own.high + 0.05
    )
    assert not regime_distance(catalog, pair("Liechtenstein", "Switzerland", 2013)), (
        "V-Dem has no Liechtenstein"
    )


def test_a_reading_has_source_unit_and_years(catalog: Catalog) -> None:
    found = IdentityProfile(catalog.as_of(2013), pair("India", "China", 2013), 200, 5)
    assert (
        all(s.sources and s.unit and s.years for s in found.measures())
        and len(found.measures()) >= 12
    )
    again = IdentityProfile(catalog.as_of(2013), pair("India", "China", 2013), 200, 5)
    assert again.turning == found.turning and again.distance.low == found.distance.low
    other = IdentityProfile(catalog.as_of(2013), pair("India", "China", 2013), 200, 6)
    assert (
        other.turning.years == found.turning.years
        and other.turning.against.null != found.turning.against.null
    )


def test_all_pairs_are_all_pairs(catalog: Catalog) -> None:
    year, gaps = all_pairs(catalog, 2013)
    states = catalog.frame("positions").filter(pl.col("year") == 2013).drop_nulls("adopted").height
    assert year == 2013 and gaps.size == states * (states - 1) // 2 and np.isfinite(gaps).all()
    assert all_pairs(catalog, 1900) == (0, pytest.approx(np.empty(0))) and len(DERIVED_TABLES) == 2


def test_sessions_after_the_open_votes_come_from_adopted_resolutions(catalog: Catalog) -> None:
    series = similarity.agreement(catalog, pair("NATO", "Russia", 2024))
    assert series.years[-1] >= 2024 and series.sources == ("un_votes", "un_votes_undl")
    assert series.at(2023).value < series.at(2013).value
