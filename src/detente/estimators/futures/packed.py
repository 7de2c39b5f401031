"""The arrays of a world in the types that the compiled engine was made for."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np

from detente.estimators.futures.changes import Changes
from detente.estimators.futures.world import World

Array = Any


class PackedStates(NamedTuple):
    """Of `States`."""

    region: Array
    neighbour_start: Array
    neighbour: Array
    recent_disputes: Array


class PackedShares(NamedTuple):
    """Of `Shares`."""

    log_share: Array
    drift: Array
    damp: Array
    sd: Array
    common_part: Array
    effect: Array


class PackedPositions(NamedTuple):
    """Of `Positions`."""

    at: Array
    se: Array
    sd: Array
    era_sd: float
    keep: float
    pull: Array
    body_pull: Array


class PackedRegimes(NamedTuple):
    """Of `Regimes`."""

    at: Array
    sd: Array
    keep: float
    break_chance: Array
    break_sd: float
    effect: Array


class PackedBlocs(NamedTuple):
    """Of `Blocs`."""

    alliance: Array
    pulls: Array
    acts: Array
    first_rung: Array
    core_start: Array
    core: Array
    recent_joins: Array
    round_chance: Array
    step_bias: Array


class PackedLadder(NamedTuple):
    """Of `Ladder`."""

    state: Array
    bloc: Array
    rung: Array
    suspended: Array
    perspective: Array
    body: Array
    coef: Array
    round_lift: Array
    resume: Array


class PackedPairs(NamedTuple):
    """Of `Pairs`."""

    one: Array
    other: Array
    base: Array
    since: Array
    pact: Array
    coef: Array
    decay: Array


class PackedPacts(NamedTuple):
    """Of `Pacts`."""

    round_chance: Array
    part: Array
    single: Array
    end: Array


class PackedChanges(NamedTuple):
    """Of `Changes`."""

    when: Array
    until: Array
    place: Array
    rung: Array
    suspended: Array
    perspective: Array
    body: Array
    condition: Array
    of: Array
    threshold: Array


class PackedWorld(NamedTuple):
    """Of `World`."""

    states: PackedStates
    shares: PackedShares
    positions: PackedPositions
    regimes: PackedRegimes
    blocs: PackedBlocs
    ladder: PackedLadder
    pairs: PackedPairs
    pacts: PackedPacts


PARTS: dict[str, Any] = {
    "states": PackedStates,
    "shares": PackedShares,
    "positions": PackedPositions,
    "regimes": PackedRegimes,
    "blocs": PackedBlocs,
    "ladder": PackedLadder,
    "pairs": PackedPairs,
    "pacts": PackedPacts,
}
NARROW = {"one": np.uint32, "other": np.uint32, "since": np.uint8}
"""Numbers of pairs, of which there are many, take fewer bytes."""
LONGEST_PEACE = 250
"""Years of peace after which a pair has none to gain."""


def packed_world(world: World) -> PackedWorld:
    """Give the arrays of a world in fixed types.

    Parameters
    ----------
    world : World

    Returns
    -------
    PackedWorld
    """
    return PackedWorld(**{name: _pack(getattr(world, name), kind) for name, kind in PARTS.items()})


def packed_changes(changes: Changes) -> PackedChanges:
    """Give the arrays of changes in fixed types.

    Parameters
    ----------
    changes : Changes

    Returns
    -------
    PackedChanges
    """
    packed: PackedChanges = _pack(changes, PackedChanges)
    return packed


def _pack(part: Any, kind: Any) -> Any:
    names = [field.name for field in fields(part) if field.name in kind._fields]
    return kind(**{name: _fixed(name, getattr(part, name)) for name in names})


def _fixed(name: str, value: Any) -> Any:
    """Turn a value into contiguous numbers of 8 bytes, flags, or what is narrower."""
    if isinstance(value, float | int):
        return float(value)
    array = np.asarray(value)
    if name == "since":
        array = np.minimum(array, LONGEST_PEACE)
    if array.dtype == np.bool_:
        wanted: Any = np.bool_
    elif name in NARROW:
        wanted = NARROW[name]
    else:
        wanted = np.float64 if array.dtype.kind == "f" else np.int64
    return np.array(array, dtype=wanted, order="C")
