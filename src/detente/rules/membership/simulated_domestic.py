"""SIMULATED DOMESTIC POLITICS: how democratic the state would be."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line
from detente.rules.membership.simulation import (
    PARAGRAPH,
    band,
    cell_of,
    found_of,
    is_beyond,
    line,
)
from detente.rules.rule import Rule
from detente.scenarios.run import Moved, Simulated

ID = "simulated_domestic"
DEMOCRACY = "domestic.democracy."


def say(relation: Relation) -> Iterator[Line]:
    """Say whether electoral democracy differs beyond the band."""
    found = found_of(relation)
    if found is None:
        return
    for moved in found.spinoff("domestic"):
        if moved.wanted.id.startswith(DEMOCRACY) and is_beyond(moved):
            yield _line(found, moved)


def _line(found: Simulated, moved: Moved) -> Line:
    names: dict[str, str | Figure | Phrase] = {
        "state": found.plan.events[0].state.label,
        "band": band(found, moved, less="lower", more="higher"),
    }
    rises = float(moved.mean[-1]) > 0
    names["way"] = "higher" if rises else "lower"
    template = (
        "Electoral democracy in {state} is {way} in all but a few pairs: the band lies {band}, on "
        "the scale of the index."
    )
    variant = f"beyond.{'rises' if rises else 'falls'}"
    about = "how democratic the state would be"
    cells = (cell_of(found, moved),)
    return line(ID, variant, (Sentence(template, names),), found, cells, about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=64,
    paragraph=PARAGRAPH,
    say=say,
    condition="the change is simulated, and moves the regime of the state beyond the band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
