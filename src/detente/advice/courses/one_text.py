"""REC-ONE-TEXT: a bloc bargains as one with a power with which its members have signed alone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.joint_bodies import Body, bodies
from detente.actors.names import actor
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, dated, figure_id
from detente.phrasing import listed
from detente.rules.argument import Argument
from detente.rules.institutions.agreements import Rivals, rivals
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "one_text"
RECENT = 2
"""Years for which a meeting shows that a body is alive."""
WORDING = Wording(
    says="By {due} {bloc} should put one text on tariffs before {few} for all its members.",
    reason="{many} has had one text with {bloc} since {since}; {few} has bound {bound} of {of}.",
    changes="Two more members sign with {few} alone.",
    instead="alone",
    what="let each member bargain for itself",
    against="That has bound {bound} of {of} members to {few}.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose one text where the rival has one already and a body of the two still meets."""
    relation = argument.relation
    pair = relation.pair
    lines = said(argument, "agreements", "unexpected.alone")
    found = rivals(relation) if lines else None
    # the advice is for the bargain with the power that has bound few
    if found is None or found.few.power.key not in (pair.first.key, pair.second.key):
        return
    since = years_before(pair.day, RECENT)
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    met = [body for body in known if body.meetings and body.meetings[-1].date > since]
    if met:
        yield _option(relation, lines, found, met)


def _option(relation: Relation, lines: tuple[Line, ...], found: Rivals, met: list[Body]) -> Option:
    day = relation.pair.day
    due = next_month(day, HALF_YEARS)
    body = max(met, key=lambda one: (one.meetings[-1].date, one.id))
    own = found.many.largest
    cell = row_cell(own.row, own.start, document=own.dataset or own.name, checked=own.checked)
    alone = [actor(one, day).label for one in found.few.members]
    parts: Parts = {
        "bloc": found.bloc.label,
        "few": found.few.power.label,
        "many": found.many.power.label,
        "due": proposed(ID, due),
    }
    parts |= {
        "since": dated(_id("since"), own.start.year, cell),
        "bound": counted(_id("bound"), len(alone), "members", cell),
        "of": counted(_id("of"), len(found.bloc.member_letters(day)), "members", cell),
    }
    terms = Terms(
        actor=found.bloc.label,
        verb=f"put one text on tariffs before {found.few.power.label}",
        instrument=f"{bare(body.name, body.kind)}: {body.founding_act}",
        due=due,
        cost="loses the lead of what was signed alone",
        bearer=listed(alone),
        payer="the members that come last",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=relation.pair.as_of)


def _id(name: str) -> str:
    return figure_id("advice", ID, name)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a bloc and a power that has bound under a quarter of its members in trade, while "
    "the power's rival has bound nearly all, and a body of the two that met in the last two years",
    propose=propose,
)
