"""DISPUTE and DISPUTE-SHARE: thirty years of militarized disputes."""

from __future__ import annotations

import pytest

from detente.actors.names import bloc, state
from detente.errors import EvidenceError
from detente.evidence.sentence import render
from detente.rules.institutions import dispute, dispute_share
from detente.rules.line import Reasons
from detente.rules.past_disputes import past_disputes, totals
from detente.store.catalog import default_catalog
from tests.rules.asked import may_lead, relation, said, variants


def test_the_decades_add_up() -> None:
    found = past_disputes(default_catalog(), state("Greece"), state("Turkey"), 2024)
    assert found is not None and (found.first, found.last) == (1981, 2010)
    assert sum(found.counts) == found.total == 16


def test_a_successor_is_not_its_predecessor() -> None:
    catalog, russia = default_catalog(), state("Russia")
    found = past_disputes(catalog, bloc("NATO"), russia, 2013, since=1992)
    assert found is not None and found.first == 1991 and found.newest == 2010


def test_who_did_not_exist_has_no_decade() -> None:
    assert past_disputes(default_catalog(), state("South Sudan"), state("Sudan"), 2024) is None


def test_no_pair_has_fewer_disputes_than_none() -> None:
    counts = totals(default_catalog(), relation("Greece", "Turkey").pair, 2010)
    assert counts.min() == 0 and counts.max() >= 16


def test_allies_that_clashed_are_unexpected() -> None:
    (line,) = said(dispute.RULE, "Greece", "Turkey")
    assert line.variant == "unexpected.allies.steady"
    # the record ended more than ten years before the view
    assert line.headline is None and not may_lead(dispute.RULE, line, "Greece", "Turkey")


def test_a_fresh_record_of_disputes_may_lead() -> None:
    (line,) = said(dispute.RULE, "Greece", "Turkey", 2012)
    assert may_lead(dispute.RULE, line, "Greece", "Turkey", 2012)


def test_one_member_carried_the_disputes_of_the_union_with_turkey() -> None:
    (line,) = said(dispute.RULE, "Turkey", "EU", 2005)
    assert line.variant == "unusual.one_member" and "Greece" in line.finding.text


def test_a_count_of_disputes_is_silent_in_a_war() -> None:
    assert not said(dispute.RULE, "Ukraine", "Russia")


def test_two_that_never_clashed_are_silent() -> None:
    assert not said(dispute.RULE, "Brazil", "Japan")


def test_greece_and_turkey_made_most_of_the_disputes_inside_nato() -> None:
    (line,) = said(dispute_share.RULE, "Greece", "Turkey")
    assert line.variant == "unusual.most"
    assert line.headline is not None and "inside NATO" in render(line.headline)


def test_a_pair_in_no_organisation_has_no_part_of_its_disputes() -> None:
    assert variants(dispute_share.RULE, "North Korea", "Australia", 2020) == []


def test_a_reason_beyond_one_is_refused() -> None:
    with pytest.raises(EvidenceError, match="unusual"):
        Reasons(unusual=1.2)


def test_the_disputes_of_other_members_say_nothing_of_a_bloc_and_a_state() -> None:
    assert said(dispute_share.RULE, "ASEAN", "USA") == ()
