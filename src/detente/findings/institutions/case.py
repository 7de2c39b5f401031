"""A single case: the state's newest association beside its synthetic control."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.membership.case import Case, association_case
from detente.models.membership.outcomes import OUTCOMES
from detente.phrasing import counted as counted_noun
from detente.phrasing import decimal

ID = "institutions.case"
UNIT = OUTCOMES["distance"][1]
ESTABLISHED = 0.05
"""Placebo p below which the case is said to differ from its control."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how far the state went from what associates alike before did."""
    sides = relation.pair.bloc_and_state
    case = association_case(relation.catalog, *sides, relation.pair.as_of) if sides else None
    if sides is None or case is None:
        return
    bloc, state = sides
    cell, control = _cell(state, case), case.control
    yield Finding(
        id=ID,
        sentences=tuple(_sentences(bloc, case, cell)),
        value=control.effect,
        unit=UNIT,
        evidence=(cell,),
        method=methods.synthetic_control(control.fit),
        verdict="measured" if control.p < ESTABLISHED else "no difference",
        sentence_about="what association did to this state",
    )


def _sentences(bloc: Bloc, case: Case, cell: Cell) -> Iterator[Sentence]:
    """Say how the case compares, and whether so few donors could show any effect."""
    yield _sentence(bloc, case, cell)
    # p counts the case itself, so that it is never below one in so many
    least = 1 / (case.donors + 1)
    if least > ESTABLISHED:
        shown = Figure(figure_id(ID, "least"), least, unit="placebo p", cells=(cell,))
        yield Sentence(
            "With so few donors p is {least} at least: no effect of any size would be found.",
            {"least": shown},
        )


def _sentence(bloc: Bloc, case: Case, cell: Cell) -> Sentence:
    words = {
        "form": case.form,
        "state": case.state,
        "bloc": bloc.label,
        "donors": counted_noun(case.donors, "associate"),
    }
    return Sentence(
        "From its association of {event} ({form}) to {last} {state} stood {moved} of {bloc} than "
        "its synthetic control of {donors}; taken as the case, {as_much} of these saw their gap "
        "grow as much (p {p}), and before the event the two lay {fit} apart.",
        {**words, **_figures(case, cell), "moved": _moved(case.control.effect, cell)},
    )


def _figures(case: Case, cell: Cell) -> dict[str, Figure]:
    """Give the years of the case, and how good and how unusual its control is."""
    control = case.control
    # p counts the case itself among those whose gap grew as much
    as_much = round(control.p * (case.donors + 1)) - 1
    event = dated(figure_id(ID, "event"), case.event, cell)
    last = dated(figure_id(ID, "last"), case.last, cell)
    count = counted(figure_id(ID, "as_much"), as_much, "associates", cell)
    placebo = Figure(figure_id(ID, "p"), control.p, unit="placebo p", cells=(cell,))
    fit = Figure(figure_id(ID, "fit"), control.fit, unit=UNIT, cells=(cell,))
    return {"event": event, "last": last, "as_much": count, "p": placebo, "fit": fit}


def _moved(effect: float, cell: Cell) -> Phrase:
    """Write the effect as a movement."""
    distance = Figure(figure_id(ID, "effect"), abs(effect), unit=UNIT, cells=(cell,))
    side = "nearer to" if effect < 0 else "farther from"
    return Phrase("{distance} {side} the core", {"distance": distance, "side": side})


def _cell(state: State, case: Case) -> Cell:
    return Cell(
        "synthetic control",
        "distance",
        keys=(
            ("state", state.key),
            ("event", case.event),
            ("first", case.first),
            ("year", case.last),
        ),
        value=case.control.effect,
        unit=UNIT,
        sources=("un_votes_undl", "blocs"),
        rule=f"mean gap since {case.event}; weights on {case.donors} donors from {case.first}; "
        f"placebo p {decimal(case.control.p, 2)}",
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="institutions",
    block="studies",
    methods=("synthetic_control",),
    topics=("following",),
)
