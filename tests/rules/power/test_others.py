"""Rules on others: the third power, what distance leaves, trade, suppliers of arms."""

from __future__ import annotations

import pytest

from detente.evidence.sentence import render
from detente.rules.argument import Argument
from detente.rules.power import reach, suppliers, third, trade, trade_rung
from detente.store.catalog import default_catalog
from tests.rules.power.said import relation, said, shown, stored


def test_russia_is_the_third_power_of_serbia_and_the_union():
    (line,) = said(third.RULE, relation("Serbia", "EU")).values()
    assert line.variant == "plain.rivalry_partnership"
    assert "Russia has been a declared partner of Serbia since 2013" in line.finding.text


def test_a_partner_of_one_and_rival_of_the_other_pushes_nowhere():
    # what a declared partner does follows from its decisions, not from the tie
    (line,) = said(third.RULE, relation("India", "China")).values()
    assert "a declared partner of India" in line.finding.text
    assert line.headline is None and len(line.finding.sentences) == 2


def test_a_common_rival_and_a_common_ally():
    rivals = said(third.RULE, relation("Sweden", "NATO", "2021-12-31"))
    assert set(rivals) == {"unexpected.rivalry_rivalry"}
    allies = said(third.RULE, relation("Greece", "Turkey", "2024-12-31"))
    assert set(allies) == {"unexpected.alliance_alliance"}


def test_a_rival_of_members_pushes_no_bloc_together():
    (line,) = said(third.RULE, relation("ASEAN", "USA")).values()
    assert line.variant == "plain.rivalry_rivalry"
    assert "pushes the two together" not in line.finding.text


def test_an_ally_of_both_by_treaty_matters_to_friends():
    (line,) = said(third.RULE, relation("Japan", "South Korea")).values()
    assert line.variant == "unexpected.alliance_alliance"
    assert "The United States has been an ally of Japan since 1952" in line.finding.text
    # true by definition, so it is not said
    assert "two allies of the United States" not in line.finding.text


def test_where_the_two_do_not_meet_the_third_power_is_no_news():
    (line,) = said(third.RULE, relation("Cuba", "France")).values()
    assert line.variant == "plain.rivalry_alliance" and line.headline is None


def test_no_third_power_no_line():
    assert not said(third.RULE, relation("Liechtenstein", "Switzerland"))
    assert not said(reach.RULE, relation("Liechtenstein", "Switzerland"))


def test_ties_that_nobody_checked_stay_off_page_one():
    argument = Argument(relation("Serbia", "EU"))
    unchecked = [cell for cell in argument.lines["third"][0].finding.evidence if not cell.checked]
    on_page = {one.rule.id for one in argument.key_findings}
    assert not unchecked or "third" not in on_page


def test_a_bloc_has_no_one_place_from_which_distance_counts():
    assert not said(reach.RULE, relation("NATO", "Russia", "2013-12-31"))


def test_a_power_with_allies_in_the_region_is_not_weighed_by_distance():
    # America has allies and bases in Asia: Beijing does not fear Delhi more
    assert not said(reach.RULE, relation("India", "China"))
    assert not said(reach.RULE, relation("Vietnam", "China"))


def test_within_one_region_distance_counts():
    (line,) = said(reach.RULE, relation("China", "North Korea")).values()
    assert line.variant == "plain.other"
    assert shown(line)[0] == "14"


def test_reach_needs_a_border_a_quarrel_or_an_alliance():
    assert not said(reach.RULE, relation("African Union", "China"))


def test_without_the_tables_nothing_is_said_of_trade_and_suppliers():
    for rule in (trade.RULE, trade_rung.RULE, suppliers.RULE):
        assert not said(rule, relation("NATO", "Russia", "2013-12-31"))


@pytest.mark.mirror
class TestWithTheMirror:
    def test_russia_sold_to_nato_and_not_to_china(self, mirrored):
        of_2013 = stored(default_catalog(mirrored), "NATO", "Russia", "2013-12-31")
        (line,) = said(trade.RULE, of_2013).values()
        assert line.variant == "unexpected.other"
        assert shown(line)[:2] == ["55 per cent", "8 per cent"]

    def test_asean_turned_from_america_to_china(self, mirrored):
        catalog = default_catalog(mirrored)
        then = stored(catalog, "ASEAN", "USA", "2017-12-31")
        (line,) = said(trade.RULE, then).values()
        assert line.variant == "moved.turned"
        assert shown(line)[:2] == ["27 per cent", "13 per cent"]
        # a table that ends in 2014 says nothing of the trade of today
        assert not said(trade.RULE, stored(catalog, "ASEAN", "USA"))

    def test_the_customs_union_did_not_raise_the_share(self, mirrored):
        of_2005 = stored(default_catalog(mirrored), "Turkey", "EU", "2005-12-31")
        (line,) = said(trade_rung.RULE, of_2005).values()
        assert line.variant == "unexpected.fell"
        assert shown(line) == ["43 per cent", "49 per cent"]
        assert line.headline is not None
        printed = line.finding.text + render(line.headline)
        assert "what Turkey buys from others has grown faster" in printed
        assert "has not risen" in printed and "raised" not in printed

    def test_no_trade_rung_between_states(self, mirrored):
        assert trade_rung.trade_rung(stored(default_catalog(mirrored), "India", "China")) is None

    def test_a_rival_arms_serbia_and_camps_arm_asean(self, mirrored):
        catalog = default_catalog(mirrored)
        then = "2023-12-31"
        assert "unexpected.rival" in said(suppliers.RULE, stored(catalog, "Serbia", "EU", then))
        # deliveries to 2021 say nothing of what a choice would put at risk years later
        assert not said(suppliers.RULE, stored(catalog, "Serbia", "EU"))
        (line,) = said(suppliers.RULE, stored(catalog, "ASEAN", "USA", then)).values()
        assert line.variant == "unexpected.split"
        assert {"57 per cent", "77 per cent"} <= set(shown(line))

    def test_nobody_arms_an_enemy(self, mirrored):
        lines = said(suppliers.RULE, stored(default_catalog(mirrored), "Ukraine", "Russia"))
        assert "unusual.other" not in lines
