"""WINPAST: the longest window that is over, and whether it came true."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import GRANTED, Step
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.findings.outlook.past_window import Spell, longest
from detente.findings.outlook.windows import window_cell
from detente.models import track_records as methods
from detente.models.features.outcomes import AHEAD
from detente.rules.line import Line, Reasons
from detente.rules.readings import is_calm
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line, step_cell, year_figure
from detente.rules.windows.window import COMES, SOURCE_OF_RECORD

ID = "past_window"
ABOUT = "a window that was open"
LEAST_YEARS = 2
"""Years that a window has to have been open."""
RECENT = 15
"""Years after which a window that closed has no bearing on the view."""
TRUE, FAILED = 0.6, 0.7
"""How unexpected it is that a window came true, and that it failed."""


def say(relation: Relation) -> Iterator[Line]:
    """Say when the longest past window was open, and what came of it."""
    found = relation.windows
    spell = longest(found)
    if spell is None or len(spell.windows) < LEAST_YEARS:
        return
    # what was open long ago, or before the fighting or the break of today, says nothing of today
    if spell.windows[-1].year < relation.pair.as_of - RECENT or not is_calm(relation):
        return
    # a rung that a state climbs in a bloc of the other's is no window between the two, and of a
    # window for quiet it is not known whether the quiet was its doing
    result = _outcome(relation, spell)
    if result is not None:
        yield _line(relation, spell, result)


def _line(relation: Relation, spell: Spell, result: tuple[str, Sentence]) -> Line:
    first, last = spell.windows[0], spell.windows[-1]
    cells = tuple(window_cell(relation.pair, window) for window in (first, spell.widest, last))
    years: Parts = {
        "first": dated(figure_id(ID, "first", first.year), first.year, cells[0]),
        "last": dated(figure_id(ID, "last", last.year), last.year, cells[2]),
    }
    comes = COMES[first.outcome]
    body = [
        Sentence(
            f"From {{first}} to {{last}} a window for {comes} was open, through {first.structure}.",
            years,
        ),
        *_record(spell),
    ]
    form, outcome = result
    end = "came true" if form == "came_true" else "closed unused"
    said = Said(
        (*body, outcome),
        headline=Sentence(f"A past window for {comes} {end}.", {}),
        key=(Sentence("It was open from {first} to {last}.", years), outcome),
        gist=outcome,
    )
    reasons = Reasons(unexpected=FAILED if form == "failed" else TRUE)
    method = methods.windows(relation.windows.records, (spell.record,))
    variant = f"unexpected.{form}_{first.outcome}"
    return fact_line(
        ID, variant, said, reasons, about=ABOUT, cells=cells, newest=last.year, method=method
    )


def _record(spell: Spell) -> Iterator[Sentence]:
    """Say how often windows of the kind came true."""
    total = spell.record.total
    if total is None:
        return
    keys = (("outcome", spell.record.outcome), ("structure", spell.record.structure))
    shares: Parts = {}
    for name, value in (("kept", total.hits / total.open), ("alike", total.alike)):
        cell = Cell(
            "window_decades",
            name,
            keys=(*keys, ("first", total.first)),
            value=value,
            unit="part of windows",
            sources=SOURCE_OF_RECORD,
            rule="windows that came true within five years; alike: pairs without one, same past",
        )
        shares[name] = Figure(
            figure_id(ID, name), value, unit=cell.unit, cells=(cell,), way="per_cent"
        )
    yield Sentence(
        "Such windows came true in {kept:per_cent} of cases; without one, pairs like it came to "
        "the same in {alike:per_cent}.",
        shares,
    )


def _outcome(relation: Relation, spell: Spell) -> tuple[str, Sentence] | None:
    """Say whether a new rung came in the years after a window for one; None where that is open."""
    sides = relation.pair.bloc_and_state
    first, last = spell.windows[0], spell.windows[-1]
    if sides is None or spell.record.outcome != "rung":
        return None
    bloc, state = sides
    # a rung of the window's first year may have been granted before it
    steps = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung in GRANTED and first.year < step.span.start.year <= last.year + AHEAD
    ]
    if steps:
        step: Step = steps[0]
        year = year_figure(ID, "rung", step.span.start, step_cell(bloc, step))
        came = Sentence("It came true in {year}: {form}.", {"year": year, "form": step.form})
        return "came_true", came
    if relation.pair.as_of < last.year + AHEAD:
        return None
    cell = window_cell(relation.pair, last)
    ahead = counted(figure_id(ID, "ahead"), AHEAD, "years", cell)
    failed = Sentence("It failed: no new rung came within {ahead} years.", {"ahead": ahead})
    return "failed", failed


RULE = Rule(
    id=ID,
    section="windows",
    place=24,
    paragraph="windows",
    say=say,
    condition="no fighting, break or suspension; the longest window of a kind that passed its test "
    "was for a rung, was open for two years or more, closed at most fifteen years ago, and it is "
    "known whether a rung came within five years",
    topics=("window", "history"),
)
"""The rule."""
