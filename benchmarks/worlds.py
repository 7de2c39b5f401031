"""Worlds whose positions are known: one as the model has it, and four as it has them not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
KINDS = ("ordinary", "blocs", "polarised", "agenda", "few_bridges")
"""A random walk; three camps and sharp resolutions; two camps that draw apart; an agenda that
moves and sharpens from session to session; a random walk with few repeated resolutions."""
SILENT = 5
"""First sessions that no repeated resolution holds together."""
BRIDGES = {"few_bridges": 0.03}
"""Part of later resolutions that come back, where it is not .2."""
NARROW = 0.5
"""Mean of half the gap between cutpoints, where these lie among the actors."""
Asked = tuple[float, Floats]
"""Slope and both cutpoints of a resolution."""


def _walk(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> Floats:
    """Draw paths that begin at 0."""
    steps = spread * rng.normal(size=(shape[0], shape[1] - 1))
    return np.column_stack([np.zeros(shape[0]), np.cumsum(steps, axis=1)])


def _theta(kind: str, rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """Draw the positions of a world, one row an actor, one column a session."""
    actors, sessions = shape
    own = rng.normal(size=(actors, 1))
    if kind == "blocs":
        middle = actors - 2 * (actors // 4)
        camp = np.repeat([0, 1, 2], [actors // 4, middle, actors // 4])
        centres = np.array([[-2.5], [0.0], [2.5]]) + _walk(rng, (3, sessions), 0.25)
        return centres[camp] + 0.35 * own + _walk(rng, shape, 0.1)
    if kind == "polarised":
        gap = np.linspace(1, 3, sessions) + np.cumsum(0.1 * rng.normal(size=sessions))
        side = np.where(np.arange(actors) % 2, 1.0, -1.0)
        return np.asarray(side[:, None] * gap + 0.5 * own + _walk(rng, shape, 0.15))
    if kind == "agenda":
        return np.asarray(1.5 * own + _walk(rng, shape, 0.3))
    return np.asarray(own + _walk(rng, shape, 0.5))


def _resolutions(kind: str, rng: np.random.Generator, theta: Floats) -> Callable[[int], Asked]:
    """Make what draws a resolution of a session."""
    sessions = theta.shape[1]
    sharp = np.exp(0.6 * rng.normal(size=sessions))
    centre = np.cumsum(0.3 * rng.normal(size=sessions)) * (kind == "agenda")

    def among(slope: float, session: int) -> Asked:
        here = theta[:, session]
        place = here.mean() + centre[session] + here.std() * rng.normal()
        half = rng.exponential(NARROW)
        return slope, slope * place + np.array([-half, half])

    def ask(session: int) -> Asked:
        if kind == "blocs":
            return among(rng.choice([-1, 1]) * rng.uniform(1.5, 4), session)
        if kind == "polarised":
            return among(rng.choice([-1, 1]) * rng.uniform(0.5, 3), session)
        if kind == "agenda":
            return among(sharp[session] * rng.normal(), session)
        return rng.normal(), np.sort(rng.uniform(-7, 7, 2))

    return ask


def world(
    kind: str, seed: int, *, actors: int = 60, sessions: int = 25, items: int = 40
) -> tuple[Floats, Ints]:
    """Draw a world: positions, and votes as actor, session, item and choice.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    seed : int
        Names the world.
    actors, sessions, items : int
        How many; items in each session.

    Returns
    -------
    tuple of ndarray, shapes (actors, sessions) and (V, 4)
    """
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    theta = _theta(kind, rng, (actors, sessions))
    ask, bridges = _resolutions(kind, rng, theta), BRIDGES.get(kind, 0.2)
    rows: list[Ints] = []
    asked: list[Asked] = []
    for session in range(sessions):
        for _ in range(items):
            old = [place for place in range(len(asked)) if place >= (SILENT - 1) * items]
            if session >= SILENT and rng.random() < bridges:
                item = int(rng.choice(old))
            else:
                item = len(asked)
                asked.append(ask(session))
            slope, cuts = asked[item]
            pull = slope * theta[:, session] + rng.normal(size=actors)
            choice = 1 + (pull[:, None] > cuts).sum(axis=1)
            columns = (np.arange(actors), np.full(actors, session), np.full(actors, item), choice)
            rows.append(np.column_stack(columns))
    return theta, np.concatenate(rows).astype(np.int64)
