"""REC-CHANNEL: put a date on the meeting that has stopped, while lower ones go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.decisions import BOTH, decisions
from detente.actors.joint_bodies import Body, Happening, bodies
from detente.advice.course import Course, said
from detente.advice.dates import month_precision
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.since import of_body
from detente.evidence.figure import Figure, figure_id, on_day
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "channel"
LEVELS = ("summit", "ministers", "ambassadors", "officials")
"""Ranks of meetings, the highest first."""
SILENT, RECENT = 2, 1
"""Years without a meeting after which a rank has stopped, and within which another one met."""
CALLED = {
    "summit": "summit",
    "ministers": "ministers' meeting",
    "ambassadors": "meeting of ambassadors",
}
LEADERS = "heads of state"
"""How the table of decisions names leaders."""
FIGHTS = ("war", "armed conflict", "truce")
"""States in which a date for a meeting answers nothing."""

Met = tuple[Body, Happening]


WORDING = Wording(
    says="By {due} {pair} should set a date for the next {rank} of the {body}.",
    reason="No {rank} is on our record since {last}, while {lower} met in {met}.",
    changes="The {lower} stop meeting, too.",
    instead="wait",
    what="leave it to lower ranks",
    against="No {rank} is on our record since {last}.",
    answers="So the next {rank} needs a date: none is on record.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a date for the highest rank that has stopped, where a lower one still meets."""
    relation = argument.relation
    lines = (
        *said(argument, "break", "moved.rank", "moved.pause"),
        *said(argument, "body", "unusual.silent", "moved"),
    )
    if not lines or relation.situation.holds(*FIGHTS):
        return
    pair = relation.pair
    found = _stopped(bodies(pair.first.key, pair.second.key, pair.day, own=pair.own), pair.day)
    if found is not None and not _met_elsewhere(argument, found[0][1]):
        yield _option(argument, lines, *found)


def _met_elsewhere(argument: Argument, last: Happening) -> bool:
    """Tell whether leaders decided something together since then, outside the body."""
    pair = argument.relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    rows = () if known is None else known.rows
    together = (one for one in rows if one.by == BOTH and one.date > last.date)
    return last.level == "summit" and any(LEADERS in one.organ for one in together)


def _stopped(known: tuple[Body, ...], day: date) -> tuple[Met, Met] | None:
    """Give the last meeting of the highest rank that has stopped, and of a lower one that met."""
    last: dict[str, Met] = {}
    for body in known:
        if body.ended is None and not body.wholly_suspended:
            for met in body.meetings:
                if met.level in LEVELS and met.date >= last.get(met.level, (body, met))[1].date:
                    last[met.level] = (body, met)
    ranks = [level for level in LEVELS if level in last]
    for place, level in enumerate(ranks):
        lower = [last[other] for other in ranks[place + 1 :]]
        recent = [one for one in lower if one[1].date > years_before(day, RECENT)]
        if level in CALLED and last[level][1].date <= years_before(day, SILENT) and recent:
            return last[level], max(recent, key=lambda one: one[1].date)
    return None


def _option(argument: Argument, lines: tuple[Line, ...], stopped: Met, met: Met) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, *of_body(stopped[0]))
    body, rank = bare(stopped[0].name, stopped[0].kind), CALLED[stopped[1].level]
    parts: Parts = {
        "pair": pair.words,
        "body": body,
        "rank": rank,
        "lower": _rank(met[1]),
        "last": _day("last", stopped[1]),
        "met": _day("met", met[1]),
    }
    terms = Terms(
        actor=pair.words,
        verb=f"set a date for the next {rank}",
        instrument=f"the next joint statement, for the {body}",
        due=due,
        cost="can no longer show displeasure by staying away",
        bearer="both sides",
        payer="those who need a decision of that rank",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


def _rank(met: Happening) -> str:
    return "officials" if met.level == "officials" else met.level


def _day(name: str, met: Happening) -> Figure:
    cell = row_cell(met.row, met.date, document=met.source, checked=met.checked)
    id, precision = figure_id("advice", ID, name), month_precision(met.precision)
    return on_day(id, met.date, cell, precision=precision)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a rank of meetings has been silent for two years while a lower one met in the last; "
    "no fighting, no truce on trial",
    propose=propose,
)
