"""The ladder as rails, with its suspensions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.actors.blocs import RUNGS, Step, blocs
from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.sentence import PlainSentence, Sentence, Statement, render
from detente.institutions.ladder import Rail
from detente.institutions.rung_states import ACTIVE, HeldRung
from detente.institutions.rung_words import has_been, instrument, is_named_by_instrument
from detente.institutions.step_words import lasted
from detente.institutions.treaties import label
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells
from detente.phrasing import cap, listed
from detente.rules.composed import filled
from detente.rules.now.state_words import named_since, stopped_rung
from detente.rules.rows import HAND_MADE, row_cell

SOURCE = "Source: détente, tables of memberships, each row with the document that fixes it."
SHADES = " Shades, light to dark: {rungs}."
BROKEN = " Broken line: suspended, frozen or dormant."
MEMBER = "member"
RECENT = timedelta(days=5479)
"""Fifteen years, in which a rung of two states has changed where their rails are drawn."""
MOST_NAMED = 3
"""Blocs that a message names."""
VOWELS = "aeiou"
UNIT = "Rungs of the ladder, from the first day to the last"


def rails(brief: Brief) -> list[Exhibit]:
    """Draw the ladder of the pair, or the blocs that both have to do with."""
    ladders = tuple(with_predecessors(rail, brief) for rail in _telling(brief))
    spec = charts.rails(ladders, brief.pair.day) if ladders else None
    if spec is None:
        return []
    broken = charts.HALTED in json.dumps(spec)
    title = rails_title(brief)
    shown = Exhibit(
        "rails",
        title,
        spec=spec,
        unit=UNIT,
        source=SOURCE + _shades(ladders) + (BROKEN if broken else ""),
    )
    alt = f"Bars of dated rungs. {render(title)}."
    narrow = for_phone(charts.rails(ladders, brief.pair.day, narrow=True))
    return [replace(shown, alt=alt, cells=_cells(ladders), narrow=narrow)]


def _shades(ladders: Sequence[Rail]) -> str:
    """Name the rungs that are drawn, in the order of their shades."""
    drawn = {step.rung for rail in ladders for step in rail.steps}
    named = [rung for rung in RUNGS if rung in drawn]
    return SHADES.format(rungs=", ".join(named)) if len(named) > 1 else ""


def with_predecessors(rail: Rail, brief: Brief) -> Rail:
    """Name the predecessor that held a rung, where the state of the pair did not.

    Parameters
    ----------
    rail : Rail
        A ladder.
    brief : Brief
        What the paper says.
    """
    states = [one for one in (brief.pair.first, brief.pair.second) if isinstance(one, State)]
    own = {one.key for one in states}
    earlier = {letters for one in states for letters in one.letters} - own
    steps = tuple(
        replace(step, form=f"{step.form} ({label(step.letters, step.span.start)})")
        if step.letters in earlier
        else step
        for step in rail.steps
    )
    return replace(rail, steps=steps)


def _telling(brief: Brief) -> tuple[Rail, ...]:
    """Give the ladders that say something: of two states those of blocs of which both were members.

    A relation with a bloc has one ladder, which is always shown.
    """
    ladders = brief.relation.institutions.rails
    if brief.pair.bloc_and_state is not None:
        return ladders
    once = [rail.bloc for rail in ladders if any(step.rung == MEMBER for step in rail.steps)]
    shared = tuple(rail for rail in ladders if once.count(rail.bloc) > 1)
    since = brief.pair.day - RECENT
    days = (
        day for rail in shared for step in rail.steps for day in (step.span.start, step.span.end)
    )
    # memberships that nothing has touched for long are no news of the two
    return shared if any(since <= day <= brief.pair.day for day in days) else ()


def _is_member(rail: Rail, day: date) -> bool:
    """Tell whether an actor is a member on a day, and nothing halts its membership."""
    holds = any(step.rung == MEMBER and step.span.covers(day) for step in rail.steps)
    return holds and not any(step.condition and step.span.covers(day) for step in rail.steps)


def _cells(ladders: Sequence[Rail]) -> Grid:
    """Give every bar that may be drawn, and what halts it."""
    steps = ((rail, step) for rail in ladders for step in rail.steps)
    shown = (both for both in steps if both[1].rung in RUNGS or both[1].condition)
    rows = tuple(_row(*both) for both in shown)
    return cells("rails", ("ladder", "form", "rung or condition", "when"), rows)


def _row(rail: Rail, step: Step) -> tuple[str, ...]:
    """Write one bar."""
    ladder = f"{rail.name}: {rail.actor}"
    return (ladder, step.form, step.condition or step.rung, lasted(step))


def rails_title(brief: Brief) -> Statement:
    """Say on which rung the state is, or in how many blocs both are members.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    pair, institutions = brief.pair, brief.relation.institutions
    sides = pair.bloc_and_state
    if sides is None:
        return _shared(brief)
    bloc, state = sides
    held = institutions.held
    if held is None:
        return PlainSentence(f"{cap(state.label)} is on no rung of the ladder of {bloc.label}")
    if is_named_by_instrument(held):
        return _by_instrument(held, state.label, bloc.label)
    article = "an" if held.called[0] in VOWELS else "a"
    return _since(cap(state.label), f"{article} {held.called} of {bloc.label}", held)


def _by_instrument(held: HeldRung, who: str, bloc: str) -> Statement:
    """Say since when a partnership is in use, or since when it is halted."""
    if held.state != ACTIVE:
        return filled("{stopped}", {"stopped": stopped_rung(held, who, bloc, dated=False)})
    start = instrument(held).span.start
    id = figure_id("rails.since", start.isoformat())
    day = on_day(id, start, *named_since(held).cells, precision="year")
    words = "{who} {held} since {day}"
    return Sentence(words, {"who": cap(who), "held": has_been(held, bloc), "day": day})


def _since(who: str, what: str, held: HeldRung) -> Statement:
    """Say since when the rung is held, or since when it is halted."""
    halted = held.state != ACTIVE
    day = held.state_since if halted else held.since
    step = held.decisive
    cell = row_cell(step.row or step.form, day, document=step.document, checked=step.checked)
    since = on_day(figure_id("rails.since", day.isoformat()), day, cell, precision="year")
    parts: dict[str, str | Figure] = {"who": who, "what": what, "day": since}
    if not halted:
        return Sentence("{who} has been {what} since {day}", parts)
    part = "" if held.wholly else f"{step.form} "
    return Sentence(
        "{who} is {what}, {part}{state} since {day}", {**parts, "part": part, "state": held.state}
    )


def _shared(brief: Brief) -> Statement:
    """Say of which blocs both are members, and of how many they were."""
    pair = brief.pair
    ladders = _telling(brief)
    names = list(dict.fromkeys(rail.name for rail in ladders))
    known = blocs(pair.own)
    labels = {rail.name: known[rail.bloc].label for rail in ladders}
    now = [rail.name for rail in ladders if _is_member(rail, pair.day)]
    left = [name for name in names if now.count(name) > 1]
    still = listed([labels[name] for name in left])
    cell = Cell(
        "steps",
        "rung",
        keys=(("blocs", ", ".join(names)),),
        value=float(len(names)),
        unit="bloc",
        sources=(HAND_MADE,),
        rule="blocs of which both parties are or were members",
    )
    count = counted("rails.blocs", len(names), "blocs", cell)
    both = {"first": cap(pair.first.label), "second": pair.second.label}
    if len(left) == len(names) and len(names) <= MOST_NAMED:
        words = "{first} and {second} are both members of {blocs}"
        return Sentence(words, {**both, "blocs": still})
    if len(left) == len(names):
        return Sentence(
            "{first} and {second} are both members of {count} blocs", {**both, "count": count}
        )
    if not left:
        return Sentence("{first} and {second} no longer share a bloc", both)
    if len(left) <= MOST_NAMED and len(names) > 1:
        words = "Of the {count} blocs that both were in, only {blocs} {verb}"
        verb = "remains" if len(left) == 1 else "remain"
        return Sentence(words, {"count": count, "blocs": still, "verb": verb})
    return Sentence(
        "{first} and {second} share fewer blocs than the {count} they were in",
        {**both, "count": count},
    )
