"""A scenario, simulated: differences between paired futures, who loses, and what to watch."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.changes import Changes
from detente.estimators.futures.engine import Run, run
from detente.estimators.futures.series import rows
from detente.estimators.futures.streamed import Summary, held, streamed
from detente.estimators.futures.summary import BAND
from detente.estimators.futures.world import Whole, World
from detente.scenarios.indicators import Indicator, indicators, thresholds_of
from detente.scenarios.notebook import Shown, shown
from detente.scenarios.priors import Given, given, move
from detente.scenarios.questions import Asked, asked
from detente.scenarios.spinoffs import conflict_zones, domestic, neighbourhood, prominence
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import LESS_IS_WORSE, MORE_IS_WORSE, Wanted
from detente.scenarios.verbs import Plan, changes_of
from detente.scenarios.world import Built, build
from detente.span import view_words
from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)
SPINOFFS = (domestic, neighbourhood, prominence, conflict_zones)
"""In the order in which a reader meets them."""
UNSAID = {"domestic": domestic.UNSAID, "conflict_zones": conflict_zones.UNSAID}
"""What a spin-off cannot say."""
MOST_NUMBERS = 40_000_000
"""Numbers of one future that are held; beyond, draws are made in blocks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moved:
    """The difference that the events make to one series.

    Attributes
    ----------
    wanted : Wanted
        The series.
    mean, low, high : array, (R,)
        Mean difference and ends of the 80 % band, by year.
    error : array, (R,)
        Standard error of the mean from the number of draws.
    """

    wanted: Wanted
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    error: NDArray[np.float64]

    @property
    def beyond(self) -> bool:
        """Whether the last year's band lies on one side of zero."""
        return bool(self.low[-1] > 0 or self.high[-1] < 0)

    def shown(self, at: int) -> Shown:
        """Give the difference of one year with what a reader calls it.

        Parameters
        ----------
        at : int
            Place of the year.
        """
        mean, low, high = (float(row[at]) for row in (self.mean, self.low, self.high))
        named = (self.wanted.spinoff, self.wanted.label, self.wanted.unit)
        return Shown(*named, mean=mean, low=low, high=high)

    @property
    def loses(self) -> bool:
        """Whether the state it is about loses beyond the band in the last year."""
        rises, falls = self.low[-1] > 0, self.high[-1] < 0
        worse = {MORE_IS_WORSE: rises, LESS_IS_WORSE: falls}.get(self.wanted.worse, False)
        return bool(self.wanted.who) and bool(worse)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A scenario with its results.

    Attributes
    ----------
    plan : Plan
        What was asked.
    start : int
        Last year that is known; the first simulated one follows.
    years : tuple of int
        Calendar years of the results.
    moved : tuple of Moved
        Differences, by spin-off.
    losers : tuple of (str, Moved)
        Who loses beyond the band, and by which series.
    indicators : tuple of Indicator
        Dated questions that tell which future came.
    priors : tuple of Given
        Priors that entered.
    band : float
        Part of the draws in a band.
    """

    plan: Plan
    start: int
    years: tuple[int, ...]
    moved: tuple[Moved, ...]
    losers: tuple[tuple[str, Moved], ...]
    indicators: tuple[Indicator, ...]
    priors: tuple[Given, ...]
    band: float = BAND

    def spinoff(self, name: str) -> tuple[Moved, ...]:
        """Give the differences of one spin-off.

        Parameters
        ----------
        name : str
            ``"domestic"``, ``"neighbourhood"``, ``"prominence"`` or ``"conflict_zones"``.
        """
        return tuple(one for one in self.moved if one.wanted.spinoff == name)

    def _repr_html_(self) -> str:
        """Show the differences of the last year in a notebook, with their bands."""
        plan = self.plan
        last = [one.shown(-1) for one in self.moved]
        by = self.years[-1] if self.years else self.start
        note = f"{plan.draws:,} paired futures, seed {plan.seed}; difference in {by}."
        return shown(f"{plan.title}, as of {view_words(plan.view)}", last, note=note)


def simulate(catalog: Catalog, plan: Plan) -> Simulated:
    """Simulate a scenario.

    Parameters
    ----------
    catalog : Catalog
        The tables; nothing after the plan's view is looked at.
    plan : Plan
        What happens.

    Returns
    -------
    Simulated

    Raises
    ------
    RequestError
        Where the plan cannot be simulated: a state or bloc that the view does not have, a prior
        that is not known. Wars are looked at by `detente.analysis.scenario`.
    """
    if not plan.events:
        return _nothing(plan)
    also = tuple(
        (one.state.members(plan.view)[0], one.bloc.id)
        for one in plan.events
        if one.state.members(plan.view)
    )
    logger.info("reading the world of %s", view_words(plan.view))
    built = build(catalog, plan.view, also=also)
    world = move(built.world, plan.priors)
    setting = Setting(plan=plan, built=built, event=plan.events[0])
    wanted = tuple(series for spinoff in SPINOFFS for series in spinoff.wanted(setting))
    ahead = plan.view.year + plan.horizon - built.year
    questions = asked(setting)
    years = tuple(range(1, ahead + 1))
    series = rows([one.row for one in (*wanted, *questions)], world)
    draws = Run(draws=plan.draws, years=years, seed=plan.seed)
    given_to = (world, changes_of(plan, built), series, draws)
    found = _summary(given_to, questions, shown=len(wanted))
    return _result(plan, built, (wanted, questions), found, given(world, plan.priors))


def _summary(
    given_to: tuple[World, Changes, Whole, Run], questions: tuple[Asked, ...], *, shown: int
) -> Summary:
    """Simulate, with all draws in memory where they are few, else block by block."""
    *_, series, draws = given_to
    chosen = partial(thresholds_of, questions, first=shown)
    if draws.draws * len(draws.years) * len(series) <= MOST_NUMBERS:
        futures = run(*given_to, told=_told)
        logger.info("comparing the futures")
        return held(futures, shown, chosen)
    return streamed(*given_to, shown=shown, thresholds=chosen, told=_told)


def _told(done: int, draws: int) -> None:
    """Say on the log how many pairs of futures are simulated."""
    extra = {"done": done, "total": draws}
    logger.info("simulated %s of %s pairs of futures", f"{done:,}", f"{draws:,}", extra=extra)


def _nothing(plan: Plan) -> Simulated:
    """Give the result of no event: no difference."""
    return Simulated(
        plan=plan,
        start=plan.view.year,
        years=(),
        moved=(),
        losers=(),
        indicators=(),
        priors=(),
    )


def _result(
    plan: Plan,
    built: Built,
    read: tuple[tuple[Wanted, ...], tuple[Asked, ...]],
    summary: Summary,
    priors: tuple[Given, ...],
) -> Simulated:
    """Name what was summarized."""
    wanted, questions = read
    tables = {name: getattr(summary.found, name) for name in ("mean", "low", "high", "error")}
    moved = tuple(
        Moved(wanted=one, **{name: table[:, at] for name, table in tables.items()})
        for at, one in enumerate(wanted)
    )
    years = tuple(int(year) + built.year for year in summary.years)
    return Simulated(
        plan=plan,
        start=built.year,
        years=years,
        moved=moved,
        losers=tuple((one.wanted.who, one) for one in moved if one.loses),
        indicators=indicators(plan, questions, summary, years),
        priors=priors,
    )
