"""REC-CHAPTER: at the opening of talks, say in writing what closes each chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.courses.dated_test import least_of_entrants
from detente.advice.deadlines import Since, deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id, measured
from detente.identity.regime import polyarchy
from detente.institutions.rung_states import ACTIVE, highest
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.span import years_before

ID = "written_test"
ENTRANTS, SIGNED = "entrants", "unusual.signed"
TALKS, MEMBER = "accession talks", "member"
YOUNG = 3
"""Years of talks within which their rules can still be set."""
FEWEST = 8
"""Talks that ended in membership without which none can be called usual."""
YEAR = 365.25
WORDING = Wording(
    says="By {due} the Council should adopt benchmarks for the first chapters with {state}.",
    reason="{state} begins at {own} on democracy, and nobody got in below {mark}: it has to know "
    "what is enough.",
    changes="A member blocks a chapter whose published test is met.",
    instead="open",
    what="open chapters without a test",
    against="Talks without one leave each veto open; none that succeeded outlasted {years} years.",
    answers="So the talks need benchmarks that tell {state} when a chapter is done.",
)
TIMED = (
    "None of the {count} states that joined talked for more than {years} years; a benchmark tells "
    "both sides when a chapter is done."
)
"""The reason where the state is no less free than those that joined."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose published tests while talks with the Union are young and active."""
    relation = argument.relation
    lines = (*said(argument, "entrants"), *said(argument, "clock", "unusual"))
    sides = relation.pair.bloc_and_state
    if sides is None or not lines or sides[0].id != "EU":
        return
    bloc, state = sides
    day = relation.pair.day
    held = highest(bloc.steps_of(state.letters), day)
    open_talks = [one for one in bloc.steps_of(state.letters) if _is_open(one, argument)]
    if held is None or held.state != ACTIVE or not open_talks:
        return
    done = _completed(bloc, argument)
    if open_talks[0].span.start > years_before(day, YOUNG) and len(done) >= FEWEST:
        began = Since(open_talks[0].span.start, "the talks opened", open_talks[0].row)
        yield _option(argument, state, lines, (done, began))


def _is_open(step: Step, argument: Argument) -> bool:
    return step.form == TALKS and step.span.covers(argument.relation.pair.day)


def _completed(bloc: Bloc, argument: Argument) -> list[float]:
    """Give the years from the first conference to membership of every state that got in."""
    began: dict[str, Step] = {}
    for step in sorted(bloc.steps, key=lambda one: one.span.start):
        if step.form == TALKS:
            # the last start counts: talks that were taken up anew are other talks
            began[step.letters] = step
    joined = [
        step
        for step in bloc.steps
        if step.rung == MEMBER
        and step.letters in began
        and began[step.letters].span.start < step.span.start <= argument.relation.pair.day
    ]
    return [(one.span.start - began[one.letters].span.start).days / YEAR for one in joined]


def _option(
    argument: Argument, state: State, lines: tuple[Line, ...], talks: tuple[list[float], Since]
) -> Option:
    done, began = talks
    pair = argument.relation.pair
    due = deadline(pair.day, began)
    cell = Cell(
        "blocs",
        "talks",
        keys=(("form", TALKS), ("day", pair.day.isoformat())),
        value=round(max(done), 2),
        unit="years",
        sources=("blocs",),
        rule="longest time from the first conference to membership, over all talks that led to it",
    )
    parts: Parts = {
        "state": state.label,
        "years": measured(figure_id("advice", ID, "years"), cell, way="one_decimal"),
        "count": counted(figure_id("advice", ID, "count"), len(done), "states", cell),
        **_scores(argument, state),
    }
    terms = Terms(
        actor="the Council",
        verb="publish what would close each chapter",
        instrument="benchmarks of the negotiating framework",
        due=due,
        cost="that prefer less than membership lose the comfort of delay",
        bearer="members",
        payer=state.label,
    )
    wording = WORDING if "mark" in parts and _is_a_mark(lines) else replace(WORDING, reason=TIMED)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


def _is_a_mark(lines: tuple[Line, ...]) -> bool:
    """Tell whether no state that scores as low has just signed its treaty."""
    return any(line.rule == ENTRANTS and line.variant != SIGNED for line in lines)


def _scores(argument: Argument, state: State) -> Parts:
    """Give the state's score and the least of those that joined, where it lies below."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    own = polyarchy(relation.catalog, state).last(relation.pair.as_of)
    mark = sides and least_of_entrants(relation.catalog, sides[0], relation.pair.as_of)
    if not mark or own is None or own.value >= mark.value:
        return {}
    return {
        "own": measured(figure_id("advice", ID, "own"), own, way="index"),
        "mark": measured(figure_id("advice", ID, "mark"), mark, way="index"),
    }


COURSE = Course(
    ID,
    topics=("accession",),
    condition="talks with the European Union under three years old and active, and eight that led "
    "to membership",
    propose=propose,
)
