"""Years that the models know come from the declarations of the sources, and are what they were."""

from __future__ import annotations

from detente.models.dispute_outcomes import fit as dispute_outcomes
from detente.models.dispute_risk.fit import SHIPPED, YEARS
from detente.models.features import dyad_years
from detente.models.features.outcomes import AHEAD, KNOWN


def test_last_years_are_those_of_the_sources() -> None:
    assert (dyad_years.LAST, dyad_years.LAST_GML, dyad_years.LAST_KNOWN) == (2022, 2010, 2014)
    assert (dispute_outcomes.LAST, dispute_outcomes.FITTED) == (2022, 2014)


def test_an_outcome_is_known_five_years_before_its_source_ends() -> None:
    assert AHEAD == 5
    known = {"quiet": 2005, "pact": 2013, "trade": 2009, "rivalry": 2015, "rung": 2017}
    assert known == KNOWN


def test_the_last_forecast_is_of_the_year_after_the_last_known_dispute() -> None:
    assert (YEARS[0], YEARS[-1]) == (1952, 2015)
    assert len(YEARS) == len(range(1952, 2016))
    assert SHIPPED == 1961
