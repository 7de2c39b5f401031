"""Priors by name: effects that are not established, each an interval that a user sees and moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.errors import RequestError
from detente.estimators.futures.world import CONDITIONS, DISPUTE_TERMS, RUNGS, World
from detente.models.hazards.prior import Prior

TERMS = ("alliance", "outside_alliance", "shared_bloc")
"""Effects of alliances and blocs on disputes that may be moved."""
EDGES = (0.1, 0.9)
SEED = 19
"""Seed of moved priors; each has a part of its own by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A prior as it enters a simulation.

    Attributes
    ----------
    name : str
        Its name, as ``--prior`` takes it.
    low, high : float
        Its 80 % interval.
    moved : bool
        Whether the user moved it.
    """

    name: str
    low: float
    high: float
    moved: bool

    @property
    def holds_zero(self) -> bool:
        """Whether zero lies inside."""
        return self.low <= 0 <= self.high


def places(world: World) -> dict[str, tuple[str, str, tuple[Any, ...]]]:
    """Say where each prior stands: part of the world, array, and column.

    Parameters
    ----------
    world : World
        The world.
    """
    every = slice(None)
    found: dict[str, tuple[str, str, tuple[Any, ...]]] = {}
    for at, rung in enumerate(RUNGS[1:6], start=1):
        found[f"pull.{rung}"] = ("positions", "pull", (every, at))
    found["pull.joint_body"] = ("positions", "body_pull", (every,))
    for at, condition in enumerate(CONDITIONS[1:], start=1):
        found[f"regime.{condition}"] = ("regimes", "effect", (every, at))
    for place, measure in enumerate(world.shares.measures):
        for rung in ("candidate", "member"):
            column = (every, place, RUNGS.index(rung))
            found[f"share.{measure}.{rung}"] = ("shares", "effect", column)
    for term in TERMS:
        found[f"dispute.{term}"] = ("pairs", "coef", (every, DISPUTE_TERMS.index(term)))
    return found


def move(world: World, moved: Mapping[str, tuple[float, float]]) -> World:
    """Give a world with priors that a user moved.

    Parameters
    ----------
    world : World
        The world as estimated.
    moved : mapping of str to (float, float)
        Names, and the ends of 80 % intervals.

    Returns
    -------
    World

    Raises
    ------
    RequestError
        For an unknown name, or an interval without room.
    """
    known = places(world)
    sets = world.sizes["K"]
    for name, (low, high) in moved.items():
        if name not in known:
            raise RequestError(f"no prior is called '{name}'", near=_near(name, known))
        part, array, column = known[name]
        group = getattr(world, part)
        values = np.array(getattr(group, array), dtype=np.float64)
        own_seed = SEED + sum(ord(letter) * at for at, letter in enumerate(name, start=1))
        values[column] = Prior(low, high).draws(sets, own_seed)
        changed: Any = {part: replace(group, **{array: values})}
        world = replace(world, **changed)
    return world


def given(world: World, moved: Mapping[str, tuple[float, float]]) -> tuple[Given, ...]:
    """List the priors of a world with their intervals, those that are exactly zero left out.

    Parameters
    ----------
    world : World
        The world as simulated.
    moved : mapping of str to (float, float)
        What the user moved.

    Returns
    -------
    tuple of Given
    """
    listed = []
    for name, (part, array, column) in places(world).items():
        values = np.asarray(getattr(getattr(world, part), array))[column]
        low, high = moved.get(name) or map(float, np.quantile(values, EDGES))
        if low or high or name in moved:
            listed.append(Given(name=name, low=low, high=high, moved=name in moved))
    return tuple(listed)


def read_prior(text: str) -> tuple[str, tuple[float, float]]:
    """Read ``NAME=LOW,HIGH``.

    Parameters
    ----------
    text : str
        As typed.

    Raises
    ------
    RequestError
        For another form, or an interval without room.

    Examples
    --------
    >>> read_prior("pull.member=-0.01,0.05")
    ('pull.member', (-0.01, 0.05))
    """
    name, _, interval = text.partition("=")
    try:
        low, high = map(float, interval.split(","))
    except ValueError:
        raise RequestError(
            f"'{text[:60]}' is no prior",
            next_step="write NAME=LOW,HIGH, as in pull.member=-0.01,0.05",
        ) from None
    if not low < high:
        raise RequestError(
            f"the prior {name} from {low:g} to {high:g} has no mass",
            next_step="give the lower end first",
        )
    return name.strip(), (low, high)


def _near(name: str, known: Mapping[str, object]) -> list[str]:
    group = name.partition(".")[0]
    return [one for one in known if one.startswith(group)][:6] or list(known)[:6]
