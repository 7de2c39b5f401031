"""EQUILIBRIUM: a wait that is longer than any that succeeded, and what each side keeps in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import log2

from detente.actors.blocs import Bloc, Step
from detente.actors.rung_terms import Term
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.institutions.treaty_terms import held_terms, terms_of_form
from detente.phrasing import listed
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.membership.term_words import DEMANDED, GIVEN, named, term_cells
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.why.pushes import TOGETHER, pushes

ID = "equilibrium"
WAITING = ("candidate", "associate")
"""Rungs on which a wait can last, the nearer to membership first."""
FEWEST = 8
"""Waits that ended in membership without which none can be called long."""
DAYS = 365.25
MEMBER, CANDIDATE = "member", "candidate"
SPARED = ("sanctions", "courts")
"""Duties of a member that a candidate may do without."""
KEEPS = "Since {since} {state} has had {kept} as a candidate."
SPARES = "Of what a member owes it is spared {duties}."
VETO = "Each of the {members} members holds a veto, and no date forces it to decide on {state}."
MOST_NAMED = 3
"""Things that a sentence names of what a rung gives."""


def say(relation: Relation) -> Iterator[Line]:
    """Say what each side keeps while a candidate waits longer than any that got in."""
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.holds("suspended"):
        return
    bloc, state = sides
    own = _candidacy(bloc, state, relation)
    done = _waits(bloc, relation)
    if own is None or len(done) < FEWEST:
        return
    waited = (relation.pair.day - own.span.start).days / DAYS
    nearing = any(one.structure == "votes" and one.sign == TOGETHER for one in pushes(relation))
    if waited <= max(done) or nearing:
        return
    kept = held_terms(bloc, state, relation.pair.day)
    known = () if kept is None else kept.terms
    if any(one.effect == "gives" for one in known):
        yield _line(relation, sides, own, known, longest=max(done), cases=len(done))


def _candidacy(bloc: Bloc, state: State, relation: Relation) -> Step | None:
    """Give the first day of the candidacy that goes on; None where the state is none."""
    open_rows = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung == CANDIDATE and step.span.covers(relation.pair.day)
    ]
    return min(open_rows, key=lambda step: step.span.start, default=None)


def _waits(bloc: Bloc, relation: Relation) -> list[float]:
    """Give the years from the first candidacy to membership of every state that got in."""
    began: dict[str, Step] = {}
    for step in sorted(bloc.steps, key=lambda step: step.span.start):
        if step.rung == CANDIDATE:
            began.setdefault(step.letters, step)
    joined = (
        step
        for step in bloc.steps
        if step.rung == MEMBER and step.span.start <= relation.pair.day and step.letters in began
    )
    waits = ((one.span.start - began[one.letters].span.start).days / DAYS for one in joined)
    return [years for years in waits if years > 0]


def _row(step: Step) -> Cell:
    document = step.document or step.address
    return row_cell(step.row, step.span.start, document=document, checked=step.checked)


def _line(
    relation: Relation,
    sides: tuple[Bloc, State],
    own: Step,
    own_terms: tuple[Term, ...],
    *,
    longest: float,
    cases: int,
) -> Line:
    bloc, state = sides
    day = relation.pair.day
    gives = tuple(one for one in own_terms if one.effect == "gives")
    spared, vetoes = _of_member(bloc, day, own_terms)
    parts: dict[str, str | Figure] = {
        "state": state.label,
        "bloc": bloc.label,
        "kept": _kept(gives),
        "members": _members(bloc, day),
        "duties": named(spared, DEMANDED, bloc.id),
    }
    parts["since"] = dated(figure_id("why", ID, "since"), own.span.start.year, _row(own))
    said = ((KEEPS, True), (SPARES, bool(spared)), (VETO, bool(vetoes)))
    body = tuple(filled(template, parts) for template, holding in said if holding)
    cells = term_cells((*gives, *spared, *vetoes))
    basis = Basis(about="what holds the stalemate", cells=cells)
    # a wait beyond n that ended otherwise: one in n + 1 if all were drawn alike
    bits = log2((cases + 1) * (day - own.span.start).days / DAYS / longest)
    reasons = Reasons(unexpected=min(1.0, bits / BITS))
    return composed(ID, "unexpected.cheap", body, basis, reasons=reasons, page=_page(parts))


def _of_member(
    bloc: Bloc, day: date, own: tuple[Term, ...]
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Give the duties of a member that the rung itself does not demand, and the vetoes."""
    terms = terms_of_form(bloc, MEMBER, MEMBER, day)
    member = () if terms is None else terms.terms
    asked = {one.topic for one in own if one.effect == "demands"}
    owed = (one for one in member if one.effect == "demands" and one.topic in SPARED)
    return (
        tuple(one for one in owed if one.topic not in asked),
        tuple(one for one in member if one.topic == "veto"),
    )


def _kept(gives: tuple[Term, ...]) -> str:
    """Name the first things that the rung gives."""
    topics = dict.fromkeys(one.topic for one in gives if one.topic in GIVEN)
    return listed([GIVEN[topic] for topic in topics][:MOST_NAMED])


def _page(parts: dict[str, str | Figure]) -> FirstPage:
    headline = filled("Waiting leaves {state} what a candidate gets.", parts)
    key = filled("{state} keeps {kept}; each of {members} members keeps a veto.", parts)
    gist = filled("{state} keeps what a candidate gets while it waits.", parts)
    return FirstPage(headline, key=(key,), gist=gist)


def _members(bloc: Bloc, day: date) -> Figure:
    """Count the members on a day."""
    cell = Cell(
        "blocs",
        "member",
        keys=(("bloc", bloc.id), ("day", day.isoformat())),
        value=float(len(bloc.members(day))),
        unit="members",
        sources=("blocs",),
        rule="members on the day",
    )
    return counted(figure_id("why", ID, "members"), cell.value, "members", cell)


RULE = Rule(
    id=ID,
    section="why",
    place=35,
    paragraph="equilibrium",
    say=say,
    condition="a candidacy longer than each of at least eight that ended in membership; votes that "
    "do not come nearer; nothing suspended; and the treaty's terms of the rung",
    topics=("standing",),
)
