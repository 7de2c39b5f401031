"""A membership by treaty: terms, votes and seats before and after."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import choose
from detente.scenarios.treaty import TreatyChange
from detente.scenarios.treaty_counts import TreatyCount
from detente.store.catalog import Catalog


def scenario(
    catalog: Catalog, bloc: str, state: str, year: int, kind: str | None = None
) -> Scenario:
    relation = Relation(catalog, pair(bloc, state, year))
    accounted = account(relation.power, choose(relation.pair, kind))
    assert accounted is not None
    return accounted


def by_treaty(
    catalog: Catalog, bloc: str, state: str, year: int, kind: str | None = None
) -> TreatyChange:
    treaty = scenario(catalog, bloc, state, year, kind).treaty
    assert treaty is not None
    return treaty


def counts(treaty: TreatyChange) -> dict[str, TreatyCount]:
    return {count.id: count for count in treaty.counts}


def test_accession_of_serbia_to_the_union(catalog: Catalog) -> None:
    treaty = by_treaty(catalog, "EU", "Serbia", 2024)
    assert (treaty.before.rung, treaty.after.rung) == ("candidate", "member")
    counted = counts(treaty)
    needed = counted["treaty.council_needed"]
    assert (needed.before, needed.after) == (15, 16)
    share = counted["treaty.council_people"]
    assert share.before is None
    assert share.after == pytest.approx(0.0148, abs=0.0005)
    assert share.note.startswith("rank 16 of 28")
    assert counted["treaty.council_largest_loss"].label.startswith("Germany's share")
    assert counted["treaty.seats_by_rule"].after == 15
    # Bulgaria, the member nearest in people, has 17 of 720 seats
    assert counted["treaty.seats_of_nearest"].label.startswith("Bulgaria's seats")
    assert counted["treaty.seats_of_nearest"].before == 17
    assert all(count.evidence for count in treaty.counts)
    topics = {term.topic for term in treaty.gained()}
    assert {"guarantee", "votes", "veto", "seats", "movement"} <= topics
    assert {"budget", "alignment", "courts"} <= {term.topic for term in treaty.owed()}


def test_before_the_double_majority_votes_are_those_of_the_decision(catalog: Catalog) -> None:
    counted = counts(by_treaty(catalog, "EU", "Serbia", 2013))
    assert "treaty.council_needed" not in counted
    # Bulgaria had 10 of 352 weighted votes and 18 of 766 seats
    assert counted["treaty.votes_of_nearest"].before == 10
    assert counted["treaty.seats_of_nearest"].before == 18


def test_exit_of_a_member_gives_up_its_votes_and_seats(catalog: Catalog) -> None:
    treaty = by_treaty(catalog, "EU", "Germany", 2024, "exit")
    counted = counts(treaty)
    assert treaty.after.rung == "none"
    assert counted["treaty.seats_by_decision"].before == 96
    share = counted["treaty.council_people"]
    assert share.before == pytest.approx(0.186, abs=0.003)
    assert share.after is None
    assert treaty.gained() == treaty.owed() == ()
    assert "market" in {term.topic for term in treaty.given_up()}


def test_accession_of_russia_to_nato_has_no_votes_to_count(catalog: Catalog) -> None:
    treaty = by_treaty(catalog, "NATO", "Russia", 2013)
    assert treaty.counts == ()
    assert "Article 5" in {term.article for term in treaty.gained()}
    assert treaty.before.forms[-1] == "NATO-Russia Council"


def test_association_moves_a_stranger_and_leaves_an_associate_as_it_is(catalog: Catalog) -> None:
    russia = by_treaty(catalog, "NATO", "Russia", 2013, "association")
    assert russia.before == russia.after
    assert russia.gained() == russia.owed() == russia.given_up() == ()
    kuwait = by_treaty(catalog, "NATO", "China", 2013, "association")
    assert kuwait.after.forms == ("Partnership for Peace",)
    assert [term.topic for term in kuwait.gained()] == ["consultation"]
    assert kuwait.counts == ()


def test_a_bloc_without_a_table_has_no_treaty(catalog: Catalog) -> None:
    assert scenario(catalog, "V4", "Austria", 2013, "accession").treaty is None


def test_every_cell_is_given_with_what_rests_on_it(catalog: Catalog) -> None:
    accounted = scenario(catalog, "EU", "Serbia", 2024)
    ids = {name for name, _ in accounted.evidence()}
    assert {one.id for one in accounted.differences} <= ids
    assert "treaty.council_power" in ids
