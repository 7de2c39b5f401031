"""MOVER names the government whose entry into office a swing in UN votes followed."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.names import state
from detente.identity.entries import entry_by
from detente.rules.positions import mover
from detente.store.catalog import Catalog, default_catalog
from tests.rules.positions.reading import message, said


def test_argentina_swung_away_from_brazil_under_milei(catalog: Catalog) -> None:
    (line,) = said(catalog, mover.RULE, "Brazil", "Argentina").values()
    assert line.variant == "moved.jump-away-government" and line.fits_first_page
    assert message(line) == "Argentina swung away from Brazil in votes under Javier Milei."
    assert "followed the entry of Javier Milei into office in December 2023" in line.finding.text
    assert "not shown" in line.finding.text


def test_the_same_swing_is_not_said_beside_america(catalog: Catalog) -> None:
    # by counts of same votes with all states America moved farther in those years, the other way
    assert said(catalog, mover.RULE, "USA", "Argentina") == {}


def test_a_mover_without_a_new_government_has_none_named(catalog: Catalog) -> None:
    (line,) = said(catalog, mover.RULE, "Poland", "Belarus").values()
    assert "entry of" not in line.finding.text and "government" not in line.variant


def test_an_entry_counts_in_its_year_and_in_the_next_alone(catalog: Catalog) -> None:
    found = {year: entry_by(catalog, state("Argentina"), year) for year in range(2022, 2027)}
    named = {year: one.name for year, one in found.items() if one is not None}
    assert named == {2023: "Javier Milei", 2024: "Javier Milei"}
    assert entry_by(catalog, state("Nicaragua"), 2007) is None


@pytest.mark.mirror
def test_leaders_before_2016_come_from_the_store(mirrored) -> None:
    """Published: Archigos has Ortega from 10 January 2007 and Walesa from 22 December 1990."""
    catalog = default_catalog(mirrored)
    ortega = entry_by(catalog, state("Nicaragua"), 2007)
    assert ortega is not None and ortega.day == date(2007, 1, 10)
    walesa = entry_by(catalog, state("Poland"), 1991)
    assert walesa is not None and walesa.day == date(1990, 12, 22)
