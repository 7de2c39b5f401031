"""An open claim as a cause: fights and crises since, each once, and what speaks against it."""

from __future__ import annotations

from datetime import date

from detente.rules.why import open_line
from detente.store.catalog import Catalog
from tests.rules.spoken import spoken

TODAY = date(2026, 6, 30)


def test_fights_and_crises_of_an_open_line_are_counted_once(catalog: Catalog) -> None:
    """By hand: 1962, 1967, 1986, 2013, 2017 and Ladakh in 2020; Galwan lies within the last."""
    (line,) = spoken(open_line.RULE, catalog, "India", "China", TODAY).values()
    assert "Six fights and crises of the two have begun since it was raised, the last in 2020" in (
        line.finding.text
    )
    assert "our tables have none between 1986 and 2013" in line.finding.text
    # no long calm since 2016: nothing speaks against it
    (line,) = spoken(open_line.RULE, catalog, "Pakistan", "Afghanistan", TODAY).values()
    assert "the Durand line fits as a cause" in line.finding.text
    assert "our tables have none" not in line.finding.text


def test_no_pattern_no_land_border_and_no_war_say_nothing(catalog: Catalog) -> None:
    assert spoken(open_line.RULE, catalog, "India", "China", 1980) == {}
    for pair in (("Japan", "South Korea"), ("Ukraine", "Russia"), ("France", "Germany")):
        assert spoken(open_line.RULE, catalog, *pair, TODAY) == {}
