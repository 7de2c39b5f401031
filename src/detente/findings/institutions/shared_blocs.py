"""Blocs of two states: those of which both are members, and those of one alone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import blocs
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.institutions.ladder import LABELS, memberships
from detente.models import track_records as methods
from detente.phrasing import listed
from detente.span import year_end

MEMBER = float(LABELS.index("member"))


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for the end of the view's year."""
    first, second = relation.pair.first, relation.pair.second
    if not (isinstance(first, State) and isinstance(second, State)):
        return
    as_of = relation.pair.as_of
    mine, yours = _member_of(first, as_of), _member_of(second, as_of)
    both = sorted(mine & yours)
    alone = ((first, sorted(mine - yours)), (second, sorted(yours - mine)))
    if not mine | yours:
        return
    cells = [_cell(bloc, state, as_of) for bloc in both for state in (first, second)]
    cells += [_cell(bloc, state, as_of) for state, names in alone for bloc in names]
    text = _both(both, (first, second), as_of)
    for state, names in alone:
        if names:
            text += (
                f"; {state.label} alone was in {listed([_label(bloc, as_of) for bloc in names])}"
            )
    yield Finding(
        id="institutions.blocs",
        sentences=(PlainSentence(f"{text}."),),
        value=float(len(both)),
        unit="blocs",
        evidence=tuple(cells),
        method=methods.accounting(),
        sentence_about="blocs in common",
    )


def _member_of(state: State, as_of: int) -> set[str]:
    return {bloc for bloc, rung in memberships(state, as_of).items() if rung == "member"}


def _both(both: list[str], states: tuple[State, State], as_of: int) -> str:
    """Name the blocs of both, each with the year in which the later of the two joined."""
    if not both:
        return (
            f"At the end of {as_of} none of the {len(blocs())} blocs followed here had both as "
            "members"
        )
    names = [f"{_label(bloc, as_of)} (since {_since(bloc, states)})" for bloc in both]
    return f"At the end of {as_of} both were members of {listed(names)}"


def _label(bloc: str, as_of: int) -> str:
    return blocs()[bloc].named(year_end(as_of)).label


def _since(bloc: str, states: tuple[State, State]) -> int:
    """Give the year in which the later of the two became a member for the first time."""
    return max(_joined(bloc, state) for state in states)


def _joined(bloc: str, state: State) -> int:
    """Give the year in which a state first became a member; 0 if it never did."""
    steps = blocs()[bloc].steps_of(state.letters)
    return min((step.span.start.year for step in steps if step.rung == "member"), default=0)


def _cell(bloc: str, state: State, as_of: int) -> Cell:
    return Cell(
        "blocs",
        "rung",
        keys=(("bloc", bloc), ("state", state.key), ("year", as_of)),
        value=MEMBER,
        unit="0 none to 5 member",
        sources=("blocs",),
        rule="member on 31 December",
    )


CONCEPT = Concept(
    id="institutions.blocs",
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
    summary=(("institutions.blocs", 12),),
    topics=("standing",),
)
