"""LAND-SHARE: how much of its enemy's land a side holds in a war, and held before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.counts import LAND, TAKEN, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.count_rows import month, size
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.power.made import Parts, filled
from detente.rules.rule import Rule

ID = "land_share"
ABOUT = "how much land is held in the war"
TOLD = 2
"""Earlier counts that are told."""
FRESH = 2
"""Years for which a count of land speaks of the view."""
STRENGTH = 1.0
"""How unusual it is that a state holds counted land of another in a war."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the share at the newest count, at those before it, and what was taken in a year."""
    pair = relation.pair
    if not relation.situation.holds("war"):
        return
    known = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, LAND)
    if not known or pair.as_of - known[-1].on.year > FRESH:
        return
    newest = known[-1]
    before = [one for one in known[:-1] if (one.of, one.by) == (newest.of, newest.by)]
    taken = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, TAKEN)
    of_side = [one for one in taken if one.of == newest.of and one.on.year >= newest.on.year]
    yield _line(newest, before, of_side[-1] if of_side else None)


def _line(newest: Count, before: Sequence[Count], taken: Count | None) -> Line:
    parts = _parts(newest)
    included = ", {place}," if newest.place else ""
    body = [
        filled(
            f"In {{month}} {{holder}} held {{size}} of {{owner}}{included} by the maps of {{by}}.",
            parts,
        )
    ]
    headline = filled("{holder} held {size} of {owner} in {month}.", parts)
    key = filled(f"That is the land{included} on the maps of {{by}}.", parts)
    if before:
        body.append(_had_held(before))
        key = filled("In {month} it had held {size}, on the same maps.", _parts(before[-1]))
    if taken is not None:
        body.append(
            filled("In {month} it took {size}, as {by} counts on such maps.", _parts(taken))
        )
    checked = all(one.checked for one in (newest, *before))
    page = Page(headline, (key,)) if checked else None
    reasons = Reasons(unusual=STRENGTH)
    return line(f"{ID}.unusual.held", body, about=ABOUT, reasons=reasons, page=page)


def _had_held(before: Sequence[Count]) -> Sentence:
    """Say what was held at the counts before, the newest two of them."""
    told = [Phrase("{size} in {month}", _parts_of(one)) for one in before[-TOLD:]]
    return Sentence("It had held {told}.", {"told": listed_phrases(told)})


def _parts_of(one: Count) -> dict[str, Figure]:
    return {"size": size(one), "month": month(one)}


def _parts(one: Count) -> Parts:
    return {
        "holder": label_of(one.other),
        "owner": label_of(one.of),
        "size": size(one),
        "month": month(one),
        "place": one.place,
        "by": one.by,
    }


RULE = Rule(
    id=ID,
    section="now",
    place=6,
    paragraph="state",
    say=say,
    condition="at war: a count of at most two years of the share of one side's land that the other "
    "holds",
    topics=("standing", "history"),
)
"""The rule."""
