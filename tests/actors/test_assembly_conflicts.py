"""Texts of the Assembly on a conflict: the rule on titles, the list by hand, and faults."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.actors.assembly_conflicts import (
    CONFLICTS,
    TEXTS,
    by_title,
    conflict_of,
    conflicts,
    conflicts_between,
    text_of,
    texts,
    texts_on,
)
from detente.actors.fact_rows import checked
from detente.actors.names import actor
from detente.errors import DetenteError
from detente.store.home import Store

VIEW = date(2025, 10, 29)
CALLS = pl.DataFrame(
    {
        "rcid": [1, 2, 3, 4],
        "date": [date(2013, 1, 1), date(2014, 3, 27), date(2016, 12, 1), date(2022, 3, 2)],
        "resolution": ["R1", "R2", "R3", "R4"],
        "title": [
            "Aid to Ukraine",
            "Territorial integrity of UKRAINE",
            "The Chernobyl disaster in Ukraine",
            "Aggression against Ukraine",
        ],
    }
)


def test_the_rule_on_titles_by_hand() -> None:
    found = by_title(CALLS, conflicts()["ukraine"], VIEW)
    assert found["resolution"].to_list() == ["R2", "R4"]
    assert by_title(CALLS, conflicts()["ukraine"], date(2022, 3, 1)).height == 1
    assert by_title(CALLS, conflicts()["cuba"], VIEW).is_empty()


@pytest.mark.mirror
def test_a_published_count(mirrored: Store) -> None:
    calls = mirrored.get("un_roll_calls_undl").frame
    assert by_title(calls, conflicts()["ukraine"], VIEW).height == 21
    assert by_title(calls, conflicts()["cuba"], VIEW).height == 32


@pytest.mark.mirror
def test_listed_texts_have_the_day_of_the_data_set(mirrored: Store) -> None:
    calls = mirrored.get("un_roll_calls_undl").frame
    days = dict(zip(calls["resolution"].to_list(), calls["date"].to_list(), strict=True))
    verified = [text for text in texts() if text.dataset]
    assert len(verified) > 20
    assert {text.symbol: text.on for text in verified} == {
        text.symbol: days[text.symbol] for text in verified
    }


def test_the_list_by_hand() -> None:
    ukraine = conflicts()["ukraine"]
    assert [text.symbol for text in texts_on(ukraine, date(2022, 3, 2))][-1] == "A/RES/ES-11/1"
    assert len({text.symbol for text in texts()}) == len(texts())
    for text in texts():
        assert text.on <= date(2026, 6, 30) and text.symbol.startswith("A/")


def test_a_conflict_reads_the_same_from_either_end() -> None:
    forth = conflicts_between(actor("Turkey"), actor("Cyprus"))
    assert forth == conflicts_between(actor("Cyprus"), actor("Turkey"))
    assert [one.id for one in forth] == ["cyprus"]
    assert conflicts_between(actor("EU"), actor("Cyprus")) == ()


CONFLICT = {"id": "x", "name": "X", "a": "FRA", "b": "COM", "words": "x", "from": date(2000, 1, 1)}
TEXT = {"conflict": "ukraine", "symbol": "A/RES/1", "on": date(2022, 1, 1), "kind": "law"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"words": "x; "}, "a word is empty"), ({"b": "COX"}, "no state or bloc has the key 'COX'")],
)
def test_a_broken_conflict_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words):
        conflict_of(*checked(CONFLICTS, [{**CONFLICT, **changed}]))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"conflict": "ukrain"}, "no conflict has the id 'ukrain'"),
        ({"named": "FRA"}, "'FRA' is no side of it"),
        ({"on": date(2010, 1, 1)}, "A/RES/1 is older than 2014-03-01"),
        ({"kind": "mood"}, "'kind' is 'mood'"),
    ],
)
def test_a_broken_text_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words):
        text_of(checked(TEXTS, [{**TEXT, **changed}])[0], conflicts())
