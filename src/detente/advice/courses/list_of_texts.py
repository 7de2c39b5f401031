"""REC-LIST: agree on a few texts before the session, where ties and votes do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import facts_between_keys
from detente.advice.course import Course, said
from detente.advice.courses.written_plans import vote_share
from detente.advice.deadlines import session_opens
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import on_meeting, working_bodies
from detente.analysis.state.condition import HOSTILE
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.positions.where import NAMES
from detente.rules.readings import share_borders, shared_blocs, two_states

ID = "list_of_texts"
"""The Assembly opens in September."""
PARTNERS = Wording(
    says="Before the session of {due} {pair} should agree, in the {body}, on texts to support "
    "together.",
    reason="They cast the same vote in {share:per_cent} of cases, though the body met in {met}.",
    changes="Another such session passes, and the partnership deepens all the same.",
    instead="apart",
    what="keep votes out of the partnership",
    against="That is the course now, at {share:per_cent}.",
)
NEARER = Wording(
    says="In the session of {due} {pair} should bring in one text together.",
    reason="Their votes came nearer, to {share:per_cent} alike; a common text would show it.",
    changes="The votes come nearer still without such a text.",
    instead="drift",
    what="let the votes come nearer by themselves",
    against="At {share:per_cent} alike, more than a drift is within reach.",
)
APART = Wording(
    says="Before the session of {due} the missions of {pair} should go through the votes on which "
    "they parted.",
    reason="Of their votes {share:per_cent} are alike, fewer than before.",
    changes="The two agree on a common matter at home while their votes part further.",
    instead="apart",
    what="let the votes part",
    against="They have parted already, to {share:per_cent} alike.",
)
OVER = Wording(
    says="Before the session of {due} {pair} should compare their votes on {topic}.",
    reason="They vote alike in {share:per_cent} of cases, and part most on {topic}.",
    changes="The two agree on a common matter at home while their votes part further.",
    instead="apart",
    what="let the votes part",
    against="They have parted already, to {share:per_cent} alike.",
)
TURNED = Wording(
    says="By {due} the two foreign ministries should say to each other why they parted over "
    "{topic}.",
    reason="{share:per_cent} of their votes are alike, and it is there that they lost most.",
    changes="The two agree on a common matter at home while their votes part further.",
    instead="apart",
    what="let the votes part",
    against="They have parted already, to {share:per_cent} alike.",
)
DECADE = Wording(
    says="From the session of {due} on {pair} should compare their votes once a year.",
    reason="Ten years of small steps brought them to {share:per_cent} of votes alike.",
    changes="The two agree on a common matter at home while their votes part further.",
    instead="apart",
    what="let the votes part",
    against="They have parted already, to {share:per_cent} alike.",
)
ONE_APART = Wording(
    says="Before the session of {due} {mover} should tell {other} which of its new votes are to "
    "last.",
    reason="{mover} made the move, and {share:per_cent} of their votes are alike.",
    changes="The mission of {other} moves as far the other way.",
    instead="apart",
    what="let the votes part",
    against="They have parted already, to {share:per_cent} alike.",
)
ONE_NEARER = Wording(
    says="In the session of {due} {other} should offer to sponsor a text of {mover}.",
    reason="{mover} came nearer, to {share:per_cent} of votes alike; a common text would show it.",
    changes="{mover} comes nearer still without such a text.",
    instead="drift",
    what="let the votes come nearer by themselves",
    against="At {share:per_cent} alike, more than a drift is within reach.",
)
TOWARDS = ("moved.nearer", "moved.one-towards")
AWAY = ("moved.apart", "moved.one-away", "moved.jump-away", "moved.wider")
MOVES = ("same_vote", "mover", "drift")
"""Rules of moves in votes, and beginnings of their variants."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to partners who vote apart, and to two with ties whose votes moved."""
    relation = argument.relation
    body = next(iter(working_bodies(relation.pair)), None)
    lines = said(argument, "paradox", "unexpected.partners")
    if lines and body is not None:
        parts: Parts = {
            "body": bare(body.name, body.kind),
            "met": on_meeting(ID, "met", body.meetings[-1]),
        }
        yield from _option(argument, lines, PARTNERS, parts)
        return
    at_odds = relation.situation.holds(*HOSTILE, "suspended") or relation.power.at_odds
    if two_states(relation) is None or at_odds or _punishes(argument) or not _are_tied(argument):
        return
    for beginnings, wording in ((TOWARDS, NEARER), (AWAY, APART)):
        lines = tuple(line for rule in MOVES for line in said(argument, rule, *beginnings))
        if lines:
            chosen, more = _worded(argument, wording, lines)
            yield from _option(argument, lines, chosen, more)
            return


def _worded(argument: Argument, wording: Wording, lines: tuple[Line, ...]) -> tuple[Wording, Parts]:
    """Choose the wording by what is known of the move: its matter, its side, or its pace."""
    apart = wording is APART
    topic, turned = (_topic(argument), _turned(argument)) if apart else ("", "")
    if topic:
        return OVER, {"topic": topic}
    moved = _mover(argument)
    if moved:
        return ONE_APART if apart else ONE_NEARER, moved
    if turned:
        return TURNED, {"topic": turned}
    slow = apart and all("decade" in line.variant for line in lines)
    return DECADE if slow else wording, {}


def _turned(argument: Argument) -> str:
    """Name the matter on which their votes parted most; empty where none stands out."""
    lines = said(argument, "matter_moved", "moved.apart")
    code = lines[0].variant.partition("apart-")[2].removesuffix("-slightly") if lines else ""
    return _matter(code)


def _matter(code: str) -> str:
    """Name a matter without saying that it is one of votes; empty for none."""
    return NAMES.get(code, "").removeprefix("votes on ")


def _punishes(argument: Argument) -> bool:
    """Tell whether sanctions are in force between the two."""
    pair = argument.relation.pair
    rows = facts_between_keys(pair.first.key, pair.second.key, "sanction")
    return any(row.open_on(pair.day) for row in rows)


def _are_tied(argument: Argument) -> bool:
    """Tell whether two share a border, a bloc, or another tie that would carry a common text."""
    relation = argument.relation
    return share_borders(relation) or bool(shared_blocs(relation))


def _mover(argument: Argument) -> Parts:
    """Name the side that moved in votes and the other; empty where both did, or neither."""
    pair = argument.relation.pair
    lines = said(argument, "mover", "moved.one", "moved.jump")
    keys = [dict(cell.keys).get("side") for line in lines for cell in line.finding.evidence]
    sides = {party.key: party.label for party in (pair.first, pair.second)}
    moved = next((str(key) for key in keys if key in sides), "")
    if not moved:
        return {}
    other = next(label for key, label in sides.items() if key != moved)
    return {"mover": sides[moved], "other": other}


def _topic(argument: Argument) -> str:
    """Name the matter that divides them; empty where none stands out."""
    lines = said(argument, "where", "unusual.divides")
    code = lines[0].variant.partition("divides-")[2].removesuffix("-too") if lines else ""
    return _matter(code)


def _option(
    argument: Argument, lines: tuple[Line, ...], wording: Wording, more: Parts
) -> Iterator[Option]:
    pair = argument.relation.pair
    share = vote_share(argument, ID)
    if share is None:
        return
    due = session_opens(pair.day)
    parts: Parts = {"pair": pair.words, "share": share, **more}
    terms = Terms(
        actor=pair.words,
        verb="agree on texts before the session",
        instrument="consultations of the two missions in New York",
        due=due,
        cost="explain to old partners in New York why they leave them",
        bearer="both foreign ministries",
        payer="neither",
    )
    yield option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="partners whose same vote lies in the lowest twentieth and a body of theirs that "
    "met, or two with a border or a bloc in common whose votes moved",
    propose=propose,
)
