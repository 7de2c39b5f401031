"""Features of pairs: the same pair in other years, its number, rungs and outcomes, by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.models.dispute_risk.blocks import BLOCKS, HISTORY, STRUCTURES
from detente.models.features import hostile_dyads
from detente.models.features.dyad_years import LAST, LAST_KNOWN, NEEDS, laid_out
from detente.models.features.hostile_dyads import NAMES, window_years
from detente.models.features.outcomes import KNOWN, with_outcomes
from detente.models.features.pairs import (
    after,
    before,
    fading,
    greatest,
    lineage,
    pair_id,
    summed,
)
from detente.models.features.rungs import rungs_between
from detente.store.home import Store


def test_before_and_after_see_gaps() -> None:
    frame = pl.DataFrame(
        {"pair": [1, 1, 1, 2], "year": [1990, 1991, 1993, 1994], "x": [1, 2, 3, 4]}
    )
    seen = frame.select(before(pl.col("x"), 1).alias("b"), after(pl.col("x"), 1).alias("a"))
    assert seen.rows() == [(None, 2), (1, None), (None, None), (None, None)]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 999), st.integers(1, 999))
def test_a_pair_has_one_number_whoever_is_named_first(one: int, other: int) -> None:
    frame = pl.DataFrame({"a": [one, other], "b": [other, one]})
    numbers = frame.select(pair_id("a", "b")).to_series().to_list()
    assert numbers[0] == numbers[1]
    assert divmod(numbers[0], 1000) == (min(one, other), max(one, other))


def test_a_pair_keeps_its_number_when_a_state_changes_its_code() -> None:
    assert lineage(260) == lineage(255) == 255, "the two Germanies"
    assert lineage(345) == lineage(347) or lineage(345) == 345, "Yugoslavia"


def test_rungs_between_two_states() -> None:
    """Poland joined NATO in 1999, of which the United States were a member the year before."""
    rungs = rungs_between().filter(pl.col("pair") == 2290)
    assert 1999 in rungs.filter(pl.col("climbed") == 1)["year"].to_list()
    assert rungs.filter((pl.col("year") == 1995) & (pl.col("open") == 1)).height == 1


def quiet_pair(years: range, **columns: list[float]) -> pl.DataFrame:
    """One pair without obligations, trade, rivalry or ladder."""
    count = len(years)
    plain = {
        name: [0.0] * count
        for name in ("onset", "duties", "trade_raw", "ongoingrivalry", "open", "climbed")
    }
    return pl.DataFrame({"pair": [1] * count, "year": list(years), **plain, **columns})


def test_outcomes_by_hand() -> None:
    years = range(1990, 1998)
    onset = [0.0, 0, 0, 0, 0, 0, 1, 0]
    duties = [0.0, 0, 1, 1, 1, 1, 1, 1]
    trade = [1.0, 1, 1, 1, 1, 1.6, 1.4, 1.5]
    made = with_outcomes(quiet_pair(years, onset=onset, duties=duties, trade_raw=trade))
    assert made["came_quiet"].to_list()[:3] == [1.0, 0.0, 0.0], "the dispute of 1996"
    assert made["came_quiet"].to_list()[3:] == [None] * 5, "five years have to be over"
    assert made["came_pact"].to_list()[:3] == [1.0, 1.0, None], "a first pact, not a further one"
    assert made["came_trade"].to_list()[:3] == [1.0, 0.0, 0.0], "half as large again, not less"
    assert not made["may_rivalry"].any() and not made["may_rung"].any()


def test_an_outcome_after_its_last_year_is_not_known() -> None:
    last = KNOWN["quiet"]
    made = with_outcomes(quiet_pair(range(last - 1, last + 12)))
    assert made["came_quiet"].to_list()[:3] == [1.0, 1.0, None]


def test_features_of_structures_are_not_the_past_s() -> None:
    structures = {feature for block in STRUCTURES for feature in BLOCKS[block]}
    assert set(HISTORY) < set(BLOCKS["past"]) and not set(HISTORY) & structures
    assert not set(hostile_dyads.HISTORY) & {name for names in NAMES.values() for name in names}


@pytest.mark.mirror
def test_pairs_without_the_second_source_are_quiet_after_the_first_ends(mirrored: Store) -> None:
    tables = {name: mirrored.get(name).frame for name in NEEDS}
    both = laid_out(tables)
    alone = laid_out(tables, LAST_KNOWN, stand_in=False)
    after_2010 = (pl.col("year") > 2010) & (pl.col("year") <= LAST_KNOWN)
    assert both.filter(after_2010)["onset"].sum() > 0 == alone.filter(after_2010)["onset"].sum()
    assert both["year"].to_numpy().max() == LAST
    assert both.filter(pl.col("year") > LAST_KNOWN)["onset"].null_count() > 0
    assert not both.select("pair", "year").is_duplicated().any()


@pytest.mark.mirror
def test_hostile_pairs_have_every_feature(mirrored: Store) -> None:
    frame, names = window_years({name: mirrored.get(name).frame for name in NEEDS})
    features = {name for group in names.values() for name in group}
    assert features | set(hostile_dyads.HISTORY) <= set(frame.columns)
    assert frame["year"].to_numpy().min() == hostile_dyads.SINCE
    for outcome, last in KNOWN.items():
        came = frame.filter(pl.col(f"came_{outcome}").is_not_null())
        assert came["year"].to_numpy().max() <= last and came[f"may_{outcome}"].all()


def test_the_past_is_counted_over_years_and_not_over_rows() -> None:
    """France and Germany: a dispute to 1945, no German state until 1955."""
    frame = pl.DataFrame({"pair": [1] * 4, "year": [1944, 1945, 1955, 1956], "x": [1.0, 1, 0, 0]})
    counted = frame.select(
        five=summed(pl.col("x"), 5),
        eleven=summed(pl.col("x"), 11),
        twelve=summed(pl.col("x"), 12),
        lately=greatest(pl.col("x"), 10),
        half=fading(pl.col("x"), 5),
    )
    assert counted["five"].to_list() == [1, 2, 0, 0]
    assert counted["eleven"].to_list() == [1, 2, 1, 0], "1945 to 1955 are eleven years"
    assert counted["twelve"].to_list() == [1, 2, 2, 1]
    assert counted["lately"].to_list() == [1, 1, 0, 0], "ten years ago at most"
    assert counted["half"].to_list() == pytest.approx([1, 1, 0.25, 2 ** (-11 / 5)])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=30), st.integers(1, 20))
def test_without_a_gap_years_are_rows(values: list[int], years: int) -> None:
    series = pl.Series("x", values, dtype=pl.Float64)
    frame = pl.DataFrame({"pair": 1, "year": range(1900, 1900 + len(values)), "x": series})
    found = frame.select(
        total=summed(pl.col("x"), years),
        top=greatest(pl.col("x"), years),
        half=fading(pl.col("x"), years),
    )
    assert found["total"].to_list() == series.rolling_sum(years, min_samples=1).to_list()
    assert found["top"].to_list() == series.rolling_max(years, min_samples=1).to_list()
    smoothed = series.ewm_mean(half_life=years, adjust=False)
    assert found["half"].to_list() == pytest.approx(smoothed.to_list())


def test_a_rivalry_is_as_old_as_its_years() -> None:
    frame = pl.DataFrame(
        {
            "pair": [1] * 6,
            "year": [1940, 1941, 1942, 1955, 1956, 1957],
            "ongoingrivalry": [0, 1, 1, 1, 0, None],
            **dict.fromkeys(hostile_dyads.DUTIES, [0] * 6),
        }
    )
    age = hostile_dyads._treaties(frame)["rivalry_age"]
    assert age.to_list()[:5] == pytest.approx([0, *np.log1p([1, 2, 15]), 0]) and age[5] is None
