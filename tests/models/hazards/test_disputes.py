"""Disputes and pacts: read back by hand, the published rates, responses and views."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.estimators.futures.world import DISPUTE_TERMS
from detente.estimators.logit import probability
from detente.institutions.disputes import SPAN
from detente.models.hazards.dispute_history import NEVER, dispute_history
from detente.models.hazards.disputes import (
    dispute_response,
    outcome_chances,
    outside_risk,
    pair_years,
    response_gain,
)
from detente.models.hazards.ladders import ladders
from detente.models.hazards.pacts import PLACES, pact_hazards, pacts_by_year, regions_of
from detente.models.hazards.record import disputes_method
from detente.store.catalog import Catalog, default_catalog

LAST = 2024


@pytest.fixture(scope="module")
def tables() -> Catalog:
    return default_catalog()


def test_counts_of_ten_years_are_read_back_and_add_up_again(tables: Catalog) -> None:
    found = dispute_history(tables, LAST)
    known = ladders(LAST)
    usa, russia = known.names.index("USA"), known.names.index("RUS")
    stored = tables.frame("disputes").filter(pl.col("ccode1") == 2, pl.col("ccode2") == 365)
    counts = dict(stored.select("year", "recent").iter_rows())
    for year in range(1950, 2011, 7):
        place = year - found.first
        begun = int(found.begun[place - SPAN + 1 : place + 1, usa, russia].sum())
        assert begun == counts.get(year, 0), year


def test_years_since_a_dispute_by_hand(tables: Catalog) -> None:
    found, known = dispute_history(tables, LAST), ladders(LAST)
    one, other = (np.array([known.names.index(name)]) for name in ("ARG", "GBR"))
    war = found.began(one, other, np.array([1982]))
    assert war.tolist() == [True]
    assert found.since(one, other, np.array([1983])).tolist() == [1]
    # the source ends in 2010: what was known then is carried on
    late = [int(found.since(one, other, np.array([year]))[0]) for year in (2011, 2020)]
    assert late[0] == late[1]
    one, other = (np.array([known.names.index(name)]) for name in ("BTN", "URY"))
    assert found.since(one, other, np.array([2000])).tolist() == [NEVER]
    assert found.before(one, other, np.array([2000])).tolist() == [0]


def test_a_view_knows_no_later_dispute(tables: Catalog) -> None:
    early, late = dispute_history(tables, 1990), dispute_history(tables, LAST)
    first, second = ladders(1990), ladders(LAST)
    rows = [second.names.index(name) for name in first.names]
    now = late.begun[: early.begun.shape[0]][:, rows][:, :, rows]
    assert (early.begun != now).mean() < 1e-5  # codes that merged later
    assert pair_years(tables, 1990).year.max() == 1991


def test_the_published_rates_of_pacts_are_explained(tables: Catalog) -> None:
    spells = tables.frame("obligations").filter(pl.col("strongest") == "defense")
    both_ways = spells.filter(pl.col("start") >= 1946).height
    free = 872_810 - 63_158
    # published .0058: each pact counted both ways, over pairs counted once
    assert both_ways / free == pytest.approx(0.0058, abs=0.0001)
    found = pact_hazards(tables, LAST)
    # spells that touch are one pact, codes of one state are one state
    assert found.new.value == pytest.approx(0.0020, abs=0.0002)
    assert found.end.value == pytest.approx(0.0046, abs=0.0003)
    assert found.in_rounds == pytest.approx(0.95, abs=0.01)


def test_alliances_are_found_by_their_pacts(tables: Catalog) -> None:
    known, found = ladders(LAST), pact_hazards(tables, LAST)
    names = {bloc.id for bloc, is_one in zip(known.blocs, found.alliance, strict=True) if is_one}
    assert {"NATO", "CSTO", "AL", "OAS", "GCC"} <= names
    assert not {"OSCE", "SCO", "ASEAN", "BRICS"} & names
    pacts = pacts_by_year(tables, LAST)
    assert np.array_equal(pacts[-1], pacts[-1].T)
    assert pacts[1960 - known.first, known.names.index("USA"), known.names.index("GBR")]


def test_draws_of_pacts_are_chances(tables: Catalog) -> None:
    drawn = pact_hazards(tables, LAST).draws(500, 1)
    assert set(drawn) == {"round_chance", "part", "single", "end"}
    for name, values in drawn.items():
        assert values.shape == (500,), name
        assert ((values >= 0) & (values <= 1)).all()
    assert drawn["round_chance"].mean() == pytest.approx(21 / 432, abs=0.005)


def test_regions_have_numbers() -> None:
    assert regions_of(np.array([-1])).tolist() == [-1]
    assert PLACES[regions_of(np.array([710]))[0]] == "Asia"


def test_the_start_is_the_risk_of_the_models(tables: Catalog) -> None:
    found = dispute_response(tables, LAST)
    peace = found.start.covariates[:, :3] @ found.fitted.coef[1:4]
    assert np.allclose(found.base() + peace, found.start.odds + found.level)
    assert (found.start.year == 2023).all()
    assert 20 < probability(found.start.odds).sum() < 60
    assert (found.since >= 1).all()


def test_responses_have_the_signs_of_the_literature_where_they_are_clear(tables: Catalog) -> None:
    found = dispute_response(tables, LAST).responses
    assert set(found) == set(DISPUTE_TERMS) - {"shift"}
    democracy, distance, alliance = (found[name] for name in ("democracy", "distance", "alliance"))
    assert democracy[0] < -2 * democracy[1]
    assert distance[0] > 2 * distance[1]
    # what defence pacts do is disputed, and not established here either
    assert abs(alliance[0]) < 2 * alliance[1]


def test_priors_hold_zero_and_the_shift_has_no_mean(tables: Catalog) -> None:
    found = dispute_response(tables, LAST)
    assert all(prior.holds_zero for prior in found.priors.values())
    drawn = found.draws(4_000, 1)
    assert drawn.shape == (4_000, len(DISPUTE_TERMS))
    assert drawn[:, 0].mean() == pytest.approx(0.0, abs=0.03)
    assert drawn[:, 0].std() == pytest.approx(found.level_error, rel=0.1)


def test_responses_gain_out_of_sample(tables: Catalog) -> None:
    found = response_gain(tables, LAST)
    assert found is not None
    assert found.established
    assert 0.01 < found.value < 0.05
    assert disputes_method(tables, LAST).mark == "tested and good"
    assert disputes_method(tables, 1955).mark == "untested"


def test_pairs_that_the_models_leave_out_are_quiet(tables: Catalog) -> None:
    known = ladders(LAST)
    one, other = (np.array([known.names.index(name)]) for name in ("BTN", "URY"))
    odds, since = outside_risk(tables, LAST, one, other)
    assert probability(odds)[0] < 0.001
    assert since.tolist() == [NEVER]


def test_outcomes_are_chances_and_an_early_view_has_none(tables: Catalog) -> None:
    found = outcome_chances(tables, LAST)
    assert found is not None
    known = ~np.isnan(found).any(axis=0)
    assert known.mean() > 0.8
    assert (found[:, known].sum(axis=0) <= 1 + 1e-9).all()
    ladder = ladders(LAST)
    usa, bhutan = ladder.names.index("USA"), ladder.names.index("BTN")
    assert found[0, usa, bhutan] > found[1, usa, bhutan]
    assert outcome_chances(tables, 2000) is None


@pytest.mark.parametrize("view", [1950, 1962])
def test_views_before_the_models_have_pairs_of_their_own(tables: Catalog, view: int) -> None:
    found = dispute_response(tables, view)
    assert found.start.one.size > 100
    assert np.isfinite(found.base()).all()
    assert found.level == 0.0
