"""Properties of the hand-made tables of facts: ladders of blocs, chronologies, joint bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from detente.actors import chronology, joint_bodies, pair_tables
from detente.actors.blocs import CONDITIONS, RUNGS, Bloc, Step, blocs, read_bloc
from detente.actors.chronology import Event
from detente.actors.joint_bodies import Body
from detente.actors.states import ccode_on
from detente.errors import DateError

CHECKED_TO = date(2026, 6, 30)
"""The common day of all tables."""
FIRST = date(1890, 1, 1)
"""Earlier than any fact that the tables hold."""
PARTS = {
    "integrated military command",
    "Russian mission to NATO",
    "voting rights in the Parliamentary Assembly",
    "credentials in the Parliamentary Assembly",
    "member of the G8",
}
"""What can be suspended and is no rung of its own, or is over."""
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
OUTSIDE_THE_SYSTEM = {"ABW", "ANT", "COK", "ESH", "FRO", "GRL", "HKG", "MAC", "NIU", "PSE", "VAT"}
"""Letters that no system of states holds."""
COUNTED_LATER = {"AND", "BRN", "DDR", "DEU", "KIR", "LIE", "MCO", "SMR", "TON", "TUV"}
"""Letters that the system of states counts later than an organisation did."""
VANISHED = {
    "CSK": date(1992, 12, 31),
    "DDR": date(1990, 10, 2),
    "YMD": date(1990, 5, 21),
    "YUG": date(2003, 2, 3),
}
"""Last days of letters that are in use no more."""


def all_steps() -> Iterator[tuple[Bloc, Step]]:
    return ((bloc, step) for bloc in blocs().values() for step in bloc.steps)


def all_events() -> Iterator[tuple[str, Event]]:
    for keys in chronology.relations():
        first, second = sorted(keys)
        yield from ((f"{first}-{second}", event) for event in chronology.chronology(first, second))


def all_bodies() -> Iterator[Body]:
    for keys in joint_bodies.relations():
        first, second = sorted(keys)
        yield from joint_bodies.bodies(first, second, CHECKED_TO)


def test_members_belong_once_at_a_time() -> None:
    spells: dict[tuple[str, str], list[Step]] = {}
    for bloc, step in all_steps():
        if step.rung == "member":
            spells.setdefault((bloc.id, step.letters), []).append(step)
    ordered = (sorted(steps, key=lambda step: step.span.start) for steps in spells.values())
    overlaps = [
        (earlier, later)
        for steps in ordered
        for earlier, later in pairwise(steps)
        if later.span.start <= earlier.span.end
    ]
    assert overlaps == []


def test_steps_have_a_source_and_plausible_days() -> None:
    for bloc, step in all_steps():
        where = f"{bloc.id} {step.letters} {step.form}"
        assert step.address.startswith("http"), where
        assert FIRST < step.span.start <= CHECKED_TO, where
        assert step.span.start <= step.span.end, where
        assert (step.condition in CONDITIONS) == (step.rung == "suspended"), where


def test_states_of_steps_exist_on_their_first_day() -> None:
    unknown = {
        (bloc.id, step.letters, step.span.start.year)
        for bloc, step in all_steps()
        if step.letters not in OUTSIDE_THE_SYSTEM | COUNTED_LATER
        and ccode_on(step.letters, step.span.start) is None
        and ccode_on(step.letters, step.span.start + timedelta(days=731)) is None
    }
    assert unknown == set()


def test_vanished_states_hold_nothing_after_their_last_day() -> None:
    after = [
        (bloc.id, step.letters, step.form)
        for bloc, step in all_steps()
        if step.rung != "left" and step.span.end > VANISHED.get(step.letters, date.max)
    ]
    assert after == []


def test_what_is_suspended_is_held() -> None:
    loose = []
    for bloc, step in all_steps():
        if step.rung != "suspended" or step.form in PARTS:
            continue
        held = [
            other
            for other in bloc.steps_of((step.letters,))
            if other.rung in RUNGS
            and other.form == step.form
            and other.span.covers(step.span.start)
        ]
        if not held:
            loose.append((bloc.id, step.letters, step.form, step.span.start))
    assert loose == []


def test_checked_rows_name_their_document() -> None:
    for bloc, step in all_steps():
        if step.checked:
            where = f"{bloc.id} {step.letters} {step.form}"
            assert step.document and "wikipedia" not in step.url, where


def test_events_are_in_order_and_sourced() -> None:
    for relation, event in all_events():
        where = f"{relation} {event.date}"
        assert FIRST < event.date <= CHECKED_TO, where
        assert event.turn in {-1, 0, 1} and event.what and event.source, where
        assert event.url or event.dataset or not event.checked, where
    for keys in chronology.relations():
        days = [event.date for event in chronology.chronology(*sorted(keys))]
        assert days == sorted(days), keys


def test_no_document_is_older_than_the_event_that_it_records() -> None:
    older = []
    for relation, event in all_events():
        years = [int(year) for year in YEAR.findall(event.source)]
        if years and max(years) < event.date.year:
            older.append((relation, event.date, event.source))
    assert older == []


def test_meetings_lie_in_the_life_of_their_body() -> None:
    for body in all_bodies():
        last = body.ended or CHECKED_TO
        first = body.founded.replace(day=1)
        for event in body.event:
            assert first <= event.date <= max(last, CHECKED_TO), (body.id, event)
            known = event.url or event.dataset or not event.checked
            assert event.source and known, (body.id, event)


def test_ordinals_rise_with_the_days() -> None:
    for body in all_bodies():
        numbered = [event.ordinal for event in body.meetings if event.ordinal is not None]
        assert numbered == sorted(set(numbered)), body.id


def test_complete_lists_hold_every_ordinal() -> None:
    complete = [body for body in all_bodies() if body.complete]
    for body in complete:
        held = [event.ordinal for event in body.meetings]
        assert held == list(range(1, len(held) + 1)), body.id
    assert {"SED", "SAED", "EURUSSUMMIT"} <= {body.id for body in complete}


def test_at_least_thirty_relations_have_a_chronology() -> None:
    assert len(chronology.relations()) >= 60


def test_pairs_say_to_when_their_own_tables_were_checked() -> None:
    for folder in ("chronology", "bodies"):
        for keys in pair_tables.named(folder):
            table = pair_tables.read(folder, keys)
            assert table is not None and table.get("checked_to", date.min) < CHECKED_TO, keys


ROW = {"rung": "member", "form": "member", "from": date(2000, 1, 1), "states": "FRA", "source": "s"}
TABLE = {
    "id": "X",
    "name": "X",
    "kind": "forum",
    "founded": date(2000, 1, 1),
    "sources": {"s": "h"},
}


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"rung": "pupil"}, "no rung"),
        ({"source": "nowhere"}, "no source"),
        ({"to": date(1999, 1, 1)}, "ends before it begins"),
        ({"to": date(2001, 1, 1), "last": date(2001, 1, 1)}, "two ends"),
        ({"state": "frozen"}, "only suspensions"),
        ({"rung": "suspended", "state": "asleep"}, "only suspensions"),
        ({"frm": date(2001, 1, 1)}, "unknown keys: frm"),
    ],
)
def test_a_broken_row_is_refused_in_one_line(broken: dict[str, object], words: str) -> None:
    with pytest.raises(DateError, match=words) as refused:
        read_bloc({**TABLE, "step": [{**ROW, **broken}]})
    assert "\n" not in str(refused.value)
    assert "blocs/x.toml" in str(refused.value)


def test_a_row_ends_on_its_last_day_or_before_a_change() -> None:
    rows = [{**ROW, "last": date(2001, 1, 31)}, {**ROW, "to": date(2001, 1, 31), "states": "DEU"}]
    ended, changed = read_bloc({**TABLE, "step": rows}).steps
    assert (ended.span.end, ended.ends_on) == (date(2001, 1, 31), "last day")
    assert (changed.span.end, changed.ends_on) == (date(2001, 1, 30), "change")
