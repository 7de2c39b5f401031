"""Advice: policy options by what bears on them, and recommendations that need their evidence."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.advice.policy_options import LABELS, policy_options
from detente.advice.recommendations import RULES, recommend
from detente.analysis.relation import Relation
from detente.paper.brief import Brief
from detente.scenarios.accounting import account
from detente.store.catalog import Catalog


def test_no_rule_fires_without_its_evidence(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia", 2013))
    scenario = account(relation.power, "accession")
    options = policy_options(relation, scenario, {})
    assert [option.id for option in options] == list(LABELS)
    assert not any(option.pro or option.contra or option.favoured for option in options)
    assert recommend(relation, scenario, (), options) == ()
    assert all(rule(relation, scenario, {}) is None for rule, _ in RULES)


def test_membership_is_no_option_where_none_is_at_issue(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("India", "China", 2024))
    options = policy_options(relation, None, {})
    assert [option.id for option in options] == ["steps", "patience", "nothing"]


@pytest.mark.parametrize("name", ["nato-russia-2013", "india-china", "asean-usa"])
def test_every_reason_rests_on_a_finding_of_the_paper(briefs: dict[str, Brief], name: str) -> None:
    brief = briefs[name]
    known = {finding.id for finding in brief.findings}
    for option in brief.policy_options:
        assert {reason.finding for reason in (*option.pro, *option.contra)} <= known
        assert not (option.favoured and option.contra)
        assert not option.tested or option.pro
    for recommendation in brief.recommendations:
        assert recommendation.rests_on
        assert set(recommendation.rests_on) <= known
        assert recommendation.loses
        assert recommendation.changes


def test_russia_would_make_good_what_nato_lost(briefs: dict[str, Brief]) -> None:
    """By hand: in 2013 Russia would add 3.9 points of capability, NATO had lost 3.8 since 1990."""
    brief = briefs["nato-russia-2013"]
    weight = next(each for each in brief.recommendations if each.id == "weight")
    assert "would about make good what NATO lost since 1990" in weight.text
    assert "China" in weight.loses
    assert weight.rests_on == ("power.shares_cinc",)
