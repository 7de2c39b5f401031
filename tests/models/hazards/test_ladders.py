"""Ladders and steps: rungs by hand, the published rates, and nothing of what comes later."""

from __future__ import annotations

import numpy as np
import pytest

from detente.actors.states import ccode_on
from detente.estimators.futures.world import STEPS
from detente.institutions.ladder import granted
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.ladders import MEMBER, NONE, ladders
from detente.models.hazards.plain import plain_rates
from detente.models.hazards.record import ladder_method
from detente.models.hazards.rounds import TOGETHER, ladder_rounds
from detente.models.hazards.scores import step_gains
from detente.models.hazards.step_years import (
    all_step_years,
    at_risk,
    bloc_bias,
    chance_of,
    fitted,
)
from detente.models.hazards.surroundings import surroundings, ten_years
from detente.span import year_end
from detente.store.catalog import Catalog, default_catalog

LAST = 2025


@pytest.fixture(scope="module")
def tables() -> Catalog:
    return default_catalog()


def test_poland_in_nato_by_hand() -> None:
    known = ladders(LAST)
    rung = known.rung[known.place["NATO"], known.names.index("POL")]
    held = dict(zip(known.years.tolist(), rung.tolist(), strict=True))
    assert (held[1948], held[1990], held[1994], held[1998], held[1999]) == (-1, 0, 3, 4, 5)


def test_every_rung_is_that_which_the_ladder_says() -> None:
    known = ladders(LAST)
    numbers = np.random.default_rng(1)
    asked = 0
    for place, bloc in enumerate(known.blocs):
        for letters in sorted({step.letters for step in bloc.steps}):
            year = int(numbers.integers(max(bloc.span.start.year, 1990), LAST + 1))
            code = ccode_on(letters, year_end(year))
            rows = [row for row, name in enumerate(known.names) if name == letters]
            if code is None or not rows or bloc.span.end < year_end(year):
                continue
            asked += 1
            expected = granted(bloc.steps_of((letters,)), year)
            assert known.rung[place, rows[0], year - known.first] == expected, (bloc.id, letters)
    assert asked > 400


def test_a_view_knows_no_later_step() -> None:
    early, late = ladders(1999), ladders(LAST)
    rows = [late.names.index(name) for name in early.names]
    for place, bloc in enumerate(early.blocs):
        now = late.rung[late.place[bloc.id]][rows][:, : early.years.size]
        assert np.array_equal(early.rung[place], now), bloc.id


def test_the_published_rates_are_reproduced() -> None:
    found = plain_rates(LAST)
    # published: 54 in 460 and a median wait of 4.9 years; 73 in 11,860 and 9.2; 23 in 17,876
    assert (found.from_candidate.events, found.from_lower.events) == (54, 73)
    assert found.from_candidate.wait == pytest.approx(4.9, abs=0.05)
    assert found.from_lower.wait == pytest.approx(9.2, abs=0.05)
    assert found.from_candidate.interval[0] < 0.117 < found.from_candidate.interval[1]
    assert found.from_lower.value == pytest.approx(0.006, abs=0.0005)
    assert (found.exits.events, len(found.mass)) == (23, 5)
    assert found.exits.value == pytest.approx(0.0013, abs=0.00005)
    assert (found.members["NATO"].events, found.members["EU"].events) == (0, 1)
    assert found.on_day / found.accessions == pytest.approx(0.48, abs=0.005)


def test_who_joined_was_at_risk_and_who_is_gone_was_not(tables: Catalog) -> None:
    around = surroundings(tables, LAST)
    known = around.ladders
    risk, came = at_risk(known, around.near)["join"]
    place, year = known.place["EU"], 2013 - known.first - 1
    croatia = known.names.index("HRV")
    assert risk[place, croatia, year] and came[place, croatia, year]
    assert not risk[place, croatia, year + 1]
    exits, left = at_risk(known, around.near)["exit"]
    britain, last = known.names.index("GBR"), 2020 - known.first - 1
    assert exits[place, britain, last] and left[place, britain, last]
    # the end of the Warsaw Pact is no exit of single states
    assert not exits[known.place["WP"], :, 1991 - known.first - 1].any()


def test_steps_are_as_many_as_the_rows_say(tables: Catalog) -> None:
    for kind, rows in all_step_years(tables, LAST).items():
        found = ladder_hazards(tables, LAST).full[kind]
        assert (found.cases, found.events) == (rows.event.size, int(rows.event.sum()))
        assert found.events > 10
        assert np.isfinite(rows.covariates).all()


def test_covariates_are_those_of_the_year_before(tables: Catalog) -> None:
    around = surroundings(tables, LAST)
    known = around.ladders
    rows = all_step_years(tables, LAST)["join"]
    own = (rows.bloc == known.place["EU"]) & (rows.state == known.names.index("HRV"))
    last = rows.covariates[own & (rows.year == 2013)][0]
    before = 2012 - known.first
    assert last[0] == around.democracy[known.names.index("HRV"), before]
    assert last[4] == pytest.approx(np.log1p(12.0))  # ten in 2004, two in 2007


def test_ten_years_are_summed() -> None:
    assert ten_years(np.arange(12.0))[-1] == sum(range(2, 12))


def test_a_conditioned_step_is_one_that_gained(tables: Catalog) -> None:
    found, gains = ladder_hazards(tables, LAST), step_gains(tables, LAST)
    for kind in STEPS:
        gain = gains[kind]
        assert found.conditioned(kind) == (gain is not None and gain.conditions.value > 0)
    drawn = found.draws(50, 1)
    assert drawn.shape == (50, len(STEPS), 7)
    for place, kind in enumerate(STEPS):
        assert bool(drawn[:, place, 1:].any()) == found.conditioned(kind)


def test_the_pace_of_each_bloc_gains_where_conditions_do_not(tables: Catalog) -> None:
    gains = step_gains(tables, LAST)
    for kind in ("approach", "candidate", "join_from_lower"):
        gain = gains[kind]
        assert gain is not None
        assert gain.pace.established and not gain.conditions.established
    join = gains["join"]
    assert join is not None and not join.pace.established


def test_a_bloc_with_fewer_steps_than_expected_is_slower(tables: Catalog) -> None:
    found = ladder_hazards(tables, LAST)
    known = surroundings(tables, LAST).ladders
    candidacy, lower = STEPS.index("candidate"), STEPS.index("join_from_lower")
    union, council = known.place["EU"], known.place["COE"]
    assert found.bias[union, candidacy] > 1 and found.bias[council, lower] > 1
    assert found.bias[known.place["NATO"], lower] < -1
    rows = all_step_years(tables, LAST)["candidate"]
    pace = bloc_bias(rows, found.plain["candidate"], len(known.blocs))
    chance = chance_of(found.plain["candidate"], rows, pace)
    own = rows.bloc == union
    assert chance[own].mean() > 10 * chance[~own].mean()


def test_democracy_and_nearness_help_a_candidacy(tables: Catalog) -> None:
    found = ladder_hazards(tables, LAST).full["candidate"]
    democracy, gap, promised = found.coef[1], found.coef[2], found.coef[6]
    assert democracy > found.error[1]
    assert gap < -2 * found.error[2]
    assert promised > 2 * found.error[6]


def test_a_fit_at_an_origin_sees_no_later_year(tables: Catalog) -> None:
    rows = all_step_years(tables, LAST)["exit"]
    past = rows.of(rows.year <= 1990)
    changed = rows.of(np.ones(rows.year.size, dtype=bool))
    changed.event[rows.year > 1990] = 1.0
    again = changed.of(changed.year <= 1990)
    assert np.array_equal(fitted(past, "exit").coef, fitted(again, "exit").coef)


def test_rounds_expect_accessions_together(tables: Catalog) -> None:
    found = ladder_rounds(tables, LAST)
    assert found.expected == pytest.approx(found.in_rounds, abs=0.12)
    assert found.alone < found.in_rounds - 0.1
    assert found.mean_factor.shape == (25, len(STEPS))
    assert (found.mean_factor[:, STEPS.index("exit")] == 1).all()
    drawn = found.chance_draws(200, 1)
    assert drawn.shape == (200, 25)
    assert np.allclose(drawn.mean(axis=0), found.found.chance, atol=0.03)
    lift = found.lift_draws(20, 1)
    exits = [STEPS.index("exit"), STEPS.index("suspension")]
    assert (lift >= 0).all() and not lift[:, exits].any()
    assert len(TOGETHER) + len(exits) == len(STEPS)


def test_an_early_view_has_no_scores_and_says_so(tables: Catalog) -> None:
    assert ladder_method(tables, 1950).mark == "untested"
    assert not any(ladder_hazards(tables, 1950).conditioned(kind) for kind in STEPS)
    assert ladder_method(tables, LAST).mark == "tested and weak"


def test_members_of_the_day_are_members_of_the_ladder() -> None:
    known = ladders(2013)
    nato = known.member[known.place["NATO"], :, -1]
    assert nato.sum() == 28
    assert (known.rung[known.place["NATO"]][nato, -1] == MEMBER).all()
    assert known.rung[known.place["NATO"], known.names.index("BRA"), -1] == NONE
