"""SIMULATED: which paired futures were drawn, where the text names what differs between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.line import Line
from detente.rules.membership import (
    simulated_disputes,
    simulated_domestic,
    simulated_losers,
    simulated_neighbourhood,
    simulated_prominence,
)
from detente.rules.membership.simulation import (
    PARAGRAPH,
    event_words,
    found_of,
    line,
    plan_cell,
    promise_words,
)
from detente.rules.rule import Rule

ID = "simulated"
RESULTS = (
    simulated_prominence,
    simulated_neighbourhood,
    simulated_disputes,
    simulated_domestic,
    simulated_losers,
)
"""Rules that name a result."""


def names_result(relation: Relation) -> bool:
    """Tell whether any rule names a difference beyond its band.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return any(next(one.RULE.say(relation), None) is not None for one in RESULTS)


def say(relation: Relation) -> Iterator[Line]:
    """Say how many pairs of futures there are and what parts them, where a result is named."""
    found = found_of(relation)
    # how futures are drawn is worth a word where the text names a result; the annex has the rest
    if found is None or not names_result(relation):
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
    level = replace(cell, column="band", value=found.band, unit="share")
    held = Figure(
        figure_id("membership", ID, "band"),
        level.value,
        unit="share",
        cells=(level,),
        way="per_cent",
    )
    band = Sentence(
        "Each band that follows holds {held} of the pairs.",
        {"held": held},
    )
    yield line(ID, f"plain.{event.verb}", (said, band), found, (cell,), about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=60,
    paragraph=PARAGRAPH,
    say=say,
    condition="a change of membership fits or is asked for, can be simulated, and moves something "
    "beyond its band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
