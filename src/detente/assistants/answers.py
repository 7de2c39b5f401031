"""The answers themselves, as plain data: numbers, cells, track records and citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import Any

from detente.actors.names import actor
from detente.actors.states import state_on
from detente.actors.view import view_day
from detente.assistants.said import argument, methods
from detente.errors import RequestError
from detente.paper.origin import software
from detente.web.search import search
from detente.web.service import edition
from detente.web.tasks import claims, measures, panels, records, sources
from detente.web.tasks.briefs import brief_on, tables
from detente.web.tasks.relation import source_row, sources_of, view_record
from detente.web.views import View, called, view_of

MOST_FOUND = 20
"""Actors that a search gives."""
Answer = dict[str, Any]


def provenance(command: str) -> Answer:
    """Say with what an answer was computed, and which command gives it again.

    Parameters
    ----------
    command : str
        As it is typed.
    """
    return {"software": software(), "edition": edition(), "reproduce": command}


def find_actors(name: str, as_of: str = "") -> Answer:
    """Find states, former states and alliances by name.

    Parameters
    ----------
    name : str
        A name or its begin, in one of 44 languages, letters, or a code.
    as_of : str
        A year or a day; with it, who the name means on that day and its members.

    Raises
    ------
    ActorError, DateError
        With `as_of`, where a name means nothing, several things, or nothing at that day.

    Examples
    --------
    >>> find_actors("Rusko")["actors"][0]["key"]
    'RUS'
    """
    if not as_of.strip():
        found = [one.plain() for one in search(name, MOST_FOUND)]
        return {"actors": found, **provenance(f"detente actors {name!r}")}
    day = view_day(as_of.strip())
    one = actor(called(name, day), day)
    members = [state_on(code, day).name for code in sorted(one.members(day))]
    said = {"key": one.key, "kind": one.kind, "name": one.name, "members": members}
    command = f"detente actors {one.key} --as-of {as_of.strip()}"
    return {"actors": [said], "day": str(day), **provenance(command)}


def relation(first: str, second: str, as_of: str = "", *, whole: bool = False) -> Answer:
    """Give what is known of a relation: the answer first, each sentence with its notes.

    Parameters
    ----------
    first, second : str
        Names, letters or codes.
    as_of : str
        A year or a day; the day to which facts are checked where it is empty.
    whole : bool
        Whether every section of the argument is given.

    Returns
    -------
    dict
        Question, answer, findings, state, risk, open windows, notes with their cells, track
        records of the methods, sources with citations.

    Raises
    ------
    ActorError, DateError
        Where a name means nothing, several things, or nothing at that day.
    """
    view = view_of(first, second, as_of)
    brief = brief_on(**view.arguments)
    document, said = argument(brief, whole=whole)
    state = brief.relation.state
    # without their cells: the notes hold those that the sentences rest on
    risk = records.risk_record(**view.arguments)
    value = risk["risk"] and {name: risk["risk"][name] for name in RISK}
    command = f"detente brief {view.first} {view.second} --as-of {view.as_of} --scenario none"
    return {
        "view": view_record(brief),
        **said,
        "state": {"word": state.headline, "sentence": state.sentence, "rung": state.rung},
        "risk": {"of_a_dispute": value, "left_out": risk["left_out"]},
        "windows": _windows(view),
        "methods": methods(brief),
        "sources": list(sources_of(brief, document)),
        **provenance(command),
    }


RISK = ("text", "value", "low", "high", "unit")
"""What is said of a risk."""


def _windows(view: View) -> Answer:
    """Give the windows that are open, with how windows of their kind did."""
    found = records.windows_record(**view.arguments)
    shown = [one for one in found["windows"] if one["open"]]
    kinds = {(one["outcome"], one["structure"]) for one in shown}
    known = [one for one in found["records"] if (one["outcome"], one["structure"]) in kinds]
    return {"open": shown, "records": known, "left_out": found["left_out"]}


def list_measures(first: str, second: str, as_of: str = "") -> Answer:
    """List the measures of a relation with their last values.

    Parameters
    ----------
    first, second, as_of : str
        As for `relation`.
    """
    view = view_of(first, second, as_of)
    found = measures.every_measure(**view.arguments)
    kept = [{name: one[name] for name in one if name != "newest"} for one in found["measures"]]
    command = f"detente relation {view.first} {view.second} --as-of {view.as_of}"
    return {"view": found["view"], "measures": kept, **provenance(command)}


def measure(first: str, second: str, name: str, *, as_of: str = "") -> Answer:
    """Give one measure: every year with its value and interval, its rule, method and sources.

    Parameters
    ----------
    first, second, as_of : str
        As for `relation`.
    name : str
        Of `list_measures`.

    Raises
    ------
    RequestError
        Where the relation has no such measure.
    """
    view = view_of(first, second, as_of)
    brief = brief_on(**view.arguments)
    found = measures.one_measure(**view.arguments, name=name)
    series = measures.named(brief)[name]
    record = [asdict(one) for one in brief.report_card if one.id == series.method]
    rows = [source_row(brief.relation.catalog, one) for one in series.sources]
    cell = {"table": series.table, "column": series.column, "keys": dict(series.keys)}
    command = f"detente relation {view.first} {view.second} --as-of {view.as_of}"
    return {
        **{key: found[key] for key in MEASURE},
        "cell": cell,
        "cells": found["cells"],
        "methods": record,
        "sources": rows,
        **provenance(command),
    }


MEASURE = ("view", "name", "label", "of", "unit", "rule")
"""What an answer on a measure says beside its cells."""


def check_claims(text: str) -> Answer:
    """Test claims with every source that measures them.

    Parameters
    ----------
    text : str
        Claims in TOML, as docs/claims.md describes them.

    Returns
    -------
    dict
        The verdict on each claim with the numbers and cells of every source.

    Raises
    ------
    ClaimError
        Where the text cannot be read, or holds too many claims.
    """
    found = claims.checked(text)
    asked = {
        name
        for claim in found["claims"]
        for test in claim["then"]
        for one in test["answers"]
        for name in one["sources"]
    }
    rows = [source_row(tables(), name) for name in sorted(asked)]
    return {**found, "sources": rows, **provenance("detente check FILE")}


def kinds_of_claims() -> Answer:
    """List the kinds of tests with their fields, so that a claim can be written.

    Examples
    --------
    >>> "ratio" in {kind["name"] for kind in kinds_of_claims()["kinds"]}
    True
    """
    return {"kinds": claims.kinds(), "example": EXAMPLE, **provenance("detente check --help")}


EXAMPLE = """[document]
title = "Claims"
as_of = 2013

[[claim]]
id = "1"
text = "China spends more than twice as much as Russia on defence."
kind = "ratio"
measure = "military spending"
of = "China"
to = "Russia"
expect = "> 2"
"""
"""A claim as it is written."""


def panel(
    grain: str, years: tuple[int, int], add: Sequence[str] = (), *, system: str = "cow"
) -> Answer:
    """Build a panel from the tables that are held: first rows, columns, why cells are empty.

    Parameters
    ----------
    grain : {"state-years", "dyad-years", "leader-years"}
        What a row is.
    years : tuple of int
        First and last.
    add : sequence of str
        Columns to add, of `additions`.
    system : {"cow", "gw"}
        Whose states.

    Raises
    ------
    RequestError
        Where the grain is not offered, or too much is asked for at once.
    """
    found = panels.panel_view(grain, system, years, tuple(add))
    adds = "".join(f" --add {name}" for name in add)
    rows = f"{grain} --system {system} --years {years[0]}-{years[1]}"
    command = f"detente panel {rows}{adds} --offline --out panel.csv"
    return {**found, **provenance(command)}


def additions() -> Answer:
    """List what can be added to a panel.

    Examples
    --------
    >>> {"id", "label"} == set(additions()["additions"][0])
    True
    """
    return {"additions": panels.offered(), **provenance("detente panel --help")}


def list_sources(id: str = "") -> Answer:
    """List the sources with where they are held, their years, terms, licence and citation.

    Parameters
    ----------
    id : str
        Of one source; every source where it is empty.

    Raises
    ------
    RequestError
        Where no source has that id.

    Examples
    --------
    >>> list_sources("vdem")["sources"][0]["id"]
    'vdem'
    """
    rows = sources.held()
    kept = [one for one in rows if not id or one["id"] == id]
    if not kept:
        near = get_close_matches(id, [one["id"] for one in rows], n=4)
        raise RequestError(
            f"there is no source '{id[:60]}'", near=near, next_step="ask for all sources"
        )
    return {"sources": kept, **provenance("detente sources list")}
