"""The state of a rung by date: a case by hand, known ladders, and one state a rung each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.blocs import CONDITIONS, RUNGS, Step, blocs, read_bloc
from detente.actors.names import bloc, state
from detente.errors import DateError
from detente.institutions.ladder import granted, held, held_in, position, rail_of
from detente.institutions.rung_states import (
    ACTIVE,
    STATES,
    HeldRung,
    last_active,
    limits_on,
    rungs_on,
    state_of,
)
from detente.institutions.step_words import began, ended, lasted, spells
from detente.span import Span

DAY = timedelta(days=1)
FIRST = date(1950, 1, 1)
COUNCIL = Step(
    rung="associate",
    form="council",
    letters="CUB",
    span=Span(date(1955, 1, 1)),
    url="https://example.org",
)
PROGRAMME = replace(COUNCIL, form="programme", span=Span(date(1957, 1, 1)))
STOPPED = replace(
    COUNCIL,
    rung="suspended",
    condition="suspended",
    span=Span(date(1958, 3, 1), date(1959, 1, 31)),
    ends_on="change",
)
LADDER = (COUNCIL, PROGRAMME, STOPPED)


def held_on(steps: tuple[Step, ...], day: date) -> HeldRung:
    return rungs_on(steps, day)["associate"]


def test_the_newest_form_decides_and_another_leaves_the_rung_active() -> None:
    found = held_on(LADDER, date(1958, 6, 1))
    assert (found.state, found.wholly, found.decisive) == (ACTIVE, False, PROGRAMME)
    assert state_of(COUNCIL, LADDER, date(1958, 6, 1)) == "suspended"
    assert held_on((COUNCIL, STOPPED), date(1958, 6, 1)).in_words == "suspended"
    assert found.since == date(1955, 1, 1) == found.state_since


def test_a_suspension_begins_and_ends_on_its_days() -> None:
    alone = (COUNCIL, STOPPED)
    states = [
        held_on(alone, day).state
        for day in (date(1958, 2, 28), date(1958, 3, 1), date(1959, 1, 31), date(1959, 2, 1))
    ]
    assert states == [ACTIVE, "suspended", "suspended", ACTIVE]
    during, after = held_on(alone, date(1958, 12, 31)), held_on(alone, date(1960, 1, 1))
    assert (during.since, during.state_since) == (date(1955, 1, 1), date(1958, 3, 1))
    assert during.condition == STOPPED and during.wholly
    assert after.state_since == date(1959, 2, 1) and after.condition is None


def test_a_condition_that_covers_a_rung_concerns_each_of_its_forms() -> None:
    cooperation = replace(STOPPED, form="practical cooperation", covers=("associate",))
    found = held_on((COUNCIL, PROGRAMME, cooperation), date(1958, 6, 1))
    assert found.state == "suspended" and found.wholly
    assert limits_on((COUNCIL, PROGRAMME, cooperation), date(1958, 6, 1)) == ()


def test_of_halted_forms_a_suspension_goes_before_dormancy() -> None:
    dormant = replace(STOPPED, form="programme", condition="dormant")
    found = held_on((*LADDER, dormant), date(1958, 6, 1))
    assert (found.state, found.decisive, found.wholly) == ("suspended", COUNCIL, True)


def test_a_condition_of_nothing_held_is_a_limit() -> None:
    rights = replace(STOPPED, form="voting rights")
    steps = (COUNCIL, rights)
    assert held_on(steps, date(1958, 6, 1)).state == ACTIVE
    assert limits_on(steps, date(1958, 6, 1)) == (rights,)
    assert limits_on(steps, date(1957, 6, 1)) == ()


def test_last_days_are_written_with_to_and_changes_with_until() -> None:
    last_day = replace(COUNCIL, span=Span(date(1955, 1, 1), date(2020, 1, 31)), ends_on="last day")
    change = replace(last_day, ends_on="change", end_precision="month", precision="year")
    assert (began(COUNCIL), ended(COUNCIL), lasted(COUNCIL)) == (
        "1 January 1955",
        "",
        "since 1 January 1955",
    )
    assert lasted(last_day) == "from 1 January 1955 to 31 January 2020"
    assert lasted(change) == "from 1955 until February 2020"


def test_steps_without_a_gap_are_one_spell() -> None:
    first = replace(COUNCIL, span=Span(date(1961, 1, 1), date(1962, 12, 31)))
    second = replace(COUNCIL, span=Span(date(1963, 1, 1), date(1964, 6, 30)))
    third = replace(COUNCIL, span=Span(date(1970, 1, 1)))
    joined = spells([third, second, first])
    assert [one.span for one in joined] == [Span(date(1961, 1, 1), date(1964, 6, 30)), third.span]


KNOWN = [
    ("NATO", "Russia", "1991-12-31", "associate", ACTIVE, "1991-12-20"),
    ("NATO", "Russia", "1997-12-31", "associate", ACTIVE, "1991-12-20"),
    ("NATO", "Russia", "1999-06-30", "associate", ACTIVE, "1991-12-20"),
    ("NATO", "Russia", "2002-12-31", "associate", ACTIVE, "1991-12-20"),
    ("NATO", "Russia", "2014-03-31", "associate", ACTIVE, "2009-03-05"),
    ("NATO", "Russia", "2014-12-31", "associate", "suspended", "2014-04-01"),
    ("NATO", "Russia", "2021-12-31", "associate", "suspended", "2014-04-01"),
    ("NATO", "Belarus", "2024-12-31", "associate", "suspended", "2021-11-19"),
    ("EU", "Georgia", "2024-06-26", "candidate", ACTIVE, "2023-12-14"),
    ("EU", "Georgia", "2025-12-31", "candidate", "frozen", "2024-06-27"),
    ("EU", "Russia", "2013-12-31", "partner", ACTIVE, "1990-04-01"),
    ("EU", "Russia", "2024-12-31", "partner", "suspended", "2014-03-06"),
    ("EU", "Turkey", "1995-12-31", "applicant", ACTIVE, "1987-04-14"),
    ("EU", "Turkey", "2005-12-31", "candidate", ACTIVE, "1999-12-11"),
    ("EU", "Turkey", "2024-12-31", "candidate", "frozen", "2018-06-26"),
    ("EU", "United Kingdom", "2020-01-31", "member", ACTIVE, "1973-01-01"),
    ("EU", "United Kingdom", "2020-02-01", "", "", ""),
    ("EU", "Switzerland", "2000-12-31", "applicant", ACTIVE, "1992-05-20"),
    ("G7", "Russia", "2013-12-31", "member", ACTIVE, "1998-05-15"),
    ("G7", "Russia", "2014-03-23", "member", ACTIVE, "1998-05-15"),
    ("G7", "Russia", "2014-03-24", "", "", ""),
    ("G7", "Russia", "2018-12-31", "", "", ""),
    ("CSTO", "Armenia", "2024-02-21", "member", ACTIVE, "1992-05-15"),
    ("CSTO", "Armenia", "2024-12-31", "member", "frozen", "2024-02-22"),
    ("AL", "Syria", "2015-12-31", "member", "suspended", "2011-11-16"),
    ("AL", "Syria", "2023-05-07", "member", ACTIVE, "2023-05-07"),
    ("MERCOSUR", "Venezuela", "2020-12-31", "member", "suspended", "2016-12-01"),
    ("AU", "Mali", "2021-12-31", "member", "suspended", "2021-06-01"),
    ("AU", "Burkina Faso", "2024-12-31", "member", "suspended", "2022-01-31"),
    ("AU", "Niger", "2024-12-31", "member", "suspended", "2023-08-22"),
    ("NATO", "Ukraine", "2008-12-31", "associate", ACTIVE, "1992-03-10"),
    ("NATO", "Ukraine", "2024-12-31", "applicant", ACTIVE, "2022-09-30"),
    ("NATO", "France", "1970-12-31", "member", ACTIVE, "1949-08-24"),
    ("COE", "Russia", "2015-12-31", "member", ACTIVE, "1996-02-28"),
]


@pytest.mark.parametrize(("in_bloc", "who", "when", "rung", "condition", "since"), KNOWN)
def test_known_ladders_by_date(
    in_bloc: str, who: str, when: str, rung: str, condition: str, since: str
) -> None:
    day = date.fromisoformat(when)
    found = held(blocs()[in_bloc], state(who, day), day)
    if found is None:
        assert (rung, condition, since) == ("", "", "")
    else:
        read = (found.rung, found.state, found.state_since.isoformat())
        assert read == (rung, condition, since)


def test_the_ladders_of_the_recorded_papers() -> None:
    cases = [
        (bloc("NATO", 2013), "Russia", 2013, "associate", ACTIVE),
        (bloc("NATO", 2024), "Russia", 2024, "associate", "suspended"),
        (bloc("EU", 2024), "Serbia", 2024, "candidate", ACTIVE),
        (bloc("ASEAN", 2024), "USA", 2024, "partner", ACTIVE),
        (bloc("EU", 2024), "Hungary", 2024, "member", ACTIVE),
    ]
    for in_bloc, name, year, rung, condition in cases:
        found = held(in_bloc, state(name, year), year)
        assert found is not None
        assert (found.rung, found.state) == (rung, condition), name
        assert found.url.startswith("http"), name
    both = held_in(state("India", 2024), 2024), held_in(state("China", 2024), 2024)
    assert all(of["SCO"].state == of["BRICS"].state == ACTIVE for of in both)


def test_russia_was_in_the_group_of_eight_and_never_of_seven() -> None:
    russia = state("Russia")
    for year, name in ((2005, "G8"), (2016, "G8"), (2024, "G8")):
        assert rail_of(blocs()["G7"], russia, date(year, 12, 31)).name == name
    assert rail_of(blocs()["G7"], state("Canada"), date(2024, 12, 31)).name == "G7"
    suspended = limits_on(blocs()["G7"].steps_of(("RUS",)), date(2015, 12, 31))
    assert [(one.form, one.condition) for one in suspended] == [("member of the G8", "suspended")]
    assert bloc("G7", 2005).label == "the G8" and bloc("G8", 2013).label == "the G8"
    with pytest.raises(DateError, match="from 1998-05-15 to 2014-03-23; .* ask for G7"):
        bloc("G8", 2024)
    assert bloc("OSCE", 1980).short == "CSCE"


def test_who_takes_part_is_called_as_the_body_calls_them() -> None:
    found = held(blocs()["OSCE"], state("Russia"), date(2024, 12, 31))
    assert found is not None and found.called == "participating state"
    assert found.since == date(1973, 7, 3)


def test_every_ladder_has_one_state_a_rung_on_each_day_on_which_anything_changes() -> None:
    for known in blocs().values():
        for letters in {step.letters for step in known.steps}:
            assert_one_state_a_rung(known.steps_of((letters,)))


def assert_one_state_a_rung(steps: Sequence[Step]) -> None:
    """Look at the day of every change, its eve and the day after it."""
    ladder = tuple(steps)
    bounds = {step.span.start for step in ladder}
    bounds |= {step.span.end for step in ladder if step.ends_on}
    for day in sorted({bound + shift for bound in bounds for shift in (-DAY, timedelta(), DAY)}):
        found = rungs_on(ladder, day)
        covering = {step.rung for step in ladder if step.span.covers(day)} & set(RUNGS)
        assert set(found) == covering
        assert list(found) == [rung for rung in reversed(RUNGS) if rung in covering]
        for one in found.values():
            assert one.state in STATES and (one.state == ACTIVE) == (one.condition is None)
            assert one.since <= one.state_since <= day
            assert one.decisive in one.forms and one.document == one.evidence.document
        top = position(ladder, day)
        assert top == max((RUNGS.index(rung) + 1 for rung in covering), default=0)
        assert granted(ladder, day) <= top
        last = last_active(ladder, day)
        active = any(one.state == ACTIVE for one in found.values())
        assert (last == day) == active and (last is None or last <= day)


DAYS = st.integers(min_value=0, max_value=60).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def steps_by_chance(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw a ladder of one actor, with forms and conditions that overlap."""
    drawn = []
    for _ in range(draw(st.integers(min_value=1, max_value=8))):
        start, end = sorted((draw(DAYS), draw(DAYS)))
        rung = draw(st.sampled_from((*RUNGS, "suspended", "left", "promised")))
        is_condition = rung == "suspended"
        covers = draw(st.sampled_from(((), ("associate",), ("candidate", "member"))))
        drawn.append(
            replace(
                COUNCIL,
                rung=rung,
                form=draw(st.sampled_from(("council", "programme", "member"))),
                span=Span(start, end),
                ends_on="change",
                condition=draw(st.sampled_from(CONDITIONS)) if is_condition else "",
                covers=covers if is_condition else (),
            )
        )
    return tuple(sorted(drawn, key=lambda step: (step.span.start, step.form)))


@settings(deadline=None)
@given(steps_by_chance())
def test_any_ladder_has_one_state_a_rung_on_each_day(steps: tuple[Step, ...]) -> None:
    assert_one_state_a_rung(steps)


@settings(deadline=None)
@given(steps_by_chance(), DAYS)
def test_later_steps_change_no_earlier_rung(steps: tuple[Step, ...], day: date) -> None:
    begun = tuple(step for step in steps if step.span.start <= day)
    assert rungs_on(steps, day) == rungs_on(begun, day)


@pytest.mark.parametrize(
    "fault",
    [
        {"rung": "member", "state": "frozen"},
        {"rung": "member", "covers": "associate"},
        {"rung": "suspended", "covers": "friend"},
        {"rung": "suspended", "state": "asleep"},
        {"to": date(1960, 1, 1), "last": date(1960, 1, 1)},
        {"condition": "frozen"},
    ],
)
def test_a_row_with_a_wrong_condition_is_refused_in_one_line(fault: dict[str, object]) -> None:
    row = {"rung": "member", "form": "council", "from": FIRST, "states": "USA", "source": "list"}
    table = {
        "id": "PAX",
        "name": "The Peace",
        "founded": FIRST,
        "kind": "alliance",
        "sources": {"list": "https://example.org/members"},
        "step": [{**row, **fault}],
    }
    with pytest.raises(DateError, match=r"blocs/pax\.toml") as refused:
        read_bloc(table)
    assert "\n" not in str(refused.value)
