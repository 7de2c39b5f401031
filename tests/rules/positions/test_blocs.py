"""WITH-BLOC, SPLIT, BETWEEN, SPREAD and UNITY: a state beside a bloc, and a bloc itself."""

from __future__ import annotations

import numpy as np
import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.positions import between, split, spread, unity, with_bloc
from detente.store.catalog import Catalog
from tests.rules.positions.reading import message, said, values


def test_no_candidate_votes_less_with_the_union_than_serbia(catalog: Catalog) -> None:
    line = said(catalog, with_bloc.RULE, "Serbia", "EU")["unusual.lowest-candidate"]
    shown = values(line)
    assert shown["share.2024"] == 0.797
    assert "Every other" not in line.finding.text and "Turkey" in line.finding.text
    assert shown["votes"] == 158
    # in 2024 alone Turkey has no more: no message
    assert message(line) == ""


def test_turkey_was_the_lowest_of_the_candidates_of_2005(catalog: Catalog) -> None:
    line = said(catalog, with_bloc.RULE, "Turkey", "EU", year=2005)["unusual.lowest-candidate"]
    assert values(line)["share.2005"] < 0.92


def test_a_tie_at_the_top_is_shared(catalog: Catalog) -> None:
    line = said(catalog, with_bloc.RULE, "Liechtenstein", "EU")["unusual.highest-associate-whole"]
    shown = values(line)
    assert shown["votes"] == 187
    assert "Andorra" in str([*line.key])


def test_a_candidate_like_the_others_has_a_level(catalog: Catalog) -> None:
    lines = said(catalog, with_bloc.RULE, "Moldova", "EU")
    assert set(lines) == {"level"}
    assert values(lines["level"])["share.2024"] > 0.98


def test_a_power_that_moved_with_all_did_not_follow_the_bloc(catalog: Catalog) -> None:
    assert not any(
        name.startswith("moved") for name in said(catalog, with_bloc.RULE, "ASEAN", "USA")
    )


@pytest.mark.parametrize(("first", "second"), [("Germany", "EU"), ("France", "Japan")])
def test_a_member_and_two_states_have_no_united_votes(
    catalog: Catalog, first: str, second: str
) -> None:
    assert said(catalog, with_bloc.RULE, first, second) == {}


def test_a_loyal_partner_sides_with_one_leader(catalog: Catalog) -> None:
    line = said(catalog, split.RULE, "EAEU", "Uzbekistan")["unusual.leaders"]
    assert "sides with Kazakhstan, not Russia" in message(line)


def test_a_state_that_departs_often_is_not_split(catalog: Catalog) -> None:
    assert said(catalog, split.RULE, "Serbia", "EU") == {}


def test_serbia_does_not_drift_to_russia_and_counts_put_it_nearer_to_the_union(
    catalog: Catalog,
) -> None:
    lines = said(catalog, between.RULE, "Serbia", "EU")
    # positions overlap, but 69 per cent of votes alike with the one and 48 with the other do not
    assert "unusual.as-far-since" not in lines
    shown = values(lines["unexpected.no-drift"])
    assert round(shown["fell"]) == 15


def test_austria_votes_with_liechtenstein_more_than_switzerland(catalog: Catalog) -> None:
    line = said(catalog, between.RULE, "Liechtenstein", "Switzerland")["unexpected.neighbour"]
    shown = values(line)
    assert shown["neighbour.305.2024"] > shown["share.2024"] + 0.05


def test_rivals_of_the_rival_are_not_asked_whether_they_drift_to_it(catalog: Catalog) -> None:
    assert said(catalog, between.RULE, "Ukraine", "NATO") == {}
    assert said(catalog, between.RULE, "Brazil", "Japan") == {}


def test_most_of_nato_was_equally_far_from_russia(catalog: Catalog) -> None:
    line = said(catalog, spread.RULE, "NATO", "Russia", year=2013)["unusual.some-far"]
    shown = values(line)
    assert (shown["close"], shown["members"]) == (23, 28)
    assert "the United States is not" in message(line)


def test_ends_of_a_bloc_are_named_where_distance_and_counted_votes_agree(
    catalog: Catalog,
) -> None:
    # by distance the United Kingdom is the second farthest, by counted votes Canada
    line = said(catalog, spread.RULE, "NATO", "Russia")["unusual.loose"]
    assert "The United States is farthest, Türkiye nearest." in line.finding.text.replace(
        "Turkey", "Türkiye"
    )
    assert "United Kingdom" not in line.finding.text


def test_ends_on_which_the_two_measures_differ_are_not_named() -> None:
    found = spread.Spread(
        np.array([1, 2, 3, 4, 5]),
        np.array([0.1, 0.2, 1.0, 1.1, 2.0]),
        shares=np.array([0.5, 0.6, 0.9, 0.8, 0.4]),
        year=2024,
    )
    assert found.farthest == [5]
    assert found.nearest == []


def test_a_bloc_at_one_distance_is_met_with_silence(catalog: Catalog) -> None:
    assert said(catalog, spread.RULE, "AU", "China") == {}
    assert said(catalog, spread.RULE, "France", "China") == {}


def test_mercosur_agrees_less_with_itself(catalog: Catalog) -> None:
    line = said(catalog, unity.RULE, "MERCOSUR", "China")["moved.looser"]
    shown = values(line)
    assert shown["before.mercosur.2019"] - shown["now.mercosur.2024"] > 0.1
    assert "Argentina" in message(line)


def test_the_gulf_states_vote_as_one(catalog: Catalog) -> None:
    line = said(catalog, unity.RULE, "GCC", "Iran")["unusual.most"]
    assert values(line)["now.gcc.2024"] == 0.927


def test_members_that_tie_are_not_called_the_loosest(catalog: Catalog) -> None:
    day = pair("EU", "Serbia", None)
    of_union = unity.unities(Relation(catalog.as_of(day.day), day))["EU"]
    assert of_union.loosest is None
    assert unity.unities(Relation(catalog.as_of(day.day), day))["NATO"].loosest == 2


def test_an_ordinary_bloc_is_no_news_and_who_is_not_counted_is_said(catalog: Catalog) -> None:
    assert said(catalog, unity.RULE, "NATO", "Russia") == {}
    assert said(catalog, unity.RULE, "ASEAN", "USA") == {}
    key = pair("ASEAN", "USA", None)
    of_asean = unity.unities(Relation(catalog.as_of(key.day), key))["ASEAN"]
    assert len(of_asean.left_out) == 1


def test_a_bloc_of_four_has_no_unity(catalog: Catalog) -> None:
    assert said(catalog, unity.RULE, "V4", "Ukraine") == {}
