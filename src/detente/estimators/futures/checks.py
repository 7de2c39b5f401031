"""What a world must be before it is simulated: shapes, finite values, chances, indices."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError

Whole = NDArray[np.int64]
MEMORY = 10
"""Years of disputes and accessions that a step remembers."""
MOST_BLOCS = 62
"""Memberships of a state are bits of one number."""
MOST_RUNGS, TO_MEMBER = 7, 5
"""Rungs of a ladder, and those below member."""
SHAPES: dict[str, dict[str, tuple[str | int, ...]]] = {
    "states": {
        "code": ("S",),
        "region": ("S",),
        "neighbour_start": ("S+1",),
        "neighbour": ("N",),
        "recent_disputes": ("S", MEMORY),
    },
    "shares": {
        "log_share": ("M", "S"),
        "drift": ("K", "M", "S"),
        "damp": ("M",),
        "sd": ("M", "S"),
        "common_part": ("M",),
        "effect": ("K", "M", 6),
    },
    "positions": {
        "at": ("S",),
        "se": ("S",),
        "sd": ("S",),
        "pull": ("K", 6),
        "body_pull": ("K",),
    },
    "regimes": {"at": ("S",), "sd": ("S",), "break_chance": ("K",), "effect": ("K", 6)},
    "blocs": {
        "alliance": ("B",),
        "pulls": ("B",),
        "acts": ("B",),
        "first_rung": ("B",),
        "core_start": ("B+1",),
        "core": ("C",),
        "recent_joins": ("B", MEMORY),
        "round_chance": ("K", "B"),
        "step_bias": ("B", "T"),
    },
    "ladder": {
        "state": ("E",),
        "bloc": ("E",),
        "rung": ("E",),
        "suspended": ("E",),
        "perspective": ("E",),
        "body": ("E",),
        "coef": ("K", "T", "P"),
        "round_lift": ("K", "T"),
        "resume": ("K",),
    },
    "pairs": {
        "one": ("D",),
        "other": ("D",),
        "base": ("D",),
        "since": ("D",),
        "pact": ("D",),
        "coef": ("K", "Q"),
        "decay": (3,),
    },
    "pacts": {"round_chance": ("K",), "part": ("K",), "single": ("K",), "end": ("K",)},
}
"""Shape of every array, by the letters of `World.sizes`."""
CHANCES = {
    "shares": ("damp", "common_part"),
    "positions": ("keep",),
    "regimes": ("keep", "break_chance"),
    "blocs": ("pulls", "round_chance"),
    "ladder": ("resume",),
    "pacts": ("round_chance", "part", "single", "end"),
}
"""What lies between 0 and 1."""
SIZES = {
    "shares": ("sd",),
    "positions": ("se", "sd", "era_sd"),
    "regimes": ("sd", "break_sd"),
    "states": ("recent_disputes",),
    "blocs": ("recent_joins",),
}
"""What is not negative."""


INDICES: dict[str, str | int] = {
    "states.region": "S",
    "states.neighbour": "S",
    "blocs.core": "S",
    "blocs.first_rung": TO_MEMBER,
    "ladder.state": "S",
    "ladder.bloc": "B",
    "ladder.rung": MOST_RUNGS,
    "pairs.one": "S",
    "pairs.other": "S",
}
"""What points to something, and where its range ends."""


def check(world: Any) -> None:
    """Check every array of a world.

    Parameters
    ----------
    world : World

    Raises
    ------
    EstimateError
        As `World` says.
    """
    sizes = world.sizes
    if sizes["B"] > MOST_BLOCS:
        raise EstimateError(f"{sizes['B']} blocs; at most {MOST_BLOCS} can be simulated")
    if not sizes["K"] or not sizes["S"]:
        raise EstimateError("a world needs a state and a set of parameters")
    for part, shapes in SHAPES.items():
        for name, shape in shapes.items():
            _check_shape(world, f"{part}.{name}", shape)
    for part in SHAPES:
        for field in fields(getattr(world, part)):
            _check_values(world, part, field.name)
    _check_indices(world, sizes)


def _value(world: Any, path: str) -> Any:
    part, name = path.split(".")
    return getattr(getattr(world, part), name)


def _check_shape(world: Any, path: str, shape: tuple[str | int, ...]) -> None:
    """Compare the shape of an array with what the sizes ask for."""
    sizes = world.sizes
    wanted = tuple(_length(sizes, side) for side in shape)
    found = np.shape(_value(world, path))
    if found != wanted:
        letters = ", ".join(map(str, shape))
        raise EstimateError(f"{path} has the shape {found}, not ({letters}) = {wanted}")


def _length(sizes: dict[str, int], side: str | int) -> int:
    if isinstance(side, int):
        return side
    letter, *more = side.split("+")
    return sizes[letter] + sum(map(int, more))


def _check_values(world: Any, part: str, name: str) -> None:
    """Refuse what is not finite, chances outside 0 to 1 and negative sizes."""
    value = _value(world, f"{part}.{name}")
    if isinstance(value, tuple):
        return
    array = np.asarray(value)
    # a state may lack a share in every measure but the first
    tested = array[:1] if (part, name) == ("shares", "log_share") else array
    if np.isnan(array).any() or not np.isfinite(tested).all() or np.isposinf(array).any():
        raise EstimateError(f"{part}.{name} holds a value that is not finite")
    if name in CHANCES.get(part, ()) and ((array < 0) | (array > 1)).any():
        raise EstimateError(f"{part}.{name} holds a value outside 0 to 1")
    if name in SIZES.get(part, ()) and (array < 0).any():
        raise EstimateError(f"{part}.{name} holds a negative value")
    if (part, name) == ("pairs", "decay") and (array <= 0).any():
        raise EstimateError("pairs.decay holds a value that is not above 0")


def _check_indices(world: Any, sizes: dict[str, int]) -> None:
    """Refuse an index outside its range, a pair or place twice, a bloc without a core."""
    for path, size in INDICES.items():
        end = sizes[size] if isinstance(size, str) else size
        array = np.asarray(_value(world, path))
        if array.size and (array.min() < 0 or array.max() >= end):
            raise EstimateError(f"{path} holds an index outside 0 to {end - 1}")
    for path, end in (("states.neighbour_start", sizes["N"]), ("blocs.core_start", sizes["C"])):
        array = np.asarray(_value(world, path))
        if array[0] != 0 or array[-1] != end or (np.diff(array) < 0).any():
            raise EstimateError(f"{path} does not rise from 0 to {end}")
    if (np.diff(world.blocs.core_start) == 0).any():
        raise EstimateError("blocs.core leaves a bloc without a core")
    if (world.pairs.since < 1).any():
        raise EstimateError("pairs.since holds less than one year")
    _check_twice(world.ladder.state, world.ladder.bloc, "ladder holds a place twice")
    _check_twice(world.pairs.one, world.pairs.other, "pairs holds a pair twice")
    if (world.pairs.one >= world.pairs.other).any():
        raise EstimateError("pairs.one is not below pairs.other")


def _check_twice(first: Whole, second: Whole, line: str) -> None:
    both = np.stack([np.asarray(first), np.asarray(second)])
    if both.size and np.unique(both, axis=1).shape[1] != both.shape[1]:
        raise EstimateError(line)
