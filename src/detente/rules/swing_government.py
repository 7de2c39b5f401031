"""Governments behind a swing in votes: who had just entered office when a side jumped."""

from __future__ import annotations

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.figure import figure_id, on_day
from detente.identity.entries import entry_by
from detente.rules.vote_lines import Parts
from detente.rules.vote_words import SECTION

FOLLOWED = "The swing followed the entry of {leader} into office in {day}."
CAUSE = "That one brought about the other is not shown."
"""What a section says of it: `followed`, never `caused`."""


def government_of(relation: Relation, key: str, year: int, *, rule: str) -> Parts:
    """Give the leader who entered office in a year or in the one before, and the month.

    Parameters
    ----------
    relation : Relation
        The relation.
    key : str
        Key of the side that swung; a bloc has no government.
    year : int
        Year of the swing.
    rule : str
        Id of the rule that names the leader.

    Returns
    -------
    dict
        ``leader`` and ``day``; empty where nobody entered then, or the day was not checked: it
        would keep the whole line off page 1.
    """
    sides = {one.key: one for one in (relation.pair.first, relation.pair.second)}
    side = sides[key]
    entry = entry_by(relation.catalog, side, year) if isinstance(side, State) else None
    if entry is None or not entry.cell.checked:
        return {}
    day = on_day(figure_id(SECTION, rule, "entered", key), entry.day, entry.cell, precision="month")
    return {"leader": entry.name, "day": day}
