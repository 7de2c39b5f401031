"""Every pair at war, in truce, without relations or in crisis since 2014 has a chronology of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from detente.actors.chronology import Event, chronology, relations
from detente.actors.pair_tables import latest
from detente.actors.relation_facts import Fact, facts, read_rows

SINCE = date(2014, 1, 1)
KINDS = ("fighting", "truce", "occupation", "rupture", "crisis")
"""Kinds of facts that ask for a chronology."""
BEGIN = ("fighting", "truce", "rupture")
"""Kinds whose first day is an event."""
NEAR = timedelta(days=3)
"""How far the event of a fact may lie from its day: a signature and the day of effect differ."""
MEMBER = "member"
"""Part of a fact that was made for each member of a bloc that fought."""
Read = Callable[[str, str], tuple[Event, ...]]

INVENTED: dict[str, Any] = {
    "a": "SWE",
    "b": "NOR",
    "from": date(2019, 3, 1),
    "to": date(2019, 5, 9),
    "what": "An invented quarrel",
    "form": "an invented break",
    "source": "An invented document",
}


def since_2014(found: Iterable[Fact]) -> Iterator[Fact]:
    """Give the facts that ask for a chronology: open on some day since `SINCE`."""
    for fact in found:
        is_open = fact.end is None or fact.end >= SINCE
        if fact.kind in KINDS and is_open and fact.part != MEMBER:
            yield fact


def around(day: date, precision: str) -> tuple[date, date]:
    """Give the days near a day, near the whole month where only that is known."""
    first = day if precision == "day" else day.replace(day=1)
    return first - NEAR, latest(day, precision) + NEAR


def spans(fact: Fact) -> Iterator[tuple[date, date]]:
    """Give first and last day on which an event of the fact may lie, for each day that asks it.

    An ally joins a war of others; the war itself is an event of the two that began it.
    """
    if fact.part:
        return
    if fact.kind in BEGIN and fact.start >= SINCE:
        yield around(fact.start, fact.start_precision)
    if fact.kind == "rupture" and fact.end is not None:
        yield around(fact.end, fact.end_precision)


def lacking(found: Iterable[Fact], read: Read = chronology) -> list[str]:
    """Name the facts of which no chronology has an event."""
    missing = []
    for fact in since_2014(found):
        days = [event.date for event in read(fact.one, fact.other)]
        if not days:
            missing.append(f"{fact.id}: no chronology")
        uncovered = [
            first for first, last in spans(fact) if not any(first <= day <= last for day in days)
        ]
        missing += [f"{fact.id}: no event from {first}" for first in uncovered if days]
    return missing


def test_every_war_truce_and_break_since_2014_is_an_event_of_its_chronology() -> None:
    assert lacking(facts()) == []


def test_the_state_table_asks_for_most_of_the_chronologies() -> None:
    asked = {fact.keys for fact in since_2014(facts())}
    assert len(asked) > 100 and asked <= set(relations())


def test_a_case_by_hand_the_break_of_egypt_and_qatar() -> None:
    (broken,) = [one for one in since_2014(facts()) if one.keys == {"EGY", "QAT"}]
    days = [event.date for event in chronology("EGY", "QAT")]
    assert (broken.start, broken.end) == (date(2017, 6, 5), date(2021, 1, 19))
    assert days == [date(2017, 6, 5), date(2021, 1, 20)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_pair_without_chronology_is_found(kind: str) -> None:
    severity = {"condition": "war"} if kind == "fighting" else {}
    land = {"land": "an invented valley"} if kind == "occupation" else {}
    found = read_rows(kind, [{**INVENTED, **severity, **land}], where="invented.toml")
    assert [line.endswith("no chronology") for line in lacking(found)] == [True]
    older = [{**INVENTED, **severity, **land, "from": date(2009, 3, 1), "to": date(2009, 5, 9)}]
    assert lacking(read_rows(kind, older, where="invented.toml")) == []


def test_a_break_whose_end_is_no_event_is_found() -> None:
    found = read_rows("rupture", [INVENTED], where="invented.toml")
    begun = Event(date(2019, 3, 2), "An invented break", turn=-1, source="An invented document")
    ended = Event(date(2019, 5, 10), "An invented end", turn=1, source="An invented document")
    only_begun = lacking(found, read=lambda one, other: (begun,))
    assert only_begun == ["rupture:SWE-NOR:2019-03-01: no event from 2019-05-06"]
    assert lacking(found, read=lambda one, other: (begun, ended)) == []


def test_the_month_of_a_fact_is_enough_where_no_more_is_known() -> None:
    row = {**INVENTED, "from_precision": "month", "to_precision": "month"}
    (fact,) = read_rows("rupture", [row], where="invented.toml")
    march = (date(2019, 2, 26), date(2019, 4, 3))
    assert list(spans(fact)) == [march, (date(2019, 4, 28), date(2019, 6, 3))]
