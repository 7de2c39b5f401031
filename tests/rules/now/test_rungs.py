"""SUSPENDED, RUNG, SAME-RUNG, FILE and SANCTIONS."""

from __future__ import annotations

from datetime import date

from detente.actors.names import bloc
from detente.actors.no_sanctions import none_on
from detente.actors.relation_facts import facts
from detente.rules.now import accession_file, rung, same_rung, sanctions, state, suspended
from tests.rules.now.said import days, said, text, variants


def test_what_nato_and_russia_suspended_is_named_with_its_day() -> None:
    (line, *_) = said(suspended.RULE, "NATO", "Russia")
    assert line.variant == "unexpected.suspended.wholly"
    assert "1 April 2014" in days(line)
    assert "Partnership for Peace" in line.finding.text
    assert line.fits_first_page


def test_frozen_talks_leave_a_customs_union_in_use() -> None:
    (line,) = said(suspended.RULE, "Turkey", "EU")
    assert line.variant == "unexpected.frozen.in_part"
    assert "the customs union" in line.finding.text
    assert "26 June 2018" in days(line)


def test_nothing_was_suspended_in_2013_nor_between_friends() -> None:
    assert not said(suspended.RULE, "NATO", "Russia", 2013)
    assert not said(suspended.RULE, "Liechtenstein", "Switzerland")


def test_halted_talks_were_stopped_by_no_decision() -> None:
    assert variants(suspended.RULE, "EU", "North Macedonia") in ([], ["unexpected.nothing"])


def test_a_treaty_that_one_side_ended_is_named() -> None:
    line = said(suspended.RULE, "USA", "Russia", date(2021, 6, 30))[-1]
    assert line.variant == "unexpected.treaty_left"
    # one that was broken as well is told by another rule
    assert not said(suspended.RULE, "Ukraine", "Russia")


def test_a_candidate_gets_a_market_and_no_vote() -> None:
    (line,) = said(rung.RULE, "Serbia", "EU")
    assert line.variant == "ordinary.candidate.terms"
    assert "access to the market" in line.finding.text
    assert "no vote" in line.finding.text
    # the market is that of the association agreement, not of the candidacy
    assert "By all its ties, Serbia gets" in line.finding.text
    assert "As a partner" in text(said(rung.RULE, "ASEAN", "USA"))
    assert "21 January 2014" in days(line)


def test_nato_russia_of_2013_rests_on_the_council_of_2002() -> None:
    (line,) = said(rung.RULE, "NATO", "Russia", 2013)
    assert "28 May 2002" in days(line)
    assert "no guarantee, no vote and no veto" in line.finding.text


def test_nothing_is_withheld_that_members_do_not_have_either() -> None:
    """ASEAN guarantees nobody: its members renounce force, and a partner lacks a vote alone."""
    (line,) = said(rung.RULE, "ASEAN", "USA")
    assert "but no vote." in line.finding.text and "guarantee" not in line.finding.text


def test_two_states_on_different_rungs_of_a_third_body() -> None:
    (line,) = said(rung.RULE, "Greece", "Turkey")
    assert line.variant == "unexpected.member_candidate"
    # a candidacy is not said without the state that it is in
    assert {"1 January 1981", "26 June 2018"} <= days(line)
    assert "the candidacy of Turkey for the EU has been frozen in part" in line.finding.text
    # not the OAS, which binds neither, though both have a rung in it
    russia = text(said(rung.RULE, "USA", "Russia"))
    assert "NATO" in russia
    assert "Russia's part in NATO's Partnership for Peace has been suspended" in russia


def test_a_member_is_left_to_the_section_on_membership() -> None:
    assert not said(rung.RULE, "Sweden", "NATO")


def test_a_rival_on_the_same_rung_is_the_one_that_most_have() -> None:
    (line,) = said(same_rung.RULE, "ASEAN", "USA")
    assert {"12 November 2022", "22 November 2021"} <= days(line)
    # Australia, India, Japan and South Korea, and New Zealand from 2025
    assert "It gives the same to 5 others." in line.finding.text
    (back,) = said(same_rung.RULE, "ASEAN", "China")
    assert "China and the United States, two rivals, one rank" in back.finding.text
    assert not said(same_rung.RULE, "Serbia", "EU")


def test_an_old_form_shared_by_rivals_is_no_message() -> None:
    (line,) = said(same_rung.RULE, "EU", "China")
    assert line.headline is None


def test_chapters_of_serbia_and_a_second_candidate() -> None:
    (serbia,) = said(accession_file.RULE, "Serbia", "EU")
    assert serbia.variant == "unexpected.stuck"
    counted = {one.id.rpartition(".")[2]: one.value for one in serbia.finding.figures}
    assert (counted["opened"], counted["closed"]) == (22, 2)
    assert "14 December 2021" in days(serbia)
    # others that began later have come farther; beside talks that move none is named
    assert "Since then Albania has opened 33 and Montenegro has closed 11." in text((serbia,))
    (turkey,) = said(accession_file.RULE, "Turkey", "EU")
    assert "Since then Albania has opened 33 and Serbia has opened 20." in text((turkey,))
    (ukraine,) = said(accession_file.RULE, "Ukraine", "EU")
    assert ukraine.variant == "unexpected.early" and "Since then" not in text((ukraine,))


def test_an_old_count_of_alignment_is_not_said() -> None:
    fresh = text(said(accession_file.RULE, "Turkey", "EU"))
    assert "of the statements of the European Union" in fresh
    assert "statements" not in text(said(accession_file.RULE, "Turkey", "EU", date(2007, 6, 30)))


def test_no_file_of_a_pair_that_joins_nothing() -> None:
    assert not said(accession_file.RULE, "NATO", "Russia")
    assert not said(accession_file.RULE, "India", "China")


def test_sanctions_of_both_sides_the_older_first() -> None:
    (line,) = said(sanctions.RULE, "EU", "Russia")
    assert line.variant == "unexpected.mutual"
    assert line.finding.text.index("17 March 2014") < line.finding.text.index("6 August 2014")


def test_of_two_at_war_the_sanctions_of_others_are_said() -> None:
    told = text(said(sanctions.RULE, "Ukraine", "Russia"))
    union = "The European Union, no party to the war, has had sanctions on Russia since 17 March"
    assert told.count("no party to the war") == 1 and union in told
    assert "no party" not in text(said(sanctions.RULE, "United States", "Russia"))


def test_every_member_of_nato_but_turkey_has_sanctions_on_russia() -> None:
    by, on = said(sanctions.RULE, "NATO", "Russia", date(2026, 6, 30))
    assert by.variant == "unexpected.all_but_members"
    assert by.finding.text.startswith(
        "Every member of NATO but Turkey has sanctions on Russia, the oldest since 6 March 2014."
    )
    assert by.fits_first_page
    # the ban on food from the Union reaches its members in NATO
    assert on.variant == "unexpected.on_members" and "at least 24 of 32" in on.finding.text


def test_the_table_covers_every_member_of_nato_by_name_or_through_the_union() -> None:
    day = date(2026, 6, 30)
    members = set(bloc("NATO").member_letters(day))
    union = set(bloc("EU").member_letters(day))
    rows = [fact for fact in facts() if fact.kind == "sanction" and fact.other == "RUS"]
    own = {fact.one for fact in rows if fact.open_on(day)}
    assert members - union - own == {"TUR"} == members & set(none_on("RUS", day)) - union


def test_where_a_table_may_lack_a_member_it_says_at_least() -> None:
    (line, *_) = said(sanctions.RULE, "NATO", "Belarus")
    assert line.finding.text.startswith("At least 24 of 32 members of NATO")
    assert variants(sanctions.RULE, "Poland", "Belarus") == ["unexpected.through_a_bloc"]


def test_serbia_has_joined_none_of_the_sanctions_on_russia() -> None:
    (line,) = said(sanctions.RULE, "Serbia", "EU")
    assert line.variant == "unexpected.not_joined" and "17 March 2014" in days(line)
    assert not said(sanctions.RULE, "Serbia", "EU", 2013)
    assert not said(sanctions.RULE, "Montenegro", "EU")


def test_a_suspended_rung_is_said_with_its_suspension() -> None:
    (line, *_) = said(state.RULE, "NATO", "Russia")
    assert "has been suspended since 1 April 2014" in line.finding.text
    told = text(said(rung.RULE, "Ukraine", "Russia"))
    assert "Russia's strategic partnership with the EU has been suspended in part" in told
    # how far a candidate has come, and where else it has asked; of one that asked nowhere else not
    assert "Accession talks date from 25 June 2024." in told
    assert "Ukraine asked to join NATO on 30 September 2022; no decision is on record." in told
    assert "asked to join" not in text(said(rung.RULE, "Turkey", "Greece"))


def test_measures_against_persons_are_no_message() -> None:
    (line,) = said(sanctions.RULE, "Moldova", "EU")
    assert line.variant == "unexpected.on_persons"
    assert line.headline is None


def test_no_sanctions_between_friends_or_within_a_bloc() -> None:
    assert not said(sanctions.RULE, "Brazil", "Argentina")
    assert not said(sanctions.RULE, "Sweden", "NATO")
