"""Risk of a dispute: nothing looks ahead, parts add up, the published figures are reached."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.estimators import boosting
from detente.estimators.logit import probability
from detente.models.dispute_risk import fit, read
from detente.models.dispute_risk.blocks import (
    BLOCKS,
    BOTH,
    CHOSEN,
    HISTORY_ALONE,
    MODELS,
    PEACE_ALONE,
    STRUCTURES,
)
from detente.models.dispute_risk.cases import THIN, thinning_turn, with_next_year
from detente.models.dispute_risk.choice import chosen_each_year
from detente.models.dispute_risk.joint import blocs_with_states, with_chances
from detente.models.dispute_risk.outcomes_after import begun, carried
from detente.models.dispute_risk.record import known_failure, method, risk_record
from detente.models.dispute_risk.scores import scored
from detente.models.dispute_risk.settle import NEEDS, settle
from detente.models.features import tension
from detente.models.features.dyad_years import NEEDS as OF_PAIRS
from detente.models.features.dyad_years import pair_years as pair_years_of
from detente.models.features.tension_groups import GROUPS
from detente.store.catalog import Catalog
from detente.store.home import Store
from tests.models.invented import pair_years

QUICK = fit.Run(members=2, plain=1)
"""A run for invented pairs."""


def lightgbm() -> None:
    pytest.importorskip("lightgbm", exc_type=(ImportError, OSError))


def test_the_dispute_is_that_of_the_next_year() -> None:
    onset = [0.0, 1.0, 0.0, 1.0]
    frame = pair_years(pairs=1, first=1990, last=1993).with_columns(pl.Series("onset", onset))
    moved = with_next_year(frame)
    assert moved["year"].to_list() == [1991, 1992, 1993], "the last year has no next"
    assert moved["onset_next"].to_list() == onset[1:]
    assert moved["onset"].to_list() == onset[:-1], "this year's keeps its meaning"


@pytest.mark.slow
def test_a_year_is_forecast_from_what_came_before_it() -> None:
    lightgbm()
    frame = pair_years(30, last=1990)
    changed = pl.when(pl.col("year") > 1981).then(1 - pl.col("onset")).otherwise("onset")
    later = frame.with_columns(onset=changed)
    one, other = (settle(fit.roll(each, QUICK)) for each in (frame, later))
    year = one.keys["year"].to_numpy()
    for model in MODELS:
        ours, theirs = (each.log_odds[model][year <= 1982] for each in (one, other))
        assert np.array_equal(ours, theirs, equal_nan=True), model
    for first in range(1970, 1983):
        assert one.hinges[first] == other.hinges[first]
        assert one.beyond[first] == other.beyond[first]
        assert one.counted[BOTH][first] == other.counted[BOTH][first]
    assert one.hinges[1986] != other.hinges[1986]
    after = year == 1984
    assert not np.array_equal(one.log_odds[BOTH][after], other.log_odds[BOTH][after])
    whole = (pl.col("group") == "all") & (pl.col("first") == 1971) & (pl.col("model") == BOTH)
    best = scored(one).filter(whole).sort("last").row(-1, named=True)
    assert best["precision"] > best["events"] / best["cases"]


def test_shipped_parts_add_up_to_what_was_forecast() -> None:
    lightgbm()
    made = settle(fit.roll(pair_years(20, last=1970), QUICK))
    kept = np.flatnonzero(made.shipped)
    fits = fit.last_fit(made.keys["year"].to_numpy()[kept])
    base = np.array([made.base[int(year)] for year in fits])
    whole = base + made.parts.sum(axis=1)
    assert whole == pytest.approx(made.log_odds[BOTH][kept], abs=1e-9)
    assert made.parts.shape == made.part_spread.shape == (kept.size, len(BLOCKS))
    assert (made.error[kept] >= made.spread[kept]).all()


def test_without_disputes_there_is_no_forecast() -> None:
    made = fit.roll(pair_years(5, first=1960, last=1990).with_columns(onset=pl.lit(0.0)))
    assert made.forecasts == () and made.alone == ()


def test_parts_add_up_whatever_the_trees_mix() -> None:
    """An interaction of two blocks is shared between them, and nothing goes to a third."""
    lightgbm()
    rng = np.random.default_rng(3)
    features = rng.normal(size=(4000, 3))
    chance = probability(3 * np.sign(features[:, 0] * features[:, 1]) - 1)
    outcome = (rng.random(4000) < chance).astype(float)
    block = np.array([0, 1, 2])
    trees = boosting.grow(features, outcome, np.ones(4000), block, seed=1)
    base, parts = trees.parts(features[:200], 3)
    assert base + parts.sum(axis=1) == pytest.approx(trees.log_odds(features[:200]), abs=1e-9)
    moved = np.abs(parts).mean(axis=0)
    assert moved[2] < 0.3 * min(moved[0], moved[1])


def test_a_value_missing_only_in_forecasts_is_taken_for_the_mean() -> None:
    """What was never missing when the trees grew is no zero where its source has ended."""
    lightgbm()
    rng = np.random.default_rng(4)
    features = rng.normal(loc=10.0, size=(2000, 2))
    outcome = (rng.random(2000) < probability(features[:, 0] - 10)).astype(float)
    trees = boosting.grow(features, outcome, np.ones(2000), np.zeros(2, dtype=int), seed=1)
    missing, average = np.array([[np.nan, 10.0]]), np.array([[features[:, 0].mean(), 10.0]])
    assert trees.log_odds(missing) == pytest.approx(trees.log_odds(average))


def test_turns_are_dealt_evenly_and_do_not_depend_on_the_order() -> None:
    pairs, years = (grid.ravel() for grid in np.meshgrid(np.arange(2001, 2401), np.arange(60)))
    turns = thinning_turn(pairs, years + 1950)
    counts = np.bincount(turns, minlength=THIN)
    assert counts.size == THIN and counts.min() > 0.9 * counts.mean()
    order = np.random.default_rng(1).permutation(turns.size)
    assert (thinning_turn(pairs[order], years[order] + 1950) == turns[order]).all()


def test_at_least_one_of_two_by_hand() -> None:
    even = read.at_least_one(np.zeros(2), np.full(2, 1e-12))
    assert (even.value, even.low, even.high) == pytest.approx((0.75, 0.75, 0.75))
    together = read.at_least_one(np.zeros(2), np.zeros(2), counted=0.5)
    assert together.value == pytest.approx(1 - 0.5 * 0.5**0.5)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-6, 3), min_size=1, max_size=12), st.floats(0, 1))
def test_a_bloc_s_risk_lies_between_its_worst_pair_s_and_independence(
    odds: list[float], counted: float
) -> None:
    log_odds, none = np.array(odds), np.zeros(len(odds))
    found = read.at_least_one(log_odds, none, counted).value
    independent = read.at_least_one(log_odds, none).value
    assert probability(log_odds).max() - 1e-12 <= found <= independent + 1e-12


def test_a_bloc_is_at_war_if_one_member_is() -> None:
    """France and Germany, both members of NATO, with Russia in 1995."""
    columns = {"ccode1": [220, 255], "ccode2": [365, 365], "year": [1995, 1995]}
    chances = {HISTORY_ALONE: [0.5, 0.5], BOTH: [0.1, 0.2]}
    known = {"seen": True, "known": True, "onset_next": [0.0, 1.0]}
    kept = pl.DataFrame({**columns, **chances}).with_columns(
        pl.col("year", "ccode1", "ccode2").cast(pl.Int64),
        **{name: pl.lit(value) for name, value in known.items() if isinstance(value, bool)},
        onset_next=pl.Series(known["onset_next"]),
    )
    counted = {HISTORY_ALONE: {1995: 0.0}, BOTH: {1995: 1.0}}
    joined = with_chances(blocs_with_states(kept), counted)
    nato = joined.filter((pl.col("other") == 365) & (pl.col(BOTH) > 0.2))
    assert nato["onset_next"].unique().to_list() == [1.0]
    assert nato[BOTH].to_numpy() == pytest.approx(1 - 0.9 * 0.8), "independent"
    assert nato[HISTORY_ALONE].to_numpy() == pytest.approx(0.5), "the worst alone"


def test_something_begins_where_it_was_not_under_way_the_year_before() -> None:
    codes = {"ccode1": [2, 2, 2, 20], "ccode2": [365, 365, 365, 2]}
    made = begun(pl.DataFrame({**codes, "year": [1961, 1962, 1973, 1962]}))
    assert made.rows() == [(2020, 1962, 1.0), (2365, 1961, 1.0), (2365, 1973, 1.0)]


def test_the_shipped_risk_adds_up(catalog: Catalog) -> None:
    found = read.assess(catalog, pair("NATO", "Russia", 2013))
    assert found is not None and found.year == 2014 and len(found.pairs) == 28
    independent = 1 - np.prod([1 - one.risk for one in found.pairs])
    assert found.leading.risk <= found.risk < independent, "members' disputes come together"
    for one in found.pairs:
        odds = one.base + sum(part.value for part in one.parts)
        assert one.risk == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-9)
        assert one.low <= one.risk <= one.high
        assert {part.block for part in one.parts} == set(BLOCKS)
        assert all(part.low <= part.value <= part.high for part in one.parts)
    assert found.full.years[-1] == 2014 and found.full.years[0] == 1961


def test_a_view_of_risk_sees_no_later_year(catalog: Catalog) -> None:
    early = read.assess(catalog, pair("USA", "Russia", 1985))
    assert early is not None and max(early.full.years) == 1986 and early.leading.year == 1986


@pytest.mark.parametrize("names", [("Bolivia", "Mongolia", 2010), ("Poland", "Germany", 1938)])
def test_pairs_of_which_nothing_can_be_said(catalog: Catalog, names: tuple[str, str, int]) -> None:
    assert read.assess(catalog.as_of(names[2]), pair(*names)) is None


def test_how_far_disputes_are_known() -> None:
    assert read.known_to(2024).endswith("and to nobody after")
    assert read.known_to(1990) == "disputes known to 1989"


def test_a_bloc_s_risk_has_the_record_of_blocs(catalog: Catalog) -> None:
    """Sums over independent pairs expected 891 in 2001-10 where 429 came."""
    joint = method(catalog, 2013, joint=True)
    assert joint.id == "risk_bloc" and method(catalog, 2013).id == "risk"
    scores = catalog.frame("risk_scores").filter(group="blocs", first=2001, last=2010, model=BOTH)
    assert scores["events"].item() == 429 and scores["expected"].item() < 600


def test_a_record_knows_only_decades_that_were_over(catalog: Catalog) -> None:
    early = method(catalog, 1985)
    assert "2010" not in early.fails and "1971-1980" in early.record
    assert risk_record(catalog, 1975, "relevant") is None
    assert method(catalog, 1975).mark == "untested"


def test_the_published_figures_of_risk(catalog: Catalog) -> None:
    """Forecasts of 1971-2010: the figures that the models reach, beside history alone."""
    near = risk_record(catalog, 2024, "relevant")
    every = risk_record(catalog, 2024, "all")
    quiet = risk_record(catalog, 2024, "quiet")
    assert near is not None and every is not None and near.last == every.last == 2010
    assert near.full["precision"] >= 0.245 and near.full["brier"] >= 0.145
    assert near.full["log_loss"] >= 0.340 and 0.9 <= near.full["slope"] <= 1.1
    assert every.full["precision"] >= 0.207 and every.full["brier"] >= 0.130
    assert every.full["log_loss"] >= 0.440
    assert quiet is not None and quiet.full["precision"] >= 0.05
    for found in (near, every, quiet):
        assert found.full["precision"] > found.history["precision"]
        assert found.full["brier"] > found.history["brier"]


def test_the_top_is_calibrated(catalog: Catalog) -> None:
    """The 300 highest forecasts of 1981-2010: .486 was said and .371 came before."""
    near = risk_record(catalog, 2024, "relevant")
    assert near is not None and near.top is not None and near.top["cases"] == 300
    assert abs(near.top["said"] - near.top["came"]) <= 0.05
    assert near.top["gap_low"] < near.top["gap_high"]


def test_tension_adds_to_what_is_known(catalog: Catalog) -> None:
    gains = catalog.frame("risk_gains")
    whole = gains.filter(added="tension", first=1971, last=2010).row(0, named=True)
    assert 0 < whole["log_loss_low"] < whole["log_loss"] < whole["log_loss_high"]
    assert {*GROUPS, *STRUCTURES} <= set(gains["added"])


@given(st.integers(0, 2**32 - 1), st.integers(3, 8))
@settings(max_examples=30, deadline=None)
def test_a_model_is_chosen_by_what_came_before_the_year(seed: int, last: int) -> None:
    rng = np.random.default_rng(seed)
    year = np.repeat(np.arange(10), 12)
    log_odds = {name: rng.normal(0, 2, year.size) for name in ("one", "other", "third")}
    came = (rng.random(year.size) < 0.3).astype(float)
    counted = rng.random(year.size) < 0.8
    found, chosen = chosen_each_year(log_odds, came, year, counted=counted)
    turned = np.where(year >= last, 1 - came, came)
    again, others = chosen_each_year(log_odds, turned, year, counted=counted)
    assert np.array_equal(found[year <= last], again[year <= last])
    assert all(chosen[first] == others[first] for first in range(last + 1))
    before = counted & (year < last)
    lost = {
        name: float((np.logaddexp(0, odds) - came * odds)[before].sum())
        for name, odds in log_odds.items()
    }
    assert lost[chosen[last]] == pytest.approx(min(lost.values())), "that which had lost least"


def test_the_last_forecasts_are_carried_on() -> None:
    places, years = carried(np.array([2023, 2022, 2023]), 2025)
    assert places.tolist() == [0, 1, 2, 0, 2, 0, 2]
    assert years.tolist() == [2023, 2022, 2023, 2024, 2024, 2025, 2025]
    places, years = carried(np.array([2021, 2022]), 2020)
    assert places.tolist() == [0, 1] and years.tolist() == [2021, 2022], "nothing is left out"


def test_a_choice_without_hindsight_scores_about_as_well(catalog: Catalog) -> None:
    """Chosen each year by earlier losses alone, among seven models; none is named beforehand."""
    scores = catalog.frame("risk_scores").filter(group="relevant", first=1971, last=2010)
    skill = dict(scores.select("model", "log_loss").iter_rows())
    assert skill[BOTH] - 0.01 <= skill[CHOSEN] and skill[CHOSEN] >= 0.34


def test_bins_hold_every_forecast_once(catalog: Catalog) -> None:
    bins = catalog.frame("risk_bins").filter(kind="bin", last=2010)
    scores = catalog.frame("risk_scores").filter(group="relevant", first=1971, last=2010)
    for model in (HISTORY_ALONE, BOTH):
        cases = scores.filter(model=model)["cases"].item()
        assert bins.filter(model=model)["cases"].sum() == cases


def test_the_known_failure_is_on_the_card(catalog: Catalog) -> None:
    table = catalog.frame("risk_misses").filter(pl.col("kind") == "known failure")
    assert known_failure(catalog) < 0.15 < table["risk"].item()


@pytest.fixture(scope="module")
def measured(mirrored: Store) -> pl.DataFrame:
    """Pair-years with everything that the models read, of the sources as they are."""
    return fit.risk_years({name: mirrored.get(name).frame for name in NEEDS})


@pytest.mark.mirror
@pytest.mark.slow
@pytest.mark.xdist_group("risk")
def test_the_models_beat_history_on_a_part_of_the_pairs(measured: pl.DataFrame) -> None:
    run = fit.Run(members=1, plain=0, every=5)
    table = scored(settle(fit.roll(measured, run)))
    whole = (pl.col("group") == "relevant") & (pl.col("first") == 1971) & (pl.col("last") == 2010)
    skill = dict(table.filter(whole).select("model", "log_loss").iter_rows())
    assert skill[BOTH] > skill[HISTORY_ALONE] > skill[PEACE_ALONE] > 0


def test_the_models_need_what_tension_is_made_of() -> None:
    assert NEEDS == tension.NEEDS
    assert {name for names in GROUPS.values() for name in names} == set(BLOCKS["tension"])


@pytest.mark.mirror
@pytest.mark.xdist_group("risk")
def test_tension_by_hand(measured: pl.DataFrame) -> None:
    """The United States and Iran in 2005: under sanctions, named as hostile, allies at odds."""
    frame = measured
    pair_of = (pl.col("ccode1") == 2) & (pl.col("ccode2") == 630)
    row = frame.filter(pair_of & (pl.col("year") == 2005)).row(0, named=True)
    assert row["sanction_imposed"] == 1 and row["sanctioned"] == 1
    assert row["hostile_high"] > 0 and row["mentions_high"] >= row["hostile_high"]
    assert row["leader_new"] == 1, "Ahmadinejad entered in 2005"
    late = frame.filter(pair_of & (pl.col("year") == 2019)).row(0, named=True)
    assert late["sanction_imposed"] is None, "both sources have ended: not known, never zero"
    brazil = (pl.col("ccode1") == 140) & (pl.col("ccode2") == 160) & (pl.col("year") == 2005)
    assert frame.filter(brazil)["sanction_imposed"].to_list() == [None], "neither is a sender"
    assert frame.select("pair", "year").is_duplicated().sum() == 0


@pytest.mark.mirror
def test_why_more_came_after_2010_than_was_expected(mirrored: Store) -> None:
    """The second source codes a little more; each dispute had more pairs, there were not more."""
    tables = {name: mirrored.get(name).frame for name in OF_PAIRS}
    near = pair_years_of(tables).filter(pl.col("relevant") > 0)
    begun_in = near.filter(pl.col("cowmidonset_cow") == 1)
    decade, after = (
        begun_in.filter(pl.col("year").is_between(*years)) for years in ((2001, 2010), (2011, 2014))
    )
    first_source = near.filter(pl.col("year").is_between(2001, 2010))["gmlmidonset"].sum()
    assert (decade.height, first_source, after.height) == (276, 256, 155)
    counts = [frame["dispnum_cow"].n_unique() for frame in (decade, after)]
    assert counts == [257, 105]
    assert decade.height / counts[0] == pytest.approx(1.07, abs=0.01)
    assert after.height / counts[1] == pytest.approx(1.48, abs=0.01)
    of_many = after.group_by("dispnum_cow").len().sort("len", descending=True).head(4)
    assert of_many["len"].sum() == 41
