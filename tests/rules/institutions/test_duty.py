"""DUTY, ALLIES-INSIDE, PAPER and GUAR: what obliges, what it goes with, what it did not prevent."""

from __future__ import annotations

from datetime import date

from detente.actors.names import state
from detente.actors.treaties import treaties
from detente.evidence.sentence import render
from detente.rules.institutions import allies_inside, duty, guarantee, promises
from tests.rules.asked import said, variants


def test_two_members_of_asean_are_bound_to_america_by_a_duty_to_defend() -> None:
    (line,) = said(duty.RULE, "ASEAN", "USA")
    assert line.variant == "unusual.bound" and line.finding.value == 2
    assert "the Philippines and Thailand" in line.finding.text


def test_allies_with_an_open_claim_are_unexpected() -> None:
    (line,) = said(duty.RULE, "Greece", "Turkey")
    assert line.variant == "unexpected.rivals.organisation"
    assert "1952" in line.finding.text and "Aegean" in line.finding.text


def test_a_pact_of_two_is_named_by_its_document() -> None:
    (line,) = said(duty.RULE, "Japan", "USA")
    assert line.variant == "unusual.pact"
    assert "the Treaty of Mutual Cooperation and Security" in line.finding.text


def test_a_duty_is_silent_where_the_state_of_the_relation_mocks_it() -> None:
    assert not said(duty.RULE, "Ukraine", "Russia")


def test_the_pacts_of_a_day_begin_with_the_later_of_two_members() -> None:
    (pact,) = duty.pacts(state("Albania"), state("Montenegro"), date(2026, 6, 30))
    assert pact.start.year == 2017 and not pact.own


def test_members_with_and_without_the_duty_are_compared_only_where_they_differ() -> None:
    # 25 against 23 per cent in ASEAN is nothing; 87 against 78 in NATO is something
    assert not said(allies_inside.RULE, "ASEAN", "USA")
    (line,) = said(allies_inside.RULE, "Sweden", "NATO", 2021)
    assert "those without in" in line.finding.text


def test_most_of_nato_owed_sweden_defence_before_it_joined() -> None:
    (line,) = said(duty.RULE, "Sweden", "NATO", 2021)
    assert line.headline is not None and line.fits_first_page
    # what came later is not known at the view: no "yet"
    assert render(line.headline) == "The United States and 8 others in NATO owe Sweden no defence."
    assert "All of them owe it under the European Union." in line.finding.text
    assert "The other 9, the strongest of them the United States, owe it none." in line.finding.text


def test_a_bloc_without_two_allies_of_the_state_is_silent() -> None:
    assert not said(allies_inside.RULE, "NATO", "South Korea")


def test_russia_broke_the_assurance_that_it_gave_ukraine() -> None:
    (line,) = said(guarantee.RULE, "Ukraine", "Russia")
    text = line.finding.text
    # the day of the breach is that of our table, and in no words of the finder
    assert line.variant == "unexpected.by_giver" and "27 February 2014" not in text
    assert "The General Assembly said in 2018 that" in text
    assert line.headline is not None
    assert render(line.headline).startswith("The General Assembly holds that Russia broke")
    # before the resolution of 2018 only Ukraine had said so
    (early,) = said(guarantee.RULE, "Ukraine", "Russia", 2016)
    assert early.variant == "unexpected.by_giver_held" and "Ukraine holds" in early.finding.text


def test_no_organ_found_that_turkey_broke_the_treaty_of_guarantee() -> None:
    (line,) = said(guarantee.RULE, "Turkey", "EU", 2005)
    text = line.finding.text
    assert line.variant == "unexpected.by_giver_held" and "Cyprus holds" in text
    assert "Turkey says that the treaty gave it the right to act." in text
    assert "On 1 November 1974 the General Assembly urged" in text


def test_every_finder_named_treaty_and_breach_or_is_a_party() -> None:
    for one in treaties():
        organ = one.finder not in ("", *one.keys)
        assert not organ or (one.found_on and one.found and one.found_at), one.name


def test_an_assurance_is_unbroken_in_the_view_of_an_earlier_day() -> None:
    assert variants(guarantee.RULE, "Ukraine", "Russia", 2013) == ["unusual.given"]


def test_others_gave_the_assurance_too() -> None:
    lines = said(guarantee.RULE, "NATO", "Ukraine")
    assert lines[0].variant == "unexpected.by_other"
    assert "the United Kingdom and the United States" in lines[0].finding.text


def test_who_never_had_an_assurance_is_silent() -> None:
    assert not said(guarantee.RULE, "Brazil", "Argentina")


def test_each_side_set_a_treaty_aside() -> None:
    lines = {line.variant: line for line in said(promises.RULE, "India", "Pakistan")}
    aside = lines["unexpected.aside.each_side"]
    assert "Indus" in aside.finding.text and "Simla" in aside.finding.text


def test_a_break_is_the_view_of_who_finds_it() -> None:
    (line,) = said(promises.RULE, "India", "China")
    assert line.variant == "unexpected.broken.border"
    assert line.headline is not None and render(line.headline).startswith("India holds that")


def test_no_treaty_limits_the_arms_of_america_and_russia() -> None:
    assert "unusual.no_arms_control" in variants(promises.RULE, "USA", "Russia")
    assert "unusual.no_arms_control" not in variants(promises.RULE, "USA", "Russia", 2015)


def test_a_pair_without_a_treaty_is_silent() -> None:
    assert not said(promises.RULE, "Mali", "Burkina Faso")
