"""Rules on product: who leads, whose lead stopped, both powers, both together, what comes."""

from __future__ import annotations

import numpy as np
import pytest

from detente.actors.names import possessive
from detente.evidence.sentence import render
from detente.rules.power import fore, joint, lead, plateau, two_powers
from detente.rules.power.made import named
from detente.rules.power.size_peers import rank_of_change, sides, tail
from tests.rules.power.said import relation, said, shown, text


def test_china_lead_over_russia_still_grows():
    (line,) = said(lead.RULE, relation("China", "Russia", "2024-12-31")).values()
    assert line.variant == "moved.grew.stronger"
    # constant dollars of 2015, WDI: 4.1 times in 2004, 10.6 in 2024
    assert shown(line)[:2] == ["4.1", "11"]
    assert line.fits_first_page


def test_ethiopia_catches_up_with_egypt_by_a_factor_of_two():
    found = lead.lead(relation("Egypt", "Ethiopia", "2024-12-31"))
    assert found is not None
    assert found.stronger.name == "Egypt"
    assert np.exp(found.change) < 1 / lead.FACTOR
    lines = said(lead.RULE, relation("Egypt", "Ethiopia", "2024-12-31"))
    assert set(lines) == {"moved.shrank.weaker"}


def test_a_lead_that_did_not_double_is_no_news():
    assert not said(lead.RULE, relation("France", "Germany"))


def test_no_bloc_is_compared_with_its_own_member():
    for rule in (lead.RULE, plateau.RULE, joint.RULE, fore.RULE):
        assert not said(rule, relation("Hungary", "EU"))


def test_china_lead_over_india_stopped_with_a_peak_between():
    (line,) = said(plateau.RULE, relation("India", "China")).values()
    assert line.variant == "unexpected.peak"
    assert {"5.3", "5.9"} <= set(shown(line))
    assert not said(plateau.RULE, relation("China", "Russia", "2024-12-31"))


def test_plateau_needs_growth_before_and_stillness_since():
    years = np.arange(2000, 2025)
    grown = np.log(np.linspace(1.0, 2.0, 25))
    still = np.where(years <= 2012, np.log(np.linspace(1.0, 25 / 12, 25)), np.log(2.0))
    assert plateau._stop(years, grown) is None
    stop = plateau._stop(years, still)
    assert stop is not None and 2011 <= stop <= 2013
    assert plateau._stop(years, np.zeros(25)) is None


def test_asean_lives_between_two_powers():
    (line,) = said(two_powers.RULE, relation("ASEAN", "USA")).values()
    assert line.variant == "moved.third_gains"
    assert shown(line) == ["11", "6.4", "1.7", "5.2", "1.2", "1.3"]
    # WDI, 2024: America 1.2 times China in dollars of 2015, China 1.3 times at purchasing power
    assert "In constant dollars the United States' product was 11 times" in text(line)
    assert "Which power is larger turns on prices" in text(line)


def test_two_powers_need_a_third_power():
    assert not said(two_powers.RULE, relation("Liechtenstein", "Switzerland"))


def test_power_runs_past_nato_and_russia():
    (line,) = said(joint.RULE, relation("NATO", "Russia", "2013-12-31")).values()
    assert line.variant == "moved.both_fall"
    # at the members of 2013: 40 to 29 per cent together, China 12 to 23
    assert "40 per cent" in text(line) and "29 per cent" in text(line)
    assert shown(line)[-2:] == ["12 per cent", "23 per cent"]


def test_india_and_china_both_gain():
    (line,) = said(joint.RULE, relation("India", "China")).values()
    assert line.variant == "moved.both_gain"
    assert shown(line)[:2] == ["6 per cent", "10 per cent"]


def test_joint_is_silent_on_small_states_and_on_opposite_changes():
    assert not said(joint.RULE, relation("Kyrgyzstan", "Uzbekistan"))
    assert not said(joint.RULE, relation("USA", "China", "2024-12-31"))


def test_india_does_not_pass_china_in_nine_cases_of_ten():
    (line,) = said(fore.RULE, relation("India", "China")).values()
    assert line.variant == "plain.stays"
    assert line.headline is None
    assert line.finding.verdict == "forecast"
    assert not fore.RULE.key
    # the base rate names of whom it is counted
    assert "pairs of neighbours or with a major power" in line.finding.text
    assert "No pair" not in line.finding.text


def test_no_forecast_where_the_lead_neither_changed_nor_is_close():
    assert not said(fore.RULE, relation("Liechtenstein", "Switzerland"))
    assert not said(fore.RULE, relation("USA", "Ecuador"))


@pytest.mark.parametrize(("name", "expected"), [("Serbia", "Serbia's"), ("Honduras", "Honduras'")])
def test_possessive(name, expected):
    assert possessive(name) == expected
    assert named(who=name)["whos"] == expected


def test_sides_sum_members_and_leave_out_what_is_not_covered():
    of_today = relation("EU", "Serbia")
    column = sides(of_today.catalog, of_today.pair, "gdp_constant_share", 2024)
    assert np.nanmax(column.inside) < 1
    assert np.isnan(column.log_ratio).sum() < column.log_ratio.size / 2
    unknown = sides(of_today.catalog, of_today.pair, "gdp_constant_share", 1900)
    assert np.isnan(unknown.log_ratio).all()


def test_tail_is_zero_below_the_median_and_with_few_others():
    assert tail(1.0, np.arange(100.0)) == 0
    assert tail(99.0, np.arange(100.0)) > 0.9
    assert tail(99.0, np.arange(10.0)) == 0
    assert tail(1.0, np.full(30, np.nan)) == 0


def test_a_change_with_everybody_is_ranked_among_ones_own_pairs():
    of_china = relation("China", "Russia", "2024-12-31")
    size = sides(of_china.catalog, of_china.pair, "gdp_constant_share", 2024).inside.size
    nothing = np.full(size, np.nan)
    assert rank_of_change(of_china.catalog, of_china.pair, 1.0, nothing) == 0
    flat = np.zeros(size)
    assert rank_of_change(of_china.catalog, of_china.pair, 1.0, flat) == 1


def test_sentences_begin_with_a_capital_and_name_both():
    (line,) = said(lead.RULE, relation("Greece", "Turkey", "2024-12-31")).values()
    assert line.variant == "moved.grew.both"
    first = render(line.finding.sentences[0])
    assert first.startswith("In constant dollars Turkey's product") and "Greece's" in first


def test_equals_that_parted_are_not_said_to_have_turned():
    (line,) = said(lead.RULE, relation("Niger", "Libya", "1985-12-31")).values()
    assert line.variant == "moved.parted"


def test_who_passed_whom_is_a_dated_fact():
    (line,) = said(lead.RULE, relation("Greece", "Egypt", "1985-12-31")).values()
    assert line.variant == "moved.passed"
    found = lead.lead(relation("Greece", "Egypt", "1985-12-31"))
    assert found is not None and found.name == "gdp_long" and found.passed == 1980


def test_a_lead_that_has_gone_back_since_is_not_said_to_grow():
    # by oil Azerbaijan went far past Zimbabwe, and fell back by more than a quarter
    found = lead.lead(relation("Azerbaijan", "Zimbabwe"))
    assert found is not None and found.is_over
    assert abs(found.change) > np.log(lead.FACTOR)
    assert not said(lead.RULE, relation("Azerbaijan", "Zimbabwe"))
