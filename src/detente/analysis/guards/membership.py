"""The guard of the door: to whom no membership is offered unless somebody asks."""

from __future__ import annotations

from detente.analysis.guards.conflict import ENEMIES, PHRASES
from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation
from detente.phrasing import listed


def _not_offered(subject: Subject, known: Situation) -> str:
    sides = known.pair.bloc_and_state
    if "accession" not in subject.topics or sides is None:
        return ""
    bloc, state = sides
    if known.rung == "member":
        return f"{state.label} is a member of {bloc.label}"
    condition = known.holds(*ENEMIES)
    if condition:
        return f"between {state.label} and {bloc.label}, or a member of it, {PHRASES[condition]}"
    if known.suspended or known.holds("suspended"):
        forms = f": {listed(list(known.suspended))}" if known.suspended else ""
        return f"ties of {state.label} with {bloc.label} are suspended{forms}"
    return ""


NOT_OFFERED = Guard(
    "no membership unasked",
    "No membership is offered to a member, an enemy or a suspended partner unless asked for.",
    reason=_not_offered,
)
