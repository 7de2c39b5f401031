"""Own facts: a user's file adds rows to the hand-made tables, contests some, and is checked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.blocs import blocs
from detente.actors.chronology import chronology
from detente.actors.chronology import relations as with_chronology
from detente.actors.joint_bodies import bodies, bodies_of
from detente.actors.joint_bodies import relations as with_bodies
from detente.actors.names import state
from detente.actors.own_facts import parse_own_facts, read_own_facts
from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_facts import facts, facts_between
from detente.actors.relation_key import pair
from detente.actors.rows_of_pair import own_facts_of, rows_of_pair
from detente.errors import DetenteError
from detente.institutions.ladder import held, held_in
from detente.limits import LARGEST_TEXT

AUTHOR = 'author = "the desk"\n'
DAY = date(2013, 12, 31)
ROOT = Path(__file__).resolve().parents[2]
EVENT = """
[[event]]
a = "NATO"
b = "RUS"
date = 2013-10-23
what = "A visit"
source = "Statement of 23 October 2013"
turn = 1
"""
STEP = """
[[step]]
bloc = "NATO"
states = "RUS"
rung = "candidate"
form = "accession talks"
from = 2012-05-01
source = "Protocol of 1 May 2012"
"""
WAR = """
[[fighting]]
a = "FRA"
b = "DEU"
condition = "war"
from = 2012-01-01
what = "A war for a test"
source = "Protocol"
joined_a = "BEL"
"""


def own(*rows: str, author: str = AUTHOR) -> OwnFacts:
    return parse_own_facts((author + "".join(rows)).encode(), name="my.toml")


def test_an_event_is_added_under_its_authors_name() -> None:
    file = own(EVENT)
    before = chronology("NATO", "RUS", DAY)
    after = chronology("NATO", "RUS", DAY, own=file)
    added = [event for event in after if event not in before]
    assert [event.row for event in added] == ["own:event:NATO-RUS:2013-10-23"]
    assert added[0].what == "A visit (according to the desk)"
    assert added[0].source == "the desk: Statement of 23 October 2013"
    assert len(after) == len(before) + 1
    assert chronology("NATO", "RUS", DAY) == before


def test_an_event_after_the_view_is_not_read() -> None:
    late = own(EVENT.replace("2013-10-23", "2014-10-23"))
    assert chronology("NATO", "RUS", DAY, own=late) == chronology("NATO", "RUS", DAY)


def test_a_row_of_ours_is_withdrawn_or_replaced() -> None:
    withdrawn = own('[[withdraw]]\nrow = "event:NATO-RUS:1949-04-04"\nwhy = "wrong"\n')
    ours = {event.row for event in chronology("NATO", "RUS")}
    kept = {event.row for event in chronology("NATO", "RUS", own=withdrawn)}
    assert ours - kept == {"event:NATO-RUS:1949-04-04"}
    instead = own(EVENT, 'replaces = "event:NATO-RUS:1949-04-04"\nwhy = "wrong"\n')
    replaced = {event.row for event in chronology("NATO", "RUS", own=instead)}
    assert ours ^ replaced == {"event:NATO-RUS:1949-04-04", "own:event:NATO-RUS:2013-10-23"}
    assert instead.withdrawals[0].replaced_by == "own:event:NATO-RUS:2013-10-23"


def test_a_step_moves_the_ladder_of_its_view_alone() -> None:
    file = own(STEP)
    with_step, without = pair("NATO", "Russia", 2013, own=file), pair("NATO", "Russia", 2013)
    found = [view.bloc_and_state for view in (with_step, without)]
    rungs = [held(*sides, DAY) for sides in found if sides is not None]
    assert [one.rung if one else "" for one in rungs] == ["candidate", "associate"]
    assert held_in(state("Russia"), DAY, own=file)["NATO"].rung == "candidate"
    assert blocs(file)["EU"] is blocs()["EU"] and blocs(file)["NATO"] is not blocs()["NATO"]


def test_a_member_of_our_own_counts_among_the_members() -> None:
    joined = STEP.replace("candidate", "member").replace("RUS", "GEO")
    with_georgia = pair("NATO", "Russia", 2013, own=own(joined))
    members = with_georgia.first.members(2013)
    assert set(members) - set(blocs()["NATO"].members(2013)) == {372}


def test_a_war_has_its_allies_and_is_contested_with_them() -> None:
    file = own(WAR)
    france, germany, belgium = state("France"), state("Germany"), state("Belgium")
    at_war = facts_between(france, germany, DAY, own=file)
    assert "own:fighting:FRA-DEU:2012-01-01" in {one.fact.id for one in at_war}
    allied = facts_between(belgium, germany, DAY, own=file)
    assert "own:fighting:BEL-DEU:2012-01-01" in {one.fact.id for one in allied}
    ours = next(fact for fact in facts() if fact.origin)
    without = own(f'[[withdraw]]\nrow = "{ours.origin}"\nwhy = "wrong"\n')
    left = facts_between(state(ours.one, ours.start), state(ours.other, ours.start), ours.start)
    assert ours.id in {one.fact.id for one in left}
    parties = state(ours.one, ours.start), state(ours.other, ours.start)
    none = facts_between(*parties, ours.start, own=without)
    assert ours.id not in {one.fact.id for one in none}


def test_meetings_and_bodies_of_our_own() -> None:
    meeting = """
[[meeting]]
a = "RUS"
b = "NATO"
body = "NRC"
date = 2013-11-05
what = "A meeting"
level = "officials"
source = "Statement"
[[body]]
a = "NATO"
b = "RUS"
id = "XYZ"
name = "Working group"
kind = "committee"
founded = 2013-01-01
source = "Statement"
"""
    file = own(meeting)
    found = {body.id: body for body in bodies("NATO", "RUS", DAY, own=file)}
    assert found["XYZ"].name == "Working group (according to the desk)"
    added = [met.row for met in found["NRC"].meetings if met.according]
    assert added == ["own:meeting:NATO-RUS:NRC:2013-11-05"]
    assert all(not met.according for body in bodies("NATO", "RUS", DAY) for met in body.meetings)


def test_files_are_equal_by_digest_and_never_mix() -> None:
    one, same, other = own(EVENT), own(EVENT), own(STEP)
    assert one == same and hash(one) == hash(same) and one != other and not NO_FACTS
    first, second = (pair("NATO", "Russia", 2013, own=file) for file in (one, other))
    assert first != second and first == pair("NATO", "Russia", 2013, own=same)
    ids = [{row.id for row in rows_of_pair(view) if row.own} for view in (first, second)]
    assert ids == [
        {"own:event:NATO-RUS:2013-10-23"},
        {"own:step:NATO:RUS:candidate:accession-talks:2012-05-01"},
    ]


def test_only_what_concerns_the_pair_is_shown() -> None:
    file = own(EVENT, WAR)
    shown = own_facts_of(pair("NATO", "Russia", 2013, own=file))
    assert [row.id for row in shown.rows] == ["own:event:NATO-RUS:2013-10-23"]
    of_france = own_facts_of(pair("France", "Germany", 2013, own=file))
    assert {row.kind for row in of_france.rows} == {"fighting"}
    assert shown.digest == of_france.digest == file.digest


def test_every_hand_made_row_has_an_id_of_its_own() -> None:
    ids = [fact.id for fact in facts()]
    ids += [step.row for bloc in blocs().values() for step in bloc.steps]
    pairs = [tuple(sorted(keys)) for keys in with_chronology()]
    ids += [event.row for pair_of in pairs for event in chronology(pair_of[0], pair_of[1])]
    ids += [met.row for keys in with_bodies() for body in bodies_of(keys) for met in body.event]
    repeated = [name for name, count in Counter(ids).items() if count > 1]
    assert not repeated and all(ids)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (EVENT, ("'author'", "my.toml")),
        (AUTHOR + EVENT.replace("source", "sorce"), ("'sorce'", "row 1 of event", "near: source")),
        (AUTHOR + EVENT.replace('"RUS"', '"RUZ"'), ("'RUZ'", "row 1 of event", "RUS")),
        (AUTHOR + EVENT.replace('"RUS"', '"Russia"'), ("'Russia'", "near: RUS")),
        (AUTHOR + EVENT.replace('"RUS"', '"NATO"'), ("both sides",)),
        (AUTHOR + EVENT.replace("2013-10-23", '"23 October"'), ("'date'", "2014-03-18")),
        (AUTHOR + EVENT.replace("2013-10-23", "1700-01-01"), ("1700-01-01", "1800")),
        (AUTHOR + EVENT.replace("2013-10-23", "1940-01-01"), ("'NATO'", "did not exist")),
        (AUTHOR + EVENT.replace("turn = 1", "turn = 3"), ("'turn'", "near: -1, 0, 1")),
        (AUTHOR + EVENT.replace("turn = 1", "turn = true"), ("'turn'", "whole number")),
        (AUTHOR + EVENT + EVENT, ("two rows have the id",)),
        (AUTHOR + EVENT.replace("A visit", "A\\u001b[2J visit"), ("cannot be printed",)),
        (AUTHOR + EVENT.replace("A visit", "A" * 600), ("500 letters",)),
        (AUTHOR + EVENT.replace("event", "evnt"), ("'evnt'", "near: event")),
        (AUTHOR + EVENT + 'why = "no reason"\n', ("'replaces' and 'why'",)),
        (AUTHOR + WAR + "to = 2011-01-01\n", ("before it begins", "row 1 of fighting")),
        (AUTHOR + WAR.replace("condition", "conditio"), ("'conditio'", "near: condition")),
        (AUTHOR + WAR.replace('"war"', '"big war"'), ("'condition'", "armed conflict")),
        (AUTHOR + STEP + "to = 2011-01-01\n", ("ends before it begins", "row 1 of step")),
        (AUTHOR + STEP.replace('"candidate"', '"friend"'), ("no rung", "row 1 of step")),
        (AUTHOR + STEP.replace('"NATO"', '"NATA"'), ("'NATA'", "near: NATO")),
        (AUTHOR + STEP.replace("2012", "1912"), ("NATO did not exist",)),
        (AUTHOR + '[[withdraw]]\nrow = "event:NATO-RUS:1949-04-05"\nwhy = "x"\n', ("1949-04-04",)),
        (AUTHOR + '[[withdraw]]\nrow = "nothing"\nwhy = "x"\n', ("'nothing'", "row 1 of withdraw")),
        (AUTHOR + '[[withdraw]]\nrow = "own:event:x"\nwhy = "x"\n', ("the file itself",)),
        (AUTHOR + '[[withdraw]]\nrow = "event:NATO-RUS:1949-04-04"\n', ("'why' is missing",)),
        (AUTHOR + "event = 3\n", ("not a list of rows",)),
        ("author = 3\n", ("'author'",)),
        ("this is no TOML", ("not TOML",)),
        (AUTHOR + "x = " + "[" * 3000, ("not TOML",)),
        (AUTHOR + "#" * (LARGEST_TEXT + 1), ("1,000,000 bytes",)),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(DetenteError) as caught:
        parse_own_facts(text.encode(), name="my.toml")
    said = str(caught.value)
    assert "\n" not in said and all(part in said for part in parts), said


def test_the_file_on_the_page_and_the_example_are_read() -> None:
    page = (ROOT / "docs" / "own-facts.md").read_text(encoding="utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    assert [row.id for row in parse_own_facts(text.encode()).rows] == [
        "own:truce:IND-PAK:2021-02-25"
    ]
    example = read_own_facts(ROOT / "examples" / "own-facts.toml")
    assert (len(example.rows), len(example.withdrawals)) == (2, 2)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="there is no file"):
        read_own_facts(tmp_path / "none.toml")
    with pytest.raises(DetenteError, match="cannot be read"):
        read_own_facts(tmp_path)
    with pytest.raises(DetenteError, match="not TOML"):
        parse_own_facts(b"\xff\xfe")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=60))
def test_any_file_is_read_or_refused_in_one_line(raw: bytes, text: str) -> None:
    for data in (raw, f"{AUTHOR}[[event]]\n{text}".encode(errors="replace")):
        try:
            read = parse_own_facts(data)
        except DetenteError as error:
            assert "\n" not in str(error)
        else:
            assert read.author and read.digest
