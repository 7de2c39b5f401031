"""The page on scenarios: its tables are the record's, and a view sees only what was over."""

from __future__ import annotations

from datetime import date

import pytest

from detente.evaluation.page import Page
from detente.evaluation.scenario import page
from detente.evaluation.scenario_cases import chance_table, event_table
from detente.scenarios.proof.tables import packaged
from detente.store.catalog import Catalog

TODAY = date(2026, 6, 30)
TITLES = (
    "Back-test",
    "What the event",
    "Placebo",
    "Accession with permuted",
    "Chances",
    "Open chances",
    "Free runs",
    "Published effects",
    "Priors of scenarios",
)


@pytest.fixture(scope="module")
def made(catalog: Catalog) -> Page:
    return page(catalog, TODAY)


def test_every_test_has_its_table(made: Page) -> None:
    titles = [table.title for table in made.tables]
    assert len(titles) == len(TITLES)
    assert all(title.startswith(begin) for title, begin in zip(titles, TITLES, strict=True))
    for table in made.tables:
        assert table.rows and {len(row) for row in table.rows} == {len(table.heads)}


def test_each_bar_is_reached_or_missed_with_its_reason(made: Page) -> None:
    for table in (made.tables[0], made.tables[2]):
        for row in table.rows:
            is_judged = row[-1] == "reached" or row[-1].startswith("missed: ")
            assert is_judged or (row[1] == "exit" and row[-1] == "too few events to tell")


def test_the_sentence_on_membership_stands_below_its_table(made: Page) -> None:
    assert made.tables[1].note.startswith("That membership beats no change is not established.")


def test_the_published_forecast_is_scored_from_the_record(made: Page, catalog: Catalog) -> None:
    note = made.tables[5].note
    assert "Only Macedonia 2023 is over: it was not a member" in note
    is_it = {"letters": "MKD", "bloc": "EU", "view": 2016, "horizon": 7}
    (chance,) = packaged().outlook.filter(**is_it)["chance"]
    assert f"our chance of {chance:.0%}" in note
    early = page(catalog, date(2019, 12, 31))
    (table,) = [one for one in early.tables if one.title.startswith("Open chances")]
    assert "is over" not in table.note


def test_a_view_scores_only_what_was_over(catalog: Catalog) -> None:
    early = page(catalog, date(1999, 12, 31))
    titles = [table.title for table in early.tables]
    assert not any(title.startswith(("Free runs", "Published", "Priors")) for title in titles)
    counts = next(row[4] for row in early.tables[0].rows if row[:2] == ("EU", "accession"))
    # the six of 1973, 1981 and 1986, and the three of 1995 by 1999
    assert counts == "9 in 4"


def test_an_event_is_beside_what_came() -> None:
    table = event_table(packaged(), "GBR", "EU", 2020, "The United Kingdom")
    assert table.title == "The United Kingdom leaves EU in 2020, as seen at the end of 2019"
    assert [row[1] for row in table.rows] == ["5", "5"]
    assert {row[-1] for row in table.rows} <= {"both", "the event's", "the other", "neither"}


def test_chances_are_beside_what_came() -> None:
    table = chance_table(packaged(), "TUR", "EU", 2005, "Turkey")
    assert [row[0] for row in table.rows] == ["1", "2", "5", "10"]
    assert {row[-1] for row in table.rows} == {"no member"}
