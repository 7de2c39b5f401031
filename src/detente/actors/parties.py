"""Parties of hand-made rows: letters of states, ids of blocs, the United Nations."""

from __future__ import annotations

from datetime import date
from functools import cache

from detente.actors.blocs import blocs
from detente.actors.states import identities
from detente.span import Span

UN_FOUNDED = date(1945, 10, 24)


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
def _spans() -> dict[str, tuple[Span, ...]]:
    """Give the spans in which each key meant a state."""
    known: dict[str, tuple[Span, ...]] = {}
    for one in identities():
        for key in {one.key, one.iso3}:
            known[key] = (*known.get(key, ()), one.span)
    return known


def existed(key: str, start: date, end: date) -> bool:
    """Tell whether a party existed on any day between two.

    Parameters
    ----------
    key : str
        Letters of a state, or the id of a bloc.
    start, end : datetime.date
        The first and the last day.

    Examples
    --------
    >>> existed("SUN", date(1980, 1, 1), date(1980, 1, 1))
    True
    """
    if key == "UN":
        return end >= UN_FOUNDED
    spans = (blocs()[key].span,) if key in blocs() else _spans()[key]
    return any(span.start <= end and start <= span.end for span in spans)
