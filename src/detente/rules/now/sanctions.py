"""SANCTIONS: who has sanctions in force against whom, on what, since when."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import Fact, own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import bound, day_figure
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "sanctions"
ABOUT = "sanctions in force"
MUTUAL, ONE_WAY, OF_OTHERS = 1.0, 0.8, 0.4
"""How unexpected sanctions of both sides, of one side, and of a bloc or a member alone are."""
OF_PERSONS = ("leaders", "those who", "officials", "persons")
"""Words of measures that aim at persons, not at the state."""
MOST = 2
"""Sanctions of a side that are said one by one."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the sanctions of each side on the other; those of blocs and members where none has."""
    rows = relation.state.sanctions
    if not rows:
        return
    pair = relation.pair
    first, second = set(own_keys(pair.first)), set(own_keys(pair.second))
    forth = [row for row in rows if row.one in first and row.other in second]
    back = [row for row in rows if row.one in second and row.other in first]
    if forth or back:
        yield _between(relation, forth, back)
        return
    through = [row for row in rows if row.other in first | second]
    if through:
        yield _through(relation, through)
    on_members = [row for row in rows if row not in through and row.one in first | second]
    if on_members:
        yield _on_members(relation, on_members)


def _between(relation: Relation, forth: list[Fact], back: list[Fact]) -> Line:
    """Say the sanctions of the two themselves, the older side first."""
    sides = sorted((rows for rows in (forth, back) if rows), key=lambda rows: rows[0].start)
    oldest = sides[0][0]
    body = [_told(rows) for rows in sides]
    who, whom = label_of(oldest.one), label_of(oldest.other)
    if len(sides) > 1:
        answer = sides[1][0]
        parts: Parts = {"who": who, "whom": whom, "day": _day(oldest), "then": _day(answer)}
        headline = Sentence("{who} and {whom} have sanctions on each other.", {"who": who, "whom": whom})
        words = "{who} has had its own since {day}, {whom} since {then}."
        page = Page(headline, (Sentence(words, parts),), headline)
        variant, strength = "mutual", MUTUAL
    else:
        headline = Sentence("{who} has sanctions on {whom}.", {"who": who, "whom": whom})
        words = "They date from {day} and concern {measure}."
        measure = _measure(oldest)
        page = Page(headline, (Sentence(words, {"day": _day(oldest), "measure": measure}),), headline)
        persons = all(any(word in row.measure for word in OF_PERSONS) for row in sides[0])
        variant, strength = ("on_persons", OF_OTHERS) if persons else ("one_way", ONE_WAY)
    checked = all(row.checked for rows in sides for row in rows)
    known = page if checked and variant != "on_persons" else None
    reasons = Reasons(unexpected=strength)
    return line(f"{ID}.unexpected.{variant}", body, about=ABOUT, reasons=reasons, page=known)


def _told(rows: list[Fact]) -> Sentence:
    """Say the sanctions of one sender on one target."""
    first = rows[0]
    parts: Parts = {
        "who": label_of(first.one),
        "whom": label_of(first.other),
        "day": _day(first),
        "measure": _measure(first),
    }
    words = "{who} has had sanctions on {whom} since {day}: {measure}."
    return Sentence(words, parts)


def _measure(fact: Fact) -> Phrase:
    """Give what a sanction forbids."""
    return bound(fact.measure.split("; ")[0], _day(fact).cells[0], f"{fact.id}.measure")


def _through(relation: Relation, rows: list[Fact]) -> Line:
    """Say the sanctions that a bloc or an organisation has on one side, which the other shares."""
    body = []
    for sender in dict.fromkeys(row.one for row in rows):
        of_sender = [row for row in rows if row.one == sender]
        body.append(_told(of_sender))
    reasons = Reasons(unexpected=OF_OTHERS)
    return line(f"{ID}.unexpected.through_a_bloc", body[:MOST], about=ABOUT, reasons=reasons)


def _on_members(relation: Relation, rows: list[Fact]) -> Line:
    """Say the sanctions of one side on members of the other."""
    first = min(rows, key=lambda row: row.start)
    targets = sorted({label_of(row.other) for row in rows}, key=lambda name: name.removeprefix("the "))
    cells = tuple(cell for row in rows for cell in _day(row).cells)
    parts: Parts = {"who": label_of(first.one), "day": _day(first)}
    words = "{who} has sanctions on {whom}, the oldest since {day}."
    if len(targets) > MOST + 1:
        id = figure_id("now", ID, relation.pair.of)
        parts["whom"] = Phrase(
            "{count} members of the other side",
            {"count": counted(id, len(targets), "members", *cells)},
        )
    else:
        parts["whom"] = listed(targets)
    if len(rows) == 1:
        words = "{who} has had sanctions on {whom} since {day}."
    reasons = Reasons(unexpected=OF_OTHERS)
    variant = f"{ID}.unexpected.on_members"
    return line(variant, (Sentence(words, parts),), about=ABOUT, reasons=reasons, cells=cells)


def _day(fact: Fact) -> Figure:
    precision = fact.start_precision
    return day_figure(fact.id, fact.start, fact.source, checked=fact.checked, precision=precision)


RULE = Rule(
    id=ID,
    section="now",
    place=16,
    paragraph="sanctions",
    say=say,
    condition="sanctions are in force between the two, through a bloc of one, or on members of one",
    topics=("standing",),
)
"""The rule."""
