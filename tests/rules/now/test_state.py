"""STATE, BY-MEMBER, THIRD-WAR and FEUD-INSIDE on their pairs, on second ones, and where silent."""

from __future__ import annotations

from datetime import date

import pytest

from detente.evidence.figure import Figure
from detente.evidence.sentence import render
from detente.rules.now import feud_inside, members, state, third_war
from tests.rules.now.said import days, message, relation, said, text, variants


def test_a_war_is_said_with_its_day_and_its_year() -> None:
    (line,) = said(state.RULE, "Ukraine", "Russia")
    assert line.variant == "unexpected.war"
    assert "24 February 2022" in days(line)
    (year,) = [one for one in line.finding.figures if one.kind == "ranked"]
    # 24 February 2022 to 30 June 2026 is four years and four months
    assert isinstance(year, Figure)
    assert year.value == 5
    assert line.fits_first_page


def test_land_held_and_relations_broken_off_follow_the_war() -> None:
    words = text(said(state.RULE, "Ukraine", "Russia"))
    assert "Russia has held Crimea, territory of Ukraine, since 27 February 2014." in words
    assert "Ukraine broke off relations with Russia on 24 February 2022" in words
    # the oldest first, and what was declared annexed; where nothing was, nothing is said of it
    assert words.index("Crimea, territory") < words.index("Since 24 February 2022 it has held")
    assert "Russia signed treaties annexing four regions of Ukraine" in words
    assert "annex" not in text(said(state.RULE, "Turkey", "Cyprus"))


def test_two_that_meet_are_at_peace_along_a_disputed_line() -> None:
    (line,) = said(state.RULE, "India", "China")
    assert line.variant == "ordinary.partners"
    assert "at peace without agreeing on Aksai Chin" in line.finding.text
    # where the record of meetings ends is said; in 2024 it did not end before the view
    assert "on 19 August 2025, by our record to December 2025." in line.finding.text
    (then,) = said(state.RULE, "India", "China", 2025)
    assert "by our record" not in then.finding.text
    assert line.headline is None


def test_the_rung_of_a_candidate_comes_first() -> None:
    serbia = text(said(state.RULE, "Serbia", "EU"))
    assert serbia.startswith("Serbia has been a candidate for membership of the European Union")
    turkey = said(state.RULE, "Turkey", "EU", 2005)[0].finding.text
    assert turkey.index("candidate") < turkey.index("customs union")


def test_egypt_and_ethiopia_are_not_called_normal_friends() -> None:
    (line,) = said(state.RULE, "Egypt", "Ethiopia")
    assert line.variant in ("ordinary.disputed", "ordinary.normal")
    assert "friend" not in line.finding.text


def test_a_ceasefire_is_counted_against_the_fighting_that_it_ended() -> None:
    (line,) = said(state.RULE, "Pakistan", "India")
    assert line.variant == "unexpected.fought_then_truce"
    assert "10 May 2025" in days(line)
    assert message(line).endswith("have a ceasefire, not a peace.")
    # 7 to 10 May 2025
    assert render(line.key[0]).endswith("ended 4 days of fighting.")


def test_a_pair_without_a_record_says_where_it_meets() -> None:
    (line,) = said(state.RULE, "Panama", "Colombia")
    assert line.variant == "ordinary.not_on_record"
    assert line.finding.text == "Panama and Colombia meet as members of the OAS."


def test_the_state_knows_nothing_of_later_days() -> None:
    assert variants(state.RULE, "Russia", "Ukraine", date(2022, 2, 23)) != ["unexpected.war"]


def test_members_are_named_or_counted() -> None:
    (fought, *others) = said(members.RULE, "GCC", "Iran")
    assert fought.variant == "unexpected.armed_conflict.most"
    assert [one.value for one in fought.finding.figures if one.kind == "counted"] == [6.0]
    assert all(one.variant.startswith("unexpected.") for one in others)
    cyprus = text(said(members.RULE, "Turkey", "EU", 2005))
    assert "territory of Cyprus, since 20 July 1974" in cyprus


@pytest.mark.parametrize("second", ["Brazil", "Japan"])
def test_two_states_have_no_members(second: str) -> None:
    assert not said(members.RULE, "India", second)


def test_a_war_of_one_side_is_linked_with_the_other() -> None:
    ally = "unexpected.ally"
    assert variants(third_war.RULE, "Ukraine", "Belarus") == [ally, "unexpected.help"]
    assert variants(third_war.RULE, "EU", "Russia") == ["unexpected.rung_candidate"]
    (japan, korea) = said(third_war.RULE, "Ukraine", "Japan")
    assert japan.variant == "unexpected.sanctions"
    assert message(japan) == "Japan has sanctions on Russia, with which Ukraine is at war."
    # no state has said that it is at war with North Korea
    text = "North Korea has had soldiers in the war of Russia against Ukraine since October 2024."
    assert korea.finding.text == text and korea.headline is None


def test_a_helper_in_a_war_is_not_at_war() -> None:
    (line, *_) = said(state.RULE, "North Korea", "Ukraine")
    assert line.variant == "unexpected.help"
    assert "at war" not in line.finding.text


def test_a_year_of_last_record_is_no_end() -> None:
    crises = said(members.RULE, "NATO", "Russia", date(2026, 6, 30))
    (crisis,) = (one for one in crises if ".crisis." in one.variant)
    assert "as late as 2025" in crisis.finding.text and "until" not in crisis.finding.text
    assert {"10 September 2025", "19 September 2025"} <= days(crisis)
    (line, *_) = said(state.RULE, "Estonia", "Russia", date(2026, 6, 30))
    assert line.variant == "unexpected.crisis_on_record"


def test_measures_against_persons_are_no_sanctions_on_their_state() -> None:
    # the Union's measures of 2014 concern former leaders of Ukraine
    assert variants(third_war.RULE, "Russia", "Lithuania") == ["unexpected.apart"]


def test_no_third_war_where_nobody_fights() -> None:
    assert not said(third_war.RULE, "Brazil", "Argentina")


def test_fighting_between_two_members_is_no_message_of_page_1() -> None:
    (line,) = said(feud_inside.RULE, "ASEAN", "USA")
    assert line.variant == "unexpected.over_again"
    assert "27 December 2025" in days(line)
    assert line.headline is None
    assert not feud_inside.RULE.key
    assert not said(feud_inside.RULE, "EU", "Serbia")


def test_the_state_of_a_relation_is_always_printed() -> None:
    assert state.RULE.always
    assert relation("Barbados", "Pakistan").state.headline == "not on record"
    assert said(state.RULE, "Barbados", "Pakistan")
