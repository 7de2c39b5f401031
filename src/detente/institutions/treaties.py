"""Treaties between two parties by their state at the view: in force, suspended, broken, over."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import blocs
from detente.actors.relation_key import RelationKey
from detente.actors.states import ccode_on, state_on
from detente.actors.systems import COMPLETE_TO
from detente.actors.treaties import BROKEN, IN_FORCE, OVER, SUSPENDED, Treaty, treaties_between
from detente.evidence.cell import Cell
from detente.span import year_end

ORDER = (BROKEN, SUSPENDED, IN_FORCE, OVER)
"""States of a treaty, what matters most first."""
DUTIES = ("defence", "guarantee", "assurance", "non-aggression", "consultation")
"""Kinds that oblige one side to the other's security, the strongest first."""


def by_state(pair: RelationKey) -> dict[str, tuple[Treaty, ...]]:
    """Give the treaties of a pair by their state on the day of the view, the oldest first.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Returns
    -------
    dict of str to tuple of Treaty
        In the order of `ORDER`; states without a treaty are left out.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> known = by_state(pair("India", "Pakistan", "2026-06-30"))
    >>> [treaty.name for treaty in known["suspended"]]
    ['Indus Waters Treaty', 'Simla Agreement']
    """
    known = treaties_between(pair.first, pair.second, pair.day)
    sorted_by = {state: _in(state, known, pair.day) for state in ORDER}
    return {state: treaties for state, treaties in sorted_by.items() if treaties}


def _in(state: str, known: tuple[Treaty, ...], day: date) -> tuple[Treaty, ...]:
    """Give those in one state: of what is over, what ended last comes first."""
    found = tuple(treaty for treaty in known if treaty.state_on(day) == state)
    if state != OVER:
        return found
    return tuple(sorted(found, key=lambda treaty: treaty.span.end, reverse=True))


def strongest_duty(pair: RelationKey) -> Treaty | None:
    """Give the treaty in force with the strongest duty to the other's security; None without one.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> duty = strongest_duty(pair("Japan", "United States", 2024))
    >>> duty.kind if duty else ""
    'defence'
    """
    in_force = by_state(pair).get(IN_FORCE, ())
    bound = [treaty for treaty in in_force if treaty.kind in DUTIES]
    return min(bound, key=lambda treaty: DUTIES.index(treaty.kind), default=None)


def holder(treaty: Treaty, day: date) -> str:
    """Name who holds that a treaty was broken: who found so, else the party that it was broken to.

    Parameters
    ----------
    treaty : Treaty
        A treaty that was broken, as the day knew it.
    day : datetime.date
        The day whose names are used.

    Examples
    --------
    >>> from detente.actors.treaties import treaties
    >>> memorandum = next(one for one in treaties() if one.name == "Budapest Memorandum")
    >>> holder(memorandum, date(2026, 6, 30))
    'the General Assembly'
    """
    if not treaty.finder:
        return label(_other_side(treaty), day)
    known = treaty.finder in treaty.keys or treaty.finder in blocs()
    return label(treaty.finder, day) if known else treaty.finder


def _other_side(treaty: Treaty) -> str:
    """Give the party to which a treaty was broken; of an assurance by several, who had it."""
    return treaty.one if treaty.broken_by == treaty.other else treaty.other


def label(key: str, day: date) -> str:
    """Name a party of a treaty as a day calls it.

    Parameters
    ----------
    key : str
        Letters of a state or id of a bloc.
    day : datetime.date
        The day.
    """
    if key in blocs():
        return blocs()[key].named(day).label
    code = ccode_on(key, min(day, year_end(COMPLETE_TO)))
    return key if code is None else state_on(code, day).label


def cell(treaty: Treaty, pair: RelationKey) -> Cell:
    """Write a treaty on the day of the view as a cell.

    Parameters
    ----------
    treaty : Treaty
        The treaty.
    pair : RelationKey
        The parties and the view.
    """
    state = treaty.state_on(pair.day)
    keys = (("treaty", treaty.name), ("a", treaty.one), ("b", treaty.other), pair.dated)
    return Cell(
        "treaties",
        "state",
        keys=keys,
        value=float(state == IN_FORCE),
        unit="in force",
        sources=("blocs",),
        rule=f"{state}; {treaty.source}",
        checked=treaty.checked,
    )
