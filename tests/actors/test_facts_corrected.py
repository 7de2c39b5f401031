"""Facts that were wrong or missing in the hand-made tables, each by its date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.actors.blocs import Step, blocs
from detente.actors.chronology import chronology
from detente.actors.joint_bodies import Body, bodies
from detente.actors.relation_facts import facts_between_keys

VIEW = date(2026, 6, 30)
DAY = timedelta(days=1)


def steps(bloc: str, letters: str, rung: str, form: str) -> list[Step]:
    return [
        step
        for step in blocs()[bloc].steps_of((letters,))
        if step.rung == rung and step.form == form
    ]


def the_step(bloc: str, letters: str, rung: str, form: str = "member") -> Step:
    (found,) = steps(bloc, letters, rung, form)
    return found


def holds(bloc: str, letters: str, day: date) -> set[tuple[str, str]]:
    in_force = [step for step in blocs()[bloc].steps_of((letters,)) if step.span.covers(day)]
    return {(step.rung, step.form) for step in in_force}


def body(first: str, second: str, name: str) -> Body:
    return next(found for found in bodies(first, second, VIEW) if found.id == name)


def test_the_partnership_agreement_with_russia_was_never_suspended() -> None:
    agreement = "Partnership and Cooperation Agreement"
    assert the_step("EU", "RUS", "partner", agreement).span.covers(VIEW)
    assert not steps("EU", "RUS", "suspended", agreement)
    stopped = the_step(
        "EU", "RUS", "suspended", "strategic partnership (summits, four common spaces)"
    )
    assert stopped.span.start == date(2014, 3, 6)


def test_georgia_is_a_candidate_whose_process_is_frozen() -> None:
    assert ("candidate", "candidate") in holds("EU", "GEO", VIEW)
    frozen = the_step("EU", "GEO", "suspended", "candidate")
    assert (frozen.span.start, frozen.condition, frozen.checked) == (
        date(2024, 6, 27),
        "frozen",
        True,
    )


def test_the_united_kingdom_was_a_member_to_the_end_of_january_2020() -> None:
    member = the_step("EU", "GBR", "member")
    assert (member.span.end, member.ends_on) == (date(2020, 1, 31), "last day")
    assert the_step("EU", "GBR", "left").span.start == member.span.end + DAY
    assert "GBR" in blocs()["EU"].member_letters(date(2020, 1, 31))
    assert "GBR" not in blocs()["EU"].member_letters(date(2020, 2, 1))


@pytest.mark.parametrize(
    ("day", "name", "russia"),
    [
        (date(1998, 5, 14), "G7", False),
        (date(1998, 5, 15), "G8", True),
        (date(2014, 3, 23), "G8", True),
        (date(2014, 3, 24), "G7", False),
        (VIEW, "G7", False),
    ],
)
def test_russia_was_in_the_g8_and_never_in_the_g7(day: date, name: str, *, russia: bool) -> None:
    group = blocs()["G7"]
    assert group.named(day).short == name
    assert ("RUS" in group.member_letters(day)) is russia
    assert the_step("G7", "RUS", "left", "member of the G8").span.start == date(2017, 1, 1)


def test_the_conference_opened_on_3_july_1973_with_participating_states() -> None:
    conference = blocs()["OSCE"]
    assert conference.span.start == date(1973, 7, 3)
    assert {step.form for step in conference.steps if step.rung == "member"} == {
        "participating state"
    }
    assert conference.member_letters(date(1973, 7, 2)) == ()


def conditions_of_russia(day: date) -> dict[str, str]:
    """Give the condition of each form of NATO's cooperation with Russia on a day."""
    return {
        step.form: step.condition
        for step in blocs()["NATO"].steps_of(("RUS",))
        if step.rung == "suspended" and step.span.covers(day)
    }


def test_cooperation_of_nato_with_russia_is_suspended_or_dormant() -> None:
    held = {
        "Euro-Atlantic Partnership Council": "dormant",
        "Partnership for Peace": "suspended",
        "Russian mission to NATO": "suspended",
    }
    council = {"NATO-Russia Council": "suspended"}
    assert conditions_of_russia(date(2025, 12, 2)) == {**held, **council}
    assert conditions_of_russia(VIEW) == held
    channel = the_step("NATO", "RUS", "partner", "NATO-Russia Council (ambassadors' meetings)")
    assert (channel.span.end, channel.ends_on) == (date(2022, 1, 12), "last day")


@pytest.mark.parametrize(
    ("bloc", "letters", "rung", "form", "start"),
    [
        ("CSTO", "ARM", "suspended", "member", date(2024, 2, 22)),
        ("EU", "CAN", "partner", "Transatlantic Declaration", date(1990, 11, 22)),
        ("EU", "USA", "partner", "Transatlantic Declaration", date(1990, 11, 23)),
        ("NATO", "MLT", "left", "Partnership for Peace", date(1996, 10, 29)),
        ("NATO", "UKR", "associate", "NATO-Ukraine Council", date(2023, 7, 12)),
        ("WP", "POL", "member", "member", date(1955, 6, 5)),
        ("NATO", "COL", "partner", "global partner", date(2017, 5, 1)),
        ("NATO", "GRC", "candidate", "accession protocol", date(1951, 10, 22)),
        ("NATO", "DZA", "partner", "Mediterranean Dialogue", date(2000, 3, 14)),
        ("NATO", "ARE", "partner", "Istanbul Cooperation Initiative", date(2005, 6, 22)),
        ("NATO", "JPN", "partner", "global partner", date(2013, 4, 15)),
        ("NATO", "BLR", "suspended", "Partnership for Peace", date(2021, 11, 19)),
        ("CSTO", "GEO", "left", "member", date(1999, 4, 21)),
        ("EU", "MKD", "candidate", "candidate", date(2005, 12, 17)),
        ("OAS", "NIC", "left", "member", date(2023, 11, 19)),
        ("AU", "MAR", "left", "member", date(1985, 11, 12)),
    ],
)
def test_dates_that_were_wrong_or_in_doubt(
    bloc: str, letters: str, rung: str, form: str, start: date
) -> None:
    assert the_step(bloc, letters, rung, form).span.start == start


def test_who_came_back_was_away_up_to_that_day() -> None:
    for bloc, letters, form, back in (
        ("NATO", "MLT", "Partnership for Peace", date(2008, 4, 3)),
        ("CSTO", "UZB", "member", date(2006, 8, 16)),
    ):
        away = steps(bloc, letters, "left", form)[0]
        assert away.span.end == back - DAY
        assert ("left", form) in holds(bloc, letters, back - DAY)
        assert ("left", form) not in holds(bloc, letters, back)


@pytest.mark.parametrize(
    ("first", "second", "name", "day"),
    [
        ("NATO", "RUS", "PJC", date(1998, 6, 18)),
        ("NATO", "RUS", "NRC", date(2011, 6, 8)),
        ("NATO", "UKR", "NUC", date(2015, 5, 13)),
        ("NATO", "UKR", "NUCOUNCIL", date(2025, 12, 3)),
        ("NATO", "GEO", "NGC", date(2013, 12, 4)),
    ],
)
def test_meetings_that_were_missing_or_on_another_day(
    first: str, second: str, name: str, day: date
) -> None:
    (met,) = [event for event in body(first, second, name).meetings if event.date == day]
    assert met.checked and met.url


@pytest.mark.parametrize(
    ("bloc", "letters", "rung", "form", "start"),
    [
        ("EU", "CAN", "partner", "Framework Agreement", date(1976, 10, 1)),
        ("EU", "ZAF", "partner", "Trade, Development and Cooperation Agreement", date(2000, 1, 1)),
        ("EU", "ZAF", "partner", "Economic Partnership Agreement", date(2016, 10, 10)),
        ("EU", "CUB", "partner", "Political Dialogue and Cooperation Agreement", date(2017, 11, 1)),
        ("EU", "TUR", "applicant", "application for membership", date(1987, 4, 14)),
        ("EU", "MAR", "applicant", "application for membership", date(1987, 7, 20)),
        ("EU", "CHE", "applicant", "application for membership", date(1992, 5, 20)),
        ("EU", "XKX", "applicant", "application for membership", date(2022, 12, 15)),
        ("EU", "BIH", "candidate", "accession talks decided, not opened", date(2024, 3, 21)),
        ("EU", "MKD", "partner", "Union for the Mediterranean", date(2022, 11, 24)),
        ("EU", "BGD", "partner", "Cooperation Agreement", date(2001, 3, 1)),
        ("EU", "PAK", "partner", "Cooperation Agreement", date(2004, 9, 1)),
        ("EU", "KEN", "partner", "Economic Partnership Agreement", date(2024, 7, 1)),
        ("COE", "AZE", "suspended", "credentials in the Parliamentary Assembly", date(2024, 1, 24)),
        ("COE", "XKX", "applicant", "application for membership", date(2022, 5, 12)),
        ("NATO", "GEO", "promised", "promise of membership", date(2008, 4, 3)),
        ("NATO", "UKR", "promised", "promise of membership", date(2008, 4, 3)),
        (
            "NATO",
            "FIN",
            "observer",
            "North Atlantic Cooperation Council (observer)",
            date(1992, 6, 5),
        ),
        ("ASEAN", "RUS", "partner", "strategic partnership", date(2018, 11, 14)),
        ("ASEAN", "CAN", "partner", "strategic partnership", date(2023, 9, 6)),
    ],
)
def test_rows_that_were_missing(bloc: str, letters: str, rung: str, form: str, start: date) -> None:
    found = the_step(bloc, letters, rung, form)
    assert found.span.start == start and found.document


def test_syria_is_back_in_the_mediterranean_and_in_its_agreement() -> None:
    away = the_step("EU", "SYR", "suspended", "Union for the Mediterranean")
    partly = the_step("EU", "SYR", "suspended", "Cooperation Agreement")
    assert away.span.end < date(2025, 11, 29)
    assert (partly.span.start, partly.span.end) == (date(2011, 9, 2), date(2026, 5, 10))
    assert "2026/1087" in partly.document


def test_voting_rights_of_russia_were_suspended_twice() -> None:
    form = "voting rights in the Parliamentary Assembly"
    spells = [step.span.start for step in steps("COE", "RUS", "suspended", form)]
    assert spells == [date(2000, 4, 6), date(2014, 4, 10)]


def test_consultations_are_no_rung_of_aukus_or_the_quad() -> None:
    for bloc in ("AUKUS", "QUAD"):
        assert {step.rung for step in blocs()[bloc].steps} <= {"member", "left"}


@pytest.mark.parametrize(
    ("first", "second", "name", "day", "ordinal"),
    [
        ("EU", "MDA", "EUMDAAC", date(2025, 6, 4), 9),
        ("EU", "ARM", "EUARMPC", date(2025, 12, 2), 6),
        ("EU", "ARM", "EUARMSUMMIT", date(2026, 5, 5), 1),
        ("EU", "TUR", "EUTURAC", date(2019, 3, 15), 54),
        ("EU", "SRB", "EUSRBSAC", date(2020, 12, 17), None),
        ("NATO", "UKR", "NUC", date(1997, 12, 16), None),
        ("NATO", "UKR", "NUCOUNCIL", date(2025, 10, 15), None),
        ("ASEAN", "EU", "ASEANEUSUMMIT", date(2017, 11, 14), None),
    ],
)
def test_meetings_carry_the_number_of_their_producer(
    first: str, second: str, name: str, day: date, ordinal: int | None
) -> None:
    (met,) = [event for event in body(first, second, name).meetings if event.date == day]
    assert met.ordinal == ordinal


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("NATO", "RUS", "NRC"),
        ("NATO", "RUS", "PJC"),
        ("EU", "TUR", "EUTURAC"),
        ("EU", "SRB", "EUSRBSAC"),
        ("NATO", "UKR", "NUC"),
        ("CHN", "IND", "WMCC"),
    ],
)
def test_lists_with_gaps_are_not_complete(first: str, second: str, name: str) -> None:
    assert not body(first, second, name).complete


@pytest.mark.parametrize(
    ("first", "second", "day", "turn"),
    [
        ("USA", "IRN", date(2026, 2, 28), -1),
        ("ISR", "IRN", date(2026, 2, 28), -1),
        ("USA", "IRN", date(2026, 6, 17), 1),
        ("RUS", "USA", date(2025, 8, 15), 1),
        ("RUS", "USA", date(2026, 2, 5), -1),
        ("IND", "PAK", date(2025, 4, 23), -1),
        ("IND", "PAK", date(2025, 5, 10), 1),
        ("RUS", "UKR", date(2019, 4, 1), -1),
        ("AFG", "PAK", date(2026, 2, 27), -1),
        ("THA", "KHM", date(2025, 12, 27), 1),
    ],
)
def test_events_that_were_missing(first: str, second: str, day: date, turn: int) -> None:
    (event,) = [known for known in chronology(first, second) if known.date == day]
    assert event.turn == turn


@pytest.mark.parametrize(
    ("kind", "first", "second", "day"),
    [
        ("crisis", "MDA", "RUS", date(2006, 3, 3)),
        ("truce", "KHM", "THA", date(2011, 5, 4)),
        ("fighting", "IRN", "OMN", date(2026, 3, 1)),
    ],
)
def test_facts_of_a_pair_that_a_second_reading_corrected(
    kind: str, first: str, second: str, day: date
) -> None:
    assert day in {fact.start for fact in facts_between_keys(first, second, kind)}
