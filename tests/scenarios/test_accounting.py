"""Accounting of a membership: exact, both ways, refused where it cannot be; recommendations by rule."""

from __future__ import annotations

import pytest
from detente.analysis.outlook import look

from detente.actors.relation_key import pair
from detente.advice.policy_options import policy_options
from detente.advice.recommendations import RULES, recommend
from detente.errors import RequestError
from detente.scenarios.accounting import Scenario, account, choose
from detente.store.catalog import Catalog


def scenario(catalog: Catalog, a: str, b: str, year: int, kind: str | None = None) -> Scenario:
    relation = Relation(catalog, pair(a, b, year))
    found = account(relation.power, choose(relation.pair, kind))
    assert found is not None
    return found


def test_accession_of_russia(catalog: Catalog) -> None:
    found = scenario(catalog, "NATO", "Russia", 2013)
    rows = {d.id: d for d in found.differences}
    assert found.kind == "accession" and found.year == 2014
    assert rows["prominence.share_cinc"].before + 0.0387 == pytest.approx(
        rows["prominence.share_cinc"].after, abs=0.0002
    )
    assert rows["prominence.share_cinc"].after == pytest.approx(0.288, abs=0.002)
    assert (
        rows["neighbourhood.land_neighbours"].before,
        rows["neighbourhood.land_neighbours"].after,
    ) == (26, 29)
    assert (rows["conflict_zones.duties"].before, rows["conflict_zones.duties"].after) == (378, 406)
    assert found.gained[0] == "China" and set(found.gained) == {
        "China",
        "North Korea",
        "Kazakhstan",
        "Mongolia",
    }
    assert all(d.evidence for d in found.differences)


def test_association_moves_nothing_that_can_be_counted(catalog: Catalog) -> None:
    found = scenario(catalog, "NATO", "Russia", 2013, "association")
    assert all(d.difference == 0 for d in found.differences) and found.gained == found.lost == ()


def test_exit_is_accession_backwards(catalog: Catalog) -> None:
    joined = {d.id: d for d in scenario(catalog, "NATO", "Poland", 1998).differences}
    left = {d.id: d for d in scenario(catalog, "NATO", "Poland", 1999).differences}
    for name in ("prominence.share_cinc", "prominence.share_pop"):
        assert joined[name].difference > 0 > left[name].difference
        assert abs(joined[name].difference + left[name].difference) < 0.001
    assert left["conflict_zones.duties"].difference < 0


@pytest.mark.parametrize(
    ("names", "kind", "word"),
    [
        (("India", "China", 2024), "accession", "needs a bloc and a state"),
        (("ASEAN", "EU", 2024), "exit", "needs a bloc and a state"),
        (("NATO", "Poland", 2024), "accession", "is a member"),
        (("NATO", "Poland", 2024), "association", "is a member"),
        (("NATO", "Russia", 2024), "exit", "is no member"),
        (("NATO", "Russia", 2024), "conquest", "no scenario is called"),
    ],
)
def test_what_cannot_be_is_refused(names: tuple[str, str, int], kind: str, word: str) -> None:
    with pytest.raises(RequestError, match=word) as caught:
        choose(pair(*names), kind)
    assert "\n" not in str(caught.value)


def test_a_change_before_the_view_is_refused(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia", 2013))
    with pytest.raises(RequestError, match="before the view"):
        account(relation.power, "accession", 2010)
    with pytest.raises(RequestError, match="25 years"):
        account(relation.power, "accession", 2500)
    assert (
        account(relation.power, "none") is None
        and choose(pair("ASEAN", "USA", 2024), None) == "none"
    )
    assert (
        choose(pair("India", "China", 2024), None) == "none"
        and choose(pair("NATO", "Poland", 2024), None) == "exit"
    )


def test_no_rule_fires_without_its_evidence(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia", 2013))
    found = account(relation.power, "accession")
    outlook = look(catalog, pair("NATO", "Russia", 2013))
    held = policy_options(relation, found, outlook, {})
    assert not any(c.pro or c.contra or c.favoured for c in held)
    assert recommend(relation, found, (), held) == ()
    assert all(rule(relation, found, {}) is None for rule in RULES)
