"""Rules on people: who passed whom, who will grow, and where a joiner would rank."""

from __future__ import annotations

from detente.rules.argument import Argument
from detente.rules.power import people, rank_in
from tests.rules.power.said import relation, said, shown, text


def test_india_passed_china():
    (line,) = said(people.RULE, relation("India", "China")).values()
    assert line.variant == "unexpected.passed"
    found = people.passing(relation("India", "China"))
    assert found is not None and found.year == 2022 and found.more.name == "India"
    # UN WPP 2024: 16 per cent more Indians by 2050, 11 per cent fewer Chinese
    assert shown(line)[-2:] == ["16 per cent", "11 per cent"]


def test_serbia_shrinks_but_that_is_no_news_of_the_pair():
    (line,) = said(people.RULE, relation("Serbia", "EU")).values()
    assert line.variant == "plain.shrinks" and line.headline is None
    assert shown(line)[:2] == ["18 per cent", "7 per cent"]


def test_a_view_before_the_projection_knows_nothing_of_it():
    early = relation("Turkey", "EU", "2005-12-31")
    assert people.outlook(early, early.pair.first) is None
    assert not said(people.RULE, early)


def test_people_are_silent_where_nothing_parts():
    assert not said(people.RULE, relation("France", "Germany"))


def test_turkey_would_have_been_second_in_the_union():
    (line,) = said(rank_in.RULE, relation("Turkey", "EU", "2005-12-31")).values()
    assert line.variant == "unusual.large"
    # 69 million behind Germany's 82; the ten of 2004 have 74 together
    assert shown(line) == ["69", "second", "82", "74"]
    assert line.fits_first_page


def test_a_small_candidate_is_one_of_the_smallest():
    (line,) = said(rank_in.RULE, relation("North Macedonia", "EU")).values()
    assert line.variant == "unusual.small"
    assert "Croatia" in text(line)


def test_no_rank_for_members_and_for_those_who_do_not_ask():
    assert rank_in.place(relation("Hungary", "EU")) is None
    assert rank_in.place(relation("Russia", "NATO")) is None
    assert rank_in.place(relation("India", "China")) is None


def test_guards_keep_the_rank_of_an_enemy_out():
    assert "rank_in" not in Argument(relation("Russia", "NATO")).lines


def test_two_that_part_are_news_where_they_lie_side_by_side():
    (line,) = said(people.RULE, relation("Afghanistan", "China")).values()
    assert line.variant == "moved.part.grows"
    assert "moved.part.grows" not in said(people.RULE, relation("Chad", "Japan"))
