"""CLASH-DEAD: how many each side lost in the newest clash of which a count is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.counts import DEAD, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.rules.count_rows import month, size
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.power.made import Parts, filled
from detente.rules.rule import Rule

ID = "clash_dead"
ABOUT = "the dead of the newest clash"
RECENT = 10
"""Years for which the dead of a clash are said as of today."""
STRENGTH = 0.9
"""How unusual a clash is whose dead are counted one by one."""


def say(relation: Relation) -> Iterator[Line]:
    """Say what each side counts as its dead in the newest clash."""
    pair = relation.pair
    first, second = own_keys(pair.first), own_keys(pair.second)
    known = counts_between(first, second, pair.day, DEAD)
    clashes = [one for one in known if one.place]
    if not clashes or pair.as_of - clashes[-1].on.year > RECENT:
        return
    newest = clashes[-1]
    of_it = [one for one in clashes if (one.place, one.on) == (newest.place, newest.on)]
    yield _line(sorted(of_it, key=lambda one: -one.size))


def _line(found: Sequence[Count]) -> Line:
    """Say the larger loss, and the other side's where it gave one."""
    main, *rest = found
    parts = _parts(main)
    other = "; {answers} acknowledges {fewer} dead" if rest else ""
    if rest:
        parts |= {"answers": rest[0].by, "fewer": size(rest[0])}
    words = f"{{of}} lost {{size}} {{who}} in a clash in {{place}} in {{month}}{other}."
    headline = filled("{of} lost {size} {who} in a clash with {other} in {month}.", parts)
    key = filled(f"They fell in {{place}}{other}.", parts)
    page = Page(headline, (key,)) if all(one.checked for one in found) else None
    reasons = Reasons(unusual=STRENGTH)
    body = (filled(words, parts),)
    return line(f"{ID}.unusual.counted", body, about=ABOUT, reasons=reasons, page=page)


def _parts(one: Count) -> Parts:
    return {
        "of": label_of(one.of),
        "other": label_of(one.other),
        "size": size(one),
        "who": one.who,
        "place": one.place,
        "month": month(one),
    }


RULE = Rule(
    id=ID,
    section="now",
    place=25,
    paragraph="fighting",
    say=say,
    condition="a clash of the last ten years whose dead one side or both have counted",
    topics=("history",),
)
"""The rule."""
