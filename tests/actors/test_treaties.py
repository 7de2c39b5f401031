"""Treaties: their state on a day by hand, what no view sees, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.actors.fact_rows import checked
from detente.actors.names import actor
from detente.actors.treaties import (
    BROKEN,
    IN_FORCE,
    LAYOUT,
    OVER,
    SUSPENDED,
    Treaty,
    treaties,
    treaties_between,
    treaties_of,
)
from detente.errors import DateError

ROW = {
    "a": "FRA",
    "b": "DEU",
    "name": "Treaty of X",
    "kind": "friendship",
    "duty": "to be friends",
    "from": date(2000, 1, 1),
    "source": "Treaty of X, 1 January 2000",
}


def state(first: str, second: str, name: str, day: date) -> str:
    known = treaties_between(actor(first), actor(second), day)
    (found,) = [treaty for treaty in known if treaty.name == name]
    return found.state_on(day)


@pytest.mark.parametrize(
    ("first", "second", "name", "day", "said"),
    [
        ("Russia", "Ukraine", "Budapest Memorandum", date(2014, 2, 26), IN_FORCE),
        ("Ukraine", "Russia", "Budapest Memorandum", date(2014, 2, 27), BROKEN),
        ("United States", "Ukraine", "Budapest Memorandum", date(2024, 1, 1), BROKEN),
        ("United States", "Russia", "New START Treaty", date(2026, 2, 5), SUSPENDED),
        ("United States", "Russia", "New START Treaty", date(2026, 2, 6), OVER),
        ("India", "Pakistan", "Indus Waters Treaty", date(2025, 4, 22), IN_FORCE),
        ("India", "Pakistan", "Indus Waters Treaty", date(2025, 4, 23), SUSPENDED),
    ],
)
def test_states_by_hand(first: str, second: str, name: str, day: date, said: str) -> None:
    assert state(first, second, name, day) == said


def test_no_view_sees_what_came_later() -> None:
    for treaty in treaties():
        day = treaty.span.start
        assert treaty.known_by(day - timedelta(days=1)) is None
        known = treaty.known_by(day)
        assert known is not None and known.state_on(date(2100, 1, 1)) in (IN_FORCE, BROKEN)
        if treaty.broken not in (None, day):
            assert (known.broken, known.broken_by, known.according) == (None, "", "")


def test_a_treaty_reads_the_same_from_either_end() -> None:
    day = date(2024, 12, 31)
    forth = treaties_between(actor("Greece"), actor("Turkey"), day)
    assert forth == treaties_between(actor("Turkey"), actor("Greece"), day) != ()


def test_who_broke_a_treaty_is_one_of_its_parties_or_gave_the_same_promise() -> None:
    of_name: dict[str, set[str]] = {}
    for treaty in treaties():
        of_name.setdefault(treaty.name, set()).update(treaty.keys)
    for treaty in treaties():
        named = {treaty.broken_by, treaty.suspended_by, treaty.ended_by} - {""}
        assert named <= of_name[treaty.name], treaty.name
        assert bool(treaty.broken) == bool(treaty.according), treaty.name


def read_one(**changed: object) -> tuple[Treaty, ...]:
    (row,) = checked(LAYOUT, [{**ROW, **changed}])
    return treaties_of(row)


def test_sides_of_several_make_a_treaty_each() -> None:
    pairs = [(one.one, one.other) for one in read_one(a="FRA ITA", b="DEU ITA")]
    assert pairs == [("FRA", "DEU"), ("FRA", "ITA"), ("ITA", "DEU")]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"signed": date(2001, 1, 1)}, "signed on 2001-01-01, after it was in force"),
        ({"to": date(2001, 1, 1)}, "'to' and 'ended' go together"),
        ({"broken": date(1999, 1, 1), "broken_by": "FRA"}, "outside its life"),
        ({"suspended": date(2001, 1, 1)}, "'suspended' and 'suspended_by' go together"),
        ({"b": "SUN", "to": date(2001, 1, 1), "ended": "expired"}, "'SUN' did not exist"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DateError, match=words):
        read_one(**changed)
