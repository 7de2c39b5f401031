"""Ideal points of states or other actors: from votes to positions with joint uncertainty."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.asked import is_one_of, of_kind, whole
from detente.errors import EstimateError, RequestError, quoted
from detente.identity.anchors import anchor_codes
from detente.identity.checkpoints import StoredChains, clock, fingerprint
from detente.identity.roll_calls import RollCalls, arrays

if TYPE_CHECKING:
    from detente.estimators.ideal_points.choices import Choices
    from detente.estimators.ideal_points.estimate import IdealPoints, Plan

logger = logging.getLogger(__name__)

Ints = NDArray[np.int64]
HIGH: tuple[int, ...] = (2, 20, 200, 666)
LOW: tuple[int, ...] = (365, 265)
"""The reference's anchors: USA, Canada, United Kingdom, Israel; Russia (USSR), East Germany."""
FIRM = (1946, 1990)
"""Years in each of which the United States must stand above the Soviet Union."""
ORIENTED = ("adopted", "voeten", "voeten_paragraphs")
"""Vote sets for which that holds."""
FEW = 10
"""Votes below which a cell is marked."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Ideal points and the votes they come from.

    Attributes
    ----------
    points : IdealPoints
        As the estimator gives them.
    vote_set : str
        Part of the name: estimates of different vote sets differ in level.
    labels : dict
        Names of actors that are no COW codes; empty where they are codes.
    anchors : tuple of int
        The actors that orient the dimension, high and low.
    seconds : float
        Time spent sampling.
    """

    points: IdealPoints
    vote_set: str
    labels: dict[int, str]
    anchors: tuple[int, int]
    seconds: float

    @property
    def name(self) -> str:
        """Name the estimate: mode and vote set, for neither may be mixed."""
        return f"{self.points.mode}_{self.vote_set}"

    def frame(self) -> pl.DataFrame:
        """Give one row a cell.

        Returns
        -------
        polars.DataFrame
            ``ccode`` and ``year`` (``actor`` and ``session`` where actors are no states),
            ``votes``, ``ideal_point``, ``sd``, ``q5``, ``q95``, ``r_hat``, ``ess`` (null in a
            preview), ``few`` (fewer than ten votes) and how it was made.
        """
        points = self.points
        who, when = ("actor", "session") if self.labels else ("ccode", "year")
        actors: list[str] | Ints = points.actor
        if self.labels:
            actors = [self.labels[actor] for actor in points.actor.tolist()]
        estimated = {
            "ideal_point": points.mean,
            "sd": points.sd,
            "q5": points.low,
            "q95": points.high,
            "r_hat": points.r_hat,
            "ess": points.effective,
        }
        made = {
            "mode": points.mode,
            "preset": points.preset,
            "vote_set": self.vote_set,
            "seed": points.seed,
        }
        cells = {who: actors, when: points.session, "votes": points.votes}
        return pl.DataFrame({**cells, **estimated}).with_columns(
            pl.col(*estimated).fill_nan(None),
            (pl.col("votes") < FEW).alias("few"),
            *(pl.lit(value).alias(name) for name, value in made.items()),
        )

    def met(self) -> dict[str, float]:
        """Give the part of quantities whose chains have met; empty where draws are too few.

        Returns
        -------
        dict
            Parts with R-hat below 1.05 of ``cells``, of positions less their session's mean
            (``centred``) and of ``distances`` of two actors in a session, and the effective number
            of draws that 95 of 100 distances reach (``effective``).
        """
        from detente.estimators.ideal_points.diagnostics import met
        from detente.estimators.ideal_points.estimate import LEAST_DRAWS

        drawn = self.points.draws
        enough = drawn.shape[1] >= LEAST_DRAWS
        return met(drawn, self.points.session) if enough else {}

    def draws(self) -> pl.DataFrame:
        """Give the joint draws, one row for each draw and cell.

        Columns ``chain``, ``draw``, the keys of the cell, and ``theta``.

        Index by all keys but the last and hand it to ArviZ through xarray; draw n of all cells
        belongs together.

        Raises
        ------
        EstimateError
            Where the estimate is a preview, which has none.
        """
        drawn = self.points.draws
        chains, count, cells = drawn.shape
        if not count:
            raise EstimateError(
                "a preview has no draws", next_step="ask for the preset quick or full"
            )
        numbers = pl.DataFrame(
            {
                "chain": np.repeat(np.arange(chains, dtype=np.int8), count * cells),
                "draw": np.tile(np.repeat(np.arange(count, dtype=np.int32), cells), chains),
            }
        )
        keys = self.frame().select(pl.nth(0, 1))
        cell_of = np.tile(np.arange(cells), chains * count)
        theta = pl.Series("theta", drawn.reshape(-1))
        return numbers.hstack(keys[cell_of]).with_columns(theta)


def forget(keep: Path) -> None:
    """Remove the chains that were stored beside a file, now that it holds their result."""
    StoredChains(keep, "").clear()


LARGEST = 2**63 - 1
"""The largest seed."""


def ideal_points(
    calls: RollCalls,
    *,
    mode: str = "compat",
    preset: str | Plan = "quick",
    seed: int = 1,
    threads: int = 0,
    anchors: tuple[int | str, int | str] | None = None,
    keep: Path | None = None,
    least_items: int = 5,
) -> Estimate:
    """Estimate ideal points from roll calls.

    Parameters
    ----------
    calls : RollCalls
        From `roll_calls.of_tables`, `read_votes` or `roll_calls`.
    mode : {"compat", "proper"}
        `compat` reproduces the literature's numbers, `proper` samples a posterior; never mix them.
    preset : {"preview", "quick", "full"} or Plan
        A look without intervals; some ten seconds of one core; minutes.
    seed, threads : int
        One seed gives one answer on any number of cores; 0 takes all cores.
    anchors : pair of int or str, optional
        Who is at the high and at the low end, by code, label or name of a state ("USA", "RUS"); the
        reference's for states, else the two who oppose each other most.
    keep : pathlib.Path, optional
        Beside which chains are laid down, to be taken up by the same call; `forget` removes them
        once the result is safe.
    least_items : int
        Fewest items that divide anybody.

    Returns
    -------
    Estimate
        Positions by actor and session, in ideal-point units: mean 0 and spread 1 in a session.

    Raises
    ------
    EstimateError
        Where votes are too few or the sign came out wrong.
    RequestError
        Where the anchors are not two, or one of them casts no vote.

    Examples
    --------
    >>> from detente.identity.roll_calls import roll_calls
    >>> choices = {"x": "111111", "y": "131313", "z": "333333"}  # yes and no on six items
    >>> cells = [(a, 1, i, int(c)) for a, row in choices.items() for i, c in enumerate(row)]
    >>> votes = pl.DataFrame(cells, schema=["actor", "session", "item", "choice"], orient="row")
    >>> found = ideal_points(roll_calls(votes), preset="preview", anchors=("x", "z"))
    >>> found.frame().sort("ideal_point")["actor"].to_list()
    ['z', 'y', 'x']
    """
    # the compiler is loaded by whom samples alone
    from detente.estimators.ideal_points.choices import arrange
    from detente.estimators.ideal_points.estimate import estimate

    plan = _checked_plan(mode, preset)
    whole(seed, "seed", 0, LARGEST)
    whole(threads, "threads", 0, LARGEST)
    whole(least_items, "least_items", 1, LARGEST)
    if keep is not None:
        keep = of_kind(keep, Path, "keep")
    if not isinstance(calls, RollCalls):
        raise RequestError("votes are wanted as roll calls", next_step="give roll_calls(frame)")
    choices = arrange(*arrays(calls), least_items=least_items, unanimous=mode == "proper")
    chosen = _anchors(calls, choices, anchors)
    kept = None
    if keep:
        mark = fingerprint(choices, plan, mode, seed, (chosen.high, chosen.low))
        kept = StoredChains(keep, mark)
    begun = time.monotonic()
    points = estimate(
        choices,
        np.array(chosen.high),
        np.array(chosen.low),
        mode=mode,
        preset=preset,
        seed=seed,
        threads=threads,
        keep=kept,
        firm=chosen.firm,
        tell=clock(plan),
    )
    return Estimate(
        points=points,
        vote_set=calls.name,
        labels=dict(calls.labels),
        anchors=(chosen.high[0], chosen.low[0]),
        seconds=time.monotonic() - begun,
    )


def _checked_plan(mode: str, preset: str | Plan) -> Plan:
    """Give the plan of a mode and a preset, and refuse one that samples nothing."""
    from detente.estimators.ideal_points.estimate import MODES, PRESETS, Plan, plan_of

    if not is_one_of(mode, MODES):
        raise RequestError(f"no mode is called {quoted(mode)}", near=MODES)
    if not isinstance(preset, Plan) and not is_one_of(preset, PRESETS[mode]):
        raise RequestError(f"no preset is called {quoted(preset)}", near=tuple(PRESETS[mode]))
    plan = plan_of(mode, preset)
    keeps_some = 0 <= plan.burn < plan.iterations and plan.thin >= 1 and plan.chains >= 1
    if plan.iterations and not keeps_some:
        raise RequestError(
            f"{plan} samples nothing",
            next_step="burn fewer iterations than are run, in one chain at least",
        )
    return plan


@dataclass(frozen=True, slots=True)
class Anchors:
    """Who orients the dimension.

    Attributes
    ----------
    high, low : tuple of int
        Actors that stand high and low.
    firm : tuple of int or None
        Years in each of which the first must stand above the second; None where nothing is known.
    """

    high: tuple[int, ...]
    low: tuple[int, ...]
    firm: tuple[int, int] | None = None


def _anchors(
    calls: RollCalls, choices: Choices, given: tuple[int | str, int | str] | None
) -> Anchors:
    """Choose the anchors: those given, the reference's, or the two who oppose each other most."""
    from detente.estimators.ideal_points.opposed import most_opposed

    if given is not None:
        high, low = anchor_codes(given, calls)
        return Anchors(high=(high,), low=(low,))
    if not calls.labels and {HIGH[0], LOW[0]} <= set(choices.actor.tolist()):
        return Anchors(high=HIGH, low=LOW, firm=FIRM if calls.name in ORIENTED else None)
    one, other = most_opposed(choices)
    names = calls.labels
    logger.info("anchors: %s high, %s low", names.get(one, one), names.get(other, other))
    return Anchors(high=(one,), low=(other,))
