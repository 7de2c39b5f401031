"""Guards: pairs at war, the unarmed, old data, wide intervals, methods that failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.chronology import Event
from detente.actors.relation_key import RelationKey, pair
from detente.analysis.guards.additions import CAUSE_UNKNOWN
from detente.analysis.guards.age import BEGINS_WITH_YEAR, FRESH, FRESH_CAPABILITY
from detente.analysis.guards.conflict import ENEMIES, FOR_PEACE, FOUGHT, MOOT
from detente.analysis.guards.form import TOPICS, Subject
from detente.analysis.guards.shelf import (
    ADDITIONS,
    FIRST_PAGE,
    SILENCE,
    as_printed,
    off_first_page,
    silenced,
)
from detente.analysis.guards.situation import FIGHTS, Situation
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HEADLINES
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import Series
from detente.findings.institutions.ladder import findings
from detente.findings.shelf import SHELF
from detente.store.catalog import default_catalog

ROOT = Path(__file__).parents[2]
TWO = pair("Ukraine", "Russia", 2024)
DOOR = pair("Serbia", "EU", 2024)
EXACT = Method("accounting", "Accounting", mark="exact", record="none", fails="nowhere")
WEAK = Method("stance", "Tone", mark="tested and weak", record="poor", fails="often")


def known(key: RelationKey = TWO, headline: str = "normal", **facts: object) -> Situation:
    """Give a situation with some facts, of a pair on the last day of its year."""
    return replace(Situation(key, key.day, headline=headline, disputes_to=2014), **facts)


def cell(year: int, value: float = 1.0, *, column: str = "share", checked: bool = True) -> Cell:
    """Give an invented cell of a year."""
    return Cell(
        "invented",
        column,
        keys=(("a", "UKR"), ("year", year)),
        value=value,
        unit="share",
        sources=("blocs",),
        rule="invented",
        checked=checked,
    )


def finding(*cells: Cell, method: Method = EXACT, **facts: object) -> Finding:
    """Give an invented finding that rests on some cells."""
    made = Finding(
        id="power.invented",
        sentences=(PlainSentence("Ukraine holds more than Russia does."),),
        value=1.0,
        unit="share",
        evidence=cells,
        method=method,
    )
    return replace(made, **facts)


def about(*topics: str, made: Finding | None = None) -> Subject:
    """Give a subject on some topics."""
    return Subject("invented", frozenset(topics), finding=made)


def test_guards_have_a_name_a_rule_and_known_topics() -> None:
    for guard in (*SILENCE, *FIRST_PAGE, *ADDITIONS):
        assert guard.name and guard.rule.endswith(".")
    for concept in SHELF:
        assert set(concept.topics) <= set(TOPICS), concept.id
    assert set(FOUGHT) | set(ENEMIES) <= set(HEADLINES)


@pytest.mark.parametrize("topic", sorted(MOOT))
@pytest.mark.parametrize("headline", FOUGHT)
def test_a_pair_that_fights_has_no_risk_no_ending_no_window(headline: str, topic: str) -> None:
    left = silenced(about(topic), known(headline=headline))
    assert left is not None and left.guard == "no risk in a war" and "2014" in left.reason
    assert silenced(about(topic), known(headline="disputed line")) is None


def test_friends_have_no_ending_of_a_dispute() -> None:
    for headline in ("allied", "partners", "normal", "not on record"):
        assert silenced(about("ending"), known(headline=headline)) is not None


@pytest.mark.parametrize("topic", sorted(FOR_PEACE))
@pytest.mark.parametrize("headline", FIGHTS)
def test_a_pair_at_war_gets_no_patience(headline: str, topic: str) -> None:
    assert silenced(about(topic), known(headline=headline)) is not None
    assert silenced(about(topic), known(headline="crisis")) is None


def test_a_truce_bars_patience_and_leaves_steps() -> None:
    truce = known(headline="truce")
    assert silenced(about("patience"), truce) is not None
    assert silenced(about("steps"), truce) is None


def test_a_war_with_one_member_counts_for_the_bloc() -> None:
    war = known(DOOR, headline="partners", by_member=frozenset({"war"}))
    assert all(silenced(about(topic), war) for topic in ("risk", "window", "accession", "patience"))
    claim = known(DOOR, headline="partners", by_member=frozenset({"occupation", "rupture"}))
    assert not any(silenced(about(topic), claim) for topic in ("risk", "window", "accession"))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"rung": "member"}, "is a member"),
        ({"conditions": frozenset({"suspended"})}, "suspended"),
        ({"headline": "rupture"}, "broken off"),
        ({"headline": "war"}, "a war is under way"),
    ],
)
def test_no_membership_is_offered(facts: dict[str, object], reason: str) -> None:
    left = silenced(about("accession"), known(DOOR, **facts))
    assert left is not None and reason in left.reason
    assert silenced(about("accession"), known(DOOR, headline="partners", rung="candidate")) is None


def test_the_unarmed_have_no_capability_but_a_product() -> None:
    unarmed = known(unarmed=("Liechtenstein",))
    barred = silenced(about("threat"), unarmed)
    assert barred is not None and barred.reason == "Liechtenstein has no armed forces"
    arms = about("capability", made=finding(cell(2024, column="cinc_share")))
    product = about("capability", made=finding(cell(2024, column="gdp")))
    assert silenced(arms, unarmed) is not None and silenced(product, unarmed) is None
    assert silenced(arms, known()) is None


def test_a_forecast_speaks_of_what_comes() -> None:
    past, coming = (about("forecast", made=finding(cell(year))) for year in (2023, 2025))
    assert silenced(past, known()) is not None and silenced(coming, known()) is None
    crossing = replace(cell(2024), keys=(("origin", 2000), ("horizon", 20)))
    assert silenced(about("forecast", made=finding(crossing)), known()) is not None


@given(year=st.integers(1990, 2024))
def test_stale_data_are_off_page_one_and_begin_with_their_year(year: int) -> None:
    series, capability = finding(cell(year)), finding(cell(year, column="cinc"))
    for made, allowed in ((series, FRESH), (capability, FRESH_CAPABILITY)):
        subject = about(made=made)
        is_old = year < 2024 - allowed
        assert (off_first_page(subject, known()) is not None) is is_old
        printed = as_printed(subject, known())
        assert printed is not None
        assert bool(BEGINS_WITH_YEAR.match(printed.text)) is is_old
        assert printed.text.endswith(made.text)


def test_standing_facts_are_never_stale() -> None:
    old = finding(cell(1992))
    assert off_first_page(about("standing", made=old), known()) is None
    assert as_printed(about("history", made=old), known()) == old


def test_the_last_known_dispute_keeps_risk_off_page_one() -> None:
    risk = about("risk", "forecast", made=finding(cell(2025)))
    assert off_first_page(risk, known(headline="normal")) is not None
    assert off_first_page(risk, known(disputes_to=2022)) is None


def test_a_wide_interval_is_silent_but_a_short_distance_is_not() -> None:
    wide = finding(cell(2024), value=0.2, low=0.0, high=0.5)
    assert silenced(about(made=wide), known()) is not None
    assert silenced(about("votes", made=wide), known()) is None
    assert off_first_page(about("votes", made=wide), known()) is not None
    assert silenced(about("range", made=wide), known()) is None
    assert silenced(about(made=replace(wide, verdict="no difference")), known()) is None
    assert silenced(about(made=replace(wide, low=0.15, high=0.3)), known()) is None


def test_weak_methods_and_unverified_facts_are_off_page_one() -> None:
    weak = about(made=finding(cell(2024), method=WEAK))
    unverified = about(made=finding(cell(2024), cell(2023, checked=False)))
    described = replace(WEAK, id="vdem", mark="untested")
    counts = about(made=finding(cell(2024), method=described))
    for subject, rule in ((weak, "methods not trusted"), (unverified, "unverified facts")):
        left = off_first_page(subject, known())
        assert left is not None and left.guard == rule
        assert silenced(subject, known()) is None
    assert off_first_page(counts, known()) is None


def test_tone_needs_a_face_that_readers_know() -> None:
    invasion = Event(date(2022, 2, 24), "Russia invades Ukraine", turn=-1, source="A/RES/ES-11/1")
    calm, hostile = cell(2010, 0.1), cell(2022, 0.8)
    tone = about("tone", made=finding(hostile, calm))
    assert silenced(tone, known(events=(invasion,))) is None
    strange = about("tone", made=finding(cell(2018, 0.8), calm))
    left = silenced(strange, known(events=(invasion,)))
    assert left is not None and "2018" in left.reason
    assert silenced(tone, known()) is not None
    always = about("tone", made=finding(hostile, cell(2010, 0.6)))
    assert silenced(always, known(events=(invasion,))) is not None


def test_issues_need_a_turn() -> None:
    def series(*values: float) -> tuple[Series, ...]:
        years = tuple(range(2000, 2000 + len(values)))
        return (
            Series(
                "identity.issue_hr",
                "human rights",
                of="Ukraine | Russia",
                unit="pi",
                table="invented",
                column="pi",
                keys=(),
                years=years,
                values=values,
                sources=("un_votes",),
                rule="invented",
            ),
        )

    turned, steady = known(issues=lambda: series(0.4, -0.1)), known(issues=lambda: series(0.4, 0.1))
    assert silenced(about("issues"), turned) is None
    assert silenced(about("issues"), steady) is not None
    assert silenced(about("issues"), known()) is not None


def test_what_has_to_follow_follows() -> None:
    after = as_printed(about("following", made=finding(cell(2024))), known())
    assert after is not None and after.text.endswith(CAUSE_UNKNOWN)
    grown = finding(cell(2000), cell(2024))
    said = as_printed(about("enlargement", made=grown), known(DOOR))
    assert said is not None and "joined or left the European Union" in said.text
    same = as_printed(about("enlargement", made=finding(cell(2024))), known(DOOR))
    assert same is not None and "joined" not in same.text


@given(
    headline=st.sampled_from(HEADLINES),
    members=st.frozensets(st.sampled_from(HEADLINES)),
    # an ending alone needs a quarrel: what is known may open it, too
    topics=st.frozensets(st.sampled_from(sorted(set(TOPICS) - {"ending"}))),
)
def test_what_is_barred_stays_barred_when_more_is_known(
    headline: str, members: frozenset[str], topics: frozenset[str]
) -> None:
    alone = silenced(Subject("x", topics), known(headline=headline))
    with_members = silenced(Subject("x", topics), known(headline=headline, by_member=members))
    assert alone is None or with_members is not None


def test_the_page_of_the_docs_has_every_rule() -> None:
    page = (ROOT / "docs" / "guards.md").read_text(encoding="utf-8")
    for guard in (*SILENCE, *FIRST_PAGE, *ADDITIONS):
        assert f"| {guard.name} | {guard.rule} |" in page


def test_a_rung_is_as_verified_as_its_document() -> None:
    for sides in (("Serbia", "EU"), ("Cuba", "EU"), ("China", "SCO")):
        relation = Relation(default_catalog(), pair(*sides))
        held = relation.institutions.held
        assert held is not None
        first = next(findings(relation)).evidence[0]
        assert first.checked is (held.checked or bool(held.document))
