"""Which land neighbours a bloc would gain with a state."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import state_on
from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import concept
from detente.claims.measure import Yearly, every_state, values
from detente.claims.question import BLOC, LIST, TEXT, WITH, Field, Question
from detente.institutions import ties
from detente.phrasing import listed, share


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Say which land neighbours a bloc would gain, and whether those named are among them."""
    bloc, state = view.bloc(question.fields["bloc"]), view.state(question.fields["with"])
    if view.looks_back:
        return  # borders have not moved in the source
    own, joining = bloc.members(view.day), state.members(view.day)
    before = ties.land_neighbours(view.catalog, tuple(own), view.as_of)
    after = ties.land_neighbours(view.catalog, (*own, *joining), view.as_of)
    gained = after - before
    weight = _weights(question, view)
    ordered = sorted(gained, key=lambda code: -weight.get(code, 0.0))
    names = {code: state_on(code, view.day).name for code in ordered}
    for name in question.fields.get("gains", []):
        would_be = listed(list(names.values())) if names else "none"
        yield Answer(
            "borders",
            f"{name}: new land neighbours would be {would_be}",
            met=bool(set(view.state(name).members(view.day)) & gained),
            sources=("cow_contiguity",),
            years=(view.as_of,),
        )
    if "first" in question.fields:
        first = view.state(question.fields["first"]).members(view.day)
        by_weight = [f"{names[code]} {share(weight.get(code, 0.0))}" for code in ordered]
        yield Answer(
            "borders and CINC",
            f"by capability: {listed(by_weight)}",
            met=bool(ordered) and ordered[0] in first,
            sources=("cow_contiguity", "cow_nmc"),
            years=(view.as_of,),
        )


def _weights(question: Question, view: View) -> Yearly:
    """Give every state's capability in the newest year in which the bloc has one."""
    indicator = concept("capability").indicators[0]
    side = view.sides.side(question.fields["bloc"])
    known = values(view.catalog, indicator, side, amount=False)
    return every_state(view.catalog, indicator, max(known))


KIND = Kind(
    "neighbours",
    "which land neighbours a bloc would gain",
    fields=(
        BLOC,
        WITH,
        Field("gains", LIST, required=False),
        Field("first", TEXT, required=False),
    ),
    answer=answer,
)
