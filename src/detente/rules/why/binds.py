"""BINDS: what held through every break between the two, where something else gave way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why.breaks import Break, Held, breaks, gives_way, held_through

ID = "binds"
FEWEST = 2
"""Breaks without which nothing can be said to hold or to give way."""
HELD = {
    "rung": (
        "{held} of {since} has outlasted every break between {first} and {second}: {when}.",
        "{held} holds when {first} and {second} fall out.",
        "It has survived each of their breaks so far: {when}.",
        "{held} has outlived every break.",
    ),
    "body": (
        "{held} met within a year of every break between {first} and {second}: {when}.",
        "One body of {first} and {second} has met within a year of each break.",
        "It is {held}; the breaks came {when}.",
        "One body of the two has met within a year of each break.",
    ),
}
"""Section, message, key and gist of what held, by what it is."""
GAVE_TOO = "What gave way each time was {gave}."
MOST_NAMED = 3
"""Years of breaks that a sentence names."""


def say(relation: Relation) -> Iterator[Line]:
    """Say what survived every break, where a break cut or silenced something else.

    A break is known by what it cut, so that it cut something is no finding.
    """
    cut = breaks(relation)
    if len(cut) < FEWEST:
        return
    held = held_through(relation, cut)
    if held and gives_way(relation, cut, held[0]):
        yield _held_line(relation, cut, held[0], _gave_way(cut))


def _gave_way(cut: Sequence[Break]) -> str:
    """Name what was cut as a whole in every break; empty where it was not always the same."""
    names = {"" if one.in_part else one.what for one in cut}
    return names.pop() if len(names) == 1 else ""


def _reasons(cut: Sequence[Break]) -> Reasons:
    # without a record each break is as likely to cut a tie as not: one bit a break
    return Reasons(unexpected=min(1.0, len(cut) / BITS))


def _when(cut: Sequence[Break]) -> Phrase:
    """Say when the breaks came: the years of a few, the number and the ends of many."""
    if len(cut) <= MOST_NAMED:
        years = listed_phrases([Phrase("{year}", {"year": _year(one)}) for one in cut])
        return Phrase("in {years}", {"years": years})
    cells = tuple(one.cell for one in cut)
    count = counted(figure_id("why", ID, "breaks"), len(cut), "breaks", *cells)
    parts = {"count": count, "first": _year(cut[0]), "last": _year(cut[-1])}
    return Phrase("{count} times from {first} to {last}", parts)


def _year(one: Break) -> Figure:
    return dated(figure_id("why", ID, one.start.isoformat()), one.start.year, one.cell)


def _since(held: Held) -> Figure:
    return dated(figure_id("why", ID, "since"), held.since.year, *held.cells)


def _cells(cut: Sequence[Break], held: Held) -> tuple[Cell, ...]:
    return (*(one.cell for one in cut), *held.cells)


def _held_line(relation: Relation, cut: Sequence[Break], held: Held, gave: str) -> Line:
    parts: dict[str, str | Phrase | Figure] = {
        "held": held.name,
        "first": relation.pair.first.label,
        "second": relation.pair.second.label,
        "since": _since(held),
        "when": _when(cut),
        "gave": gave,
    }
    body, headline, key, gist = HELD[held.kind]
    said = (filled(body, parts), *([filled(GAVE_TOO, parts)] if gave else []))
    page = FirstPage(filled(headline, parts), key=(filled(key, parts),), gist=filled(gist, parts))
    return composed(
        ID,
        f"unexpected.held.{held.kind}" + (".one_gave" if gave else ""),
        said,
        Basis(about="what holds and what gives way", cells=_cells(cut, held)),
        reasons=_reasons(cut),
        page=page,
    )


RULE = Rule(
    id=ID,
    section="why",
    place=30,
    paragraph="binds",
    say=say,
    condition="at least two dated breaks more than a year apart; a rung in force, or a body that "
    "met, through all of them; and something else that was cut, or did not meet, in one of them",
    topics=("standing", "history"),
)
