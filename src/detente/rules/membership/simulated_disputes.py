"""SIMULATED DISPUTES: those of the state with members of the bloc."""

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

ID = "simulated_disputes"
WITH_MEMBERS = "conflict_zones.with_members"


def say(relation: Relation) -> Iterator[Line]:
    """Say whether the state would have more or fewer disputes with members."""
    found = found_of(relation)
    if found is None:
        return
    for moved in found.spinoff("conflict_zones"):
        if moved.wanted.id == WITH_MEMBERS and is_beyond(moved):
            yield _line(found, moved)


def _line(found: Simulated, moved: Moved) -> Line:
    event = found.plan.events[0]
    names: dict[str, str | Figure | Phrase] = {
        "state": event.state.label,
        "bloc": event.bloc.label,
        "band": band(found, moved, less="fewer", more="more"),
    }
    rises = float(moved.mean[-1]) > 0
    names["way"] = "more" if rises else "fewer"
    template = (
        "{state} has {way} disputes with members of {bloc} over these years: the band lies {band}."
    )
    variant = f"beyond.{names['way']}"
    about = "whether the state would quarrel more with members"
    cells = (cell_of(found, moved),)
    return line(ID, variant, (Sentence(template, names),), found, cells, about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=68,
    paragraph=PARAGRAPH,
    say=say,
    condition="the change is simulated, and moves disputes with members beyond the band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
