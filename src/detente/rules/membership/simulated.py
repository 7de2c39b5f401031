"""SIMULATED: which paired futures were drawn, and that nothing differs where nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.line import Line
from detente.rules.membership.simulation import (
    PARAGRAPH,
    event_words,
    found_of,
    is_beyond,
    line,
    plan_cell,
    promise_words,
)
from detente.rules.rule import Rule

ID = "simulated"
NOTHING = "Nothing that we follow differs beyond chance: no share, no regime, no dispute."


def say(relation: Relation) -> Iterator[Line]:
    """Say how many pairs of futures there are, what parts them, and whether anything differs."""
    found = found_of(relation)
    if found is None:
        return
    event, cell = found.plan.events[0], plan_cell(found)
    draws = Figure(
        figure_id("membership", ID, "draws"), cell.value, unit=cell.unit, cells=(cell,), way="whole"
    )
    start = dated(figure_id("membership", ID, "start"), event.year, cell)
    last = dated(figure_id("membership", ID, "last"), found.years[-1], cell)
    said = Sentence(
        "We ran {draws} pairs of simulated futures to {last}, alike but for one thing: in one of "
        "each pair {event} in {start}{promise}.",
        {
            "promise": promise_words(event),
            "draws": draws,
            "last": last,
            "event": event_words(event),
            "start": start,
        },
    )
    about = "which futures are compared"
    if not any(is_beyond(one) for one in found.moved):
        # each difference with its band is in the evidence
        none = Sentence(NOTHING, {})
        yield line(ID, f"nothing.{event.verb}", (said, none), found, (cell,), about=about)
        return
    level = replace(cell, column="band", value=found.band, unit="share")
    held = Figure(
        figure_id("membership", ID, "band"),
        level.value,
        unit="share",
        cells=(level,),
        way="per_cent",
    )
    band = Sentence(
        "The band of a difference holds {held} of the pairs; what is not named lies within it.",
        {"held": held},
    )
    yield line(ID, f"plain.{event.verb}", (said, band), found, (cell,), about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=60,
    paragraph=PARAGRAPH,
    say=say,
    condition="a change of membership fits or is asked for, and can be simulated",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
