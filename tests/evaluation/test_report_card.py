"""The report card: every score beside its baseline, as a view could know it."""

from __future__ import annotations

import pytest

from detente.errors import RequestError
from detente.evaluation.page import Page, Table, page_of
from detente.evaluation.report_card import PAGES, page
from detente.store.catalog import Catalog


def rows(made: Page, title: str) -> dict[str, tuple[str, ...]]:
    """Give the rows of a table by their first cell."""
    table = next(table for table in made.tables if table.title.startswith(title))
    return {row[0]: row for row in table.rows}


def test_a_page_shows_the_tables_that_have_rows() -> None:
    full = Table("Scores", ("a", "b"), rows=(("1", "2"),), note="Read it so.")
    made = page_of("x", "Title", [full, Table("Nothing", ("a",), rows=())])
    assert made.markdown() == (
        "# Title\n\n## Scores\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nRead it so."
    )
    assert made.plain()["tables"] == [full.plain()]
    assert "Nothing can be scored" in page_of("x", "Title", []).markdown()


def test_an_unknown_page_is_refused(catalog: Catalog) -> None:
    with pytest.raises(RequestError, match="no page of the report card is called 'moons'"):
        page(catalog, "moons", 2013)


def check_form(made: Page) -> None:
    """Every table has rows, and every row a cell for each head."""
    assert made.markdown().startswith("# Report card")
    for table in made.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.heads)}


@pytest.mark.parametrize("name", [name for name in PAGES if name != "institutions"])
def test_every_row_has_a_cell_for_each_head(catalog: Catalog, name: str) -> None:
    made = page(catalog, name, 2013)
    assert made.id == name
    check_form(made)


@pytest.mark.parametrize("name", PAGES)
def test_a_view_before_any_outcome_scores_nothing(catalog: Catalog, name: str) -> None:
    titles = {table.title for table in page(catalog, name, 1900).tables}
    assert titles <= {
        "Every method: its score beside its baseline, and where it fails worst",
        "Composite index",
    }


def test_published_numbers_are_met(catalog: Catalog) -> None:
    """Published: the capability ratio alone reduces log loss by .018, the index is ours to 1e-3."""
    made = page(catalog, "power", 2024)
    ends = rows(made, "How disputes end")
    ratio = float(ends["capability ratio alone (published: .018)"][1])
    assert ratio == pytest.approx(0.018, abs=0.003)
    largest = next(iter(rows(made, "Composite index").values()))[1]
    assert float(largest) < 1e-3


def test_forecasts_are_scored_beside_a_random_walk(catalog: Catalog) -> None:
    made = page(catalog, "power", 2024)
    scored = rows(made, "Forecasts of shares")
    assert scored["cinc"][-1] == "good" and scored["pop"][1] < scored["cinc"][1]
    assert scored["cinc"][5] == "37 (4)", "origins, and those without a year in common"
    assert rows(page(catalog, "power", 2000), "Forecasts of shares")["cinc"][-1] == "weak", (
        "the mark follows the record of the view"
    )
    weights = rows(made, "Weights of each drift")["milex"][1:]
    assert float(weights[0]) > 0.8 and sum(map(float, weights)) == pytest.approx(1, abs=0.02)


def test_a_decade_counts_once_it_is_over(catalog: Catalog) -> None:
    decades = rows(page(catalog, "risk", 2000), "Decade by decade")
    assert max(int(decade[-4:]) for decade in decades) == 2000
    later = rows(page(catalog, "risk", 2013), "Decade by decade")
    assert set(decades) < set(later)


def test_conflicts_since_the_last_dispute_are_shown_and_an_incomplete_year_is_not_scored(
    catalog: Catalog,
) -> None:
    """Iran and Israel, 2018: a chance of one in twelve; UCDP's 2025 is not complete."""
    conflicts = rows(page(catalog, "risk", 2026), "Armed conflicts")
    assert conflicts["Russia and Ukraine"][1] == "2022"
    assert float(conflicts["Iran and Israel"][2].rstrip("%")) < 20, "it was not expected"
    scored = {row[1]: row[-1] for row in conflicts.values()}
    assert scored["2024"] == "yes" and scored["2025"] == "incomplete"


def test_a_gain_that_is_not_told_from_zero_says_what_would_have_been(catalog: Catalog) -> None:
    """An interval of (-2.7, 6.3) x 1e-4 would leave out zero in four of five cases from 6.4."""
    gains = rows(page(catalog, "risk", 2024), "What each part adds")
    for added in ("structures", "institutions"):
        low, high = (float(end) for end in gains[added][2].split("[")[1].rstrip("]").split(", "))
        assert low < 0 < high
        assert float(gains[added][3]) == pytest.approx((high - low) * 2.8016 / 3.92, abs=0.2)


@pytest.mark.slow
def test_accession_is_studied_for_every_bloc(catalog: Catalog) -> None:
    made = page(catalog, "institutions", 2013)
    check_form(made)
    studies = rows(made, "Accession")
    assert studies["NATO"][-1] == "association and membership cannot be told apart"
