"""REC-PACT: settle who commands and who pays, before a young pact of two is called on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.armed_forces import has_armed_forces
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.since import newest_step
from detente.evidence.figure import Figure
from detente.evidence.sentence import figures
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.readings import two_states

ID = "pact_practice"
YOUNG = 5
"""Years within which a pact has no settled practice."""
WORDING = Wording(
    says="By {due} {pair} should settle who commands, and who pays, when their pact is called on.",
    reason="It binds each to defend the other and dates from {since}: too young for a settled "
    "practice.",
    changes="One calls on the pact, and the other comes without such a text.",
    instead="case",
    what="settle it when an attack comes",
    against="An attack leaves no time for it.",
    answers="So who commands and who pays is better settled before the pact is called on.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to two states with armed forces and a defence pact of their own that is young."""
    relation = argument.relation
    states = two_states(relation)
    lines = said(argument, "duty", "unusual.pact")
    armed = states is not None and all(has_armed_forces(one, relation.pair.day) for one in states)
    dates = [one for line in lines for sentence in line.key for one in figures(sentence)]
    young = [one for one in dates if isinstance(one, Figure) and _is_young(argument, one)]
    if armed and young:
        yield _option(argument, lines, young[0])


def _is_young(argument: Argument, shown: Figure) -> bool:
    """Tell whether a figure is a day or a year of the last years."""
    years = [cell.year for cell in shown.cells if cell.year is not None]
    return (
        shown.kind == "dated" and bool(years) and max(years) > argument.relation.pair.as_of - YOUNG
    )


def _option(argument: Argument, lines: tuple[Line, ...], since: Figure) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, *newest_step(argument))
    parts: Parts = {"pair": pair.words, "since": since}
    terms = Terms(
        actor=pair.words,
        verb="settle who commands and who pays when their pact is called on",
        instrument="a protocol to the pact",
        due=due,
        cost="promise troops and money that each needs at home",
        bearer="both armies",
        payer="whoever is attacked first",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two states with a defence pact of their own that is under five years old",
    propose=propose,
)
