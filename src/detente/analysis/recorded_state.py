"""The state of a relation as the record of armed conflicts alone shows it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.relation_key import RelationKey
from detente.institutions.armed_conflicts import conflicts_between
from detente.store.catalog import Catalog

RECENT = 3
"""Years within which fighting still counts."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One condition.

    Attributes
    ----------
    kind : str
        Its headline.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class RecordedState:
    """How two parties stand.

    Attributes
    ----------
    headline : str
        The first condition that holds; empty without any.
    conditions : tuple of Recorded
        Every condition.
    """

    headline: str
    conditions: tuple[Recorded, ...]


def recorded_state(catalog: Catalog, pair: RelationKey) -> RecordedState:
    """Read the state of a pair from the record of armed conflicts.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties and the view.
    """
    rows = conflicts_between(catalog, pair) or ()
    # who joins the war of another is at war with one side only by the table of states
    own = [row for row in rows if row.between_principals]
    recent = [row for row in own if row.year > pair.as_of - RECENT]
    if not recent:
        return RecordedState("", ())
    last = max(row.year for row in recent)
    is_war = any(row.is_war for row in recent if row.year == last)
    kind = "war" if is_war else "armed conflict"
    return RecordedState(kind, (Recorded(kind),))
