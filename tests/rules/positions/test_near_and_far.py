"""CAVEAT, VOTELEVEL, ALONE, WHERE and PARADOX: what a vote is, and who is near whom on what."""

from __future__ import annotations

import pytest

from detente.evidence.sentence import render
from detente.rules.positions import alone, caveat, paradox, vote_level, where
from detente.store.catalog import Catalog
from tests.rules.positions.reading import message, said, values


def test_the_caveat_names_who_skips_votes(catalog: Catalog) -> None:
    line = said(catalog, caveat.RULE, "Serbia", "EU")["skips"]
    assert 0.05 < values(line)["absent"] < 0.15
    assert caveat.RULE.exempt
    assert caveat.RULE.always
    assert line.headline is None


def test_the_caveat_says_that_america_is_often_alone(catalog: Catalog) -> None:
    line = said(catalog, caveat.RULE, "ASEAN", "USA")["alone"]
    assert "almost alone" in render(line.finding.sentences[-1])
    assert said(catalog, caveat.RULE, "India", "China") == {}, "nothing is peculiar to their votes"


def test_no_caveat_stands_before_nothing(catalog: Catalog) -> None:
    assert said(catalog, caveat.RULE, "Taiwan", "Japan") == {}


def test_only_one_state_votes_nearer_to_switzerland(catalog: Catalog) -> None:
    line = said(catalog, vote_level.RULE, "Liechtenstein", "Switzerland")["unusual.nearest-second"]
    nearer = "Andorra alone is nearer to Switzerland in votes than Liechtenstein."
    assert message(line) == nearer


def test_america_is_not_the_last_on_everybodys_list(catalog: Catalog) -> None:
    lines = said(catalog, vote_level.RULE, "Algeria", "USA")
    assert not any(line.headline for line in lines.values())


def test_a_middling_distance_is_met_with_silence(catalog: Catalog) -> None:
    assert said(catalog, vote_level.RULE, "NATO", "Russia", year=2013) == {}


def test_america_votes_alone_more_than_any_state(catalog: Catalog) -> None:
    # that America is first is said before the first vote, and there alone
    assert said(catalog, alone.RULE, "USA", "France") == {}
    line = said(catalog, alone.RULE, "Israel", "France")["unusual.few"]
    assert 0.1 < values(line)["part"] < 0.25
    assert "Only the United States votes alone" in render(line.headline)


def test_states_with_company_are_not_alone(catalog: Catalog) -> None:
    assert said(catalog, alone.RULE, "Brazil", "Argentina") == {}
    assert said(catalog, alone.RULE, "EU", "AU") == {}


def test_over_half_of_what_japan_and_korea_differ_on_is_nuclear(catalog: Catalog) -> None:
    line = said(catalog, where.RULE, "Japan", "South Korea")["unusual.divides-nu"]
    shown = values(line)
    assert shown["part.nu.2025"] > 0.5 and shown["part.nu.2025"] >= 1.5 * shown["texts.nu.2025"]


def test_a_topic_of_the_assembly_is_never_a_message(catalog: Catalog) -> None:
    pairs = (("India", "China"), ("AU", "China"), ("Sweden", "NATO"), ("Japan", "South Korea"))
    lines = [line for pair in pairs for line in said(catalog, where.RULE, *pair).values()]
    assert lines
    for line in lines:
        assert line.headline is None and line.gist is None and not where.RULE.key
        if "divides" in line.variant:
            assert line.finding.value is not None and line.finding.value > 0.5


def test_two_that_hardly_differ_are_asked_nothing(catalog: Catalog) -> None:
    assert said(catalog, where.RULE, "Grenada", "Antigua and Barbuda") == {}


def test_india_votes_with_its_rival_more_than_with_its_partner(catalog: Catalog) -> None:
    line = said(catalog, paradox.RULE, "India", "China")["unexpected.rival-over-partner"]
    shown = values(line)
    assert shown["share.2024"] > shown["with.usa.2024"] + 0.2


@pytest.mark.parametrize("partner", ["Vietnam", "Japan"])
def test_a_partner_of_america_is_ranked_among_americas_pairs(
    catalog: Catalog, partner: str
) -> None:
    assert said(catalog, paradox.RULE, partner, "USA") == {}


def test_turkey_was_nearest_to_the_member_it_quarrels_with(catalog: Catalog) -> None:
    line = said(catalog, paradox.RULE, "Turkey", "EU", year=2005)["unexpected.member-nearest-tied"]
    assert "Cyprus" in message(line)
    # Malta ties with it: it is not called the nearest
    assert "Hardly any member" in line.finding.text


def test_two_at_odds_that_vote_alike(catalog: Catalog) -> None:
    line = said(catalog, paradox.RULE, "Ethiopia", "Eritrea")["unexpected.rivals-alike"]
    assert values(line)["share.2024"] > 0.8
