"""PASSED OVER: who joined a bloc since it promised a state membership."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.institutions.waits import name_of
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "passed_over"
PROMISED, MEMBER = "promised", "member"


def say(relation: Relation) -> Iterator[Line]:
    """Count who joined since the promise, where none of them had one."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    day = relation.pair.day
    steps = bloc.steps_of(state.letters)
    promises = [one for one in steps if one.rung == PROMISED and one.span.covers(day)]
    if not promises:
        return
    joined = _joined(bloc, promises[0], relation)
    if joined:
        yield _line(bloc, state, (promises[0], *joined))


def _joined(bloc: Bloc, promise: Step, relation: Relation) -> tuple[Step, ...]:
    """Give the memberships since a promise; none where one of them was promised, too."""
    first, last = promise.span.start, relation.pair.day
    members = [one for one in bloc.steps if one.rung == MEMBER]
    joined = [one for one in members if first < one.span.start <= last]
    holders = {one.letters for one in bloc.steps if one.rung == PROMISED}
    if any(one.letters in holders for one in joined):
        return ()
    return tuple(sorted(joined, key=lambda one: one.span.start))


def _line(bloc: Bloc, state: State, rows: tuple[Step, ...]) -> Line:
    promise, *joined = rows
    cells = tuple(_cell(one) for one in rows)
    last = joined[-1]
    names: Parts = {"bloc": bloc.label, "state": state.label}
    count = counted(_id("joined"), len(joined), "states", *cells[1:])
    year = dated(_id("promised"), promise.span.start.year, cells[0])
    noun = "state has" if len(joined) == 1 else "states have"
    key = Sentence(
        "{bloc} promised {state} membership in {year}; {count} {noun} joined since, none with "
        "such a promise.",
        {**names, "year": year, "count": count, "noun": noun},
    )
    newest = Sentence(
        "The last to pass was {last} in {year}.",
        {
            "last": name_of(last.letters, last.span.start),
            "year": dated(_id("last"), last.span.start.year, cells[-1]),
        },
    )
    finding = Finding(
        id=f"rule.{ID}",
        sentences=(key, newest),
        value=float(len(joined)),
        unit="states",
        evidence=cells,
        method=methods.accounting(),
        sentence_about="who joined since membership was promised",
    )
    return Line(
        ID,
        "unexpected.promise",
        finding=finding,
        reasons=Reasons(unexpected=1.0),
        headline=Sentence("Others have joined {bloc} past {state}.", names),
        key=(key,),
        gist=Sentence(
            "{bloc} has admitted {count} others past {state}.", {"count": count, **names}
        ),
        series=ID,
    )


def _cell(step: Step) -> Cell:
    document = step.document or step.listed
    return row_cell(step.row, step.span.start, document=document, checked=step.checked)


def _id(name: str) -> str:
    return figure_id("institutions", ID, name)


RULE = Rule(
    id=ID,
    section="institutions",
    place=8,
    paragraph="clock",
    say=say,
    condition="a bloc has promised a state membership, and others joined since without a promise",
    topics=("standing", "history"),
)
