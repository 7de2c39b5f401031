"""REC-TARIFF: answer a tariff that splits a customs area as one area."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell
from detente.advice.since import of_event
from detente.evidence.figure import Figure
from detente.rules.argument import Argument
from detente.rules.now.row_words import happened
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "one_tariff"
RULES = ("deep", "circles")
RECENT = 2
"""Years for which a tariff is news."""
TARIFF = "tariff"
SHARED = "integrated"
WORDING = Wording(
    says="By {due} {pair} should write down that they answer a tariff of others as one area.",
    reason="{told}.",
    changes="Another power sets one tariff for both of them unasked.",
    instead="apart",
    what="let each ask for a rate of its own",
    against="Two rates in one customs area ask for a border inside it.",
    answers="So a tariff of others that treats them apart needs one answer.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to two that share a customs area which a tariff has lately split."""
    relation = argument.relation
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    if not lines or relation.state.headline != SHARED:
        return
    since = years_before(relation.pair.day, RECENT)
    events = relation.situation.events
    every = [one for one in events if one.date >= since and TARIFF in one.what]
    # a later act on tariffs, of whoever, may have undone the first: what is left is not known
    if len(every) == 1 and every[0].checked and every[0].turn <= 0:
        yield _option(argument, every[0])


def _option(argument: Argument, tariff: Event) -> Option:
    pair = argument.relation.pair
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    due = deadline(pair.day, of_event(tariff, "the tariff"))
    parts: Parts = {
        "pair": pair.words,
        "told": happened(tariff.what, _month(tariff), tariff.row, whole=True),
    }
    terms = Terms(
        actor=pair.words,
        verb="write down that they answer a tariff of others as one customs area",
        instrument="an exchange of letters under the treaty on the customs area",
        due=due,
        cost="give up a lower rate that one of them is offered alone",
        bearer="both sides",
        payer="firms that sell across the border of the two",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


def _month(tariff: Event) -> Figure:
    cell = row_cell(tariff.row, tariff.date, document=tariff.source, checked=tariff.checked)
    return on_cell(ID, "told", tariff.date, cell, tariff.precision)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two share a customs area, and a tariff of the last two years treats them apart",
    propose=propose,
)
