"""Rules on weight, arms and war: yardsticks, spending, burden, costs, the leader of an alliance."""

from __future__ import annotations

from detente.rules.argument import Argument
from detente.rules.power import burden, inside, outweighs, ratio, war_costs
from tests.rules.power.said import relation, said, shown, text


def test_that_one_side_outweighs_the_other_counts_where_they_quarrel():
    assert not said(outweighs.RULE, relation("Serbia", "EU")), "true of most unequals"
    (line,) = said(outweighs.RULE, relation("Moldova", "Russia")).values()
    assert line.variant == "plain.every.quarrel"
    assert "on all" in text(line)
    assert line.headline is None


def test_on_one_yardstick_nato_and_russia_are_near_equals():
    (line,) = said(outweighs.RULE, relation("NATO", "Russia", "2013-12-31")).values()
    assert line.variant == "unexpected.near.warheads"
    assert line.reasons.unexpected >= outweighs.EIGHTH


def test_russia_has_more_warheads_than_the_larger_china():
    (line,) = said(outweighs.RULE, relation("China", "Russia", "2024-12-31")).values()
    assert line.variant == "unexpected.ahead.warheads"
    assert shown(line)[0] == "13"


def test_forms_of_an_exception():
    forms = [outweighs._form_of(value) for value in (1.4, 1.02, 0.8, 0.2)]
    assert forms == ["near", "equal", "level", "ahead"]


def test_weight_is_silent_where_neither_outweighs_or_distance_parts_the_two():
    assert not said(outweighs.RULE, relation("United Kingdom", "Japan"))
    assert not said(outweighs.RULE, relation("USA", "Ecuador"))
    assert not said(outweighs.RULE, relation("Hungary", "EU"))


def test_the_spending_of_china_and_india_depends_on_the_prices():
    (line,) = said(ratio.RULE, relation("India", "China")).values()
    # WDI and Gapminder, 2024: 1.8 at purchasing power, 4.0 in constant dollars
    assert line.variant == "unusual.depends"
    assert shown(line)[:2] == ["1.8", "4.0"]
    assert line.finding.verdict == "sources disagree"


def test_who_spends_more_may_depend_on_the_prices():
    (line,) = said(ratio.RULE, relation("Ukraine", "Japan")).values()
    assert line.variant == "unexpected.who_leads"
    assert line.fits_first_page


def test_one_figure_where_bases_agree_and_none_where_nobody_cares():
    (line,) = said(ratio.RULE, relation("Greece", "Turkey", "2024-12-31")).values()
    assert line.variant == "plain.one" and line.headline is None
    assert not said(ratio.RULE, relation("NATO", "South Korea"))


def test_bases_of_a_ratio_are_ordered_from_the_smallest():
    found = ratio.spending(relation("NATO", "Russia", "2013-12-31"))
    assert found is not None
    assert list(found.ratios) == sorted(found.ratios)
    assert found.spread >= ratio.DEPENDS


def test_no_ratio_for_a_bloc_whose_members_lack_data():
    assert ratio.spending(relation("GCC", "Iran", "2024-12-31")) is None


def test_the_war_takes_a_third_of_what_ukraine_earns():
    (line,) = said(burden.RULE, relation("Ukraine", "Russia")).values()
    assert line.variant == "unusual.war"
    assert shown(line)[:2] == ["34", "7.1"]
    # the ratio of budgets turned: 15 before, 4.2 now
    assert shown(line)[-2:] == ["15", "4.2"]


def test_burden_in_peace_is_a_comparison_and_a_change():
    (line,) = said(burden.RULE, relation("Poland", "Belarus", "2024-12-31")).values()
    assert line.variant == "moved.rose.both.doubled"
    assert shown(line) == ["1.9", "4.2", "2.1"]
    assert not said(burden.RULE, relation("India", "China"))


def test_a_war_with_a_third_party_is_named():
    (line,) = said(burden.RULE, relation("Ukraine", "EU")).values()
    assert line.variant == "moved.rose.war"
    assert "Russia" in text(line)


def test_the_war_has_cost_ukraine_output_and_people():
    (line,) = said(war_costs.RULE, relation("Ukraine", "Russia")).values()
    assert line.variant == "unusual.one"
    # WDI, 2021 to 2024: 23 per cent smaller, 7 per cent larger
    assert shown(line) == ["23 per cent", "7 per cent", "15 per cent"]


def test_no_costs_of_war_in_peace():
    assert not said(war_costs.RULE, relation("India", "China"))
    assert war_costs.costs(relation("Serbia", "EU")) is None


def test_inside_nato_weight_moved_towards_america():
    (line,) = said(inside.RULE, relation("NATO", "Russia", "2013-12-31")).values()
    assert line.variant == "moved.leader"
    assert shown(line) == ["2.8", "1.6"]


def test_inside_nato_the_ratio_is_counted_from_its_newest_turn():
    (line,) = said(inside.RULE, relation("Sweden", "NATO", "2021-12-31")).values()
    assert line.variant == "moved.others"
    assert shown(line) == ["2.3", "3.1"]
    assert "So the others carry a larger part than then." in line.finding.text
    assert "in 2011" in line.finding.text


def test_inside_is_for_alliances_only():
    assert inside.inside(relation("ASEAN", "USA")) is None
    assert inside.inside(relation("African Union", "China")) is None
    assert not said(inside.RULE, relation("India", "China"))


def test_without_armed_forces_nothing_is_said_of_arms():
    lines = Argument(relation("Liechtenstein", "Switzerland")).lines
    assert not {"burden", "spending_ratio", "outweighs"} & lines.keys()


def test_how_one_side_arms_is_no_news_of_two_far_apart():
    assert not said(burden.RULE, relation("Germany", "Burkina Faso"))
    assert not said(inside.RULE, relation("CSTO", "Cambodia"))
