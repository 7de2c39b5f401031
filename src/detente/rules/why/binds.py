"""BINDS: what held through every break between the two, where something else gave way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why.breaks import Break, Held, breaks, gives_way, held_through

ID = "binds"
FEWEST = 2
"""Breaks without which nothing can be said to hold or to give way."""
RUNG, BODY = "rung", "body"
HELD = {
    RUNG: (
        "{held} of {since} has outlasted every break between {first} and {second}: {when}.",
        "{held} holds when {first} and {second} fall out.",
        "It has survived each of their breaks so far: {when}.",
        "{held} has outlived every break.",
    ),
    BODY: (
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


@dataclass(frozen=True, slots=True)
class Steadfast:
    """What survived every break, where a break cut or silenced something else.

    Attributes
    ----------
    cut : tuple of Break
        The breaks.
    held : Held
        What was in force, or met, through all of them.
    """

    cut: tuple[Break, ...]
    held: Held


def steadfast(relation: Relation) -> Steadfast | None:
    """Find what survived every break of two or more; None where nothing did, or nothing gave way.

    A break is known by what it cut, so that it cut something is no finding.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    cut = breaks(relation)
    if len(cut) < FEWEST:
        return None
    held = held_through(relation, cut)
    if not held or not gives_way(relation, cut, held[0]):
        return None
    return Steadfast(cut, held[0])


def say(relation: Relation) -> Iterator[Line]:
    """Say what treaty or rung survived every break; that a body met explains nothing."""
    found = steadfast(relation)
    if found is not None and found.held.kind == RUNG:
        yield held_line(relation, found, rule=ID, section="why")


def _gave_way(cut: Sequence[Break]) -> str:
    """Name what was cut as a whole in every break; empty where it was not always the same."""
    names = {"" if one.in_part else one.what for one in cut}
    return names.pop() if len(names) == 1 else ""


def _reasons(cut: Sequence[Break]) -> Reasons:
    # without a record each break is as likely to cut a tie as not: one bit a break
    return Reasons(unexpected=min(1.0, len(cut) / BITS))


def _when(cut: Sequence[Break], ids: tuple[str, str]) -> Phrase:
    """Say when the breaks came: the years of a few, the number and the ends of many."""
    if len(cut) <= MOST_NAMED:
        years = listed_phrases([Phrase("{year}", {"year": _year(one, ids)}) for one in cut])
        return Phrase("in {years}", {"years": years})
    cells = tuple(one.cell for one in cut)
    count = counted(figure_id(*ids, "breaks"), len(cut), "breaks", *cells)
    parts = {"count": count, "first": _year(cut[0], ids), "last": _year(cut[-1], ids)}
    return Phrase("{count} times from {first} to {last}", parts)


def _year(one: Break, ids: tuple[str, str]) -> Figure:
    return dated(figure_id(*ids, one.start.isoformat()), one.start.year, one.cell)


def held_line(relation: Relation, found: Steadfast, *, rule: str, section: str) -> Line:
    """Say what held through every break, and what gave way each time.

    Parameters
    ----------
    relation : Relation
        The relation.
    found : Steadfast
        What held.
    rule, section : str
        Id and section of the rule that says it.
    """
    cut, held, ids = found.cut, found.held, (section, rule)
    gave = _gave_way(cut)
    names = {"first": relation.pair.first.label, "second": relation.pair.second.label}
    since = dated(figure_id(*ids, "since"), held.since.year, *held.cells)
    parts: dict[str, str | Phrase | Figure] = {
        **names,
        "held": held.name,
        "since": since,
        "when": _when(cut, ids),
        "gave": gave,
    }
    body, headline, key, gist = HELD[held.kind]
    said = (filled(body, parts), *([filled(GAVE_TOO, parts)] if gave else []))
    page = FirstPage(filled(headline, parts), key=(filled(key, parts),), gist=filled(gist, parts))
    cells = (*(one.cell for one in cut), *held.cells)
    return composed(
        rule,
        f"unexpected.held.{held.kind}" + (".one_gave" if gave else ""),
        said,
        Basis(about="what holds and what gives way", cells=cells),
        reasons=_reasons(cut),
        page=page,
    )


RULE = Rule(
    id=ID,
    section="why",
    place=30,
    paragraph="binds",
    say=say,
    condition="at least two dated breaks more than a year apart; a rung in force through all of "
    "them; and something else that was cut, or did not meet, in one of them",
    topics=("standing", "history"),
)
