"""Ladders on paper: last days in tables, plain data and charts; suspensions as broken lines."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.blocs import blocs
from detente.actors.joint_bodies import STATES, bodies
from detente.actors.names import state
from detente.actors.relation_key import pair
from detente.findings.institutions.ladder import _text
from detente.institutions.ladder import Rail, held, rail_of, rails
from detente.institutions.rung_states import highest, limits_on
from detente.paper.charts import institutions as charts
from detente.paper.tables.steps import _step
from detente.paper.writers.ladders import _body, _ladder

NEWEST = date(2026, 6, 30)


def ladder_of(bloc: str, who: str, day: date = NEWEST) -> Rail:
    return rail_of(blocs()[bloc], state(who, day), day)


def sentence(bloc: str, who: str, day: date) -> str:
    known, party = blocs()[bloc].named(day), state(who, day)
    return _text(known, party, held=held(known, party, day), day=day)


def test_an_end_is_a_last_day_or_a_change() -> None:
    kingdom = [_step(step) for step in ladder_of("EU", "United Kingdom").steps]
    assert ("1973-01-01", "2020-01-31", "member", "member") in [row[:4] for row in kingdom]
    russia = [_step(step) for step in ladder_of("NATO", "Russia").steps]
    ends = {row[3]: row[1] for row in russia if row[2] == "associate"}
    assert ends["Permanent Joint Council"] == "until 2002-05-28"
    assert ends["Partnership for Peace"] == ""


def test_a_view_does_not_know_an_end_that_came_later() -> None:
    before = [_step(step) for step in ladder_of("EU", "United Kingdom", date(2019, 12, 31)).steps]
    assert ("1973-01-01", "", "member") in [row[:3] for row in before]


def test_plain_data_give_the_rung_its_state_and_the_last_day_of_every_step() -> None:
    rail = ladder_of("EU", "United Kingdom")
    plain = _ladder(rail, highest(rail.steps, NEWEST), limits_on(rail.steps, NEWEST))
    (member,) = [step for step in plain["steps"] if step["rung"] == "member"]
    assert (member["to"], member["to_is_eve_of_change"]) == ("2020-01-31", False)
    rail = ladder_of("NATO", "Russia")
    plain = _ladder(rail, highest(rail.steps, NEWEST), limits_on(rail.steps, NEWEST))
    held_now = plain["held"]
    assert (held_now["rung"], held_now["state"]) == ("associate", "suspended")
    assert (held_now["since"], held_now["state_since"]) == ("1991-12-20", "2014-04-01")
    assert held_now["of_every_form"] and held_now["url"].startswith("http")
    (joint,) = [
        step
        for step in plain["steps"]
        if (step["form"], step["rung"]) == ("Permanent Joint Council", "associate")
    ]
    assert (joint["to"], joint["to_is_eve_of_change"]) == ("2002-05-27", True)
    assert [step["form"] for step in plain["limits"]] == ["Russian mission to NATO"]


def test_plain_data_of_a_body_say_at_least_how_often_it_met() -> None:
    (council,) = [one for one in bodies("EU", "TUR", NEWEST) if one.id == "EUTURAC"]
    plain = _body(council, NEWEST)
    assert plain["meetings"] >= 54 and not plain["complete"]
    assert plain["state"] in STATES and plain["last_meeting"] <= "2026-06-30"


def test_the_rails_show_suspensions_on_the_forms_that_they_concern() -> None:
    spec = charts.rails(rails(pair("NATO", "Russia", NEWEST)), NEWEST)
    assert spec is not None
    *_, broken = spec["layer"]
    assert broken["mark"]["strokeDash"]
    rows = broken["data"]["values"]
    on = {(row["name"], int(row["start"])) for row in rows}
    assert ("NATO-Russia Council", 2014) in on and ("NATO-Russia Council", 2008) in on
    assert all(row["end"] <= 2026.6 for row in rows), "nothing lies after the view"


def test_rails_of_two_states_bear_the_name_under_which_they_belonged() -> None:
    spec = charts.rails(rails(pair("Russia", "USA", NEWEST)), NEWEST)
    assert spec is not None
    names = {row["name"] for row in spec["layer"][0]["data"]["values"]}
    assert "G8: Russia" in names and "G7: Russia" not in names


@pytest.mark.parametrize(
    ("bloc", "who", "day", "said", "not_said"),
    [
        ("EU", "Georgia", NEWEST, "a candidate since 2023, frozen since 27 June 2024", "once"),
        (
            "NATO",
            "Russia",
            NEWEST,
            "a partner since 1991, suspended since 1 April 2014",
            "stood",
        ),
        ("G7", "Russia", NEWEST, "a member of the G8 from 15 May 1998 until", "of the G7 from"),
        ("EU", "Russia", NEWEST, "Partnership and Cooperation Agreement (1997)", "Agreement sus"),
        ("EU", "United Kingdom", NEWEST, "from 1 January 1973 to 31 January 2020", "01-30"),
        ("EU", "Turkey", NEWEST, "accession talks frozen since 26 June 2018", "once"),
        ("OSCE", "Russia", NEWEST, "a participating state since 1973", "member"),
        ("NATO", "Georgia", date(2010, 6, 30), "membership was promised on 3 April 2008", "once"),
        ("NATO", "Sweden", NEWEST, "a member since 2024", "promised"),
        ("AL", "Syria", date(2015, 6, 30), "since 1961, suspended since 16 November 2011", "once"),
    ],
)
def test_sentences_follow_from_the_state_by_date(
    bloc: str, who: str, day: date, said: str, not_said: str
) -> None:
    text = sentence(bloc, who, day)
    assert said in text and not_said not in text, text
