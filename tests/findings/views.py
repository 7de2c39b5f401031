"""A relation at a view, on the starter alone."""

from __future__ import annotations

from datetime import date

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.store.catalog import default_catalog


def view(first: str, second: str, day: date | int) -> Relation:
    """Give the relation of two actors as it was known on a day."""
    known = pair(first, second, day)
    return Relation(default_catalog().as_of(known.day), known)
