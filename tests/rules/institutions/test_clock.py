"""CLOCK, PASSED OVER, ENTRANTS: their own pairs, the second pair, and where they are silent."""

from __future__ import annotations

import pytest

from detente.evidence.sentence import render
from detente.rules.institutions import clock, entrants, passed_over
from detente.store.catalog import Catalog
from tests.rules.spoken import figures_of, spoken


def test_serbia_has_negotiated_longer_than_any_state_that_joined(catalog: Catalog) -> None:
    said = spoken(clock.RULE, catalog, "Serbia", "EU")
    line = said["unexpected.over.talks.among"]
    figures = figures_of(line)
    own = figures["institutions.clock.own.accession-talks.member.srb"]
    longest = figures["institutions.clock.longest.accession-talks.member.hrv"]
    assert (round(own, 1), round(longest, 1)) == (12.4, 7.7)
    assert line.fits_first_page
    assert "Montenegro and Turkey have" in line.finding.text, "peers beyond the longest are named"


def test_of_the_cases_those_that_ended_otherwise_are_counted_too(catalog: Catalog) -> None:
    cases = spoken(clock.RULE, catalog, "Serbia", "EU")["unexpected.cases.member"]
    figures = figures_of(cases)
    assert figures["institutions.clock.reached.accession-talks.member"] == 22
    assert round(figures["institutions.clock.median.accession-talks.member"], 1) == 5.3
    assert figures["institutions.clock.ended.accession-talks.member"] == 6, "Iceland among them"
    assert cases.headline is None


def test_ukraine_is_within_the_usual_time(catalog: Catalog) -> None:
    said = spoken(clock.RULE, catalog, "Ukraine", "EU")
    figures = figures_of(said["unusual.fast.member"])
    own = figures["institutions.clock.own.accession-talks.member.ukr"]
    assert round(own, 1) == 2.0
    assert not any(variant.startswith(clock.OVER) for variant in said)


def test_turkey_waits_while_its_talks_are_frozen(catalog: Catalog) -> None:
    line = spoken(clock.RULE, catalog, "Turkey", "EU")["unexpected.over.halted.among"]
    assert "frozen since 26 June 2018" in line.finding.text


def test_a_view_of_2005_knows_nineteen_completed_talks(catalog: Catalog) -> None:
    cases = spoken(clock.RULE, catalog, "Turkey", "EU", 2005)["unexpected.precedent.member"]
    figures = figures_of(cases)
    # talks that have just begun have the others to go by: who joined, and who did not
    assert render(cases.headline) == "Of 22 states whose talks are over, 19 joined, 2 have signed."
    assert "Those of Norway ended without accession, the last in 1994." in cases.finding.text
    assert figures["institutions.clock.reached.accession-talks.member"] == 19
    assert round(figures["institutions.clock.median.accession-talks.member"], 1) == 4.2


def test_between_two_rungs_the_next_step_counts(catalog: Catalog) -> None:
    line = spoken(clock.RULE, catalog, "Bosnia", "EU")["unusual.slow.talks"]
    assert figures_of(line)["institutions.clock.median.candidate.accession-talks"] < 2


@pytest.mark.parametrize("names", [("France", "EU"), ("Japan", "EU"), ("India", "China")])
def test_who_does_not_wait_has_no_clock(catalog: Catalog, names: tuple[str, str]) -> None:
    for rule in (clock.RULE, entrants.RULE, passed_over.RULE):
        assert spoken(rule, catalog, *names) == {}


def test_six_states_joined_nato_past_georgia(catalog: Catalog) -> None:
    line = spoken(passed_over.RULE, catalog, "Georgia", "NATO")["unexpected.promise"]
    assert figures_of(line)["institutions.passed_over.joined"] == 6
    assert "Sweden" in line.finding.text
    assert spoken(passed_over.RULE, catalog, "Georgia", "NATO", 2008) == {}


def test_serbia_is_below_the_mark_of_every_entrant(catalog: Catalog) -> None:
    line = spoken(entrants.RULE, catalog, "Serbia", "EU")["unusual.neither"]
    figures = figures_of(line)
    assert round(figures["institutions.entrants.freedom.lowest"], 2) == 0.61, "Romania in 2006"
    assert round(figures["institutions.entrants.freedom.own"], 2) == 0.31
    assert "Romania" in line.finding.text


def test_moldova_meets_the_mark_of_romania(catalog: Catalog) -> None:
    line = spoken(entrants.RULE, catalog, "Moldova", "EU")["unusual.both"]
    assert round(figures_of(line)["institutions.entrants.freedom.own"], 2) == 0.63
    first = line.finding.sentences[0]
    assert "agree" in render(first), "what is met comes first"


def test_a_signed_treaty_is_a_second_mark(catalog: Catalog) -> None:
    line = spoken(entrants.RULE, catalog, "Turkey", "EU", 2005)["unusual.signed"]
    figures = figures_of(line)
    assert round(figures["institutions.entrants.rou"], 2) == 0.61
    assert figures["institutions.entrants.signed"] == 2005
    assert line.headline is not None and "Romania" in render(line.headline)
    assert line.fits_first_page
    # the two scores lie within one interval, and both below the lowest that joined
    own, lowest = (figures[f"institutions.entrants.freedom.{one}"] for one in ("own", "lowest"))
    assert figures["institutions.entrants.rou"] <= own < lowest
    assert "both below all that have joined" in str([*line.key])
    assert (
        "treaty"
        not in spoken(entrants.RULE, catalog, "Serbia", "EU")["unusual.neither"].finding.text
    )


def test_of_montenegro_in_2012_the_votes_are_met_and_freedom_is_not(catalog: Catalog) -> None:
    assert list(spoken(entrants.RULE, catalog, "Montenegro", "EU", 2012)) == ["unusual.votes_only"]


def test_a_score_is_set_beside_that_of_the_application(catalog: Catalog) -> None:
    (turkey,) = spoken(entrants.RULE, catalog, "Turkey", "EU", 2005).values()
    assert "When it applied, in 1987, it scored 0.43." in turkey.finding.text
    # Croatia's score has not left its interval since it applied
    (other,) = spoken(entrants.RULE, catalog, "Croatia", "EU", 2005).values()
    assert "When it applied" not in other.finding.text
