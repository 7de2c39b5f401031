"""Grains: which rows exist, by day, in both systems and both directions."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from detente.actors.crosswalk import codes_by_year
from detente.actors.systems import spells
from detente.errors import DateError, OutsideWarning, PanelError, RequestError
from detente.panel.create import (
    dyad_years,
    dyadic_dispute_years,
    k_adic_years,
    leader_dyad_years,
    leader_years,
    state_days,
    state_years,
)
from tests.panel.world_of_five import store


def test_as_many_as_the_reference_has() -> None:
    assert (state_years().frame.height, state_years("gw").frame.height) == (17706, 20849)
    assert dyad_years().frame.height * 2 == dyad_years(directed=True).frame.height == 2252760
    assert dyad_years("gw", directed=True).frame.height == 2638078


def test_a_state_stands_in_every_year_with_a_day() -> None:
    germany = state_years(years=1990).frame.filter(pl.col("ccode").is_in([255, 260, 265]))
    assert germany.height == 3, "in 1990 all three existed on some day"


@pytest.mark.parametrize(
    ("year", "a", "b"), [(1975, 115, 817), (1990, 255, 260), (1990, 255, 265), (1990, 678, 679)]
)
def test_a_dyad_year_needs_one_same_day(year: int, a: int, b: int) -> None:
    assert (
        dyad_years(years=year)
        .frame.filter((pl.col("ccode1") == a) & (pl.col("ccode2") == b))
        .is_empty()
    )


@pytest.mark.parametrize("year", [1816, 1918, 1940, 1990])
def test_dyads_are_those_that_a_plain_loop_finds(year: int) -> None:
    frame = spells("cow").filter(
        (pl.col("start").dt.year() <= year) & (pl.col("end").dt.year() >= year)
    )
    inside = [
        (
            c,
            max(s, pl.date(year, 1, 1).pipe(lambda e: pl.select(e).item())),
            min(t, pl.select(pl.date(year, 12, 31)).item()),
        )
        for c, s, t, _ in frame.iter_rows()
    ]
    pairs = {
        tuple(sorted((a, b)))
        for (a, s, t), (b, u, v) in combinations(inside, 2)
        if a != b and s <= v and u <= t
    }
    assert pairs == set(dyad_years(years=year).frame.select("ccode1", "ccode2").rows())


def test_both_orders_of_each_pair() -> None:
    one, both = (
        dyad_years("gw", years=(2000, 2001)).frame,
        dyad_years("gw", directed=True, years=(2000, 2001)).frame,
    )
    assert both.height == 2 * one.height and (one["gwcode1"] < one["gwcode2"]).all()
    assert both.select("gwcode1", "gwcode2", "year").equals(
        both.select("gwcode1", "gwcode2", "year").sort("gwcode1", "gwcode2", "year")
    )
    assert one.columns == ["gwcode1", "gwcode2", "microstate1", "microstate2", "year"]


def test_triads_share_a_day_and_have_a_bound() -> None:
    frame = k_adic_years(3, years=1990, states=["USA", "Canada", 255, 260]).frame
    assert frame.rows() == [(2, 20, 255, 1990), (2, 20, 260, 1990)], "the two Germanies never met"
    added = k_adic_years(3, years=1990, states=["USA", "Canada", 255]).add("nmc").frame
    assert {"cinc1", "cinc2", "cinc3"} <= set(added.columns)
    with pytest.raises(PanelError, match="20,000,000 rows"):
        k_adic_years(4)
    with pytest.raises(PanelError, match="is not possible"):
        k_adic_years(1)


@pytest.mark.parametrize("size", [10**12, 10**24, 218])
@pytest.mark.parametrize("states", [None, ["France"]])
def test_a_size_beyond_every_state_is_refused_before_anything_is_made(
    size: int, states: list[int | str] | None
) -> None:
    with pytest.raises(PanelError, match="a row has at most 217 states"):
        k_adic_years(size, years=1816, states=states)


def test_the_codes_of_all_rows_together_have_a_bound() -> None:
    assert k_adic_years(190, years=2000).frame.shape == (191, 191)
    with pytest.raises(PanelError, match="100,000,000 codes"):
        k_adic_years(188, years=2000)


def test_days_make_up_the_years() -> None:
    days = state_days(years=(1990, 1991), states=["Germany"]).frame
    assert days.group_by("ccode").len().sort("ccode").rows() == [(255, 90 + 365), (260, 275)]


def test_leaders_by_year_and_in_pairs(tmp_path: Path) -> None:
    own = store(tmp_path / "five")
    years = leader_years("cow", years=(1998, 2000), store=own).frame
    assert years.filter(pl.col("year") == 1999)["obsid"].to_list() == [
        "USA-1993",
        "RUS-1991",
        "RUS-1999",
    ]
    first = years.filter((pl.col("obsid") == "USA-1993") & (pl.col("year") == 1998)).row(
        0, named=True
    )
    assert (first["ccode"], first["leaderage"], first["yrinoffice"]) == (2, 52, 6)
    assert years.filter(pl.col("obsid") == "RUS-1991")["leaderage"].null_count() == 2, (
        "nobody knows the year of birth"
    )
    pairs = leader_dyad_years("cow", years=(1999, 1999), store=own).frame
    assert pairs.select("obsid1", "obsid2").rows() == [
        ("RUS-1991", "USA-1993"),
        ("RUS-1999", "USA-1993"),
        ("USA-1993", "RUS-1991"),
        ("USA-1993", "RUS-1999"),
    ], "two leaders of one state are no pair"
    one = leader_dyad_years("cow", years=(1999, 1999), directed=False, store=own).frame
    assert one["ccode1"].to_list() == [2, 2]


def test_the_systems_are_crossed_by_year() -> None:
    cow, gw = codes_by_year("cow"), codes_by_year("gw")
    at = {(c, y): g for c, g, y in cow.iter_rows()}
    assert (at[255, 1990], at[255, 1935], at[260, 1985], at[345, 2010], at[679, 2000]) == (
        260,
        255,
        260,
        340,
        678,
    )
    assert (
        not cow.select("ccode", "year").is_duplicated().any()
        and not gw.select("gwcode", "year").is_duplicated().any()
    )
    assert gw.filter((pl.col("gwcode") == 970) & (pl.col("year") == 1990)).is_empty(), (
        "Kiribati is in one system only"
    )


def test_years_may_be_typed_as_people_do() -> None:
    heights = {state_years(years=y).frame.height for y in ((1990, 1991), "1990-1991", [1990, 1991])}
    assert len(heights) == 1 and state_years(years=1990).frame["year"].unique().to_list() == [1990]
    for odd in (("2000", "2001"), (1, 2, 3), "abc", 2.5, (True, 1990)):
        with pytest.raises(DateError):
            state_years(years=odd)


@pytest.mark.parametrize("begin", [state_years, dyad_years, state_days, k_adic_years])
def test_years_outside_everything_make_an_empty_panel_and_a_warning(begin: object) -> None:
    with pytest.warns(OutsideWarning, match="1700-1800"):
        panel = begin(years=(1700, 1800))
    assert panel.frame.height == 0 and "year" in panel.frame.columns
    filled = panel.add("nmc", offline=True)
    assert filled.frame.height == 0 and any(c.startswith("cinc") for c in filled.frame.columns)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: state_years("xyz"), "no state system"),
        (lambda: dyad_years(years=(2000, 1990)), "backwards"),
        (lambda: dyadic_dispute_years("icb"), "near: gml, cow"),
        (lambda: state_years(states="Russia"), "not a list"),
        (lambda: state_years(region="atlantis"), "near: americas"),
        (lambda: leader_years(), "not available"),
    ],
)
def test_bad_requests_are_one_line(make: object, word: str) -> None:
    with pytest.raises((PanelError, DateError, RequestError), match=word) as caught:
        make()
    assert "\n" not in str(caught.value)
