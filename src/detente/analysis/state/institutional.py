"""Conditions from institutions: rungs, joint bodies, customs unions, duties to defend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from detente.actors.blocs import BESIDE, RUNGS, Bloc, Step, blocs
from detente.actors.chronology import chronology
from detente.actors.joint_bodies import Body, Happening, bodies
from detente.actors.own_rows import OwnFacts
from detente.actors.relation_facts import shared_by
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.state.condition import MONTHS_HALTED, MONTHS_OF_MEETING, Condition
from detente.analysis.state.recorded import months_before
from detente.calendar import last_year
from detente.evidence.cell import Cell
from detente.institutions.rung_words import BY_INSTRUMENT
from detente.institutions.ties import bond
from detente.span import year_end
from detente.store.catalog import Catalog

WAITING = ("candidate", "applicant")
"""Rungs on which a state waits for a membership."""
REGIONAL_PACTS = 1947
"""From the Rio Treaty on, the treaty data hold pacts that bind whole continents: who is allied is
then said by our own table of alliances."""
TREATIES = "Alliance Treaty Obligations and Provisions project, edition of {year}"


def institutional(catalog: Catalog, pair: RelationKey, day: date) -> Iterator[Condition]:
    """Give the conditions that institutions set.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    pair : RelationKey
        The parties.
    day : datetime.date
        The view.

    Yields
    ------
    Condition
    """
    for body in bodies(pair.first.key, pair.second.key, day, own=pair.own):
        yield from _of_body(body, pair, day)
    sides = pair.bloc_and_state
    if sides is not None:
        yield from _of_rung(*sides, pair=pair, day=day)
    elif isinstance(pair.first, State) and isinstance(pair.second, State):
        shared = list(_shared(pair.first, pair.second, day, pair.own))
        yield from shared
        if not any(one.headline == "allied" for one in shared):
            yield from _of_treaty(catalog, pair, day)


def held(bloc: Bloc, state: State, day: date) -> tuple[Step, ...]:
    """Give the rungs that a state holds in a bloc on a day, the highest first.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        The state.
    day : datetime.date
        The day.
    """
    covering = [step for step in bloc.steps_of(state.letters) if step.span.covers(day)]
    rungs = [step for step in covering if step.rung in RUNGS]
    return tuple(sorted(rungs, key=lambda step: -RUNGS.index(step.rung)))


def _of_body(body: Body, pair: RelationKey, day: date) -> Iterator[Condition]:
    """Give the suspension of a body, or its meeting within a year."""
    if body.ended is not None:
        return
    if body.suspended is not None:
        how = "suspended" if body.wholly_suspended else "suspended in part"
        what = f"{body.name} {how}: {body.suspended.what}"
        yield _of_happening("suspended", what, body.suspended, pair=pair)
        return
    meetings = [one for one in body.meetings if one.date >= months_before(day, MONTHS_OF_MEETING)]
    if meetings:
        newest = meetings[-1]
        met = _of_happening("partners", f"{body.name}: {newest.what}", newest, pair=pair)
        yield replace(met, end=newest.date)


def _of_happening(
    headline: str, what: str, happening: Happening, *, pair: RelationKey
) -> Condition:
    """Make the condition of an event in the life of a joint body."""
    return Condition(
        headline=headline,
        what=what,
        start=happening.date,
        end=None,
        source=happening.source,
        url=happening.url,
        checked=happening.checked,
        first=pair.first.key,
        second=pair.second.key,
        start_precision=happening.precision,
    )


def _of_rung(bloc: Bloc, state: State, *, pair: RelationKey, day: date) -> Iterator[Condition]:
    """Give what the rung of a state in a bloc makes of the two."""
    rungs = held(bloc, state, day)
    covering = (step for step in bloc.steps_of(state.letters) if step.span.covers(day))
    suspended = [step for step in covering if step.rung == "suspended"]
    for step in suspended:
        what = f"{step.part} in the {step.form}" if step.part else _noun(step.form)
        yield _of_step("suspended", f"{what} {step.condition}", step, pair=pair)
    if not rungs:
        return
    top = rungs[0]
    if top.rung == "member":
        for kind, headline in (("union", "integrated"), ("alliance", "allied")):
            if any(one.one == bloc.id and one.open_on(day) for one in shared_by(kind)):
                yield _of_step(headline, f"Member of {bloc.label}", top, pair=pair)
        yield _of_step("partners", f"Member of {bloc.label}", top, pair=pair)
        return
    active = [step for step in rungs if step.form not in {one.form for one in suspended}]
    if active and active[0].rung in WAITING:
        yield from _halted(bloc, state, step=active[0], pair=pair, day=day)
    if active:
        highest = active[0]
        called = f" ({highest.form})" if highest.form.lower() != highest.rung else ""
        what = highest.form if highest.rung in BY_INSTRUMENT else f"{highest.rung}{called}"
        yield _of_step("partners", what, highest, pair=pair)


def _noun(form: str) -> str:
    """Name what a condition concerns: the membership of a member."""
    return form.replace("member", "membership", 1) if form.startswith("member") else form


def _of_step(headline: str, what: str, step: Step, *, pair: RelationKey) -> Condition:
    """Make the condition of a step."""
    origin = "" if headline == "suspended" else "rung"
    return Condition(
        headline=headline,
        what=what,
        start=step.span.start,
        end=None,
        first=pair.first.key,
        second=pair.second.key,
        form=origin,
        start_precision=step.precision,
        **_document(step),
    )


def _document(step: Step) -> dict[str, Any]:
    """Name the document behind a step."""
    return {"source": step.document or step.address, "url": step.address, "checked": step.checked}


def _halted(
    bloc: Bloc, state: State, *, step: Step, pair: RelationKey, day: date
) -> Iterator[Condition]:
    """Give a process that made no dated progress for three years."""
    steps = [
        one.span.start
        for one in bloc.steps_of(state.letters)
        if one.span.start <= day and one.rung not in BESIDE
    ]
    events = [
        event.date
        for event in chronology(pair.first.key, pair.second.key, own=pair.own)
        if event.date <= day and event.turn > 0
    ]
    newest = max((*steps, *events), default=step.span.start)
    if newest < months_before(day, MONTHS_HALTED):
        what = f"No dated progress of {state.label} towards membership of {bloc.label}"
        yield Condition(
            headline="halted",
            what=what,
            start=newest,
            end=None,
            first=pair.first.key,
            second=pair.second.key,
            **_document(step),
        )


def _shared(first: State, second: State, day: date, own: OwnFacts) -> Iterator[Condition]:
    """Give the customs unions and duties to defend of blocs of which both are members."""
    for kind, headline in (("union", "integrated"), ("alliance", "allied")):
        for fact in shared_by(kind):
            members = [_membership(blocs(own)[fact.one], state, day) for state in (first, second)]
            if not all(members) or not fact.open_on(day):
                continue
            begun = max(step.span.start for step in members if step is not None)
            yield Condition(
                headline=headline,
                what=fact.what,
                start=max(begun, fact.start),
                end=None,
                source=fact.source,
                first=first.key,
                second=second.key,
                checked=fact.checked,
            )


def _membership(bloc: Bloc, state: State, day: date) -> Step | None:
    """Give the membership of a state that is in force on a day and not suspended."""
    covering = [step for step in bloc.steps_of(state.letters) if step.span.covers(day)]
    if any(step.rung == "suspended" for step in covering):
        return None
    return next((step for step in covering if step.rung == "member"), None)


def _of_treaty(catalog: Catalog, pair: RelationKey, day: date) -> Iterator[Condition]:
    """Give a duty to defend by the treaty data, before our own table of alliances begins."""
    year = catalog.last_year("atop")
    if not catalog.has("obligations") or day.year >= REGIONAL_PACTS:
        return
    tie = bond(catalog, pair, year)
    if tie is None or "defense" not in (tie.first, tie.second):
        return
    codes = sorted((*pair.first.members(year), *pair.second.members(year)))
    cell = Cell(
        table="obligations",
        column="strongest",
        keys=(("ccode1", codes[0]), ("ccode2", codes[-1]), ("year", year)),
        value=1.0,
        unit="1 where a duty to defend is in force",
        sources=("atop",),
        rule="strongest obligation of one state towards the other",
    )
    known_to = year_end(year)
    source = TREATIES.format(year=last_year("atop"))
    yield Condition(
        headline="allied",
        what="A treaty with a duty to defend",
        start=date(year, 1, 1),
        end=None if known_to >= day else known_to,
        source=source,
        first=pair.first.key,
        second=pair.second.key,
        cells=(cell,),
        start_precision="year",
    )


def has_chronology(pair: RelationKey) -> bool:
    """Tell whether a chronology is kept for the pair.

    Parameters
    ----------
    pair : RelationKey
        The parties.
    """
    return bool(chronology(pair.first.key, pair.second.key, own=pair.own))
