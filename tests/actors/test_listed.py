"""Listed actors: shown with their places in institutions, and refused where a series is needed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.actors.blocs import blocs
from detente.actors.listed import listed
from detente.actors.names import actor, listed_actor, state
from detente.actors.states import identities
from detente.errors import AmbiguousActor, UnknownActor
from tests.cli.test_cli import run


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Palestine", "PSE"),
        ("the Holy See", "VAT"),
        ("Ватикан", "VAT"),
        ("Palästina", "PSE"),
        ("SADR", "ESH"),
        ("cook islands", "COK"),
        ("Greenland", ""),
        ("France", ""),
        ("Nowhereland", ""),
    ],
)
def test_names_of_listed_actors(name: str, key: str) -> None:
    found = listed_actor(name)
    assert (found.key if found else "") == key


def test_places_are_those_of_the_day() -> None:
    """By hand: Palestine has been a member of the Arab League since 9 September 1976."""
    before, after = (listed()["PSE"].on(day) for day in (date(1976, 9, 8), date(1976, 9, 9)))
    assert not before and [(place.bloc, place.step.rung) for place in after] == [("AL", "member")]
    assert [place.bloc for place in listed()["VAT"].on(date(1980, 1, 1))] == ["COE", "OSCE"]


def test_everyone_whom_a_bloc_lists_is_a_state_or_listed() -> None:
    states = {letters for one in identities() if one.ccode for letters in (one.key, one.iso3)}
    placed = {step.letters for bloc in blocs().values() for step in bloc.steps}
    assert placed <= states | set(listed()) and not states & set(listed())


def test_a_listed_actor_is_shown_and_its_relation_refused() -> None:
    shown = json.loads(run("actors", "Palestine", "--as-of", "1980", "--json")[0])
    assert shown["kind"] == "listed actor" and shown["letters"] == "PSE"
    assert shown["rungs"] == ["AL member (member) since 1976-09-09"] and shown["sources"]
    assert "no series here has a row of it" in run("actors", "Holy See")[0]
    _, err = run("relation", "Palestine", "Israel", expect=1)
    assert "'detente actors PSE' shows its places in institutions" in err
    _, err = run("actors", "Greenland", expect=1)
    assert "'detente actors' lists all that are" in err


@pytest.mark.parametrize(
    ("name", "code"),
    [("Niger", 436), ("Guinea", 438), ("Georgia", 372), ("Dominica", 54), ("Micronesia", 987)],
)
def test_an_exact_name_resolves(name: str, code: int) -> None:
    """Decision 21: the exact short name of one member of the United Nations."""
    assert state(name, 2020).ccode == code


@pytest.mark.parametrize("name", ["Congo", "Korea"])
def test_a_shared_name_asks(name: str) -> None:
    with pytest.raises(AmbiguousActor):
        actor(name, 2020)


@pytest.mark.parametrize("name", ["Virgin Islands", "Dominican", "Guinean", "Nigerien"])
def test_what_is_no_name_of_one_state_is_refused(name: str) -> None:
    with pytest.raises((AmbiguousActor, UnknownActor)):
        actor(name, 2020)
