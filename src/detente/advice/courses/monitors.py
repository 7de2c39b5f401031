"""REC-MONITORS: name who watches a ceasefire that nobody watches, where earlier ones failed."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import Fact, facts_between_keys
from detente.advice.confidence import confidence
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, next_month, proposed
from detente.advice.option import Alternative, Option
from detente.advice.printed import Parts, written
from detente.evidence.figure import counted, figure_id, on_day
from detente.phrasing import plural
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell

ID = "monitors"


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a watch over the ceasefire that holds, where nobody is named and others failed."""
    pair = argument.relation.pair
    lines = (*said(argument, "truce"), *said(argument, "relapse"))
    if not lines or pair.bloc_and_state is not None:
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
    parts: Parts = {
        "pair": pair.words,
        "due": proposed(ID, due),
        "since": on_day(
            figure_id("advice", ID, "since"), running.start, row, precision=running.start_precision
        ),
        "count": counted(figure_id("advice", ID, "over"), len(over), "truces", *past),
        "truces": "truce" if plural(len(over)) == "one" else "truces",
    }
    return Option(
        id=ID,
        actor=pair.words,
        verb="name a third party that reports breaches of the ceasefire",
        instrument=running.source,
        due=due,
        says=written(
            "By {due} {pair} should name a third party that reports breaches of the ceasefire.",
            parts,
        ),
        reason=written(
            "It has held since {since} with nobody named to watch; {count} earlier {truces} ended.",
            parts,
        ),
        cost="accept a count of breaches that is not their own",
        bearer="both armies",
        changes=written("A whole calendar year without a recorded breach.", {}),
        rests_on=lines,
        confidence=confidence(lines, pair.as_of),
        alternatives=(
            Alternative(
                "alone",
                "leave the ceasefire to the two armies",
                against=written("That was tried: {count} earlier {truces} ended.", parts),
                bearer="people near the line",
            ),
        ),
    )


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a ceasefire in force without monitors, after at least one that ended",
    propose=propose,
)
