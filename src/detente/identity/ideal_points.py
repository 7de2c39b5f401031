"""Ideal points of states, or of any actors: votes in, positions with their joint uncertainty out."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from detente.errors import EstimateError, RequestError
from detente.identity.checkpoints import Laid, clock, fingerprint
from detente.identity.roll_calls import RollCalls, arrays

if TYPE_CHECKING:
    from detente.estimators.ideal_points.estimate import IdealPoints, Plan

logger = logging.getLogger(__name__)

HIGH: tuple[int, ...] = (2, 20, 200, 666)
LOW: tuple[int, ...] = (365, 265)
"""The reference's anchors: USA, Canada, United Kingdom, Israel; Russia (the Soviet Union), East Germany."""
FIRM = (1946, 1990)
"""Years in each of which the United States must stand above the Soviet Union."""
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
            ``ccode`` and ``year`` (``actor`` and ``session`` where actors are no states), ``votes``, ``ideal_point``, ``sd``,
            ``q5``, ``q95``, ``r_hat``, ``ess`` (null in a preview), ``few`` (fewer than ten votes) and how it was made.
        """
        p = self.points
        who, when = ("actor", "session") if self.labels else ("ccode", "year")
        actor = (
            pl.Series(who, [self.labels[a] for a in p.actor.tolist()])
            if self.labels
            else pl.Series(who, p.actor)
        )
        frame = pl.DataFrame(
            [actor, pl.Series(when, p.session), pl.Series("votes", p.votes)]
        ).with_columns(
            pl.Series("ideal_point", p.mean),
            pl.Series("sd", p.sd),
            pl.Series("q5", p.low),
            pl.Series("q95", p.high),
            pl.Series("r_hat", p.r_hat),
            pl.Series("ess", p.effective),
        )
        return frame.with_columns(
            pl.col("ideal_point", "sd", "q5", "q95", "r_hat", "ess").fill_nan(None)
        ).with_columns(
            (pl.col("votes") < FEW).alias("few"),
            pl.lit(p.mode).alias("mode"),
            pl.lit(p.preset).alias("preset"),
            pl.lit(self.vote_set).alias("vote_set"),
            pl.lit(p.seed).alias("seed"),
        )

    def draws(self) -> pl.DataFrame:
        """Give the joint draws, one row a draw and cell: ``chain``, ``draw``, the cell's keys, ``theta``.

        Index by all keys but the last and hand it to ArviZ through xarray; draw n of all cells belongs together.

        Raises
        ------
        EstimateError
            Where the estimate is a preview, which has none.
        """
        p = self.points
        chains, count, cells = p.draws.shape
        if not count:
            raise EstimateError(
                "a preview has no draws", next_step="ask for the preset quick or full"
            )
        keys = self.frame().select(pl.nth(0, 1))
        which = np.tile(np.arange(cells), chains * count)
        return (
            pl.DataFrame(
                {
                    "chain": np.repeat(np.arange(chains, dtype=np.int8), count * cells),
                    "draw": np.tile(np.repeat(np.arange(count, dtype=np.int32), cells), chains),
                }
            )
            .hstack(keys[which])
            .with_columns(pl.Series("theta", p.draws.reshape(-1)))
        )


def forget(keep: Path) -> None:
    """Remove the chains that were laid down beside a file, now that it holds their result."""
    Laid(keep, "").clear()


def ideal_points(
    calls: RollCalls,
    *,
    mode: str = "compat",
    preset: str | Plan = "quick",
    seed: int = 1,
    threads: int = 0,
    anchors: tuple[int, int] | None = None,
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
    anchors : tuple of int, optional
        Who stands high and low; the reference's for states, else the two who oppose each other most.
    keep : pathlib.Path, optional
        Beside which chains are laid down, to be taken up by the same call; `forget` removes them once the result is safe.
    least_items : int
        Fewest items that divide anybody.

    Returns
    -------
    Estimate

    Raises
    ------
    EstimateError
        Where votes are too few, an anchor does not vote or the sign came out wrong.
    """
    try:
        from detente.estimators.ideal_points.choices import arrange
        from detente.estimators.ideal_points.estimate import MODES, PRESETS, Plan, estimate, plan_of
        from detente.estimators.ideal_points.opposed import most_opposed
    except ModuleNotFoundError as error:
        raise EstimateError(
            f"ideal points need the package '{error.name}'",
            next_step="install it with: pip install 'detente[estimates]'",
        ) from error
    if mode not in MODES:
        raise RequestError(f"no mode is called '{mode}'", near=MODES)
    if not isinstance(preset, Plan) and preset not in PRESETS[mode]:
        raise RequestError(f"no preset is called '{preset}'", near=tuple(PRESETS[mode]))
    plan = plan_of(mode, preset)
    for name, value in (("seed", seed), ("threads", threads)):
        if not isinstance(value, int) or value < 0:
            raise RequestError(f"{name} {value!r} is no whole number from 0")
    if not isinstance(calls, RollCalls):
        raise RequestError("votes are wanted as roll calls", next_step="give roll_calls(frame)")
    if plan.iterations and not (
        0 <= plan.burn < plan.iterations and plan.thin >= 1 and plan.chains >= 1
    ):
        raise RequestError(
            f"{plan} samples nothing",
            next_step="burn fewer iterations than are run, in one chain at least",
        )
    laid = arrange(*arrays(calls), least_items=least_items, unanimous=mode == "proper")
    firm, high, low = None, HIGH, LOW
    if anchors is not None:
        high, low = (anchors[0],), (anchors[1],)
    elif not calls.labels and {HIGH[0], LOW[0]} <= set(laid.actor.tolist()):
        firm = FIRM if calls.name in ("adopted", "voeten", "voeten_paragraphs") else None
    else:
        one, other = most_opposed(laid)
        high, low = (one,), (other,)
        labels = calls.labels
        logger.info("anchors: %s high, %s low", labels.get(one, one), labels.get(other, other))
    kept = Laid(keep, fingerprint(laid, plan, mode, seed, (high, low))) if keep else None
    begun = time.monotonic()
    points = estimate(
        laid,
        np.array(high),
        np.array(low),
        mode=mode,
        preset=preset,
        seed=seed,
        threads=threads,
        keep=kept,
        firm=firm,
        tell=clock(plan),
    )
    return Estimate(
        points, calls.name, dict(calls.labels), (high[0], low[0]), time.monotonic() - begun
    )
