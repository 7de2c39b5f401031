"""REC-SIGNED: carry out towards the member with the veto what the candidate has signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell
from detente.advice.since import of_event
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.rules.why.veto import gravest
from detente.span import years_before

ID = "signed_text"
RULES = ("veto",)
RECENT = 3
"""Years for which a text that was signed is still to be carried out."""
SIGNED = re.compile(r"^(?P<who>.+?) signs? the (?P<text>protocol|agreement|treaty)\b")
"""How an act says that a state signed something."""
WORDING = Wording(
    says="By {due} {state} should apply to {member} the {text} that it signed in {signed}.",
    reason="{member} has a vote on each step, and {state} signed the {text} in {signed}.",
    changes="{member} votes for the next step although the {text} is not applied to it.",
    instead="wait",
    what="settle the quarrel as a whole first",
    against="The talks wait as long as the quarrel does.",
    answers="So the {text} has to be applied before {member} is asked to vote again.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to a candidate that signed a text which names, or touches, who has the veto."""
    relation, lines = argument.relation, said(argument, "veto")
    sides = relation.pair.bloc_and_state
    quarrel = gravest(relation) if sides is not None and lines else None
    if sides is None or quarrel is None:
        return
    state = sides[1]
    key = quarrel.second if quarrel.first in state.letters else quarrel.first
    member, since = label_of(key), years_before(relation.pair.day, RECENT)
    for event in reversed(relation.situation.events):
        told = SIGNED.match(event.what)
        fits = told is not None and told["who"] == state.name and member in event.what
        if fits and told is not None and event.checked and event.date >= since:
            yield _option(argument, event, lines, (member, told["text"]))
            return


def _option(
    argument: Argument, event: Event, lines: tuple[Line, ...], named: tuple[str, str]
) -> Option:
    pair = argument.relation.pair
    sides = pair.bloc_and_state
    if sides is None:
        raise ValueError("a veto is that of a member on a state")
    member, text = named
    state = sides[1].label
    parts: Parts = {"state": state, "member": member, "text": text, "signed": _month(event)}
    terms = Terms(
        actor=state,
        verb=f"apply to {member} the {text} that it signed",
        instrument=f"the {text} itself, without prejudice to the quarrel",
        due=deadline(pair.day, of_event(event, "it was signed")),
        cost=f"deals with {member} before the quarrel is settled",
        bearer=state,
        payer="both, as long as the talks wait",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


def _month(event: Event) -> Figure:
    cell = row_cell(event.row, event.date, document=event.source, checked=event.checked)
    return on_cell(ID, "signed", event.date, cell, "month")


COURSE = Course(
    ID,
    topics=("accession",),
    condition="a member with a veto has a quarrel with the candidate, which signed a text "
    "that touches it in the last three years",
    propose=propose,
)
