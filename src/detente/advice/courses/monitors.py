"""REC-MONITORS: name who watches a ceasefire that nobody watches, where earlier ones failed."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import Fact, facts_between_keys
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.evidence.figure import counted, figure_id, on_day
from detente.phrasing import plural
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell

ID = "monitors"


WORDING = Wording(
    says="By {due} {pair} should name a third party that reports breaches of the ceasefire.",
    reason="No monitor of that of {since} is on record, and {count} earlier {truces} ended.",
    changes="A whole calendar year without a recorded breach.",
    instead="alone",
    what="leave the ceasefire to the two armies",
    against="That was tried: {count} earlier {truces} ended.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a watch over the ceasefire that holds, where nobody is named and others failed."""
    pair = argument.relation.pair
    lines = (*said(argument, "truce"), *said(argument, "relapse"))
    if not lines or pair.bloc_and_state is not None or argument.relation.situation.holds("war"):
        return
    known = [
        fact
        for fact in facts_between_keys(pair.first.key, pair.second.key, "truce")
        if fact.start <= pair.day
    ]
    over = [one for one in known if one.end is not None and one.end <= pair.day]
    running = [one for one in known if one not in over]
    if over and running and not running[-1].monitors:
        yield _option(argument, lines, running[-1], over)


def _option(argument: Argument, lines: tuple[Line, ...], running: Fact, over: list[Fact]) -> Option:
    pair = argument.relation.pair
    due = next_month(pair.day, HALF_YEARS)
    row = row_cell(running.id, running.start, document=running.source, checked=running.checked)
    past = [row_cell(one.id, one.start, document=one.source, checked=one.checked) for one in over]
    id, precision = figure_id("advice", ID, "since"), running.start_precision
    since = on_day(id, running.start, row, precision=precision)
    parts: Parts = {
        "pair": pair.words,
        "due": proposed(ID, due),
        "since": since,
        "count": counted(figure_id("advice", ID, "over"), len(over), "truces", *past),
        "truces": "truce" if plural(len(over)) == "one" else "truces",
    }
    terms = Terms(
        actor=pair.words,
        verb="name a third party that reports breaches of the ceasefire",
        instrument=running.source,
        due=due,
        cost="accept a count of breaches that is not their own",
        bearer="both armies",
        payer="people near the line",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    # who watches a ceasefire is no small step in a war: it is what the ceasefire lacks
    topics=("standing",),
    condition="a ceasefire in force without monitors, after at least one that ended",
    propose=propose,
)
