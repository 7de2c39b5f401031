"""Risk of a dispute: nothing looks ahead, parts add up, the published figures are reached."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.models.dispute_risk import fit, read
from detente.models.dispute_risk.blocks import BLOCKS, BOTH, HISTORY_ALONE, MODELS, PEACE_ALONE
from detente.models.dispute_risk.record import known_failure, method, risk_record
from detente.models.dispute_risk.scores import blocs_with_states, scored
from detente.models.features.dyad_years import NEEDS
from detente.models.features.dyad_years import pair_years as all_pair_years
from detente.store.catalog import Catalog
from detente.store.home import Store
from tests.models.invented import pair_years


def lightgbm() -> None:
    pytest.importorskip("lightgbm", exc_type=(ImportError, OSError))


def test_the_dispute_is_that_of_the_next_year() -> None:
    onset = [0.0, 1.0, 0.0, 1.0]
    frame = pair_years(pairs=1, first=1990, last=1993).with_columns(pl.Series("onset", onset))
    moved = fit._with_next_year(frame)
    assert moved["year"].to_list() == [1991, 1992, 1993], "the last year has no next"
    assert moved["onset_next"].to_list() == onset[1:]
    assert moved["onset"].to_list() == onset[:-1], "this year's keeps its meaning"


@pytest.mark.slow
def test_a_decade_is_forecast_from_what_came_before_it() -> None:
    lightgbm()
    frame = pair_years(40, last=1995)
    changed = pl.when(pl.col("year") > 1981).then(1 - pl.col("onset")).otherwise("onset")
    later = frame.with_columns(onset=changed)
    one, other = (fit.roll(each, members=2) for each in (frame, later))
    early = one.keys["year"].to_numpy() <= 1980
    for model in MODELS:
        ours, theirs = one.log_odds[model][early], other.log_odds[model][early]
        assert np.array_equal(ours, theirs, equal_nan=True), model
    assert one.shift[1981] == other.shift[1981] and one.shift[1991] != other.shift[1991]
    whole = (pl.col("group") == "all") & (pl.col("first") == 1971) & (pl.col("model") == BOTH)
    best = scored(one).filter(whole).sort("last").row(-1, named=True)
    assert best["precision"] > best["events"] / best["cases"]


def test_shipped_parts_add_up_to_what_was_forecast() -> None:
    lightgbm()
    made = fit.roll(pair_years(30), members=2)
    kept = np.flatnonzero(made.shipped)
    decades = fit.decade_of(made.keys["year"].to_numpy()[kept])
    base = np.array([made.base[int(decade)] for decade in decades])
    whole = base + made.parts.sum(axis=1)
    assert whole == pytest.approx(made.log_odds[BOTH][kept], abs=1e-9)
    assert made.parts.shape == made.part_spread.shape == (kept.size, len(BLOCKS))


def test_without_rows_there_is_no_forecast() -> None:
    made = fit.roll(pair_years(5, first=1960, last=1990).with_columns(onset=pl.lit(0.0)))
    assert not made.shift and not made.shipped.any() and made.models == ()
    assert all(np.isnan(values).all() for values in made.log_odds.values())


def test_turns_are_dealt_evenly_and_do_not_depend_on_the_order() -> None:
    pairs, years = (grid.ravel() for grid in np.meshgrid(np.arange(2001, 2401), np.arange(60)))
    turns = fit.thinning_turn(pairs, years + 1950)
    counts = np.bincount(turns, minlength=fit.THIN)
    assert counts.size == fit.THIN and counts.min() > 0.9 * counts.mean()
    order = np.random.default_rng(1).permutation(turns.size)
    assert (fit.thinning_turn(pairs[order], years[order] + 1950) == turns[order]).all()


def test_at_least_one_of_two_by_hand() -> None:
    even = read.at_least_one(np.zeros(2), np.full(2, 1e-12))
    assert (even.value, even.low, even.high) == pytest.approx((0.75, 0.75, 0.75))


def test_a_bloc_is_at_war_if_one_member_is() -> None:
    """France and Germany, both members of NATO, with Russia in 1960."""
    columns = {"ccode1": [220, 255], "ccode2": [365, 365], "year": [1995, 1995]}
    chances = {HISTORY_ALONE: [0.5, 0.5], BOTH: [0.1, 0.2]}
    kept = pl.DataFrame({**columns, "seen": True, "onset_next": [0.0, 1.0], **chances})
    joined = blocs_with_states(kept.with_columns(pl.col("year", "ccode1", "ccode2").cast(pl.Int64)))
    nato = joined.filter((pl.col("other") == 365) & (pl.col(BOTH) > 0.2))
    assert nato["onset_next"].unique().to_list() == [1.0]
    assert nato[BOTH].to_numpy() == pytest.approx(1 - 0.9 * 0.8)


def test_the_shipped_risk_adds_up(catalog: Catalog) -> None:
    found = read.assess(catalog, pair("NATO", "Russia", 2013))
    assert found is not None and found.year == 2014 and len(found.pairs) == 28
    assert found.risk == pytest.approx(1 - np.prod([1 - one.risk for one in found.pairs]))
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
    """Members' disputes come together: sums over pairs expected half as many again as came."""
    joint = method(catalog, 2013, joint=True)
    assert joint.id == "risk_bloc" and joint.mark == "tested and weak"
    assert method(catalog, 2013).id == "risk"


def test_a_record_knows_only_decades_that_were_over(catalog: Catalog) -> None:
    early = method(catalog, 1985)
    assert "2010" not in early.fails and "1971-1980" in early.record
    assert risk_record(catalog, 1975, "relevant") is None
    assert method(catalog, 1975).mark == "untested"


def test_the_published_figures_of_risk(catalog: Catalog) -> None:
    """Folds 1971-2010: the figures that the models reach, beside history alone.

    Precision near by was .244 while rivals and Polity's states were joined by producers' numbers.
    """
    near = risk_record(catalog, 2024, "relevant")
    every = risk_record(catalog, 2024, "all")
    assert near is not None and every is not None and near.last == every.last == 2010
    assert near.full["precision"] >= 0.243 and near.full["brier"] >= 0.142
    assert near.full["log_loss"] >= 0.321 and 0.9 <= near.full["slope"] <= 1.1
    assert every.full["precision"] >= 0.20 and every.full["brier"] >= 0.11
    assert every.full["log_loss"] >= 0.43
    for found in (near, every):
        assert found.full["precision"] > found.history["precision"]
        assert found.full["brier"] > found.history["brier"]


def test_the_known_failure_is_on_the_card(catalog: Catalog) -> None:
    table = catalog.frame("risk_misses").filter(pl.col("kind") == "known failure")
    assert known_failure(catalog) < 0.1 < table["risk"].item()


@pytest.mark.mirror
@pytest.mark.slow
def test_structures_beat_history_on_a_part_of_the_pairs(mirrored: Store) -> None:
    tables = {name: mirrored.get(name).frame for name in NEEDS}
    table = scored(fit.roll(all_pair_years(tables), members=1, every=3))
    whole = (pl.col("group") == "relevant") & (pl.col("first") == 1971) & (pl.col("last") == 2010)
    skill = dict(table.filter(whole).select("model", "log_loss").iter_rows())
    assert skill[BOTH] > skill[HISTORY_ALONE] > skill[PEACE_ALONE] > 0
