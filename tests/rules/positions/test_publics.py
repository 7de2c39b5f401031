"""PUBLIC: by hand in a small store, on published surveys, and where it is silent."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.identity.public_views import TABLE, trusted, views
from detente.rules.positions import publics
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.rules.spoken import figures_of, spoken

INDIA, CHINA, USA = 750, 710, 2


def surveys(folder: Path, rows: list[tuple[int, str, int, float, int]]) -> Catalog:
    names = ("ccode", "target", "year", "favourable", "respondents")
    frame = pl.DataFrame(rows, schema=names, orient="row")
    frame.with_columns(unfavourable=1 - pl.col("favourable")).write_parquet(
        folder / f"{TABLE}.parquet"
    )
    return Catalog(folder)


def test_views_that_soured_by_hand(tmp_path: Path) -> None:
    rows = [(INDIA, "CHN", 2015, 0.41, 1000), (INDIA, "CHN", 2023, 0.26, 1000)]
    line = spoken(publics.RULE, surveys(tmp_path, rows), "India", "China", 2024)["moved.soured"]
    shares = [value for value in figures_of(line).values() if value < 1]
    assert sorted(shares) == [0.26, 0.41]
    assert line.fits_first_page


def test_a_majority_that_was_lost_is_another_variant(tmp_path: Path) -> None:
    rows = [(INDIA, "CHN", 2015, 0.61, 1000), (INDIA, "CHN", 2023, 0.26, 1000)]
    said = spoken(publics.RULE, surveys(tmp_path, rows), "India", "China", 2024)
    assert list(said) == ["moved.soured.majority"]


def test_both_ways_only_in_one_year(tmp_path: Path) -> None:
    rows = [(CHINA, "USA", 2016, 0.50, 3000), (USA, "CHN", 2016, 0.37, 1000)]
    said = spoken(publics.RULE, surveys(tmp_path, rows), "USA", "China", 2016)
    assert list(said) == ["unexpected.unlike"]
    apart = [(CHINA, "USA", 2016, 0.50, 3000), (USA, "CHN", 2015, 0.37, 1000)]
    assert spoken(publics.RULE, surveys(tmp_path, apart), "USA", "China", 2016) == {}


@pytest.mark.parametrize(
    ("year", "share", "asked"), [(2019, 0.1, 1000), (2023, 0.38, 1000), (2023, 0.1, 700)]
)
def test_old_small_and_unchanged_surveys_say_nothing(
    tmp_path: Path, year: int, share: float, asked: int
) -> None:
    rows = [(INDIA, "CHN", 2015, 0.41, 1000), (INDIA, "CHN", year, share, asked)]
    assert spoken(publics.RULE, surveys(tmp_path, rows), "India", "China", 2024) == {}


def test_of_a_bloc_with_one_survey_its_largest_member_speaks(tmp_path: Path) -> None:
    catalog = surveys(tmp_path, [(850, "USA", 2023, 0.55, 950)])
    copy(default_catalog().path("capability"), tmp_path)
    said = spoken(publics.RULE, catalog, "ASEAN", "USA", 2024)
    assert list(said) == ["unusual.largest_member"]
    assert said["unusual.largest_member"].headline is None
    assert "Indonesia" in said["unusual.largest_member"].finding.text


def test_without_surveys_nothing_is_said() -> None:
    starter = Catalog(default_catalog().starter)
    assert views(starter, pair("India", "China")) == ()
    assert spoken(publics.RULE, starter, "India", "China") == {}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_one_country_that_jumps_is_left_out_and_no_other_year(shares: list[float]) -> None:
    frame = pl.DataFrame(
        {
            "ccode": [INDIA] * len(shares),
            "year": [*range(2000, 2000 + len(shares))],
            "favourable": shares,
            "respondents": [1000] * len(shares),
        }
    )
    kept = trusted(frame)
    assert kept.height <= frame.height
    ends = {2000, 1999 + len(shares)}
    assert ends <= set(kept["year"].to_list()), "the first and the last cannot jump and return"


@pytest.mark.mirror
def test_published_surveys(mirrored: Store) -> None:
    whole = Catalog(default_catalog().starter, mirrored)
    line = spoken(publics.RULE, whole, "India", "China")["moved.soured"]
    assert round(min(figures_of(line).values()), 2) == 0.26, "Pew, spring of 2023"
    years = {view.year for view in views(whole, pair("USA", "China"))}
    assert 2013 not in years, "the file gives views of another country in that year"
    assert 2012 in years
