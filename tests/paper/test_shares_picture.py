"""Panels of shares: no predecessor's line, and no line that lies on the axis."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.paper.blocks import Exhibit
from detente.paper.brief import brief_of
from detente.paper.exhibits.fans import fans
from detente.store.catalog import Catalog


def test_the_series_of_a_third_power_begins_with_the_state_of_now(catalog: Catalog) -> None:
    power = Relation(catalog, pair("Sweden", "NATO", 2021)).power
    assert [getattr(party, "key", "") for party in power.parties][2] == "RUS"
    # the Soviet Union's share is no past of Russia's
    assert power.begun == (0, 0, 1992)


def test_a_state_of_half_a_per_cent_beside_an_alliance_is_no_panel(catalog: Catalog) -> None:
    assert fans(brief_of(Relation(catalog, pair("Sweden", "NATO", 2021)))) == []


def test_two_powers_have_their_panels(catalog: Catalog) -> None:
    (shown,) = fans(brief_of(Relation(catalog, pair("India", "China", 2024))))
    assert isinstance(shown, Exhibit) and shown.cells is not None and shown.cells.rows
