"""LAND-SHARE: how much of its enemy's land a side holds in a war, and held before."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.counts import LAND, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.rules.count_rows import month, size
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.power.made import Parts, filled
from detente.rules.rule import Rule

ID = "land_share"
ABOUT = "how much land is held in the war"
FRESH = 2
"""Years for which a count of land speaks of the view."""
STRENGTH = 1.0
"""How unusual it is that a state holds counted land of another in a war."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the share at the newest count and at the oldest of the same producer."""
    pair = relation.pair
    if not relation.situation.holds("war"):
        return
    known = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, LAND)
    if not known or pair.as_of - known[-1].on.year > FRESH:
        return
    newest = known[-1]
    same = [one for one in known if (one.of, one.by) == (newest.of, newest.by)]
    yield _line(newest, same[0] if same[0] is not newest else None)


def _line(newest: Count, before: Count | None) -> Line:
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
    if before is not None:
        then = _parts(before)
        body.append(filled("In {month} it had held {size}.", then))
        key = filled("In {month} it had held {size}, on the same maps.", then)
    checked = newest.checked and (before is None or before.checked)
    page = Page(headline, (key,)) if checked else None
    reasons = Reasons(unusual=STRENGTH)
    return line(f"{ID}.unusual.held", body, about=ABOUT, reasons=reasons, page=page)


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
