"""Leaders: by hand, without gaps, under Archigos' keys, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from detente.actors.fact_rows import checked
from detente.actors.leaders import (
    LAST_OF_ARCHIGOS,
    LAYOUT,
    changes,
    in_order,
    leader_of,
    leader_on,
    leaders,
)
from detente.actors.names import actor
from detente.errors import DetenteError
from detente.span import OPEN_END
from detente.store.home import Store

GAP = 25
"""Most days without a leader that the table holds: a party that sought one."""
NOT_FOLLOWED = {"LIE", "TON", "POL", "GEO"}
"""States that Archigos does not have, or has with another office."""


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("United States", date(2021, 1, 19), "Donald Trump"),
        ("United States", date(2021, 1, 20), "Joe Biden"),
        ("Tonga", date(2026, 6, 30), "Lord Fakafanua"),
        ("Hungary", date(2026, 5, 8), "Viktor Orban"),
        ("Switzerland", date(2020, 6, 1), "Simonetta Sommaruga"),
    ],
)
def test_by_hand(state: str, day: date, name: str) -> None:
    found = leader_on(actor(state), day)
    assert found is not None and found.name == name


def test_no_view_sees_when_a_leader_leaves() -> None:
    found = leader_on(actor("Germany"), date(2020, 1, 1))
    assert found is not None and found.span.end == OPEN_END


def test_forty_states_have_a_leader_on_every_day_since_2016() -> None:
    states = {one.state for one in leaders()}
    assert len(states) >= 40
    for letters in states:
        spells = [one for one in leaders() if one.state == letters]
        assert spells[-1].span.end == OPEN_END, letters
        assert spells[0].span.start <= date(2016, 1, 1), letters
        for earlier, later in pairwise(spells):
            assert 0 <= (later.span.start - earlier.span.end).days <= GAP, later.key


def test_a_bloc_has_no_leader_and_acting_ones_are_no_change() -> None:
    assert leader_on(actor("NATO"), date(2024, 1, 1)) is None
    entered = changes(actor("South Korea"), date(2016, 1, 1), date(2026, 6, 30))
    assert [one.name for one in entered] == ["Moon Jae-in", "Yoon Suk-yeol", "Lee Jae-myung"]


@pytest.mark.mirror
def test_who_was_in_office_at_the_end_of_2015_has_the_key_of_archigos(mirrored: Store) -> None:
    archigos = mirrored.get("archigos").frame
    last = archigos.filter(pl.col("end") >= LAST_OF_ARCHIGOS)["obsid"].to_list()
    then = [
        one
        for one in leaders()
        if one.span.covers(LAST_OF_ARCHIGOS) and one.state not in NOT_FOLLOWED | {"MDA"}
    ]
    assert {one.key for one in then} <= set(last)


ROW = {
    "key": "FRN-2017",
    "state": "FRA",
    "name": "A",
    "office": "president",
    "from": date(2017, 1, 1),
    "to": date(2018, 1, 1),
}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": "FRN2017"}, "is no key of a leader"),
        ({"state": "FRX"}, "no state or bloc has the key 'FRX'"),
        ({"from": date(2019, 1, 1)}, "before it begins"),
    ],
)
def test_a_broken_row_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words):
        leader_of(*checked(LAYOUT, [{**ROW, **changed}]))


@pytest.mark.parametrize(
    ("key", "first", "words"),
    [
        ("FRN-2018", date(2017, 6, 1), "B enters on 2017-06-01, before A left"),
        ("FRN-2017", date(2018, 1, 1), "the key 'FRN-2017' is there twice"),
    ],
)
def test_two_at_once_are_refused(key: str, first: date, words: str) -> None:
    later = {**ROW, "key": key, "name": "B", "from": first}
    known = tuple(leader_of(row) for row in checked(LAYOUT, [ROW, later]))
    with pytest.raises(DetenteError, match=re.escape(words)):
        in_order(known)
