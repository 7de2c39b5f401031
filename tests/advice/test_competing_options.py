"""Policy options are weighed on the same evidence."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import make
from detente.store.catalog import Catalog

COMPETING = {"accession", "association", "steps", "patience", "nothing"}


def test_a_quiet_pair_needs_nothing(catalog: Catalog) -> None:
    quiet = make(catalog, pair("France", "Germany", 2016), Options(draws=100))
    assert [option.id for option in quiet.policy_options if option.favoured] == ["nothing"]


def test_disputes_known_too_long_ago_favour_nothing(catalog: Catalog) -> None:
    later = make(catalog, pair("France", "Germany", 2020), Options(draws=100))
    nothing = next(option for option in later.policy_options if option.id == "nothing")
    assert nothing.pro and not nothing.favoured and not later.leads("synthesis.risk")


def test_options_compete_on_the_same_evidence(catalog: Catalog) -> None:
    brief = make(catalog, pair("NATO", "Russia", 2013), Options(draws=100))
    options = brief.policy_options
    assert {option.id for option in options} == COMPETING
    assert not any(option.favoured for option in options)
    known = {finding.id for finding in brief.findings}
    reasons = [reason for option in options for reason in (*option.pro, *option.contra)]
    assert all(reason.finding in known for reason in reasons)
    assert any("does not favour any" in advice.text for advice in brief.recommendations)
