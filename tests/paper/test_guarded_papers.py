"""Papers on unlike pairs: what guards keep out, what stays, and no sentence known to be false."""

from __future__ import annotations

import re
from functools import cache

import pytest

from detente.actors.relation_key import pair
from detente.analysis.guards.conflict import FOUGHT, MOOT
from detente.analysis.guards.forces import NO_FORCES
from detente.analysis.guards.shelf import off_first_page
from detente.analysis.guards.situation import FIGHTS
from detente.analysis.options import Options
from detente.cli.relation_page import page
from detente.evidence.finding import Finding
from detente.findings.shelf import concept_of
from detente.paper.brief import Brief, make
from detente.paper.compose import lay_out
from detente.paper.writers.json import record
from detente.rules.shelf import SHELF
from detente.settings import settings
from detente.store.catalog import Catalog, default_catalog
from tests.paper.texts import first_page, words_of

FIGHTING = ("ukraine-russia", "india-pakistan", "gcc-iran", "iran-israel", "armenia-azerbaijan")
PAIRS: dict[str, tuple[str, str, int | None]] = {
    "ukraine-russia": ("Ukraine", "Russia", None),
    "india-pakistan": ("India", "Pakistan", None),
    "gcc-iran": ("GCC", "Iran", None),
    "iran-israel": ("Iran", "Israel", None),
    "armenia-azerbaijan": ("Armenia", "Azerbaijan", None),
    "nato-russia-2013": ("NATO", "Russia", 2013),
    "nato-russia": ("NATO", "Russia", None),
    "serbia-eu": ("Serbia", "EU", None),
    "turkey-eu-2005": ("Turkey", "EU", 2005),
    "turkey-eu": ("Turkey", "EU", None),
    "georgia-eu": ("Georgia", "EU", None),
    "poland-eu": ("Poland", "EU", None),
    "india-china": ("India", "China", None),
    "liechtenstein-switzerland": ("Liechtenstein", "Switzerland", None),
    "egypt-ethiopia": ("Egypt", "Ethiopia", None),
    "cyprus-turkey": ("Cyprus", "Turkey", None),
    "germany-france": ("Germany", "France", None),
    "us-uk": ("USA", "UK", None),
    "new-zealand-tonga": ("New Zealand", "Tonga", None),
    "france-prussia-1850": ("France", "Prussia", 1850),
}
RECORD_OF_WARS = {"war_clock", "war_ending", "truce", "relapse"}
"""Rules that may speak in the place of windows where two fight."""
pytestmark = pytest.mark.slow


@cache
def shared_catalog() -> Catalog:
    """Open the tables once: each paper would hold its own copy of them."""
    return default_catalog()


OF_WARS = {"truce_terms", "exchange"}
"""Courses for two that fight: they prepare an end and suppose none."""


@cache
def brief_of(name: str) -> Brief:
    """Make the paper of a pair, once for all tests of a process."""
    first, second, year = PAIRS[name]
    return make(shared_catalog(), pair(first, second, year), Options(draws=200))


def ids(name: str) -> set[str]:
    """Give the ids of the findings of a paper."""
    return {finding.id for finding in brief_of(name).findings}


@pytest.mark.parametrize("name", FIGHTING)
def test_a_pair_that_fights_gets_no_peace_time_sentence(name: str) -> None:
    brief, text = brief_of(name), words_of(brief_of(name))
    assert brief.relation.state.headline in FIGHTS
    for barred in (
        "the models give a chance",
        "the models expect",
        "If a dispute of one against one came",
        "whose kind has earned trust",
        "stood open longest",
        "Strategic patience",
        "strategic patience",
        "small steps",
        "disputes began between",
        "were bound more closely",
        "are bound more closely",
        "such windows",
        "saw a new dispute soon",
    ):
        assert barred not in text, barred
    assert {one.id for one in brief.recommendations} <= OF_WARS
    assert brief.recommendations or "The evidence favours no course" in first_page(brief)
    assert brief.explanation is None and brief.scenario is None


@pytest.mark.parametrize("name", FIGHTING)
def test_no_rule_for_peace_speaks_of_a_pair_that_fights(name: str) -> None:
    brief = brief_of(name)
    argument, document = brief.argument, lay_out(brief, settings())
    for_peace = {rule.id for rule in SHELF if MOOT & set(rule.topics)}
    assert for_peace >= {"window", "past_window", "outlook"}
    assert not for_peace & set(argument.lines)
    assert {f"rule.{rule}" for rule in for_peace} <= set(argument.left_out)
    assert not any(exhibit.id.startswith("windows") for exhibit in document.exhibits())
    lines = [one.line for part in argument.section("windows") for one in part]
    assert {line.rule for line in lines} <= RECORD_OF_WARS
    left_out = "Windows: left out, because " in words_of(brief, sections=("trust",))
    assert left_out != bool(lines), "a reason where the record of wars says nothing"


@pytest.mark.parametrize("name", FIGHTING)
def test_the_record_of_a_pair_that_fights_says_why(name: str) -> None:
    brief = brief_of(name)
    whole = record(brief)
    assert whole["risk"] == {} and whole["windows"] == []
    assert {one["id"] for one in whole["recommendations"]} <= OF_WARS
    assert whole["empty"]["risk"] and whole["empty"]["windows"]
    left = {one["what"]: one for one in whole["left_out"]}
    assert {"synthesis.risk", "synthesis.windows", "course.channel"} <= set(left)
    assert all(one["rule"] and one["why"] for one in left.values())
    terminal = "\n".join(page(brief.argument, today=brief.pair.day))
    assert "window is open" not in terminal and "chance of a" not in terminal
    left_out = "No window is given: " in terminal
    assert left_out != bool(brief.argument.section("windows")), "a reason, or the record of wars"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("serbia-eu", "accession"),
        ("turkey-eu-2005", "accession"),
        ("nato-russia-2013", "accession"),
        ("nato-russia", None),
        ("turkey-eu", None),
        ("georgia-eu", None),
        ("gcc-iran", None),
        ("poland-eu", "exit"),
        ("ukraine-russia", None),
    ],
)
def test_membership_is_offered_to_whom_it_may_be(name: str, kind: str | None) -> None:
    brief = brief_of(name)
    offered = None if brief.scenario is None else brief.scenario.kind
    assert offered == kind
    if name in ("nato-russia", "turkey-eu", "georgia-eu"):
        assert "suspended" in brief.why_not_offered
        barred = "What membership would change is not counted here: ties of "
        # a section of one line joins its neighbour
        assert barred in words_of(brief)
        assert "scenario.accession" in {one.subject for one in brief.left_out}


def test_membership_that_was_asked_for_is_counted_with_one_line_why_it_is_not_offered() -> None:
    asked = Options(scenario="accession", draws=200)
    brief = make(default_catalog(), pair("NATO", "Russia"), asked)
    membership = words_of(brief, sections=("membership",))
    assert brief.scenario is not None and brief.scenario.kind == "accession"
    said = "because it was asked for, and it is not offered: ties of Russia with NATO are suspended"
    assert membership.count(said) == 1
    assert not any(option.id == "dated_test" for option in brief.recommendations)
    asked_where_it_may_be = words_of(brief_of("serbia-eu"), sections=("membership",))
    assert asked_where_it_may_be and "not offered" not in asked_where_it_may_be


@pytest.mark.parametrize("name", PAIRS)
def test_page_one_holds_no_stale_weak_or_wide_finding(name: str) -> None:
    brief = brief_of(name)
    day = brief.pair.day
    assert brief.for_summary
    for finding in brief.for_summary:
        concept = concept_of(finding.id)
        assert finding.method.mark in ("exact", "tested and good") or finding.method.id in (
            "vdem",
            "agreement",
            "survey",
        ), finding.id
        if "standing" not in concept.topics and finding.verdict != "forecast":
            assert max(finding.years) >= day.year - 5, finding.id
        assert not is_wide(finding) or "range" in concept.topics, finding.id
    known = brief.argument.scored
    for one in brief.argument.key_findings:
        line = one.line
        assert line.finding.method.mark != "tested and weak", line.id
        assert off_first_page(one.rule.subject(line), brief.relation.situation) is None, line.id
        is_fresh = line.newest is None or line.newest >= day.year - 5
        assert is_fresh, (line.id, line.newest)
    for option in brief.recommendations:
        assert any(brief.argument.may_lead(one) for one in known if one.line in option.rests_on)


def is_wide(finding: Finding) -> bool:
    """Tell whether a measured finding's interval is wider than its value."""
    if finding.low is None or finding.high is None or finding.verdict == "forecast":
        return False
    return finding.high - finding.low > abs(finding.value)


@pytest.mark.parametrize("name", PAIRS)
def test_old_data_begin_with_their_year(name: str) -> None:
    brief = brief_of(name)
    for finding in brief.findings:
        topics = set(concept_of(finding.id).topics)
        columns = {cell.column for cell in finding.evidence}
        known = [year for year in finding.years if year <= brief.pair.day.year]
        exempt = {"standing", "history", "forecast", "risk", "window"}
        if not known or topics & exempt or columns <= {"cinc", "cinc_share"}:
            continue
        if max(known) < brief.pair.day.year - 3:
            assert re.match(r"(?:In|From|To|Between) (?:the votes of )?\d{4}", finding.text)


@pytest.mark.parametrize("name", PAIRS)
def test_forecast_years_lie_after_the_view(name: str) -> None:
    brief = brief_of(name)
    for finding in brief.findings:
        for year in re.findall(r"\bFor (\d{4}) the models", finding.text):
            assert int(year) > brief.pair.as_of
        if finding.id.startswith("power.forecast"):
            held = re.search(r"in (\d{4}) \[", finding.text)
            assert held is not None and int(held.group(1)) > brief.pair.day.year


def test_the_unarmed_have_no_military_sentence() -> None:
    brief = brief_of("liechtenstein-switzerland")
    power = words_of(brief, sections=("power",))
    assert not any(word in power for word in ("weighs", "outweighs", "Shares of the system"))
    printed = {line.rule for line in brief.printed_lines}
    assert not printed & {rule.id for rule in SHELF if {"arms", "threat"} & set(rule.topics)}
    assert not ids("liechtenstein-switzerland") & {"power.shares_cinc", "power.threat_a"}
    reasons = {one.reason for one in brief.left_out if one.guard == NO_FORCES.name}
    assert reasons == {"Liechtenstein has no armed forces"}
    trust = words_of(brief, sections=("trust",))
    assert "Power: left out, because Liechtenstein has no armed forces." in trust
    assert "power.base_che" in ids("liechtenstein-switzerland")


def test_a_successor_is_compared_with_itself() -> None:
    for name, first in (("serbia-eu", "2007"), ("nato-russia-2013", "1992")):
        shares = brief_of(name).finding("power.shares_cinc")
        assert shares is not None and f"from {first} to" in shares.text
        assert "comes from states that joined or left" in shares.text
        assert "Yugoslavia" not in shares.text and "Soviet Union" not in shares.text


def test_tone_and_issues_pass_a_face_check() -> None:
    for name in ("ukraine-russia", "egypt-ethiopia", "cyprus-turkey"):
        assert "identity.speech" not in ids(name)
        assert "Most hostile:" not in words_of(brief_of(name))
    assert "identity.issues" not in ids("georgia-eu")
    assert "identity.issues" in ids("ukraine-russia")


def test_after_what_followed_comes_that_the_cause_is_not_known() -> None:
    for name in ("nato-russia-2013", "serbia-eu"):
        for finding in brief_of(name).findings:
            if "following" in concept_of(finding.id).topics:
                assert finding.text.endswith("what caused it is not known.")


def test_how_a_dispute_would_end_is_for_pairs_with_a_quarrel() -> None:
    for name in ("us-uk", "germany-france", "new-zealand-tonga", *FOUGHT_NAMES):
        assert "power.dispute_end" not in ids(name)
    assert "power.dispute_end" in ids("cyprus-turkey")


FOUGHT_NAMES = tuple(name for name in FIGHTING if name != "gcc-iran")
FALSE_SENTENCES = (
    ("nato-russia", r"has (?:been|stood as) an associate since 1991(?!, suspended)"),
    ("nato-russia", r"Council[^.]{0,80}was suspended in 2014"),
    ("nato-russia", r"met on \d+ dated occasions"),
    ("georgia-eu", r"once was a candidate"),
    ("turkey-eu", r"met on \d+ dated occasions"),
    ("india-china", r"met on \d+ dated occasions"),
    ("us-uk", r"members of the OSCE \(since 1973\)"),
    ("liechtenstein-switzerland", r"members of the OSCE \(since 1973\)"),
    ("liechtenstein-switzerland", r"hardly connected"),
)
"""Kinds of sentences that were printed once and are false."""


@pytest.mark.parametrize(("name", "false"), FALSE_SENTENCES)
def test_no_false_sentence_of_a_known_kind_is_printed(name: str, false: str) -> None:
    brief = brief_of(name)
    text = "\n".join((words_of(brief), *page(brief.argument, today=brief.pair.day)))
    found = re.search(false, text)
    assert found is None, found and found.group(0)


@pytest.mark.parametrize(
    ("first", "second", "false"),
    [
        ("Russia", "EU", r"suspended: PCA|Partnership and Cooperation Agreement \([^)]*suspended"),
        ("Russia", "G7", r"member of the G7 since 1998|of the G7 \(since 1998"),
        ("UK", "EU", r"2020-01-30"),
        ("South Africa", "EU", r"No rung of South Africa"),
        ("Canada", "EU", r"since 1990\b"),
        ("Japan", "AUKUS", r"has been a partner"),
        ("South Korea", "Quad", r"has been a partner"),
    ],
)
def test_no_rung_is_printed_that_was_never_held(first: str, second: str, false: str) -> None:
    brief = make(default_catalog(), pair(first, second), Options(draws=200))
    found = re.search(false, words_of(brief, sections=("institutions",)))
    assert found is None, found and found.group(0)


def test_every_fighting_headline_is_one_that_bars() -> None:
    assert set(FIGHTS) < set(FOUGHT)
