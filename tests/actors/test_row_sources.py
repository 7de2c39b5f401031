"""Sources of rows: one vocabulary, rules that readers keep, and no event with two dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from detente.actors.blocs import read_bloc
from detente.actors.every_row import (
    FIRST_DAY,
    FactRow,
    about_bloc,
    about_pair,
    by_class,
    every_row,
    rows_of_file,
    sets_to_read,
    share_read,
)
from detente.actors.own_rows import OwnFacts
from detente.actors.relation_facts import read_rows
from detente.actors.row_sources import OWN_ROW, SOURCE_KEYS, Sourced, read_source, said_of
from detente.actors.source_rules import (
    BASES,
    CLASSES,
    DATED,
    EVIDENCE,
    MONTHS,
    NO_DOCUMENT,
    UNVERIFIED,
    document_day,
    document_of,
)
from detente.errors import DateError
from tests.actors.same_event import Siblings, with_two_dates
from tests.record.sample_rows import drawn, main

STAGES: list[dict[str, str]] = tomli.loads(
    Path(__file__).with_name("two_days.toml").read_text(encoding="utf-8")
)["stages"]
PRINTED = re.compile(r"\(OJ [^)]*\)")
"""Where an act was printed."""
SHARE_READ = 0.9
"""Least share of rows of which a page or data set that states them was read."""
PAGE = "https://www.nato.int/docu/pr/1997/p97-081e.htm"
SIGNED = date(1997, 5, 27)
GOOD: dict[str, Any] = {
    "date": SIGNED,
    "what": "The Founding Act is signed in Paris",
    "source": "Founding Act, Paris, 27 May 1997",
    "basis": "fixes",
    "document_date": SIGNED,
    "evidence": "verified",
    "url": PAGE,
}
"""A row that keeps every rule."""
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a report that is older than the day": (
        {"basis": "reports", "document_date": date(1997, 5, 26)},
        "a report of 1997-05-26 is older than the day 1997-05-27",
    ),
    "a report whose name holds an older day": (
        {"basis": "reports", "document_date": None, "source": "Press release of 14 May 1997"},
        "a report of 1997-05-14 is older",
    ),
    "a press release that fixes a day": (
        {"source": "NATO, press release (97)81"},
        "basis 'fixes' of 'NATO, press release (97)81'",
    ),
    "a template": (
        {"source": "NATO, press release or statement on the meeting of 27 May 1997"},
        "'press release or statement' is a template",
    ),
    "a template of three": (
        {"source": "Joint declaration, joint statement or co-chairs' statement, 27 May 1997"},
        "is a template",
    ),
    "a home page": ({"url": "https://www.nato.int/"}, "is a landing page"),
    "a home page in a language": ({"url": "https://www.nato.int/en"}, "is a landing page"),
    "an index": ({"url": "https://www.nato.int/index.html"}, "is a landing page"),
    "a list by tag": ({"url": "https://news.example.org/tag/nato"}, "is a landing page"),
    "an encyclopedia": (
        {"url": "https://en.wikipedia.org/wiki/Founding_Act"},
        "is an encyclopedia",
    ),
    "an encyclopedia in another form": (
        {"url": "https://www.wikizero.org/en/Founding_Act"},
        "is an encyclopedia",
    ),
    "an address of this machine": ({"url": "file:///page.html"}, "no public web address"),
    "two addresses": ({"url": f"{PAGE}; {PAGE}"}, "no public web address"),
    "evidence without a page": ({"url": ""}, "'verified' without what was read"),
    "a report of nothing": (
        {"url": "", "evidence": "reported", "dataset": "ATOP 5.1"},
        "'reported' without what was read",
    ),
    "a page without evidence": ({"evidence": None}, "'url' without 'evidence'"),
    "an unknown class": ({"evidence": "verifed"}, "near: verified"),
    "an unknown basis": ({"basis": "fix"}, "near: fixes"),
    "a day that is none": ({"document_date": "27 May 1997"}, "not a date as 2014-"),
}
"""What changes the good row into a bad one, and what the error says."""
TREATY = {"id": "X", "name": "X", "kind": "forum", "founded": SIGNED, "sources": {"list": "h"}}


def changed(change: dict[str, Any]) -> dict[str, Any]:
    """Change the good row; None takes a field away."""
    return {key: value for key, value in (GOOD | change).items() if value is not None}


def as_step(row: dict[str, Any]) -> object:
    said = {key: row[key] for key in SOURCE_KEYS if key in row}
    step = {"rung": "member", "form": "member", "states": "FRA", "source": "list"}
    dated = {"from": row["date"], "document": row["source"]}
    return read_bloc(TREATY | {"step": [step | dated | said]})


def as_fact(row: dict[str, Any]) -> object:
    kept = {key: value for key, value in row.items() if key != "date"}
    parties = {"a": "FRA", "b": "RUS", "from": row["date"]}
    return read_rows("normalisation", [parties | kept], where="invented.toml")


def as_event(row: dict[str, Any]) -> object:
    return rows_of_file("chronology/nato_rus.toml", {"event": [row]})


READERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a ladder": as_step,
    "a fact": as_fact,
    "an event": as_event,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
@pytest.mark.parametrize("change", BAD.values(), ids=list(BAD))
def test_readers_refuse_a_source_that_breaks_a_rule(
    reader: Callable[[dict[str, Any]], object], change: tuple[dict[str, Any], str]
) -> None:
    reader(GOOD)
    row, said = change
    with pytest.raises(DateError) as refused:
        reader(changed(row))
    message = str(refused.value)
    assert said in message and "\n" not in message, message


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": None, "url": None},
        {"url": None, "dataset": "Uppsala Conflict Data Program, edition 25.1, conflict 13243"},
        {"url": None, "note": "The day is that of ATOP 5.1, member 1234."},
        {"basis": "reports", "document_date": date(2002, 5, 28)},
        {"document_date": date(1990, 1, 1)},
        {"source": NO_DOCUMENT, "basis": None, "evidence": None, "url": None},
        {"url": "https://www.nato.int/?id=24469", "evidence": "reported"},
        {"source": "Treaty on the Prohibition of War or Aggression"},
    ],
)
def test_readers_take_what_the_rules_allow(change: dict[str, Any]) -> None:
    said = read_source(changed(change), where="invented.toml")
    assert set(said) <= set(SOURCE_KEYS)


def test_the_author_of_a_file_answers_for_its_rows() -> None:
    page = {"source": "A press release or statement", "url": "https://www.nato.int/"}
    assert read_source(page, where="own.toml", own=True) == {"url": "https://www.nato.int/"}
    with pytest.raises(DateError):
        read_source(page, where="table.toml")
    assert OWN_ROW not in EVIDENCE and not OwnFacts(digest="")


def test_a_document_is_dated_apart_from_the_fact() -> None:
    assert document_day(GOOD) == SIGNED
    assert document_day({"source": "Protocols of 8 and 9 July 2008"}) == date(2008, 7, 9)
    assert document_day({"source": "Treaty of 1949"}) is None
    assert document_of({"rung": "member", "source": "list"}) == ""


def test_what_is_said_of_a_source_is_plain_data() -> None:
    words = Sourced(evidence="reported", basis="reports", document_date=SIGNED, url=PAGE)
    assert words.source_words == {
        "evidence": "reported",
        "basis": "reports",
        "document_date": "1997-05-27",
        "dataset": "",
    }
    assert said_of(words) == words and words.checked
    assert Sourced().evidence_class == UNVERIFIED and not Sourced().checked


def test_every_table_keeps_the_rules() -> None:
    rows = every_row()
    assert len(rows) > 2500
    for row in rows:
        assert row.evidence_class in CLASSES and row.origin.basis in ("", *BASES), row.reference
        assert row.day > FIRST_DAY and row.what and row.parties | {row.table}, row.reference
        assert bool(row.origin.url) <= row.origin.checked, row.reference


def test_a_document_is_not_dated_by_the_journal_that_prints_it() -> None:
    """An act has the day of its signature or adoption; the Official Journal is printed later."""
    for row in every_row():
        day = row.origin.document_date
        if day is None:
            continue
        written = (
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{day.day}.{day.month}.{day.year}",
        )
        own = PRINTED.sub("", row.document)
        printed = " ".join(PRINTED.findall(row.document))
        named = {" ".join(found) for found in DATED.findall(own)}
        assert written[0] in named or not (named or any(word in printed for word in written)), (
            row.reference
        )


def test_rows_are_counted_once_in_each_class() -> None:
    rows = every_row()
    assert sum(by_class(rows).values()) == len(rows)
    assert len({row.reference for row in rows}) == len(rows)
    read = [row for row in rows if row.origin.checked]
    assert share_read(rows) == pytest.approx(len(read) / len(rows))


def test_rows_about_a_bloc_are_its_ladder_bodies_and_chronologies() -> None:
    of_bloc = about_bloc("CSTO")
    assert {row.file for row in of_bloc} == {"blocs/csto.toml"}
    nato = about_bloc("NATO")
    assert {row.table for row in nato} == {"blocs", "bodies", "chronology"}
    assert {row.file for row in about_pair("NATO", "RUS")} >= {
        "blocs/nato.toml",
        "bodies/nato_rus.toml",
        "chronology/nato_rus.toml",
    }


def invented(file: str, day: date, what: str, parties: str = "NATO UKR") -> FactRow:
    return FactRow(
        file=file,
        place=1,
        parties=frozenset(parties.split()),
        day=day,
        precision="day",
        what=what,
        document="",
        origin=Sourced(),
    )


def test_one_event_with_two_dates_is_found() -> None:
    step = invented("blocs/nato.toml", date(2023, 7, 11), "UKR associate: NATO-Ukraine Council")
    body = invented("bodies/nato_ukr.toml", date(2023, 7, 12), "NATO-Ukraine Council: founded")
    assert with_two_dates([body, step]) == {Siblings(step, body)}
    same_day = invented("bodies/nato_ukr.toml", step.day, body.what)
    of_others = invented("bodies/nato_ukr.toml", body.day, body.what, "NATO GEO")
    much_later = invented("bodies/nato_ukr.toml", date(2024, 7, 12), body.what)
    assert with_two_dates([step, same_day, of_others, much_later]) == set()


def test_no_event_has_two_dates() -> None:
    meant = {frozenset((stage["one"], stage["other"])) for stage in STAGES}
    found = with_two_dates(every_row())
    assert sorted(sorted(one.marks) for one in found if one.marks not in meant) == []
    unused = meant - {one.marks for one in found}
    assert not unused, f"no two rows say the same any longer: {sorted(map(sorted, unused))}"
    assert all(len(stage["why"]) > 20 for stage in STAGES)


def test_a_second_reading_draws_the_same_rows_again(capsys: pytest.CaptureFixture[str]) -> None:
    rows = every_row()
    once, again = drawn(rows, 16, 150), drawn(rows, 16, 150)
    assert once == again and len({row.reference for row in once}) == 150
    assert drawn(rows, 17, 150) != once
    assert len(drawn(rows[:20], 16, 150)) == 20
    assert main(["16", "3", "--table", "blocs"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("   document  ") == 3 and "blocs/" in printed and "bodies/" not in printed


@pytest.mark.parametrize("name", sets_to_read())
def test_nearly_all_rows_that_papers_rest_on_were_read(name: str) -> None:
    rows = sets_to_read()[name]
    assert len(rows) >= 10 and share_read(rows) >= SHARE_READ, (name, by_class(rows))
