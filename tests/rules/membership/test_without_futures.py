"""A page without simulated futures finds the same as the paper that has them."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.rules.argument import Argument
from detente.rules.membership.simulation import plan_of_relation, simulation
from detente.store.catalog import Catalog


def test_no_futures_are_run_where_none_are_asked_for(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("Serbia", "EU", 2024), options=Options(simulated=False))
    assert simulation(relation) is None and plan_of_relation(relation) is not None


def test_a_page_and_the_paper_have_the_same_key_findings(catalog: Catalog) -> None:
    view = pair("Turkey", "EU", 2005)
    ids = [
        [one.line.id for one in Argument(Relation(catalog, view, options=options)).key_findings]
        for options in (Options(simulated=False), Options())
    ]
    assert ids[0] == ids[1]
    assert any(one.startswith(("neighbours.", "rank_in.")) for one in ids[0])
