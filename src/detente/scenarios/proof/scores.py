"""What the record says: coverage, errors beside baselines, placebos, effect of membership."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.futures.world import CANDIDATE
from detente.estimators.sample_scores import Interval, mean_with_interval, ratio_of_means
from detente.estimators.scores import log_losses
from detente.scenarios.proof.observed import DISPUTES, KINDS, MEASURES, TESTED
from detente.scenarios.proof.origins import HORIZONS
from detente.scenarios.proof.plain_futures import AHEAD
from detente.scenarios.proof.tables import Record

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ACCESSION, GAP = "accession", "gap"
"""What shows the effect of membership."""
ALL = "all"
"""Every kind of event together."""
EVENT_BAND = (0.70, 0.90)
"""Part of outcomes of events that an 80 % band is asked to hold."""
PLACEBO_BAND = (0.76, 0.84)
"""The same of placebos, of which there are more."""
MOST_RATIO = 1.02
"""Largest ratio of errors beside no change that is asked for."""
PERMUTATIONS = 400
"""Times that labels are permuted."""
SEED = 2013
OTHERS = ("smoothed", "walk", "stayed", "plain", "muted")
"""What a scenario's error is divided by: no change from the mean of five years; a random walk; the
rung kept; no event; the event without the effect of any rung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """Back-test of one bloc, kind, measure and horizon.

    Attributes
    ----------
    bloc, kind, measure : str
        What; the kind may be `ALL`.
    horizon : int
        Years from the view.
    inside : Interval
        Part of outcomes in the 80 % band.
    ratio : dict of str to Interval
        Error (CRPS) over that of each of `OTHERS`, with an interval by rounds.
    """

    bloc: str
    kind: str
    measure: str
    horizon: int
    inside: Interval
    ratio: dict[str, Interval]

    @property
    def covers(self) -> bool:
        """Whether the band holds what it is asked to."""
        return EVENT_BAND[0] <= self.inside.value <= EVENT_BAND[1]

    @property
    def keeps_up(self) -> bool:
        """Whether the error is at most that of both forecasts of no change, or nearly."""
        return max(self.ratio["smoothed"].value, self.ratio["walk"].value) <= MOST_RATIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """Bands of futures without an event, of states that did not join.

    Attributes
    ----------
    measure : str
        What.
    horizon : int
        Years from the view.
    inside : Interval
        Part of outcomes in the 80 % band, with an interval by states.
    """

    measure: str
    horizon: int
    inside: Interval

    @property
    def covers(self) -> bool:
        """Whether the band holds what it is asked to."""
        return PLACEBO_BAND[0] <= self.inside.value <= PLACEBO_BAND[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permuted:
    """The effect of accession beside that of permuted labels.

    Attributes
    ----------
    measure : str
        What.
    horizon : int
        Years from the view.
    effect : float
        Mean of what came less the future without an event, of joiners less their like.
    rank : int
        Place of its size among those of permuted labels, 1 the largest.
    of : int
        Permutations and the real one.
    joiners : int
        States in strata that hold both.
    """

    measure: str
    horizon: int
    effect: float
    rank: int
    of: int
    joiners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Chances of accession beside the plain rate.

    Attributes
    ----------
    bloc : str
        Which one.
    candidates : bool
        Whether of candidates, or of states with a lower rung.
    horizon : int
        Years from the view.
    came, expected, by_rate : float
        Accessions that came, and that each forecast expected.
    brier, log : Interval
        Ratio of scores to those of the plain rate, with an interval by spans of five years.
    """

    bloc: str
    candidates: bool
    horizon: int
    came: int
    expected: float
    by_rate: float
    brier: Interval
    log: Interval


def back_test(record: Record) -> tuple[Tested, ...]:
    """Score every event.

    Parameters
    ----------
    record : Record
        As a view knows it.
    """
    rows = record.cases.filter(pl.col("test") == "backtest")
    return tuple(_tested(rows, (ALL, *KINDS), MEASURES))


def _tested(
    rows: pl.DataFrame, kinds: tuple[str, ...], measures: tuple[str, ...]
) -> Iterator[Tested]:
    for bloc, kind, measure, horizon in product(TESTED, kinds, measures, HORIZONS):
        own = rows.filter(pl.col("bloc") == bloc, pl.col("measure") == measure)
        found = own.filter(pl.col("horizon") == horizon)
        if kind != ALL:
            found = found.filter(pl.col("kind") == kind)
        if found.height:
            inside = mean_with_interval(_of(found, "changed_inside"), _rounds(found))
            names = {"bloc": bloc, "kind": kind, "measure": measure}
            ratio = {other: _ratio(found, other) for other in OTHERS}
            yield Tested(**names, horizon=horizon, inside=inside, ratio=ratio)


def _of(rows: pl.DataFrame, column: str) -> Floats:
    return rows[column].to_numpy().astype(np.float64)


def _rounds(rows: pl.DataFrame) -> Ints:
    """Number the rounds: events of one year come together."""
    return rows["year"].to_numpy().astype(np.int64)


def _ratio(rows: pl.DataFrame, other: str) -> Interval:
    ours, theirs = _of(rows, "changed_crps"), _of(rows, f"{other}_crps")
    return ratio_of_means(ours, theirs, _rounds(rows))


def placebos(record: Record) -> tuple[Placebo, ...]:
    """Say what the bands of states that did not join held.

    Parameters
    ----------
    record : Record
        As a view knows it.
    """
    rows = record.cases.filter(pl.col("test") == "placebo")
    found = []
    for measure in (*MEASURES, DISPUTES):
        for horizon in HORIZONS:
            own = rows.filter(pl.col("measure") == measure, pl.col("horizon") == horizon)
            if own.height:
                states = own["letters"].rank("dense").to_numpy().astype(np.int64)
                inside = mean_with_interval(_of(own, "plain_inside"), states)
                found.append(Placebo(measure=measure, horizon=horizon, inside=inside))
    return tuple(found)


def permuted(record: Record) -> tuple[Permuted, ...]:
    """Estimate the effect of accession again, with labels permuted among their like.

    Parameters
    ----------
    record : Record
        As a view knows it.
    """
    rows = record.cases.filter(pl.col("test").is_in(("joiner", "placebo")))
    found = []
    for measure in (*MEASURES, DISPUTES):
        for horizon in HORIZONS:
            own = rows.filter(pl.col("measure") == measure, pl.col("horizon") == horizon)
            one = _permuted(own, measure, horizon)
            if one is not None:
                found.append(one)
    return tuple(found)


def _permuted(rows: pl.DataFrame, measure: str, horizon: int) -> Permuted | None:
    """Permute labels within strata of rung, region and decade."""
    strata = pl.struct("rung", "region", pl.col("year") // 10).rank("dense")
    laid = rows.with_columns(stratum=strata)
    joined = laid["test"].to_numpy() == "joiner"
    both = laid.with_columns(joined=joined).filter(
        (pl.col("joined").any() & (~pl.col("joined")).any()).over("stratum")
    )
    if not both.height:
        return None
    label = both["joined"].to_numpy().astype(np.float64)
    stratum = np.unique(both["stratum"].to_numpy(), return_inverse=True)[1]
    off = _of(both, "outcome") - _of(both, "plain_mean")
    real = _effect(off, label, stratum)
    numbers = np.random.default_rng(SEED)
    drawn = [_effect(off, _shuffled(label, stratum, numbers), stratum) for _ in range(PERMUTATIONS)]
    larger = int((np.abs(drawn) >= abs(real)).sum())
    return Permuted(
        measure=measure,
        horizon=horizon,
        effect=real,
        rank=larger + 1,
        of=PERMUTATIONS + 1,
        joiners=int(label.sum()),
    )


def _shuffled(label: Floats, stratum: Ints, numbers: np.random.Generator) -> Floats:
    """Permute labels within strata."""
    order = np.lexsort((numbers.random(label.size), stratum))
    found = np.empty_like(label)
    found[np.argsort(stratum, kind="stable")] = label[order]
    return found


def _effect(off: Floats, label: Floats, stratum: Ints) -> float:
    """Give the mean of joiners less that of their stratum's others, by joiners."""
    joiners, others = np.bincount(stratum, label), np.bincount(stratum, 1 - label)
    of_joiners, of_others = (
        np.bincount(stratum, off * label),
        np.bincount(stratum, off * (1 - label)),
    )
    gap = of_joiners / joiners - of_others / others
    return float((gap * joiners).sum() / joiners.sum())


def chances(record: Record) -> tuple[Chance, ...]:
    """Score the chances of accession.

    Parameters
    ----------
    record : Record
        As a view knows it.
    """
    rows = record.chances.drop_nulls("came")
    found = []
    for candidates in (True, False):
        held = (pl.col("rung") == CANDIDATE) == candidates
        for bloc in TESTED:
            for horizon in AHEAD:
                is_it = pl.col("bloc") == bloc, pl.col("horizon") == horizon
                own = rows.filter(held, *is_it)
                if own.height:
                    found.append(_chance(own, bloc, candidates, horizon))
    return tuple(found)


def _chance(rows: pl.DataFrame, bloc: str, candidates: bool, horizon: int) -> Chance:
    came, ours, rate = _of(rows, "came"), _of(rows, "chance"), _of(rows, "plain_rate")
    span = _of(rows, "view").astype(np.int64) // 5
    # a chance counted in a thousand futures is never surer than half a future
    ours = np.clip(ours, LEAST_CHANCE, 1 - LEAST_CHANCE)
    squared = (ours - came) ** 2, (rate - came) ** 2
    lost = log_losses(ours, came), log_losses(rate, came)
    counts = {"expected": float(ours.sum()), "by_rate": float(rate.sum())}
    return Chance(
        bloc=bloc,
        candidates=candidates,
        horizon=horizon,
        came=int(came.sum()),
        **counts,
        brier=ratio_of_means(*squared, span),
        log=ratio_of_means(*lost, span),
    )


LEAST_CHANCE = 0.0005
"""Half a future in a thousand."""


@dataclass(frozen=True, slots=True)
class MembershipEffect:
    """Whether forecasts with the effect of membership were better than those without.

    Attributes
    ----------
    of : tuple of Tested
        Accessions on the distance to the core, by bloc and horizon.
    """

    of: tuple[Tested, ...]

    @property
    def established(self) -> bool:
        """Whether the error is smaller beyond its interval, for both blocs and every horizon."""
        return bool(self.of) and all(one.ratio["stayed"].high < 1 for one in self.of)

    def of_bloc(self, bloc: str) -> Tested | None:
        """Give the test at the longest horizon; None for a bloc that is not tested.

        Parameters
        ----------
        bloc : str
            Its id.
        """
        own = [one for one in self.of if one.bloc == bloc]
        return max(own, key=lambda one: one.horizon, default=None)


def membership_effect(record: Record) -> MembershipEffect:
    """Compare futures in which a state joins with those in which it keeps its rung.

    Parameters
    ----------
    record : Record
        As a view knows it.
    """
    is_it = pl.col("test") == "backtest", pl.col("kind") == ACCESSION, pl.col("measure") == GAP
    rows = record.cases.filter(*is_it)
    return MembershipEffect(tuple(_tested(rows, (ACCESSION,), (GAP,))))
