"""Courses that rest on one dated act: a pledge to a bloc, and a tariff that splits an area."""

from __future__ import annotations

from datetime import date

from detente.evidence.sentence import render
from detente.store.catalog import Catalog
from tests.advice.test_courses import TODAY, options


def test_a_member_names_the_years_of_its_pledge(catalog: Catalog) -> None:
    """By hand: Sweden pledged five per cent of its product on 13 June 2025, its plan came on 19."""
    view = date(2025, 6, 18)
    option = options(catalog, "Sweden", "NATO", view, ("joined", "x"))["kept_pledge"]
    assert option.actor == "Sweden" and "to keep its pledge to NATO" in option.text
    assert "In June 2025 Sweden pledged five per cent" in render(option.reason)
    # parties that agreed on the years have done what would be asked
    assert "kept_pledge" not in options(catalog, "Sweden", "NATO", TODAY, ("joined", "x"))


def test_no_pledge_of_others_or_of_long_ago_is_kept(catalog: Catalog) -> None:
    assert "kept_pledge" not in options(catalog, "Sweden", "NATO", 2021, ("joined", "x"))
    assert "kept_pledge" not in options(catalog, "Finland", "NATO", TODAY, ("joined", "x"))
    assert "kept_pledge" not in options(catalog, "Serbia", "EU", TODAY, ("duty", "x"))


def test_a_customs_area_answers_a_tariff_as_one(catalog: Catalog) -> None:
    """By hand: 39 and 15 per cent on 31 July 2025, inside one customs area."""
    pair = ("Liechtenstein", "Switzerland")
    option = options(catalog, *pair, date(2025, 10, 31), ("deep", "x"))["one_tariff"]
    assert "39 per cent on Swiss goods" in render(option.reason)
    assert option.bearer == "both sides"
    # one tariff for both was agreed in November 2025, and a court struck both down
    assert "one_tariff" not in options(catalog, *pair, TODAY, ("deep", "x"))


def test_no_tariff_splits_two_that_share_no_area(catalog: Catalog) -> None:
    assert "one_tariff" not in options(catalog, "ASEAN", "USA", TODAY, ("deep", "x"))
    assert "one_tariff" not in options(catalog, "Liechtenstein", "Switzerland", 2024, ("deep", "x"))
