"""Accounting of a membership: exact, both ways, refused where it cannot be."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.errors import RequestError
from detente.scenarios.accounting import Difference, Scenario, account
from detente.scenarios.choice import check_year, choose
from detente.scenarios.past_disputes import past_disputes
from detente.store.catalog import Catalog


def scenario(
    catalog: Catalog, bloc: str, state: str, year: int, kind: str | None = None
) -> Scenario:
    """Account for the scenario that fits, or for the one named."""
    relation = Relation(catalog, pair(bloc, state, year))
    accounted = account(relation.power, choose(relation.pair, kind))
    assert accounted is not None
    return accounted


def differences(accounted: Scenario) -> dict[str, Difference]:
    return {difference.id: difference for difference in accounted.differences}


def test_accession_of_russia(catalog: Catalog) -> None:
    accounted = scenario(catalog, "NATO", "Russia", 2013)
    by_id = differences(accounted)
    assert (accounted.kind, accounted.year) == ("accession", 2014)
    weight = by_id["prominence.share_cinc"]
    assert weight.difference == pytest.approx(0.0387, abs=0.0002)
    assert weight.after == pytest.approx(0.288, abs=0.002)
    neighbours = by_id["neighbourhood.land_neighbours"]
    assert (neighbours.before, neighbours.after) == (25, 28)
    duties = by_id["conflict_zones.duties"]
    assert (duties.before, duties.after) == (378, 406)
    assert accounted.gained[0] == "China"
    assert set(accounted.gained) == {"China", "North Korea", "Kazakhstan", "Mongolia"}
    assert all(difference.evidence for difference in accounted.differences)


def test_duties_are_the_pairs_of_members_by_hand(catalog: Catalog) -> None:
    """28 members make 28 x 27 / 2 pairs, one more makes 28 more."""
    duties = differences(scenario(catalog, "NATO", "Russia", 2013))["conflict_zones.duties"]
    assert duties.before == 28 * 27 / 2
    assert duties.difference == 28


def test_association_moves_nothing_that_can_be_counted(catalog: Catalog) -> None:
    accounted = scenario(catalog, "NATO", "Russia", 2013, "association")
    assert all(difference.difference == 0 for difference in accounted.differences)
    assert accounted.gained == accounted.lost == ()


def test_exit_is_accession_backwards(catalog: Catalog) -> None:
    joined = differences(scenario(catalog, "NATO", "Poland", 1998))
    left = differences(scenario(catalog, "NATO", "Poland", 1999))
    for name in ("prominence.share_cinc", "prominence.share_pop"):
        assert joined[name].difference > 0 > left[name].difference
        assert abs(joined[name].difference + left[name].difference) < 0.001
    assert left["conflict_zones.duties"].difference < 0


def test_disputes_move_inside_or_become_the_blocs(catalog: Catalog) -> None:
    """What is inside after an accession was outside before it; the state brings the rest."""
    by_id = differences(scenario(catalog, "NATO", "Russia", 2013))
    inside, outside = by_id["conflict_zones.inside"], by_id["conflict_zones.outside"]
    state_outside, state_inside, others = (cell.value for cell in outside.evidence)
    assert (inside.before, inside.after) == (0, state_inside)
    assert outside.before == others + state_inside
    assert outside.after == others + state_outside


def test_a_state_that_joins_nobody_has_all_disputes_outside(catalog: Catalog) -> None:
    sides = pair("NATO", "Russia", 2010).bloc_and_state
    assert sides is not None
    alone = past_disputes(catalog, sides[1], frozenset(), decades=(2010,), as_of=2010)
    assert alone.state_outside > 0
    assert alone.state_inside == alone.members_outside == 0


@pytest.mark.parametrize(
    ("names", "kind", "word"),
    [
        (("India", "China", 2024), "accession", "needs a bloc and a state"),
        (("ASEAN", "EU", 2024), "exit", "needs a bloc and a state"),
        (("NATO", "Poland", 2024), "accession", "is a member"),
        (("NATO", "Poland", 2024), "association", "is a member"),
        (("NATO", "Russia", 2024), "exit", "is not a member"),
        (("NATO", "Russia", 2024), "conquest", "no scenario is called"),
    ],
)
def test_what_cannot_be_is_refused(names: tuple[str, str, int], kind: str, word: str) -> None:
    with pytest.raises(RequestError, match=word) as caught:
        choose(pair(*names), kind)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("ASEAN", "USA", 2024), "none"),
        (("India", "China", 2024), "none"),
        (("NATO", "Poland", 2024), "exit"),
        (("NATO", "Russia", 2013), "accession"),
    ],
)
def test_a_pair_gets_the_scenario_that_fits(names: tuple[str, str, int], kind: str) -> None:
    assert choose(pair(*names), None) == kind


def test_a_change_lies_within_25_years_of_the_view(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia", 2013))
    assert check_year(relation.pair, None) == 2014
    assert check_year(relation.pair, 2038) == 2038
    with pytest.raises(RequestError, match="before the view"):
        account(relation.power, "accession", 2010)
    with pytest.raises(RequestError, match="25 years"):
        account(relation.power, "accession", 2039)
    assert account(relation.power, "none") is None


def test_the_scenario_counts_the_members_of_the_view(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Sweden", 2024))
    row = next(
        d for d in account(relation.power, "exit").differences if d.id == "prominence.share_cinc"
    )
    assert row.before == pytest.approx(0.2273, abs=0.0005) and row.after == pytest.approx(
        0.2254, abs=0.0005
    )
