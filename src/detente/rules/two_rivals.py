"""Two rivals: a power of the pair, its rival, and the ties that the other party has to both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor
from detente.actors.powers import PowerTie, in_force
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, ccode_on, state_on
from detente.evidence.cell import Cell
from detente.institutions.rung_states import highest
from detente.rules.rows import row_cell

TIES = ("alliance", "partnership")
"""Kinds of rows of the powers table that tie."""
FORUMS = ("NATO", "CSTO", "EAEU", "SCO", "BRICS", "QUAD", "AUKUS", "ANZUS", "G7")
"""Blocs whose members are tied to each other, for a rule about two camps."""
POWERS = ("USA", "CHN", "RUS", "NATO", "EU", "IND", "IRN", "SAU")
"""Powers between which others choose."""


@dataclass(frozen=True, slots=True)
class TwoRivals:
    """A party that has ties to a power of the pair and to that power's rival.

    Attributes
    ----------
    side : {0, 1}
        Place of the party in the pair; the power is the other one.
    party, power : State or Bloc
        The party, and the power of the pair.
    rival : State
        The power's rival.
    cells : tuple of Cell
        The rivalry, and the ties to the power and to the rival.
    """

    side: int
    party: Actor
    power: Actor
    rival: State
    cells: tuple[Cell, ...]


def two_rivals(pair: RelationKey) -> TwoRivals | None:
    """Find the rival of a power of the pair to which the other party has a tie, too.

    Parameters
    ----------
    pair : RelationKey
        The relation.

    Returns
    -------
    TwoRivals or None
        None where neither party is between two rivals.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> two_rivals(pair("ASEAN", "USA", 2025)).rival.name, two_rivals(pair("Chad", "Fiji", 2025))
    ('China', None)
    """
    parties = (pair.first, pair.second)
    for side in (0, 1):
        party, power = parties[side], parties[1 - side]
        if power.key in POWERS:
            found = next(_found(side, (party, power), pair.day), None)
            if found is not None:
                return found
    return None


def _found(side: int, parties: tuple[Actor, Actor], day: date) -> Iterator[TwoRivals]:
    party, power = parties
    to_power = tie_between(party, power.key, day)
    if to_power is None or _at_odds(party, power, day):
        return
    for tie in _rivalries(power.key, day):
        rival = tie.other if tie.power == power.key else tie.power
        code = None if rival in blocs() or rival not in POWERS else ccode_on(rival, day)
        to_rival = tie_between(party, rival, day)
        inside = party.member_letters(day) if isinstance(party, Bloc) else (party.key,)
        if code is not None and to_rival is not None and rival not in inside:
            cells = (_cell(tie), to_power, to_rival)
            yield TwoRivals(side, party, power=power, rival=state_on(code, day), cells=cells)


def _at_odds(party: Actor, power: Actor, day: date) -> bool:
    return any({party.key, power.key} == {tie.power, tie.other} for tie in _of("rivalry", day))


def _rivalries(key: str, day: date) -> Iterator[PowerTie]:
    return (tie for tie in _of("rivalry", day) if key in (tie.power, tie.other))


@lru_cache(maxsize=16)
def _of(kind: str, day: date) -> tuple[PowerTie, ...]:
    return tuple(tie for tie in in_force(day) if tie.kind == kind)


def tie_between(party: Actor, key: str, day: date) -> Cell | None:
    """Find a tie of a party with a power: a pact, a title, a rung, a forum of both.

    Parameters
    ----------
    party : State or Bloc
        The party.
    key : str
        Letters of the power or id of a bloc.
    day : datetime.date
        The day.

    Returns
    -------
    Cell or None
        The row; None without one.
    """
    for kind in TIES:
        for tie in _of(kind, day):
            if {party.key, key} == {tie.power, tie.other}:
                return _cell(tie)
    if isinstance(party, Bloc):
        return _rung(party, (key,), day)
    if key in blocs():
        return _rung(blocs()[key], party.letters, day)
    for id in FORUMS:
        bloc = blocs()[id]
        if {party.key, key} <= set(bloc.member_letters(day)):
            return _rung(bloc, party.letters, day)
    return None


def _rung(bloc: Bloc, letters: tuple[str, ...], day: date) -> Cell | None:
    held = highest(bloc.steps_of(letters), day) if bloc.span.covers(day) else None
    if held is None:
        return None
    step = held.decisive
    document = step.document or step.address
    return row_cell(step.row, held.since, document=document, checked=step.checked)


def _cell(tie: PowerTie) -> Cell:
    row = f"powers:{tie.kind}:{tie.power}-{tie.other}:{tie.span.start}"
    return row_cell(row, tie.span.start, document=tie.source, checked=tie.checked)
