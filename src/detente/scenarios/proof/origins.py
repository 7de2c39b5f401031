"""One year in the past: its world, what is read from its futures, and how each one is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.changes import KEEP, Changes
from detente.estimators.futures.engine import Run, run
from detente.estimators.futures.series import Kind, rows
from detente.estimators.futures.world import ASSOCIATE, LEFT, MEMBER, World
from detente.scenarios.proof.observed import Event, Observed
from detente.scenarios.world import Built, build
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
DRAWS = 1000
"""Futures a run."""
HORIZONS = (5, 10)
"""Years ahead at which values are compared with what came."""
NEVER = -60.0
"""Log-odds of what does not happen."""
RAISED = {"accession": MEMBER, "association": ASSOCIATE, "exit": LEFT}
"""Rung that an event leads to."""


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """A year from whose end futures start.

    Attributes
    ----------
    year : int
        The last year known.
    built : Built
        The world at its end.
    seen : Observed
        What came.
    """

    year: int
    built: Built
    seen: Observed

    def code(self, row: int) -> int | None:
        """Give the COW code under which a row of the ladders is simulated; None where it is not.

        Parameters
        ----------
        row : int
            Row among the ladders.
        """
        code = int(self.seen.known.code[row, self.seen.place(self.year)])
        return code if code in self.built.state_at else None

    def series(self, row: int, bloc: str) -> dict[str, tuple[int, ...]]:
        """Give what is read of a state: one series a measure.

        Parameters
        ----------
        row, bloc
            The state, and whose core its distance is to.
        """
        code = self.code(row)
        if code is None:
            return {}
        state = self.built.state_at[code]
        return {
            "gap": (Kind.GAP, state, self.built.bloc_at[bloc]),
            "democracy": (Kind.DEMOCRACY, state),
            "share": (Kind.STATE_SHARE, state, self.built.world.shares.measures.index("cinc")),
        }


def origin(
    catalog: Catalog,
    seen: Observed,
    year: int,
    *,
    also: Sequence[tuple[int, str]] = (),
    pairs: str = "relevant",
) -> Origin:
    """Build the world of a past year on what it knew.

    Parameters
    ----------
    catalog : Catalog
        The tables; nothing after the year is looked at.
    seen : Observed
        What came, which only scores look at.
    year : int
        The last year known.
    also, pairs
        As for `build`.
    """
    built = build(catalog, year, also=tuple(also), pairs=pairs)
    return Origin(year, built, seen=seen)


def without_effects(world: World) -> World:
    """Give a world in which no rung has an effect on positions, regimes or shares.

    Parameters
    ----------
    world : World
        The world as estimated.
    """
    positions, regimes, shares = world.positions, world.regimes, world.shares
    none = {name: np.zeros_like(getattr(positions, name)) for name in ("pull", "body_pull")}
    return replace(
        world,
        positions=replace(positions, **none),
        regimes=replace(regimes, effect=np.zeros_like(regimes.effect)),
        shares=replace(shares, effect=np.zeros_like(shares.effect)),
    )


def without_steps(built: Built, bloc: str) -> World:
    """Give a world in which every state stays on the rung that it holds in a bloc.

    Parameters
    ----------
    built : Built
        The world as estimated.
    bloc : str
        Whose ladder stops.
    """
    blocs = built.world.blocs
    bias = blocs.step_bias.copy()
    bias[built.bloc_at[bloc]] = NEVER
    return replace(built.world, blocs=replace(blocs, step_bias=bias))


def changes(start: Origin, events: Sequence[Event]) -> Changes:
    """Turn events of the first year into the arrays of the engine.

    Parameters
    ----------
    start : Origin
        The year before.
    events : sequence of Event
        States that are simulated.
    """
    places = [start.built.place_at[start.code(one.row) or 0, one.bloc] for one in events]
    at = np.array(places, dtype=np.int64)
    rung = np.array([RAISED[one.kind] for one in events], dtype=np.int64)
    size = len(events)
    first, keep = np.ones(size, dtype=np.int64), np.full(size, KEEP)
    always = np.zeros(size, dtype=np.int64)
    flags = dict.fromkeys(("suspended", "perspective", "body"), keep)
    when = {"when": first, "until": first, "place": at, "rung": rung}
    return Changes(**when, **flags, condition=always, of=at, threshold=np.zeros(size))


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Futures as samples, by series and year.

    Attributes
    ----------
    plain, changed : dict of (tuple, int) to ndarray
        A series and a horizon to the draws without and with the events.
    """

    plain: dict[tuple[tuple[int, ...], int], Floats]
    changed: dict[tuple[tuple[int, ...], int], Floats]


def read(
    world: World,
    happens: Changes,
    wanted: Sequence[tuple[int, ...]],
    years: tuple[int, ...] = HORIZONS,
    *,
    draws: int = DRAWS,
) -> Read:
    """Simulate paired futures and give their draws by series and year.

    Parameters
    ----------
    world : World
        Where both start.
    happens : Changes
        What one of them has.
    wanted : sequence of tuple of int
        Series, none twice.
    years : tuple of int
        Years after the start, rising.
    draws : int
        Paired futures.
    """
    table = [tuple(map(int, row)) for row in wanted]
    found = run(world, happens, rows(table, world), Run(draws=draws, years=years))
    keys = [(row, year) for year in years for row in table]
    at = [(place, column) for place in range(len(years)) for column in range(len(table))]
    samples = [
        {
            key: future[:, place, column].astype(np.float64)
            for key, (place, column) in zip(keys, at, strict=True)
        }
        for future in (found.plain, found.changed)
    ]
    return Read(samples[0], samples[1])
