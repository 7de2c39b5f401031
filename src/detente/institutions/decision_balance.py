"""Decision balance: which way the decisions of two parties about each other went of late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.decisions import APART, NEARER, Decision, decisions
from detente.actors.relation_facts import facts_between
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell
from detente.span import years_before

YEARS = 3
"""Years before the view whose decisions are counted."""
RULE = "decisions on record of the two sides about each other; a list by hand, not complete"


@dataclass(frozen=True, slots=True)
class DecisionBalance:
    """Decisions of a pair in the last years, counted by direction.

    Attributes
    ----------
    since : datetime.date
        First day that is counted.
    every, nearer, apart : Cell
        All decisions, those towards the other side, and those away from it.
    newest : Decision
        The last one.
    answered : Decision or None
        The decision that the newest answers; None where it answers none.
    in_a_war : bool
        Whether a war goes on between the two: exchanges of prisoners are then no rapprochement.
    """

    since: date
    every: Cell
    nearer: Cell
    apart: Cell
    newest: Decision
    answered: Decision | None
    in_a_war: bool


def decision_balance(pair: RelationKey) -> DecisionBalance | None:
    """Count the decisions of a pair; None where none is on record in the last years.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if known is None:
        return None
    since = max(known.first_day, years_before(pair.day, YEARS))
    rows = tuple(row for row in known.rows if row.date >= since)
    if not rows:
        return None
    towards = tuple(row for row in rows if row.sign == NEARER)
    away = tuple(row for row in rows if row.sign == APART)
    return DecisionBalance(
        since,
        every=_cell("decisions", rows, pair),
        nearer=_cell("nearer", towards, pair),
        apart=_cell("apart", away, pair),
        newest=rows[-1],
        answered=known.answered_by(rows[-1]),
        in_a_war=_in_a_war(pair),
    )


def _in_a_war(pair: RelationKey) -> bool:
    """Tell whether a war between the two themselves goes on at the view."""
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    fights = (one.fact for one in known if one.fact.kind == "fighting" and not one.fact.part)
    return any(fact.severity == "war" and fact.open_on(pair.day) for fact in fights)


def _cell(column: str, rows: tuple[Decision, ...], pair: RelationKey) -> Cell:
    """Write a number of decisions as a cell."""
    return Cell(
        "decisions",
        column,
        keys=(("of", pair.of), ("day", pair.day.isoformat())),
        value=float(len(rows)),
        unit="decisions",
        sources=("blocs",),
        rule=RULE,
        checked=all(row.checked for row in rows),
    )
