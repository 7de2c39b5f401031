"""Close ties: by hand, in either order, through a bloc, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.blocs import blocs
from detente.actors.close_ties import (
    LAYOUT,
    UNION,
    close_ties,
    ties_between,
    ties_ended_by,
    ties_of,
)
from detente.actors.fact_rows import checked
from detente.actors.names import actor, state
from detente.errors import DetenteError

VIEW = date(2026, 6, 30)
ROW = {
    "a": "FRA",
    "b": "CHN",
    "kind": "trade",
    "name": "Agreement of X",
    "from": date(2000, 1, 1),
    "source": "Agreement of X, 1 January 2000",
}


def names(first: str, second: str, day: date = VIEW) -> list[str]:
    return [tie.name for tie in ties_between(actor(first), actor(second), day)]


def test_by_hand() -> None:
    known = ties_between(actor("Liechtenstein"), actor("Switzerland"), VIEW)
    assert [(tie.kind, tie.span.start.year) for tie in known] == [
        (UNION, 1924),
        ("payments", 1981),
        ("mobility", 2002),
    ]
    assert names("Turkey", "EU") == ["Customs union for goods of industry"]
    assert names("Turkey", "EU", date(1995, 12, 30)) == []


def test_a_tie_of_a_bloc_is_one_of_its_members() -> None:
    free_trade = "Free trade agreement of Serbia and the Eurasian Economic Union"
    assert free_trade in names("Serbia", "Russia") and free_trade in names("Armenia", "Serbia")
    assert free_trade not in names("Russia", "Armenia") + names("Serbia", "Ukraine")


def test_ties_read_the_same_from_either_end_and_once() -> None:
    for first, second in (("Serbia", "Bosnia"), ("New Zealand", "Tonga"), ("China", "Vietnam")):
        assert names(first, second) == names(second, first)
        assert len(set(names(first, second))) == len(names(first, second)) > 0


def test_what_membership_would_end() -> None:
    union = blocs()["EU"]
    ended = ties_ended_by(state("Serbia"), union, "member", VIEW)
    assert [tie.span.start.year for tie in ended] == [2007, 2010, 2010, 2021, 2024]
    assert ties_ended_by(state("Serbia"), union, "candidate", VIEW) == ()
    assert ties_ended_by(state("Serbia"), blocs()["NATO"], "member", VIEW) == ()
    before = ties_ended_by(state("Serbia"), union, "member", date(2021, 7, 9))
    assert [tie.span.start.year for tie in before] == [2007, 2010, 2010]


def test_no_member_of_a_bloc_has_a_tie_that_membership_bars() -> None:
    for tie in close_ties():
        if tie.barred_by:
            members = blocs()[tie.barred_by[0]].member_letters(VIEW)
            assert tie.one not in members and tie.why, tie.name


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"barred_by": "EX:member", "why": "x"}, "no bloc has the id 'EX'"),
        ({"barred_by": "EU:pupil", "why": "x"}, "no rung is called 'pupil'"),
        ({"barred_by": "EU:member"}, "'barred_by' needs 'why'"),
        ({"kind": "love"}, "'kind' is 'love'"),
        ({"b": "CHX"}, "no state or bloc has the key 'CHX'"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words):
        ties_of(*checked(LAYOUT, [{**ROW, **changed}]))
