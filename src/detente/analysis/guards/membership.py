"""The guard of the door: to whom no membership is offered unless somebody asks."""

from __future__ import annotations

from detente.analysis.guards.conflict import ENEMIES, FOUGHT, PHRASES
from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation


def _not_offered(subject: Subject, known: Situation) -> str:
    sides = known.pair.bloc_and_state
    if "accession" not in subject.topics or sides is None:
        return ""
    bloc, state = sides
    if known.rung == "member":
        return f"{state.label} is a member of {bloc.label}"
    condition = known.holds(*ENEMIES) or known.holds_with_any(*FOUGHT)
    if condition:
        return f"between {state.label} and {bloc.label}, or a member of it, {PHRASES[condition]}"
    if known.holds("suspended"):
        return f"ties of {state.label} with {bloc.label} are suspended"
    return ""


NOT_OFFERED = Guard(
    "no membership unasked",
    "No membership is offered to a member, an enemy or a suspended partner unless asked for.",
    reason=_not_offered,
)
