"""OPPOSED: with whom a party sides where two rivals vote against each other."""

from __future__ import annotations

from datetime import date

import pytest

from detente.rules.positions import opposed, tide
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import SHELF
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.conftest import mirror_folder
from tests.rules.positions.reading import said, values


@pytest.fixture(scope="module")
def with_votes(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The starter with the single votes of one's own store."""
    home = tmp_path_factory.mktemp("votes")
    store = Store(home)
    config = Settings(home, str(mirror_folder()), True, date(2026, 1, 1))
    (votes,) = [source for source in SHELF if source.id == "un_votes_undl"]
    ingest(votes, store, config=config)
    return default_catalog(store)


@pytest.mark.mirror
def test_india_sides_with_china_where_america_opposes_it(with_votes: Catalog) -> None:
    line = said(with_votes, opposed.RULE, "India", "USA")["unusual.power-alone"]
    shown = values(line)
    assert round(shown["rival.2024"], 2) == 0.70
    assert round(shown["power.2024"], 2) == 0.06
    assert round(shown["inside.2024"], 2) == 0.34
    # India's part lies below the median state's, not in an outer eighth: it has no message
    assert line.headline is None


@pytest.mark.mirror
def test_the_next_sentence_says_whose_isolation_it_is(with_votes: Catalog) -> None:
    line = said(with_votes, opposed.RULE, "ASEAN", "USA")["unusual.power-alone"]
    assert "how alone the United States is" in line.finding.text
    # three points from the median state: what the body disowns is no message
    assert line.headline is None and line.gist is None and not line.key


@pytest.mark.mirror
def test_america_is_the_source_by_its_no_votes(with_votes: Catalog) -> None:
    line = said(with_votes, tide.RULE, "ASEAN", "USA")["moved.source"]
    shown = values(line)
    assert (round(shown["no_before"], 2), round(shown["no_now"], 2)) == (0.68, 0.54)


@pytest.mark.mirror
def test_neighbours_that_hardly_ever_oppose_each_other(with_votes: Catalog) -> None:
    line = said(with_votes, opposed.RULE, "Liechtenstein", "Switzerland")["unusual.hardly-ever"]
    assert line.finding.value <= 2
    assert line.headline is None
    assert said(with_votes, opposed.RULE, "Russia", "Ukraine") == {}


@pytest.mark.mirror
def test_without_two_rivals_nothing_is_said(with_votes: Catalog) -> None:
    assert said(with_votes, opposed.RULE, "Brazil", "Argentina") == {}


def test_without_single_votes_nothing_is_said(catalog: Catalog) -> None:
    assert said(catalog, opposed.RULE, "India", "USA") == {}
