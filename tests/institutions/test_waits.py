"""Waits on ladders: published durations, by hand, as a property, and what nobody waits for."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import bloc, state
from detente.institutions.waits import WAITING, clock, name_of, signed

TALKS = "accession talks"
VIEW = date(2025, 12, 31)


def test_portugal_was_the_slowest_of_nineteen_in_2005() -> None:
    found = clock(bloc("EU", 2005), state("Turkey"), date(2005, 12, 31), form=TALKS)
    assert found is not None
    assert (found.longest.letters, round(found.longest.years, 1)) == ("PRT", 7.2)
    assert len(found.reached) == 19
    assert round(found.median, 1) == 4.2


def test_britain_waited_from_the_talks_that_succeeded() -> None:
    found = clock(bloc("EU"), state("Serbia"), VIEW, form=TALKS)
    assert found is not None
    britain = next(one for one in found.reached if one.letters == "GBR")
    assert round(britain.years, 1) == 2.5, "not from the first talks, eleven years before"
    assert [one.end.year for one in found.ended if one.letters == "NOR"] == [1963, 1972, 1994]
    assert "ISL" in {one.letters for one in found.ended}


def test_candidates_before_their_talks_by_hand() -> None:
    found = clock(bloc("EU"), state("Bosnia"), VIEW, form="candidate", goal=TALKS)
    assert found is not None
    turkey = next(one for one in found.reached if one.letters == "TUR")
    assert round(turkey.years, 1) == 5.8
    assert found.own.outcome == WAITING
    assert 0 < found.rank < 1 and not found.is_over


def test_who_never_held_a_form_has_no_clock() -> None:
    assert clock(bloc("EU"), state("Japan"), VIEW, form=TALKS) is None
    assert clock(bloc("EU"), state("Serbia"), VIEW, form="no such form") is None
    assert clock(bloc("EU"), state("Croatia"), VIEW, form=TALKS) is None, "its talks are over"


def test_treaties_that_are_signed_and_not_in_force() -> None:
    found = signed(bloc("EU", 2012), date(2012, 12, 31))
    assert [name_of(one.letters, date(2012, 12, 31)) for one in found] == ["Croatia"]
    assert signed(bloc("EU"), VIEW) == ()


@given(st.dates(date(2015, 1, 1), VIEW))
def test_a_wait_grows_with_the_view_and_never_sees_what_came_later(day: date) -> None:
    found = clock(bloc("EU"), state("Serbia"), day, form=TALKS)
    assert found is not None
    assert found.own.end == day
    assert all(one.end <= day for one in (*found.reached, *found.ended, *found.waiting))
