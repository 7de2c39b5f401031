"""Courses: each on a relation that calls for it, and on one that does not."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.advice.option import Option
from detente.advice.shelf import COURSES
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length, render
from detente.rules.line import LONGEST, MOST_FIGURES
from detente.store.catalog import Catalog
from tests.advice.lines import Given, line

TODAY = date(2026, 6, 30)


def options(
    catalog: Catalog, first: str, second: str, day: date | int, *given: tuple[str, str]
) -> dict[str, Option]:
    relation = Relation(catalog, pair(first, second, day))
    lines = tuple(line(rule, variant) for rule, variant in given)
    return {one.id: one for one in Advised(Given(relation, lines)).options}


def shown(option: Option) -> dict[str, float]:
    every = (figure for one in option.sentences for figure in figures(one))
    return {figure.id.rpartition(".")[2]: round(figure.value, 2) for figure in every}


def test_serbia_gets_a_dated_test_at_the_mark_of_the_least_entrant(catalog: Catalog) -> None:
    """By hand: Romania scored 0.61 in the year before it joined; Serbia has 0.31."""
    found = options(catalog, "Serbia", "EU", TODAY, ("clock", "unexpected.over.talks.among"))
    option = found["dated_test"]
    assert shown(option)["mark"] == 0.61 and shown(option)["own"] == 0.31
    assert option.actor == "the European Council" and option.due == date(2026, 12, 1)
    assert "Serbia" in option.text and not option.barred


def test_a_state_above_the_mark_needs_no_test(catalog: Catalog) -> None:
    given = ("clock", "unexpected.over.talks.among")
    assert "dated_test" not in options(catalog, "Moldova", "EU", TODAY, given)


def test_nothing_is_tested_while_talks_are_suspended(catalog: Catalog) -> None:
    given = ("clock", "unexpected.over.halted.alone")
    assert "dated_test" not in options(catalog, "Turkey", "EU", TODAY, given)


def test_serbia_can_catch_up_with_turkey_in_votes(catalog: Catalog) -> None:
    found = options(catalog, "Serbia", "EU", TODAY, ("with_bloc", "unusual.lowest-candidate"))
    option = found["cheap_step"]
    assert option.actor == "Serbia" and "as often as Turkey" in option.text
    assert shown(option)["own"] < shown(option)["mark"] <= shown(option)["own"] + 0.1
    assert option.cost == "displeases Russia"


def test_who_is_not_the_last_gets_no_step(catalog: Catalog) -> None:
    given = ("with_bloc", "unusual.lowest-candidate")
    assert "cheap_step" not in options(catalog, "Moldova", "EU", TODAY, given)


def test_the_union_should_say_what_closes_each_chapter_of_turkey_in_2005(catalog: Catalog) -> None:
    """A published number: of the states that had joined by 2005 none needed over 7.2 years."""
    day = date(2005, 12, 31)
    found = options(catalog, "Turkey", "EU", day, ("clock", "unusual.fast.member"))
    option = found["written_test"]
    assert shown(option)["years"] == pytest.approx(7.2, abs=0.05)
    assert option.due == date(2006, 6, 1)
    late = options(catalog, "Turkey", "EU", 2012, ("clock", "unusual.fast.member"))
    assert "written_test" not in late


def test_nato_and_russia_should_fix_the_rhythm_of_their_council_in_2013(catalog: Catalog) -> None:
    found = options(catalog, "NATO", "Russia", 2013, ("break", "moved.closed.all"))
    option = found["fixed_round"]
    assert "NATO-Russia Council" in option.text
    assert "August 2008" in render(option.reason) and "March 2009" in render(option.reason)


def test_india_and_china_should_fix_the_round_that_paused_five_years(catalog: Catalog) -> None:
    """By hand: the 22nd round was in December 2019, the 23rd in December 2024."""
    option = options(catalog, "India", "China", TODAY, ("break", "moved.pause.over"))["fixed_round"]
    assert "Special Representatives" in option.text
    assert "December 2019" in render(option.reason) and "December 2024" in render(option.reason)


def test_a_pair_at_war_gets_no_channel_and_no_rhythm(catalog: Catalog) -> None:
    given = (("break", "moved.closed.all"), ("body", "unusual.silent.summit"))
    assert not options(catalog, "Ukraine", "Russia", TODAY, *given)


def test_india_and_china_should_date_the_meeting_that_stopped(catalog: Catalog) -> None:
    found = options(catalog, "India", "China", TODAY, ("break", "moved.rank.low_meets"))
    option = found["channel"]
    assert "summit" in option.text and "October 2019" in render(option.reason)


def test_america_should_keep_two_policies_for_china_and_russia(catalog: Catalog) -> None:
    found = options(catalog, "China", "Russia", TODAY, ("same_vote", "moved.apart"))
    option = found["two_policies"]
    assert option.actor == "the United States" and 0.5 <= shown(option)["share"] < 0.8
    given = ("same_vote", "moved.apart")
    assert "two_policies" not in options(catalog, "France", "Germany", TODAY, given)
    assert "two_policies" not in options(catalog, "Japan", "USA", TODAY, given), "allies are a bloc"


def test_asean_should_bring_fighting_among_members_to_its_summits(catalog: Catalog) -> None:
    found = options(catalog, "ASEAN", "USA", TODAY, ("feud_inside", "unexpected.members"))
    assert found["summit_agenda"].actor == "ASEAN"
    assert "ASEAN-US summits" in found["summit_agenda"].text


def test_the_union_should_say_on_what_the_council_with_turkey_depends(catalog: Catalog) -> None:
    found = options(catalog, "Turkey", "EU", TODAY, ("break", "moved.open.council"))
    option = found["named_condition"]
    assert "EU-Turkey Association Council" in option.text
    assert render(option.reason) == (
        "It has been suspended since July 2019, while Turkey remains a candidate."
    )
    given = ("break", "moved.open.several")
    assert "named_condition" not in options(catalog, "NATO", "Russia", TODAY, given)


def test_partners_who_vote_apart_should_agree_on_texts(catalog: Catalog) -> None:
    given = ("paradox", "unexpected.partners-apart")
    option = options(catalog, "Japan", "USA", TODAY, given)["list_of_texts"]
    assert option.due == date(2026, 9, 1) and "texts" in option.text
    assert "list_of_texts" not in options(catalog, "Japan", "KOR", TODAY, given)


@pytest.mark.parametrize("course", [course.id for course in COURSES])
def test_no_course_speaks_without_its_lines(catalog: Catalog, course: str) -> None:
    for first, second in (("Serbia", "EU"), ("India", "China"), ("NATO", "Russia")):
        assert course not in options(catalog, first, second, TODAY)


def test_every_option_is_plain_dated_and_paid_for(catalog: Catalog) -> None:
    given = (
        ("clock", "unexpected.over.talks.among"),
        ("with_bloc", "unusual.lowest-candidate"),
        ("break", "moved.closed.all"),
        ("break", "moved.rank.low_meets"),
        ("same_vote", "moved.apart"),
        ("feud_inside", "unexpected.members"),
        ("paradox", "unexpected.partners-apart"),
    )
    pairs = (("Serbia", "EU"), ("India", "China"), ("India", "USA"), ("China", "Russia"))
    found = [one for names in pairs for one in options(catalog, *names, TODAY, *given).values()]
    assert len(found) > len(pairs)
    for option in found:
        assert option.due > TODAY and option.cost and option.bearer and option.instrument
        assert option.alternatives and option.rests_on and option.line.finding.evidence
        for sentence in option.sentences:
            counted = [figure for figure in figures(sentence) if figure.kind != "dated"]
            assert length(sentence) <= LONGEST and len(counted) <= MOST_FIGURES, render(sentence)
