"""REGIME and departure years: published scores, on the second pair, and where it is silent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import bloc
from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.estimators.departure import departure
from detente.evidence.sentence import render
from detente.identity.departures import departed, of_regimes, of_votes
from detente.identity.member_regimes import entrants, level, members
from detente.identity.regime import regime_distance
from detente.rules.positions import regime
from detente.rules.regimes import compared
from detente.store.catalog import Catalog
from tests.rules.spoken import figures_of, spoken


def test_on_democracy_the_change_is_serbias_own(catalog: Catalog) -> None:
    line = spoken(regime.RULE, catalog, "Serbia", "EU")["moved.apart.fell.lowest"]
    figures = figures_of(line)
    assert round(figures["positions.regime.now.srb.2024"], 2) == 0.31
    assert round(figures["positions.regime.lowest.310"], 2) == 0.44, "even Hungary"
    assert line.fits_first_page
    assert line.reasons.moved == 1.0


def test_regimes_of_nato_and_russia_parted_in_2003(catalog: Catalog) -> None:
    key = pair("NATO", "Russia", 2013)
    found = of_regimes(catalog.as_of(key.day), key)
    assert found is not None
    assert (found.closest.year, found.year) == (1992, 2003)
    assert round(found.closest.value, 2) == 0.37
    said = spoken(regime.RULE, catalog, "NATO", "Russia", 2013)["moved.apart.fell"]
    assert "since 2003" in said.finding.text


def test_what_was_always_so_is_not_said_as_of_now(catalog: Catalog) -> None:
    said = spoken(regime.RULE, catalog, "NATO", "Russia", 2013)["moved.apart.fell"]
    printed = " ".join(render(one) for one in (*said.on_first_page, *said.finding.sentences))
    assert "scored below every member" not in printed
    assert "Russia has scored less than every member since 1992; Turkey, the lowest" in printed


def test_what_is_new_is_said_with_its_year(catalog: Catalog) -> None:
    said = spoken(regime.RULE, catalog, "Serbia", "EU")["moved.apart.fell.lowest"]
    assert said.headline is not None
    assert render(said.headline).startswith("In 2024 Serbia scored below every member of")


@pytest.mark.parametrize(
    ("names", "closest", "parted"),
    [(("NATO", "Russia", 2013), 1995, 1996), (("Russia", "Ukraine", 2024), 1999, 2005)],
)
def test_votes_parted_before_the_crises(
    catalog: Catalog, names: tuple[str, str, int], closest: int, parted: int
) -> None:
    key = pair(*names)
    found = of_votes(catalog.as_of(key.day), key)
    assert found is not None
    assert (found.closest.year, found.year) == (closest, parted)


def test_no_member_is_less_free_than_hungary(catalog: Catalog) -> None:
    said = spoken(regime.RULE, catalog, "Hungary", "EU")
    assert "Romania" in said["unusual.member.below"].finding.text
    assert "unusual.outsider.below" not in said


def test_greece_and_turkey_share_a_pact_and_no_form_of_rule(catalog: Catalog) -> None:
    line = spoken(regime.RULE, catalog, "Greece", "Turkey")["unexpected.far.tied"]
    assert {round(value, 2) for value in figures_of(line).values()} >= {0.75, 0.29}


def test_ukraine_is_the_freer_of_the_two(catalog: Catalog) -> None:
    line = spoken(regime.RULE, catalog, "Russia", "Ukraine")["moved.apart.fell"]
    figures = figures_of(line)
    assert round(figures["positions.regime.now.rus.2024"], 2) == 0.17
    assert round(figures["positions.regime.still.ukr.2024"], 2) == 0.39


@pytest.mark.parametrize(
    "names", [("Brazil", "Argentina"), ("Moldova", "EU"), ("Liechtenstein", "Switzerland")]
)
def test_an_ordinary_distance_is_not_worth_a_line(catalog: Catalog, names: tuple[str, str]) -> None:
    assert spoken(regime.RULE, catalog, *names) == {}


def test_a_successor_is_not_compared_with_its_predecessor(catalog: Catalog) -> None:
    assert compared(Relation(catalog, pair("South Sudan", "Sudan", 2015))) is None


def test_the_lowest_of_the_entrants_is_romania(catalog: Catalog) -> None:
    day = date(2025, 12, 31)
    union = bloc("EU")
    scores = entrants(catalog, union, day, date(1973, 1, 1))
    assert [(one.label, one.year) for one in scores[:2]] == [("Romania", 2006), ("Bulgaria", 2006)]
    assert len(scores) == 22
    assert members(catalog, union, day, 2024)[0].label == "Hungary"
    assert entrants(catalog, union, date(1972, 12, 31), date(1958, 1, 2)) == ()


def test_a_bloc_is_the_median_of_the_members_of_the_view(catalog: Catalog) -> None:
    union = bloc("EU")
    now = level(catalog, union, date(2025, 12, 31))
    then = level(catalog, union, date(1995, 12, 31))
    assert now.at(1992) != then.at(1992), "members are those of the view in every year"


def test_a_distance_without_an_interval_has_no_departure(catalog: Catalog) -> None:
    distance = regime_distance(catalog, pair("EU", "NATO", 2020))
    assert departed(distance) is None


def test_bounds_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        departure([0.1, 0.2], [0.0], [0.2, 0.3])
    assert departure([], [], []) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0, 0.2))
def test_after_its_departure_no_interval_reaches_the_closest(
    values: list[float], half: float
) -> None:
    low, high = [one - half for one in values], [one + half for one in values]
    found = departure(values, low, high)
    if found is None:
        assert low[-1] <= min(values) + half
        return
    closest, parted = found
    assert values[closest] == min(values)
    assert all(one > high[closest] for one in low[parted:])
    assert low[parted - 1] <= high[closest]
