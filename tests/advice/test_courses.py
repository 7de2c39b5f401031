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
from detente.rules.argument import Argument
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


def test_serbia_gets_a_dated_test_at_the_mark_of_the_least_free_member(catalog: Catalog) -> None:
    """By hand: Hungary, the least free member, scores 0.44; Serbia has 0.31."""
    found = options(catalog, "Serbia", "EU", TODAY, ("clock", "unexpected.over.talks.among"))
    option = found["dated_test"]
    assert shown(option)["mark"] == 0.44 and "Hungary" in render(option.changes)
    # what speaks for a day is how long there was none, and not that the mark is missed
    assert "December 2024" in render(option.reason) and "0.61" not in render(option.reason)
    # the Council named the test, and concludes on enlargement each December
    assert option.actor == "the Council" and option.due == date(2026, 12, 1)
    assert "the opening of cluster" in option.text and not option.barred


def test_a_state_above_the_mark_needs_no_test(catalog: Catalog) -> None:
    given = ("clock", "unexpected.over.talks.among")
    assert "dated_test" not in options(catalog, "Moldova", "EU", TODAY, given)


def test_nothing_is_tested_while_talks_are_suspended(catalog: Catalog) -> None:
    given = ("clock", "unexpected.over.halted.alone")
    assert "dated_test" not in options(catalog, "Turkey", "EU", TODAY, given)


def test_serbia_can_vote_for_the_yearly_text_that_names_its_partner(catalog: Catalog) -> None:
    found = options(catalog, "Serbia", "EU", TODAY, ("with_bloc", "unusual.lowest-candidate"))
    option = found["cheap_step"]
    assert option.actor == "Serbia" and option.text.endswith(
        "the yearly text on human rights in Crimea."
    )
    assert shown(option)["own"] == 0.8 and option.due == date(2026, 12, 1)
    assert option.cost == "displeases Russia"


def test_who_is_not_the_last_gets_no_step(catalog: Catalog) -> None:
    given = ("with_bloc", "unusual.lowest-candidate")
    assert "cheap_step" not in options(catalog, "Moldova", "EU", TODAY, given)


def test_the_union_should_say_what_closes_each_chapter_of_turkey_in_2005(catalog: Catalog) -> None:
    """A published number: of the states that had joined by 2005 none needed over 7.2 years."""
    day = date(2005, 12, 31)
    found = options(catalog, "Turkey", "EU", day, ("clock", "unusual.fast.member"))
    option = found["written_test"]
    assert "outlasted 7.2 years" in render(option.alternatives[0].against)
    assert "mark" not in shown(option), "a state that is no freer has just signed"
    assert option.due == date(2006, 10, 1)
    assert "a year after the talks opened" in option.text
    late = options(catalog, "Turkey", "EU", 2012, ("clock", "unusual.fast.member"))
    assert "written_test" not in late


def test_a_crisis_should_call_the_council_of_nato_and_russia(catalog: Catalog) -> None:
    """By hand: suspended in August 2008, resumed in March 2009; a rhythm is in the Rome text."""
    found = options(catalog, "NATO", "Russia", 2013, ("break", "moved.closed.all"))
    option = found["crisis_meeting"]
    assert "NATO-Russia Council" in option.text and "within two weeks" in option.text
    assert "August 2008" in render(option.reason) and "March 2009" in render(option.reason)


def test_a_body_without_a_rhythm_gets_a_yearly_round(catalog: Catalog) -> None:
    """By hand: the 22nd round was in December 2019, the 23rd in December 2024."""
    given = ("break", "moved.pause.over")
    option = options(catalog, "India", "China", TODAY, given)["crisis_meeting"]
    assert "Special Representatives" in option.text and "once a year" in option.text
    assert "December 2019" in render(option.reason) and "December 2024" in render(option.reason)


def test_a_body_that_either_side_can_call_needs_no_call(catalog: Catalog) -> None:
    """By hand: the council with Ukraine meets "when circumstances require" by its treaty."""
    given = ("break", "moved.pause.over")
    assert "crisis_meeting" not in options(catalog, "Serbia", "EU", TODAY, given)


def test_a_pair_at_war_gets_no_channel_and_no_rhythm(catalog: Catalog) -> None:
    given = (("break", "moved.closed.all"), ("body", "unusual.silent.summit"))
    assert not options(catalog, "Ukraine", "Russia", TODAY, *given)


def test_who_supports_a_side_should_settle_what_a_breach_costs(catalog: Catalog) -> None:
    """By hand: Minsk II took effect on 15 February 2015 and ended on 23 February 2022."""
    given = ("state", "unexpected.war")
    option = options(catalog, "Ukraine", "Russia", date(2025, 11, 30), given)["truce_terms"]
    assert option.actor == "the United States and the European Union"
    assert render(option.reason) == (
        "Their ceasefire of February 2015 was watched by the OSCE, and people died in battle in "
        "every year of it."
    )
    # the Paris Declaration of 6 January 2026 is a text that binds nobody yet
    declared = options(catalog, "Ukraine", "Russia", TODAY, given)["truce_terms"]
    assert declared.actor == "France and the United Kingdom"
    assert "the Paris Declaration of January 2026" in declared.text
    assert "binds nobody" in render(declared.reason)
    assert declared.instrument == "an act of each parliament"
    assert "truce_terms" not in options(catalog, "India", "China", TODAY, ("state", "x"))
    trial = options(catalog, "Cambodia", "Thailand", TODAY, ("truce", "x"))["truce_terms"]
    plain = options(catalog, "Afghanistan", "Pakistan", TODAY, ("truce", "x"))["truce_terms"]
    assert plain.actor == "Afghanistan and Pakistan"
    assert "December 2025" in trial.text and "July 2025" in render(trial.reason)


def test_two_at_war_should_widen_what_they_agree_on(catalog: Catalog) -> None:
    found = options(catalog, "Ukraine", "Russia", TODAY, ("state", "unexpected.war"))
    option = found["exchange"]
    assert "prisoners" in option.text and "the newest on record" in render(option.reason)
    assert "exchange" not in options(catalog, "India", "Pakistan", TODAY, ("state", "x"))


def test_a_summit_is_dated_where_leaders_have_not_met_elsewhere(catalog: Catalog) -> None:
    """By hand: leaders of NATO and Russia met last in November 2010; those of India and China
    decided together at Tianjin in August 2025."""
    given = ("break", "moved.rank.low_meets")
    option = options(catalog, "NATO", "Russia", 2013, given)["channel"]
    assert "summit" in option.text and "November 2010" in render(option.reason)
    assert "channel" not in options(catalog, "India", "China", TODAY, given)


def test_a_settlement_that_holds_is_to_be_confirmed_by_both(catalog: Catalog) -> None:
    """By hand: the texts of 1965 and 2015 are held broken, that of March 2023 is in force."""
    given = ("settled", "unexpected.broken.one_held")
    option = options(catalog, "Japan", "South Korea", TODAY, given)["settled_text"]
    assert option.actor == "Japan and South Korea"
    assert "the arrangement on forced labour of March 2023 stands" in option.text
    assert "December 2015" in render(option.reason)
    # the treaty of 1965 was ratified, and is held broken all the same
    assert option.alternatives[0].what == "put it into an act of parliament"
    assert "June 1965" in render(option.alternatives[0].against)
    assert "settled_text" not in options(catalog, "Japan", "South Korea", 2021, given)
    assert "settled_text" not in options(catalog, "Italy", "Libya", TODAY, given)


def test_notice_costs_no_claim(catalog: Catalog) -> None:
    given = ("open_claim", "unexpected.plain")
    sea = options(catalog, "Japan", "South Korea", TODAY, given)["claim_notice"]
    assert "surveys" in sea.text and "January 1952" in render(sea.reason)
    land = options(catalog, "India", "China", TODAY, given)["claim_notice"]
    assert "October 2013" in land.text and "patrols" in render(land.reason)
    assert "claim_notice" not in options(catalog, "Ukraine", "Russia", TODAY, given)
    assert "claim_notice" not in options(catalog, "France", "Germany", TODAY, given)
    aegean = options(catalog, "Greece", "Turkey", TODAY, given)["claim_notice"]
    assert "surveys" in aegean.text, "a claim at sea of two that share a land border"
    assert "claim_notice" not in options(catalog, "Egypt", "Ethiopia", TODAY, given), "a river"


def test_a_crisis_calls_for_a_line_between_two_commands(catalog: Catalog) -> None:
    given = ("state", "unexpected.crisis")
    vouched = options(catalog, "Ethiopia", "Eritrea", TODAY, given)["military_line"]
    assert "the African Union" in vouched.text and "June 2000" in render(vouched.reason)
    plain = options(catalog, "Ukraine", "Belarus", TODAY, given)["military_line"]
    assert "general staffs" in plain.text
    across = ("circles", "unusual.opposite")
    assert (
        "exercise" in options(catalog, "Russia", "Lithuania", TODAY, across)["military_line"].text
    )
    assert "military_line" not in options(catalog, "Russia", "Portugal", TODAY, across), "no border"


def test_an_alliance_offers_a_line_for_its_members_crises(catalog: Catalog) -> None:
    given = ("by_member", "unexpected.crisis.some")
    option = options(catalog, "NATO", "Russia", TODAY, given)["military_line"]
    assert "military lines" in option.text and "crises with Russia" in render(option.reason)


def test_a_bloc_takes_the_quarrel_of_a_member_to_its_own_table(catalog: Catalog) -> None:
    given = ("by_member", "unexpected.crisis.one")
    option = options(catalog, "ASEAN", "China", TODAY, given)["summit_agenda"]
    assert option.actor == "ASEAN" and "the Philippines" in option.text
    assert "summit_agenda" not in options(catalog, "NATO", "Russia", TODAY, given), "it defends"


def test_a_close_partner_without_a_guarantee_gets_plans(catalog: Catalog) -> None:
    given = ("vote_level", "unusual.nearest-few")
    near = options(catalog, "Sweden", "NATO", 2021, given)["written_plans"]
    assert "the first days of an attack" in near.text and near.due > date(2022, 6, 1)
    # what the title asks stands beside it, with what speaks against it
    (other,) = near.alternatives
    assert other.what == "ask for membership" and "November 2021" in render(other.against)
    far = options(catalog, "South Korea", "NATO", TODAY, given)["written_plans"]
    assert "two weeks" in far.text
    assert "written_plans" not in options(catalog, "Sweden", "NATO", TODAY, given), "a member"


def test_a_near_partner_of_a_bloc_without_a_guarantee_gets_terms(catalog: Catalog) -> None:
    given = ("with_bloc", "unusual.highest-observer")
    option = options(catalog, "Uzbekistan", "EAEU", TODAY, given)["written_step"]
    assert option.actor == "the Eurasian Economic Union" and "an observer" in render(option.reason)
    assert "written_step" not in options(catalog, "Sweden", "NATO", 2021, given)


def test_a_bloc_should_bargain_as_one_where_members_sign_alone(catalog: Catalog) -> None:
    option = options(catalog, "ASEAN", "USA", TODAY, ("reply", "moved.otherwise"))["one_text"]
    assert "one text on tariffs" in option.text
    assert "April 2025" in render(option.reason) and "October 2025" in render(option.reason)
    assert "one_text" not in options(catalog, "Turkey", "EU", TODAY, ("reply", "moved.in_kind"))


def test_aid_for_a_war_is_committed_for_years(catalog: Catalog) -> None:
    given = ("burden", "moved.rose.war")
    option = options(catalog, "Ukraine", "Japan", TODAY, given)["years_ahead"]
    assert option.actor == "Japan" and "Russia" in render(option.reason)
    assert "years_ahead" not in options(catalog, "Ukraine", "China", TODAY, given)


def test_a_regime_that_fell_invites_observers(catalog: Catalog) -> None:
    given = ("regime", "moved.nearer.together")
    option = options(catalog, "Tunisia", "Libya", TODAY, given)["observers"]
    assert option.actor == "Tunisia" and "the African Union" in option.text
    assert shown(option)["then"] > shown(option)["now"]
    assert "observers" not in options(catalog, "Japan", "South Korea", TODAY, given)


def test_neighbours_whose_votes_moved_speak_before_the_session(catalog: Catalog) -> None:
    apart = options(catalog, "Guinea", "Liberia", TODAY, ("mover", "moved.jump-away"))
    assert "before the session" in apart["list_of_texts"].text.lower()
    nearer = options(catalog, "Kyrgyzstan", "Uzbekistan", TODAY, ("mover", "moved.one-towards"))
    assert "one text together" in nearer["list_of_texts"].text
    given = ("same_vote", "moved.apart")
    assert "list_of_texts" not in options(catalog, "Ukraine", "Russia", TODAY, given)
    assert "list_of_texts" not in options(catalog, "Russia", "Ghana", TODAY, given), "no tie"


def test_america_should_keep_two_policies_for_china_and_russia(catalog: Catalog) -> None:
    found = options(catalog, "China", "Russia", TODAY, ("same_vote", "moved.apart"))
    option = found["two_policies"]
    assert option.actor == "the United States" and 0.5 <= shown(option)["share"] < 0.8
    given = ("same_vote", "moved.apart")
    assert "two_policies" not in options(catalog, "France", "Germany", TODAY, given)
    assert "two_policies" not in options(catalog, "Japan", "USA", TODAY, given), "allies are a bloc"


def test_the_union_should_say_on_what_the_council_with_turkey_depends(catalog: Catalog) -> None:
    found = options(catalog, "Turkey", "EU", TODAY, ("break", "moved.open.council"))
    option = found["named_condition"]
    assert "EU-Turkey Association Council" in option.text
    assert render(option.reason) == (
        "It has been suspended since July 2019, while Turkey remains a candidate."
    )
    given = ("break", "moved.open.several")
    # a council that was ended in December 2025 can hold no next meeting
    then = options(catalog, "NATO", "Russia", 2024, given)["named_condition"]
    assert "last met in January 2022" in render(then.reason)
    assert "named_condition" not in options(catalog, "NATO", "Russia", TODAY, given)


def test_partners_who_vote_apart_should_agree_on_texts(catalog: Catalog) -> None:
    given = ("paradox", "unexpected.partners-apart")
    option = options(catalog, "Japan", "USA", TODAY, given)["list_of_texts"]
    assert option.due == date(2027, 9, 1) and "texts" in option.text
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
        ("state", "unexpected.war"),
        ("open_claim", "unexpected.plain"),
        ("by_member", "unexpected.crisis.one"),
        ("vote_level", "unusual.nearest-few"),
        ("reply", "moved.otherwise"),
        ("regime", "moved.nearer.together"),
        ("burden", "moved.rose.war"),
        ("circles", "unusual.opposite"),
        ("suspended", "unexpected.suspended"),
        ("thaws", "unusual.again"),
        ("paradox", "unexpected.partners-apart"),
    )
    pairs = (
        ("Serbia", "EU"),
        ("India", "China"),
        ("India", "USA"),
        ("China", "Russia"),
        ("NATO", "Russia"),
        ("Ukraine", "Russia"),
        ("Ukraine", "Japan"),
        ("ASEAN", "USA"),
        ("ASEAN", "China"),
        ("Liechtenstein", "Switzerland"),
        ("Russia", "Lithuania"),
        ("NATO", "South Korea"),
        ("Tunisia", "Libya"),
        ("Turkey", "EU"),
    )
    found = [one for names in pairs for one in options(catalog, *names, TODAY, *given).values()]
    assert len(found) > len(pairs)
    for option in found:
        assert option.due > TODAY and option.cost and option.bearer and option.instrument
        assert "{" not in f"{option.verb}{option.cost}{option.alternatives[0].what}"
        assert option.alternatives and option.rests_on and option.line.finding.evidence
        for sentence in option.sentences:
            counted = [figure for figure in figures(sentence) if figure.kind != "dated"]
            assert length(sentence) <= LONGEST and len(counted) <= MOST_FIGURES, render(sentence)


def test_a_young_pact_of_two_needs_a_practice(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("Mali", "Burkina Faso", TODAY))
    found = {one.id: one for one in Advised(Argument(relation)).options}
    assert "who commands" in found["pact_practice"].text
    assert "2023" in render(found["pact_practice"].reason)
    given = ("duty", "unusual.pact")
    assert "pact_practice" not in options(catalog, "Japan", "USA", TODAY, given), "an old pact"


def test_no_meeting_is_missing_where_one_met_through_every_break(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("India", "China", TODAY))
    argument = Argument(relation)
    assert any(
        line.variant.startswith("unexpected.held.body") for line in argument.lines["met_through"]
    )
    found = {one.id: one for one in Advised(argument).options}
    answers = found["crisis_meeting"].answers
    assert answers is not None and "missing" not in render(answers)
    assert "once a year, whatever happens" in render(answers)


def test_a_candidate_should_apply_what_it_signed_to_who_has_the_veto(catalog: Catalog) -> None:
    """By hand: the protocol on the customs union was signed on 29 July 2005."""
    given = ("veto", "unexpected.occupation")
    option = options(catalog, "Turkey", "EU", 2005, given)["signed_text"]
    assert "Turkey should apply to Cyprus the protocol" in option.text
    assert option.answers is not None and "Cyprus" in render(option.answers)
    assert "signed_text" not in options(catalog, "Serbia", "EU", TODAY, given)
    assert "signed_text" not in options(catalog, "Turkey", "EU", TODAY, given), "twenty years on"
