"""REC-AGENDA: put fighting among members on the agenda of the summit with the partner."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.joint_bodies import Body, bodies
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.span import years_before

ID = "summit_agenda"
RECENT = 2
"""Years in which the summit met."""
WORDING = Wording(
    says="By {due} {bloc} should put the fighting among its members on the agenda of the {body}.",
    reason="Both sides sit at one table there, while members fight each other.",
    changes="Twelve months without a death in that fighting.",
    instead="inside",
    what="leave the quarrel to the two members",
    against="They were left to it, and they fight.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it where members fight, and the bloc and its partner meet at the top."""
    pair = argument.relation.pair
    lines = said(argument, "feud_inside")
    sides = pair.bloc_and_state
    if sides is None or not lines:
        return
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    summits = [
        body
        for body in known
        if body.kind == "summit"
        and body.meetings
        and body.meetings[-1].date > years_before(pair.day, RECENT)
    ]
    if summits:
        body = max(summits, key=lambda one: (one.meetings[-1].date, one.id))
        yield _option(argument, sides[0], lines, body)


def _option(argument: Argument, bloc: Bloc, lines: tuple[Line, ...], body: Body) -> Option:
    pair = argument.relation.pair
    due = next_month(pair.day, HALF_YEARS)
    parts: Parts = {
        "bloc": bloc.label,
        "body": bare(body.name, body.kind),
        "due": proposed(ID, due),
    }
    terms = Terms(
        actor=bloc.label,
        verb="put the fighting among its members on the agenda",
        instrument=f"{body.name}: {body.founding_act}",
        due=due,
        cost="can no longer call the quarrel theirs alone",
        bearer="the members that fight",
        payer="people near the line",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="fighting between two members within three years, and a summit of the bloc and the "
    "partner in the last two",
    propose=propose,
)
