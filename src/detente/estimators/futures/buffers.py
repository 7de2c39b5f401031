"""Arrays that the engine writes while a future runs: made once for each thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.estimators.futures.checks import MEMORY
from detente.estimators.futures.packed import LONGEST_PEACE, Array
from detente.estimators.futures.world import World


class StatesNow(NamedTuple):
    """What changes of states; the first by measure and state, `recent` by state and year."""

    log: Array
    place: Array
    home: Array
    logit: Array
    democracy: Array
    condition: Array
    pulled: Array
    reach: Array
    rate: Array
    events: Array
    member: Array
    top: Array
    recent: Array


class BlocsNow(NamedTuple):
    """What changes of blocs; `joins` by bloc and year."""

    core: Array
    pace: Array
    joins: Array


class PlacesNow(NamedTuple):
    """What changes of places on ladders."""

    rung: Array
    suspended: Array
    perspective: Array
    body: Array


class PairsNow(NamedTuple):
    """What changes of pairs; `peace` by years without a dispute."""

    peace: Array
    since: Array
    pact: Array
    start: Array
    chance: Array
    hit: Array


class Now(NamedTuple):
    """What changes in a future; the last two by change and series."""

    states: StatesNow
    blocs: BlocsNow
    places: PlacesNow
    pairs: PairsNow
    done: Array
    total: Array


class Noise(NamedTuple):
    """Random numbers of a year, in the order of what they are for."""

    words: Array
    step: Array
    round: Array
    pact_round: Array
    era: Array
    place: Array
    regime: Array
    share: Array


def new_now(world: World, changes: int, series: int) -> Now:
    """Make the arrays of a future.

    Parameters
    ----------
    world : World
        Gives the sizes.
    changes, series : int
        Numbers of changes and series.

    Returns
    -------
    Now
    """
    size = world.sizes
    states, blocs, places, pairs = size["S"], size["B"], size["E"], size["D"]
    by_state = ("place", "home", "logit", "democracy", "condition", "pulled", "reach", "rate")
    numbers = {name: np.zeros(states, np.int64) for name in ("member", "top")}
    states_now = StatesNow(
        log=np.zeros((size["M"], states)),
        **{name: np.zeros(states) for name in (*by_state, "events")},
        **numbers,
        recent=np.zeros((states, MEMORY)),
    )
    blocs_now = BlocsNow(
        core=np.zeros(blocs), pace=np.zeros(blocs), joins=np.zeros((blocs, MEMORY))
    )
    flags = {name: np.zeros(places, np.bool_) for name in ("suspended", "perspective", "body")}
    odds = {name: np.zeros(pairs) for name in ("start", "chance")}
    pairs_now = PairsNow(
        peace=np.zeros(LONGEST_PEACE + 1),
        since=np.zeros(pairs, np.uint8),
        **{name: np.zeros(pairs, np.bool_) for name in ("pact", "hit")},
        **odds,
    )
    return Now(
        states=states_now,
        blocs=blocs_now,
        places=PlacesNow(rung=np.zeros(places, np.int64), **flags),
        pairs=pairs_now,
        done=np.zeros(changes, np.bool_),
        total=np.zeros(series),
    )


def new_noise(world: World) -> Noise:
    """Make the arrays of a year's random numbers.

    Parameters
    ----------
    world : World
        Gives the sizes.

    Returns
    -------
    Noise
    """
    size = world.sizes
    states = size["S"]
    by_state = {name: np.zeros(states) for name in ("pact_round", "place", "regime")}
    share = np.zeros((size["M"], states))
    return Noise(
        words=np.zeros(size["D"], np.uint64),
        step=np.zeros(size["E"]),
        round=np.zeros(size["B"]),
        era=np.zeros(1),
        share=share,
        **by_state,
    )
