"""Counts that the news has: the dead of a clash, the land held, the dead and refugees of a war."""

from __future__ import annotations

from datetime import date

from detente.evidence.sentence import render
from detente.rules.now import clash_dead, land_share, members, war_toll
from tests.rules.now.said import message, said, text


def test_galwan_cost_india_twenty_soldiers_and_china_acknowledges_four() -> None:
    """By hand: the Indian Army on 16 June 2020, the PLA Daily on 19 February 2021."""
    (line,) = said(clash_dead.RULE, "India", "China")
    assert line.finding.text == (
        "India lost 20 soldiers in a clash in the Galwan valley in June 2020; "
        "China acknowledges 4 dead."
    )
    (then,) = said(clash_dead.RULE, "India", "China", date(2020, 12, 31))
    assert "China acknowledges" not in then.finding.text


def test_a_clash_of_long_ago_or_of_others_is_not_said() -> None:
    assert not said(clash_dead.RULE, "India", "Pakistan")
    assert not said(clash_dead.RULE, "India", "China", date(2020, 6, 15))
    assert not said(clash_dead.RULE, "Ukraine", "Russia")


def test_russia_held_nineteen_per_cent_of_ukraine() -> None:
    (line,) = said(land_share.RULE, "Ukraine", "Russia")
    assert message(line) == "Russia held 19 per cent of Ukraine in December 2025."
    text = line.finding.text
    assert "It had held 22 per cent in March 2022 and 17 per cent in February 2023." in text
    assert text.endswith("In 2025 it took 0.9 per cent, as AFP counts on such maps.")
    (then,) = said(land_share.RULE, "Ukraine", "Russia", 2023)
    assert message(then) == "Russia held 17 per cent of Ukraine in February 2023."
    assert not said(land_share.RULE, "Ukraine", "Russia", 2021)
    assert not said(land_share.RULE, "Turkey", "Cyprus")


def test_the_toll_of_a_war_is_said_by_whoever_counts_it() -> None:
    lines = said(war_toll.RULE, "Ukraine", "Russia")
    told = text(lines)
    assert "the United Nations had counted at least 14,999 dead civilians in Ukraine." in told
    assert "Ukraine said that it had 55,000 dead soldiers of its own." in told
    assert "at least 133,000 dead soldiers of Russia." in told
    assert "5.9 million people from Ukraine" in told
    assert "none is compared with another" in told
    assert not said(war_toll.RULE, "India", "China")
    assert not said(war_toll.RULE, "Ukraine", "Russia", 2021)


def test_a_quarrel_with_a_member_is_led_by_the_newest_act_that_names_it() -> None:
    """The Union answered on 21 September 2005 the declaration on Cyprus of 29 July."""
    lines = {one.variant: one for one in said(members.RULE, "Turkey", "EU", 2005)}
    held = lines["unexpected.occupation.one"]
    assert message(held) == "Turkey holds territory of Cyprus, a member of the EU."
    assert "recognition of all members, Cyprus too" in render(held.on_first_page[1])
