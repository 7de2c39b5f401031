"""Who is simulated: the states and blocs of a view, and the rungs that they hold on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.joint_bodies import MET, bodies, relations
from detente.actors.states import ccode_on
from detente.errors import RequestError
from detente.estimators.futures.world import RUNGS
from detente.institutions.ladder import granted
from detente.institutions.rung_states import ACTIVE, highest
from detente.models.hazards.ladders import MEMBER, NONE, newest_letters
from detente.models.hazards.surroundings import Surroundings
from detente.span import year_end

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Who is simulated: rows of the states and blocs of a view.

    Attributes
    ----------
    around : Surroundings
        All that is known.
    day : datetime.date
        The view.
    states, blocs : ndarray of int
        Rows of the states that exist on that day, and of the blocs that do.
    number : ndarray of int, shape (U,)
        Place of each row among the states; -1 for one that is not simulated.
    """

    around: Surroundings
    day: date
    states: Ints
    blocs: Ints
    number: Ints

    @property
    def code(self) -> Ints:
        """COW codes of the states."""
        found: Ints = self.around.ladders.code[self.states, -1]
        return found

    def last(self, of_ladders: Bools) -> Bools:
        """Give the last year of an array of the ladders, (B, U, T), for those chosen, (B, S)."""
        found: Bools = of_ladders[:, :, -1][np.ix_(self.blocs, self.states)]
        return found

    @property
    def ids(self) -> list[str]:
        """Ids of the blocs."""
        known = self.around.ladders
        return [known.blocs[place].id for place in self.blocs]


def chosen_at(around: Surroundings, day: date) -> Chosen:
    """Choose the states of the last full year, and the blocs that exist on the day."""
    known = around.ladders
    states = np.flatnonzero(known.code[:, -1] >= 0)
    inside = known.rung[:, states, -1] == MEMBER
    blocs = [
        place
        for place, bloc in enumerate(known.blocs)
        if bloc.span.covers(day) and inside[place].any()
    ]
    number = np.full(len(known.names), -1)
    number[states] = np.arange(states.size)
    return Chosen(around, day, states=states, blocs=np.array(blocs, dtype=np.int64), number=number)


def ever_open(chosen: Chosen) -> Bools:
    """Tell which blocs a state ever approached: others take nobody in by themselves, (B,)."""
    rung = chosen.around.ladders.rung[chosen.blocs]
    before, now = rung[..., :-1], rung[..., 1:]
    nearer = (before == NONE) & (now > NONE) & (now < MEMBER)
    found: Bools = nearer.any(axis=(1, 2))
    return found


def rungs_on(chosen: Chosen) -> tuple[Ints, Bools, Bools]:
    """Give rungs on the day of the view, whether they are not active, and who left, (B, S)."""
    known, day = chosen.around.ladders, chosen.day
    newest = newest_letters()
    row = {name: place for place, name in enumerate(known.names)}
    shape = (chosen.blocs.size, chosen.states.size)
    rung = np.zeros(shape, dtype=np.int64)
    suspended, left = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for place, number in enumerate(chosen.blocs):
        bloc = known.blocs[number]
        for letters in {step.letters for step in bloc.steps}:
            code = ccode_on(letters, day) or ccode_on(letters, year_end(known.last))
            state = chosen.number[row[newest[code]]] if code is not None else -1
            if state < 0:
                continue
            steps = bloc.steps_of((letters,))
            at = (place, state)
            rung[at] = max(rung[at], granted(steps, day))
            held = highest(steps, day)
            if held is not None and held.state != ACTIVE and held.rung in RUNGS:
                # a rung that is frozen or suspended is held, and waits
                rung[at] = max(rung[at], RUNGS.index(held.rung))
                suspended[at] = True
            left[at] |= any(step.rung == "left" and step.span.covers(day) for step in steps)
    return rung, suspended, left


def asked_for(chosen: Chosen, also: tuple[tuple[int, str], ...]) -> Bools:
    """Mark the places that are wanted by name.

    Raises
    ------
    RequestError
        Where a state or a bloc does not exist at the view.
    """
    ids = chosen.ids
    codes = chosen.code.tolist()
    found = np.zeros((chosen.blocs.size, chosen.states.size), dtype=bool)
    for code, name in also:
        if name not in ids:
            raise RequestError(f"no bloc '{name}' exists on {chosen.day}", near=tuple(ids))
        if code not in codes:
            raise RequestError(f"no state has the code {code} on {chosen.day}")
        found[ids.index(name), codes.index(code)] = True
    return found


def with_body(chosen: Chosen) -> Bools:
    """Tell which states have a joint body with a bloc that met within a year."""
    known = chosen.around.ladders
    row = {name: place for place, name in enumerate(known.names)}
    found = np.zeros((chosen.blocs.size, chosen.states.size), dtype=bool)
    for place, number in enumerate(chosen.blocs):
        bloc = known.blocs[number].id
        for letters in {name for pair in relations() if bloc in pair for name in pair - {bloc}}:
            state = chosen.number[row[letters]] if letters in row else -1
            if state >= 0:
                alive = (body.state_on(chosen.day) for body in bodies(bloc, letters, chosen.day))
                found[place, state] = any(one == MET for one in alive)
    return found
