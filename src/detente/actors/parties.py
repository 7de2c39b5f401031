"""Parties of hand-made rows: letters of states, ids of blocs, the United Nations."""

from __future__ import annotations

from datetime import date
from functools import cache

from detente.actors.blocs import blocs
from detente.actors.states import identities


@cache
def known_parties() -> frozenset[str]:
    """Name every key that a fact may be about: letters of states, ids of blocs.

    Examples
    --------
    >>> {"RUS", "NATO"} <= known_parties()
    True
    """
    letters = {name for one in identities() for name in (one.key, one.iso3)} - {""}
    return frozenset(letters | set(blocs()) | {"UN"})


@cache
def existed(key: str, start: date, end: date) -> bool:
    """Tell whether a party existed on any day between two.

    Parameters
    ----------
    key : str
        Letters of a state, or the id of a bloc.
    start, end : datetime.date
        The first and the last day.
    """
    if key == "UN":
        return end >= date(1945, 10, 24)
    if key in blocs():
        span = blocs()[key].span
        return span.start <= end and start <= span.end
    named = (one for one in identities() if key in (one.key, one.iso3))
    return any(one.span.start <= end and start <= one.span.end for one in named)
