"""BORDER, CIRCLES and OVERLAP: where two touch, whose circles they belong to, who stays out."""

from __future__ import annotations

from detente.rules.institutions import border, circles, common_bodies, overlap
from tests.rules.asked import may_lead, relation, said, variants


def test_five_members_bordered_russia_in_2013() -> None:
    (line,) = said(border.RULE, "NATO", "Russia", 2013)
    assert line.variant == "members" and line.finding.value == 5
    assert "Norway" in line.finding.text


def test_one_member_borders_turkey_because_the_coded_border_with_cyprus_is_none() -> None:
    (line,) = said(border.RULE, "Turkey", "EU", 2005)
    assert line.variant == "one_member" and "Greece" in line.finding.text


def test_a_state_with_one_land_neighbour_depends_on_it() -> None:
    (line,) = said(border.RULE, "Lesotho", "South Africa", 2024)
    assert line.variant == "unusual.only_neighbour.open"
    assert may_lead(border.RULE, line, "Lesotho", "South Africa", 2024)


def test_a_bloc_may_surround_a_state() -> None:
    (line,) = said(border.RULE, "EU", "Switzerland", 2024)
    assert line.variant == "unusual.nearly_surrounded" and "Liechtenstein" in line.finding.text


def test_every_road_out_of_south_korea_ends_at_a_rival() -> None:
    (line,) = said(border.RULE, "South Korea", "North Korea", 2024)
    assert line.variant == "unusual.only_neighbour.rival" and "road" not in line.finding.text


def test_the_border_of_ukraine_is_the_recognised_one() -> None:
    (line,) = said(border.RULE, "Ukraine", "Russia", 2024)
    assert "Crimea is Ukrainian territory occupied by Russia" in line.finding.text


def test_a_bridge_is_no_land_border() -> None:
    assert "Denmark" not in said(border.RULE, "NATO", "Sweden", 2021)[0].finding.text


def test_far_states_touch_nowhere() -> None:
    assert not said(border.RULE, "Brazil", "Japan", 2024)


def test_what_most_of_a_bloc_is_in_and_a_state_is_not_is_no_message() -> None:
    (line,) = said(circles.RULE, "NATO", "Russia", 2013)
    assert line.variant == "left_out" and line.headline is None
    assert "22 members of NATO are in the European Union" in line.finding.text


def test_liechtenstein_is_in_an_area_that_has_no_switzerland() -> None:
    # the list of 2014 has none, our table has the European Economic Area since 1995
    assert not said(circles.RULE, "Liechtenstein", "Switzerland", 2024)


def test_all_but_one_organisation_of_andorra_had_spain_in_2014() -> None:
    (line,) = said(circles.RULE, "Spain", "Andorra")
    assert line.variant == "unusual.all_but_one" and "2014" in line.finding.text
    assert not may_lead(circles.RULE, line, "Spain", "Andorra")


def test_two_states_in_opposite_alliances_name_both() -> None:
    (line,) = said(circles.RULE, "Poland", "Belarus", 2024)
    assert line.variant == "unusual.opposite_with_bridge"
    assert "NATO" in line.finding.text and "CSTO" in line.finding.text


def test_two_in_one_alliance_are_not_opposed() -> None:
    assert not said(circles.RULE, "Greece", "Turkey", 2024)


def test_nobody_asks_why_a_far_state_is_in_no_organisation_of_a_bloc() -> None:
    assert not said(circles.RULE, "EAEU", "Portugal", 2024)


def test_the_member_with_a_claim_stayed_out_of_the_alliance_of_both() -> None:
    (line,) = said(overlap.RULE, "Turkey", "EU", 2005)
    assert line.variant == "unexpected.claimant_outside"
    assert "19 of the 25 members" in line.finding.text and "Cyprus" in line.finding.text


def test_an_overlap_without_a_claim_is_a_part_of_its_section() -> None:
    (line,) = said(overlap.RULE, "EU", "North Macedonia", 2024)
    assert line.variant == "members_outside" and line.headline is None


def test_pairs_of_states_have_no_overlap() -> None:
    assert variants(overlap.RULE, "Greece", "Turkey", 2024) == []


def test_the_circles_of_a_day_leave_out_the_parties_themselves() -> None:
    known = circles.circles(relation("NATO", "Russia", 2013))
    assert "NATO" not in {one.bloc.id for one in known}


def test_what_two_have_in_common_is_ranked_among_pairs_of_their_form() -> None:
    (line,) = said(common_bodies.RULE, "Panama", "Colombia", 2014)
    assert line.variant == "unusual.high" and line.newest == 2014
    assert "36 organisations" in line.finding.text
    assert said(common_bodies.RULE, "Panama", "Colombia", 2024) == (), "a count of ten years ago"
    (most,) = said(common_bodies.RULE, "France", "Germany", 2013)
    assert "Of all pairs of two states nearly all are less closely joined." in most.finding.text


def test_few_organisations_say_nothing_where_the_bodies_of_a_region_are_not_followed() -> None:
    assert not said(common_bodies.RULE, "India", "Bhutan", 2024)


def test_an_ordinary_number_is_no_news() -> None:
    assert not said(common_bodies.RULE, "Ukraine", "Japan", 2024)
