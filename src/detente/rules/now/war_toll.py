"""WAR-TOLL: the dead and the refugees of a war, by whoever counts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.actors.counts import DEAD, REFUGEES, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.sentence import Sentence
from detente.rules.count_rows import millions, month, size
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.power.made import Parts, filled
from detente.rules.rule import Rule

ID = "war_toll"
ABOUT = "the dead and the refugees of the war"
FRESH = 2
"""Years for which a count speaks of the view."""
STRENGTH = 0.9
"""How unusual a war is whose dead and refugees are counted."""
WHOSE = {"soldiers": "soldiers of {of}", "civilians": "civilians in {of}"}
NOT_ONE = "The counts were made in different ways, and none is compared with another."


def say(relation: Relation) -> Iterator[Line]:
    """Say the newest count of each kind of dead, then of refugees."""
    pair = relation.pair
    if not relation.situation.holds("war"):
        return
    first, second = own_keys(pair.first), own_keys(pair.second)
    dead = counts_between(first, second, pair.day, DEAD)
    fled = counts_between(first, second, pair.day, REFUGEES)
    fresh = [one for one in _newest((*dead, *fled)) if pair.as_of - one.on.year <= FRESH]
    running = [one for one in fresh if not one.place]
    if running:
        yield _line(running)


def _newest(known: Iterable[Count]) -> list[Count]:
    """Give the newest count of each kind, of each side."""
    found = {(one.kind, one.of, one.who): one for one in known}
    return sorted(found.values(), key=lambda one: (one.kind, one.who != "soldiers", one.of))


def _line(found: Sequence[Count]) -> Line:
    dead = [one for one in found if one.kind == DEAD]
    fled = [one for one in found if one.kind == REFUGEES]
    body = [_dead(one) for one in dead]
    if len(dead) > 1:
        body.append(filled(NOT_ONE, {}))
    body.extend(_fled(one) for one in fled)
    page = _page(dead, fled) if all(one.checked for one in found) else None
    form = "refugees" if fled else "dead"
    reasons = Reasons(unusual=STRENGTH)
    return line(f"{ID}.unusual.{form}", body, about=ABOUT, reasons=reasons, page=page)


def _dead(one: Count) -> Sentence:
    least = "at least " if one.least else ""
    whose = f"{one.who} of its own" if one.by == label_of(one.of) else WHOSE[one.who]
    # what a side says of its own dead is its word, not a count of names
    own = one.by == label_of(one.of)
    words = f"By {{month}} {{by}} had counted {least}{{size}} dead {whose}."
    if own:
        words = f"In {{month}} {{by}} said that it had {{size}} dead {whose}."
    return filled(words, _of(one))


def _fled(one: Count) -> Sentence:
    parts: Parts = {**_of(one), "millions": millions(one)}
    return filled(
        "By the count of {by}, {millions} million people from {of} lived abroad as refugees in "
        "{month}.",
        parts,
    )


def _page(dead: Sequence[Count], fled: Sequence[Count]) -> Page | None:
    """Give the refugees as the message, and below it the dead that an outsider counted."""
    if not fled or not dead:
        return None
    parts: Parts = {**_of(fled[0]), "millions": millions(fled[0])}
    headline = filled("{millions} million people from {of} were refugees in {month}.", parts)
    return Page(headline, (_dead(dead[-1]),))


def _of(one: Count) -> Parts:
    return {
        "by": one.by,
        "of": label_of(one.of),
        "size": size(one),
        "month": month(one),
    }


RULE = Rule(
    id=ID,
    section="now",
    place=7,
    paragraph="state",
    say=say,
    condition="at war: counts of at most two years of the dead or the refugees of either side",
    topics=("standing", "history"),
)
"""The rule."""
