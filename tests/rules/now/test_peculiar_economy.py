"""PECULIAR ECONOMY and FOUGHT-RECORDS: odd shares of an economy, records that disagree."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.institutions.deadly_disputes import deadly_years
from detente.power.economy_shares import FUEL, MANUFACTURING, of_states, share
from detente.rules.now import fought_records, peculiar_economy
from detente.store.catalog import default_catalog
from tests.rules.now.said import message, said, text, variants
from tests.rules.spoken import spoken


def test_norway_lives_by_fuel_and_sweden_does_not() -> None:
    lines = said(peculiar_economy.RULE, "Norway", "Sweden")
    assert [line.variant for line in lines] == ["unusual.fuel"]
    assert "66 per cent of Norway's exports of goods" in text(lines)
    # between two states it answers no question: no message, and no heading of the section
    assert message(lines[0]) == ""


def test_an_economy_far_away_is_no_news_of_page_one() -> None:
    (line,) = said(peculiar_economy.RULE, "Saudi Arabia", "Germany")
    assert line.headline is None and line.newest == 2024


def test_two_that_sell_fuel_are_not_apart_by_it() -> None:
    assert not variants(peculiar_economy.RULE, "Kuwait", "Iraq")
    assert not variants(peculiar_economy.RULE, "Serbia", "EU")


def test_a_share_is_that_of_a_state_or_of_the_median_member() -> None:
    catalog = default_catalog()
    known = of_states(catalog, FUEL).filter(pl.col("year") == 2014)
    members = known.filter(pl.col("ccode").is_in(bloc("GCC").members(2014)))["value"]
    found = share(catalog, bloc("GCC"), FUEL, 2014)
    assert found is not None and np.isclose(found.value, members.median())
    assert share(catalog, state("Liechtenstein"), FUEL, 2014) is None


def test_without_the_store_nothing_is_known_of_factories_and_deadly_disputes() -> None:
    catalog = default_catalog()
    assert of_states(catalog, MANUFACTURING).is_empty()
    assert deadly_years(catalog, pair("India", "China", 2014)) == ()
    assert not variants(fought_records.RULE, "China", "Russia")


@pytest.mark.mirror
class TestWithTheMirror:
    def test_manufacturing_is_a_third_of_liechtenstein(self, mirrored) -> None:
        """Published: 34.2 and 17.8 per cent of product in 2023."""
        catalog = default_catalog(mirrored)
        lines = spoken(peculiar_economy.RULE, catalog, "Liechtenstein", "Switzerland", 2025)
        line = lines["unusual.manufacturing"]
        shown = {figure.id.rpartition(".")[2]: figure.value for figure in line.finding.figures}
        assert round(shown["share"], 1) == 34.2 and round(shown["less"], 1) == 17.8

    def test_serbia_and_the_union_are_not_odd(self, mirrored) -> None:
        assert not spoken(peculiar_economy.RULE, default_catalog(mirrored), "Serbia", "EU", 2025)

    def test_two_records_of_china_and_russia_disagree(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        line = spoken(fought_records.RULE, catalog, "China", "Russia", 2025)["unusual.both"]
        assert "1969" in line.finding.text and "1978" in line.finding.text
        assert line.headline is None

    def test_one_record_alone_has_the_fighting_of_greece_and_turkey(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        assert set(spoken(fought_records.RULE, catalog, "Greece", "Turkey", 2025)) == {
            "unusual.disputes"
        }

    def test_at_war_an_old_record_is_not_quoted(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        assert not spoken(fought_records.RULE, catalog, "Ukraine", "Russia", 2025)

    def test_records_that_agree_are_no_news_and_a_bloc_has_none(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        assert not spoken(fought_records.RULE, catalog, "India", "China", 2025)
        assert not spoken(fought_records.RULE, catalog, "NATO", "Russia", 2025)

    def test_no_view_sees_a_later_year(self, mirrored) -> None:
        catalog = default_catalog(mirrored).as_of(1995)
        of_then = Relation(catalog, pair("India", "Pakistan", 1995))
        assert all(year <= 1995 for year in deadly_years(catalog, of_then.pair))
