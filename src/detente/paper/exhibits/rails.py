"""The ladder as rails, with its suspensions."""

from __future__ import annotations

from collections.abc import Sequence

from detente.actors.blocs import RUNGS
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id, on_day
from detente.evidence.sentence import PlainSentence, Sentence, Statement, render
from detente.institutions.ladder import Rail
from detente.institutions.rung_states import ACTIVE, HeldRung
from detente.institutions.step_words import lasted
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells
from detente.phrasing import cap
from detente.rules.rows import HAND_MADE, row_cell

SOURCE = "Source: the project's ladder tables, each row with its public source."
BROKEN = " Broken line: suspended, frozen or dormant."
VOWELS = "aeiou"
UNIT = "Rungs of the ladder, from the first day to the last"


def rails(brief: Brief) -> list[Exhibit]:
    """Draw the ladder of the pair, or the blocs that both have to do with."""
    ladders = brief.relation.institutions.rails
    spec = charts.rails(ladders, brief.pair.day) if ladders else None
    if spec is None:
        return []
    broken = any(step.condition for rail in ladders for step in rail.steps)
    title = _rails_title(brief)
    shown = Exhibit(
        "rails",
        title,
        spec=spec,
        unit=UNIT,
        source=SOURCE + (BROKEN if broken else ""),
        alt=f"Bars of dated rungs. {render(title)}.",
        cells=_cells(ladders),
        narrow=for_phone(charts.rails(ladders, brief.pair.day, narrow=True)),
    )
    return [shown]


def _cells(ladders: Sequence[Rail]) -> Grid:
    """Give every bar that may be drawn, and what halts it."""
    rows = tuple(
        (f"{rail.name}: {rail.actor}", step.form, step.condition or step.rung, lasted(step))
        for rail in ladders
        for step in rail.steps
        if step.rung in RUNGS or step.condition
    )
    return cells("rails", ("ladder", "form", "rung or condition", "when"), rows)


def _rails_title(brief: Brief) -> Statement:
    """Say on which rung the state is, or in how many blocs both are members."""
    pair, institutions = brief.pair, brief.relation.institutions
    sides = pair.bloc_and_state
    if sides is None:
        return _shared(brief)
    bloc, state = sides
    held = institutions.held
    if held is None:
        return PlainSentence(f"{cap(state.label)} is on no rung of the ladder of {bloc.label}")
    article = "an" if held.called[0] in VOWELS else "a"
    return _since(f"{cap(state.label)} is {article} {held.called} of {bloc.label}", held)


def _since(who: str, held: HeldRung) -> Statement:
    """Say since when the rung is held, or since when it is halted."""
    halted = held.state != ACTIVE
    day = held.state_since if halted else held.since
    step = held.decisive
    cell = row_cell(step.row or step.form, day, document=step.document, checked=step.checked)
    since = on_day(figure_id("rails.since", day.isoformat()), day, cell, precision="year")
    part = "" if held.wholly else f"{step.form} "
    condition = f", {part}{held.state}" if halted else ""
    return Sentence(f"{{who}}{condition} since {{day}}", {"who": who, "day": since})


def _shared(brief: Brief) -> Statement:
    """Say in how many blocs both parties have a rung."""
    pair = brief.pair
    names = {rail.bloc: rail.name for rail in brief.relation.institutions.rails}
    cell = Cell(
        "steps",
        "rung",
        keys=(("blocs", ", ".join(names.values())),),
        value=float(len(names)),
        unit="bloc",
        sources=(HAND_MADE,),
        rule="blocs in which both parties have or had a rung",
    )
    count = counted("rails.blocs", len(names), "bloc", cell)
    word = "bloc has" if len(names) == 1 else "blocs have"
    both = {"count": count, "first": pair.first.label, "second": pair.second.label}
    return Sentence(f"{{count}} {word} had both {{first}} and {{second}} on a rung", both)
