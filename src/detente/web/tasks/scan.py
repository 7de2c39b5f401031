"""The scan of an actor: which of its relations changed between two days."""

from __future__ import annotations

from typing import Any

from detente.actors.names import actor
from detente.actors.view import view_day
from detente.analysis.scan import furthest
from detente.analysis.scan import scan as scan_relations
from detente.span import date_words, year_end
from detente.web.tasks.briefs import tables

MOST = 10
"""Relations that moved most in votes, as the page shows them."""


def scanned(name: str, since: str, as_of: str) -> dict[str, Any]:
    """Give what a page shows of the relations of an actor.

    Parameters
    ----------
    name : str
        A state or a bloc.
    since, as_of : str
        The earlier day and the view, each a year or a day; empty for the usual ones.

    Returns
    -------
    dict
        ``of``, ``since``, ``as_of``, ``count``, and lists ``changed``, ``opened``, ``moved``.

    Raises
    ------
    ActorError, DateError
        Where the name means nothing at that day, or the days are in the wrong order.
    """
    day = view_day(as_of or None)
    begin = view_day(since) if since else year_end(day.year - 1)
    party = actor(name, day)
    found = scan_relations(tables(), party, begin, day)
    opened = [
        {"relation": one.relation, "outcome": window.outcome, "structure": window.structure}
        for one in found
        for window in one.opened
    ]
    changed = [one.plain() for one in found if one.changed]
    moved = [one.plain() for one in furthest(found, MOST)]
    days = {"since": date_words(begin), "as_of": date_words(day)}
    lists = {"changed": changed, "opened": opened, "moved": moved}
    return {"of": party.label, **days, "count": len(found), **lists}
