"""REC-LIST: partners who vote apart agree on a few texts before the session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.joint_bodies import Body, bodies
from detente.advice.course import Course, said
from detente.advice.dates import next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.evidence.figure import Figure, figure_id, on_day
from detente.identity.voting import VoteCount
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "list_of_texts"
SESSION = (9,)
"""The Assembly opens in September."""
YEARS, FEWEST = 3, 200


WORDING = Wording(
    says="Before the session of {due} {pair} should agree, in the {body}, on texts to support "
    "together.",
    reason="They cast the same vote in {share:per_cent} of cases, though the body met in {met}.",
    changes="Another such session passes, and the partnership deepens all the same.",
    instead="apart",
    what="keep votes out of the partnership",
    against="That is the course now, at {share:per_cent}.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a list of texts to the body of two partners that vote apart."""
    relation = argument.relation
    pair = relation.pair
    lines = said(argument, "paradox", "unexpected.partners")
    met = [
        body
        for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
        if body.meetings and _is_recent(body, pair.day)
    ]
    last = min(pair.as_of, relation.catalog.last_year("un_votes_undl") - 1)
    count = relation.identity.same_votes_in(last - YEARS + 1, last) if lines and met else None
    if count is not None and count.calls >= FEWEST:
        body = max(met, key=lambda one: (one.meetings[-1].date, one.id))
        yield _option(argument, lines, body, count)


def _is_recent(body: Body, day: date) -> bool:
    return body.meetings[-1].date > years_before(day, 2)


def _option(argument: Argument, lines: tuple[Line, ...], body: Body, count: VoteCount) -> Option:
    pair = argument.relation.pair
    due = next_month(pair.day, SESSION)
    met = body.meetings[-1]
    cell = row_cell(met.row, met.date, document=met.source, checked=met.checked)
    id = figure_id("advice", ID, "share")
    share = Figure(id, count.share, unit="part of votes", cells=count.cells, way="per_cent")
    parts: Parts = {
        "pair": pair.words,
        "body": bare(body.name, body.kind),
        "due": proposed(ID, due),
        "met": on_day(figure_id("advice", ID, "met"), met.date, cell, precision="month"),
        "share": share,
    }
    terms = Terms(
        actor=pair.words,
        verb="agree on a list of texts on which to vote alike",
        instrument=f"{body.name}: {body.founding_act}",
        due=due,
        cost="explain to old partners in New York why they leave them",
        bearer="both foreign ministries",
        payer="neither",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="partners whose same vote lies in the lowest twentieth, and a body of theirs that "
    "met in the last two years",
    propose=propose,
)
