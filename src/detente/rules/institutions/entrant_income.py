"""ENTRANT INCOME: whether a state that waits is as rich as those that joined; never on page 1."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.models import track_records as methods
from detente.power.entrant_incomes import before_joining, newest
from detente.rules.institutions.entrants import ENOUGH, FRESH, SINCE, is_waiting
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rule import Rule

ID = "entrant_income"
PLAIN = 0.4
"""How far the mark of income is worth a word, in its section alone."""


def say(relation: Relation) -> Iterator[Line]:
    """Set the income of a state that waits beside the lowest of the entrants."""
    sides = relation.pair.bloc_and_state
    if sides is None or not is_waiting(relation, *sides):
        return
    bloc, state = sides
    catalog, pair = relation.catalog, relation.pair
    own = newest(catalog, bloc, state, pair.day)
    entrants = before_joining(catalog, bloc, pair.day, SINCE)
    if own is None or own.year < pair.as_of - FRESH or len(entrants) < ENOUGH:
        return
    lowest = entrants[0]
    met = "met" if own.share >= lowest.share else "unmet"
    year = dated(_id("year"), lowest.year, lowest.cell)
    parts: Parts = {
        "state": state.label,
        "own": measured(_id("own"), own.cell, way="per_cent"),
        "bloc": bloc.label,
        "who": lowest.label,
        "least": measured(_id("lowest"), lowest.cell, way="per_cent"),
        "year": year,
    }
    said = Sentence(
        "{state} has {own} of the income per head of the median member of {bloc}; {who}, the "
        "lowest entrant, had {least} in {year}.",
        parts,
    )
    finding = Finding(
        id=f"rule.{ID}",
        sentences=(said,),
        value=own.share,
        unit=own.cell.unit,
        evidence=shown_cells(said),
        method=methods.accounting(),
        sentence_about=f"income beside that of those that joined {bloc.label}",
    )
    yield Line(
        ID,
        f"unusual.{met}",
        finding=finding,
        reasons=Reasons(unusual=PLAIN),
        series=ID,
        newest=own.year,
    )


def _id(name: str) -> str:
    return figure_id("institutions", ID, name)


RULE = Rule(
    id=ID,
    section="institutions",
    place=11,
    paragraph="entrants",
    say=say,
    condition="as entrants; income per head at purchasing power in a user's own store",
    topics=(),
    key=False,
)
