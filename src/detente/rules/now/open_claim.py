"""OPEN-CLAIM: a claim between the two that nobody has closed."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import Fact, facts_between_keys
from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.repaired import newest_break
from detente.rules.now.row_words import day_figure, filled
from detente.rules.now.state_words import Parts, begun, both, land_of, row_of
from detente.rules.rule import Rule

ID = "open_claim"
ABOUT = "a claim that is open"
AMONG_ALLIES, AMONG_PARTNERS, PLAIN = 1.0, 0.9, 0.7
"""How unexpected an open claim is among allies, among two that meet, and otherwise."""
TIED = {"allied": "allies", "integrated": "partners in a union", "partners": "partners"}
NAMED = ("partners", "disputed line")
"""States whose sentence names the land already."""
SHORT = 5
"""Words of a land that a message has room for."""
WAR = "war"
KINDS = ("fighting",)
"""Kinds of fact that show how far a claim has led."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the claims between the two themselves, the oldest first, and where they have led."""
    conditions = relation.state.conditions
    claims = [one for one in conditions if one.headline == "disputed line" and not one.by_member]
    occupied = any(one.headline == "occupation" and not one.by_member for one in conditions)
    # what is at war, or held by force, is said first and elsewhere
    if not claims or occupied or relation.state.at_war:
        return
    oldest = min(claims, key=lambda one: one.start)
    yield _line(relation, oldest, _since(oldest, relation))


def _since(claim: Condition, relation: Relation) -> list[Fact]:
    """Give fighting and crises between the two since the claim, the oldest first."""
    day = relation.pair.day
    found = [
        fact.known_by(day)
        for kind in KINDS
        for fact in facts_between_keys(claim.first, claim.second, kind)
    ]
    later = [fact for fact in found if fact is not None and fact.start >= claim.start]
    return sorted(later, key=lambda fact: fact.start)


def _line(relation: Relation, claim: Condition, later: list[Fact]) -> Line:
    tie = TIED.get(relation.state.headline, "")
    parts: Parts = {
        "both": both(claim, relation.pair),
        "land": land_of(claim),
        "day": begun(claim),
        "tie": tie,
        "verb": "have" if " and " in claim.land else "has",
    }
    words = "The claim over {land} has been open since {day}."
    if relation.state.headline in NAMED:
        words = "The claim has been open since {day}."
    elif tie:
        words = "Yet {land} {verb} been in dispute since {day}."
    led, after = _led(claim, later), _led(claim, _since_war(later))
    since = filled(words, parts)
    row = _row_of(claim, relation)
    body = [since, *_holder(claim, row), *_war(later), *([] if after is None else [after])]
    key = filled("The claim has been open since {day}.", parts) if led is None else led
    form = f"{relation.state.headline if tie else 'plain'}_{'led' if later else 'quiet'}"
    strength = STRENGTH.get(relation.state.headline, PLAIN)
    headline = filled(_message(claim, tied=bool(tie)), parts)
    # a crisis that was repaired is the message, and its rule names the claim
    is_message = claim.checked and newest_break(relation) is None
    return line(
        f"{ID}.unexpected.{form}",
        body,
        about=ABOUT,
        reasons=Reasons(unexpected=strength),
        page=Page(headline, (key,)) if is_message else None,
    )


STRENGTH = {"allied": AMONG_ALLIES, "integrated": AMONG_ALLIES, "partners": AMONG_PARTNERS}
"""How unexpected an open claim is by the state of the relation."""


def _message(claim: Condition, *, tied: bool) -> str:
    """Choose the message: a land with a long name is not named."""
    if len(claim.land.split()) <= SHORT:
        return (
            "{both} are {tie} and still dispute {land}." if tied else "{both} still dispute {land}."
        )
    if tied:
        return "{both} are {tie} with a claim open between them."
    return "{both} have a claim open between them."


def _row_of(claim: Condition, relation: Relation) -> Fact | None:
    """Give the row of a claim as the day knew it."""
    rows = facts_between_keys(claim.first, claim.second, "claim")
    known = (fact.known_by(relation.pair.day) for fact in rows)
    return next((fact for fact in known if fact is not None and fact.id == claim.row), None)


def _holder(claim: Condition, row: Fact | None) -> Iterator[Sentence]:
    """Say which of the two holds all of the disputed land."""
    if row is None or not row.held_by:
        return
    them = "them" if row.matter == "islands" or " and " in claim.land else "it"
    who: Parts = {"who": label_of(row.held_by), "them": them}
    yield Sentence("{who} administers {them}.", who)


def _war(later: list[Fact]) -> Iterator[Sentence]:
    """Say the last war since a claim was raised, where lesser fighting came after it."""
    wars = [one for one in later if one.severity == WAR and one.end is not None]
    if not wars or wars[-1] is later[-1]:
        return
    last = wars[-1]
    end = day_figure(
        f"{last.id}.end",
        last.end or last.start,
        last.source,
        checked=last.checked,
        precision=last.end_precision,
    )
    parts: Parts = {"start": _day(last), "end": end}
    yield Sentence("The two fought a war from {start} to {end}.", parts)


def _since_war(later: list[Fact]) -> list[Fact]:
    """Give what came after the last war: what is said of the time since it does not count it."""
    wars = [place for place, one in enumerate(later) if one.severity == WAR and one.end is not None]
    return later[wars[-1] + 1 :] or later if wars else later


def _led(claim: Condition, later: list[Fact]) -> Sentence | None:
    """Count the crises and the fighting that fell into the time of a claim."""
    if not later:
        return None
    last = later[-1]
    cells = tuple(cell for fact in later for cell in _day(fact).cells)
    id = figure_id("now", row_of(claim), "led")
    count = counted(id, len(later), "crises and spells of fighting", *cells)
    parts: Parts = {"day": _day(last)}
    if len(later) == 1:
        return Sentence("The two have fought once since, on {day}.", parts)
    parts["count"] = count
    words = "The two have fought {count:times} since, the last time on {day}."
    return Sentence(words, parts)


def _day(fact: Fact) -> Figure:
    precision = fact.start_precision
    return day_figure(fact.id, fact.start, fact.source, checked=fact.checked, precision=precision)


RULE = Rule(
    id=ID,
    section="now",
    place=1,
    paragraph="state",
    say=say,
    condition="a row opens a claim between the two themselves and none closes it",
    topics=("standing", "history"),
)
"""The rule."""
