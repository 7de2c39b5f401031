"""GOODS: what each side sold to the other in the newest year, by the count of one side."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.counts import CURRENCIES, GOODS, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.sentence import Phrase
from detente.rules.count_rows import month, size
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Figures, Measured, Parts, cells_of, filled, first_page, line
from detente.rules.rule import Rule

ID = "goods"
FIGURES = Figures(ID)
OLD = 8
"""Years after which a sum of trade is left out."""
FRESH = 3
"""Years for which it may be on page 1."""
TIMES = 2.0
"""Times the other's sales from which the trade goes one way."""
STRENGTH = 0.8
"""How unusual trade is that goes one way."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the sales of each side in one year, the larger first."""
    found = sold(relation)
    if found is not None:
        more, less = found
        yield _line(more, less, fresh=relation.pair.as_of - more.on.year <= FRESH)


def sold(relation: Relation) -> tuple[Count, Count] | None:
    """Give what each side sold to the other in the newest year, the larger first.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    known = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, GOODS)
    if not known or pair.as_of - known[-1].on.year > OLD:
        return None
    newest = known[-1]
    of_year = [one for one in known if (one.on, one.by) == (newest.on, newest.by)]
    if len(of_year) != 2:
        return None
    more, less = sorted(of_year, key=lambda one: -one.size)
    return more, less


def goes_one_way(more: Count, less: Count) -> bool:
    """Tell whether one side sells far more than it buys.

    Parameters
    ----------
    more, less : Count
        What `sold` gave.
    """
    return more.size >= TIMES * less.size


def _line(more: Count, less: Count, *, fresh: bool) -> Line:
    parts = _parts(more, less)
    body = (
        filled(
            "In {year} {seller} sold goods for {more} to {buyer} and bought goods for {less}, by "
            "the count of {by}.",
            parts,
        ),
    )
    one_way = goes_one_way(more, less)
    headline = "{seller} sells far more to {buyer} than it buys."
    key = "In {year} it sold goods for {more} and bought goods for {less}."
    gist = "{seller} sold goods for {more} to {buyer} in {year}."
    checked = more.checked and less.checked
    page = first_page(parts, headline, key, gist=gist) if one_way and fresh and checked else None
    measure = Measured(
        more.size, unit=more.unit, about="what each side sells to the other", newest=more.on.year
    )
    return line(
        ID,
        f"unusual.{'one_way' if one_way else 'both_ways'}",
        body,
        cells=cells_of(body),
        measured=measure,
        reasons=Reasons(unusual=STRENGTH if one_way else 0.0),
        page=page,
    )


def _parts(more: Count, less: Count) -> Parts:
    return {
        "seller": label_of(more.of),
        "buyer": label_of(more.other),
        "more": _sum(more),
        "less": _sum(less),
        "by": more.by,
        "year": month(more),
    }


def _sum(one: Count) -> Phrase:
    words: Parts = {"size": size(one), "currency": CURRENCIES[one.currency]}
    return Phrase("{size} billion {currency}", words)


RULE = Rule(
    id=ID,
    section="power",
    place=69,
    paragraph="trade",
    say=say,
    condition="what each side sold to the other in one of the last eight years is in the table of "
    "counts, by one producer",
    topics=(),
)
"""The rule."""
