"""Predictions beside what came and what other models had said, with draws of whole pairs."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import paired
from detente.estimators.logit import probability
from detente.estimators.paired import Interval
from detente.estimators.resampled_precision import precisions
from detente.estimators.scores import EDGE, average_precision, roc
from detente.estimators.scores import score as scored_beside
from detente.evaluation.scorecard import BASE, REFERENCES, Bin, Comparison, GroupScores
from detente.models.features.pairs import lineage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FEWEST_PAIRS = 20
"""Pairs below which drawing them says nothing of how far a figure may be off."""
OWN = "p"
"""The predictions, among the models."""
MEASURES = ("brier", "log_loss")
UNIT = "unit"
"""Column with the number of the pair."""


class Cases:
    """Predictions of one group, or of a part of it.

    Parameters
    ----------
    frame : polars.DataFrame
        Predictions beside outcomes, with the number of the pair.
    group : str
        Which base rate they are compared with.
    drawn : ndarray, shape (D, U)
        How often each pair of the group is drawn in each draw.
    rank : bool
        Whether differences in average precision have an interval, which takes longest.
    """

    def __init__(
        self, frame: pl.DataFrame, group: str, *, drawn: Floats, rank: bool = True
    ) -> None:
        self.rank = rank
        self.year: Ints = frame["year"].to_numpy()
        self.begun: Floats = frame["begun"].to_numpy().astype(float)
        self.unit: Ints = frame[UNIT].to_numpy()
        self.drawn = drawn
        self.pairs = int(np.unique(self.unit).size)
        rate = "rate_relevant" if group == "relevant" else "rate"
        columns = {name: name for name in REFERENCES} | {BASE: rate}
        self.chance: dict[str, Floats] = {OWN: frame[OWN].to_numpy().astype(float)}
        for name, column in columns.items():
            self.chance[name] = probability(frame[column].to_numpy().astype(float))
        self._precisions: dict[str, Floats] = {}
        self._whole: dict[str, float] = {}

    def scores(
        self, *, bins: tuple[Bin, ...] = (), decades: tuple[GroupScores, ...] = ()
    ) -> GroupScores:
        """Score the predictions and compare them with every other model.

        Parameters
        ----------
        bins, decades : tuple
            Calibration and decades, where they are wanted.
        """
        own = scored_beside(self.chance[OWN], self.begun, self.chance[BASE])
        brier, log_loss = (float(self.losses(measure, OWN).mean()) for measure in MEASURES)
        precision, area, slope = map(or_none, (own.precision, own.roc, own.slope))
        beside = tuple(self.beside(reference) for reference in REFERENCES)
        first, last = int(self.year.min()), int(self.year.max())
        return GroupScores(
            first=first,
            last=last,
            cases=own.cases,
            pairs=self.pairs,
            events=own.events,
            expected=own.expected,
            precision=precision,
            roc=area,
            brier=brier,
            log_loss=log_loss,
            slope=slope,
            beside=beside,
            bins=bins,
            decades=decades,
        )

    def losses(self, measure: str, model: str) -> Floats:
        """Give the loss of each case: squared distance, or the negative log of what came.

        Parameters
        ----------
        measure : {"brier", "log_loss"}
            Which.
        model : str
            `OWN`, or one of `REFERENCES`.
        """
        chance = self.chance[model]
        if measure == "brier":
            squared: Floats = (chance - self.begun) ** 2
            return squared
        safe = np.clip(chance, EDGE, 1 - EDGE)
        logs: Floats = -np.log(np.where(self.begun > 0, safe, 1 - safe))
        return logs

    def bin(self, low: float, high: float) -> Bin:
        """Compare what was said with what came.

        Parameters
        ----------
        low, high : float
            The probabilities between which the predictions lie.
        """
        said, events = self.chance[OWN], int(self.begun.sum())
        gaps = said - self.begun
        gap = Interval(float(gaps.mean()), np.nan, high=np.nan)
        if 0 < events < said.size:  # where all came or none, every draw would give the same
            gap = self._interval(gap.value, self._drawn_mean(gaps))
        mean, came = float(said.mean()), float(self.begun.mean())
        return Bin(
            low=low,
            high=high,
            cases=said.size,
            pairs=self.pairs,
            events=events,
            said=mean,
            came=came,
            gap=gap,
        )

    def beside(self, reference: str) -> Comparison:
        """Compare the predictions with one other model.

        Parameters
        ----------
        reference : str
            One of `REFERENCES`.
        """
        brier, brier_gain, brier_skill = self._losses_beside("brier", reference)
        log_loss, log_loss_gain, log_loss_skill = self._losses_beside("log_loss", reference)
        chance = self.chance[reference]
        precision = or_none(self._precision(reference))
        area = or_none(roc(chance, self.begun))
        precision_gain = self._precision_gain(reference)
        return Comparison(
            model=reference,
            precision=precision,
            roc=area,
            brier=brier,
            log_loss=log_loss,
            expected=float(chance.sum()),
            precision_gain=precision_gain,
            brier_gain=brier_gain,
            log_loss_gain=log_loss_gain,
            brier_skill=brier_skill,
            log_loss_skill=log_loss_skill,
        )

    def _losses_beside(self, measure: str, reference: str) -> tuple[float, Interval, Interval]:
        """Give the mean loss of another model, what the predictions gain, and their skill."""
        mine, theirs = (self.losses(measure, model) for model in (OWN, reference))
        own, other = float(mine.mean()), float(theirs.mean())
        own_drawn, other_drawn = self._drawn_mean(mine), self._drawn_mean(theirs)
        gain = self._interval(own - other, own_drawn - other_drawn)
        if other == 0:
            return other, gain, Interval(np.nan, np.nan, high=np.nan)
        return other, gain, self._interval(1 - own / other, 1 - own_drawn / other_drawn)

    def _precision_gain(self, reference: str) -> Interval:
        """Give how much the average precision exceeds that of another model."""
        own, other = self._precision(OWN), self._precision(reference)
        if not self.rank:
            return Interval(own - other, np.nan, high=np.nan)
        gains = self._drawn_precision(OWN) - self._drawn_precision(reference)
        return self._interval(own - other, gains)

    def _interval(self, value: float, found: Floats) -> Interval:
        """Give a figure with the ends of its draws; NaN where there are too few pairs."""
        known = found[np.isfinite(found)]
        if self.pairs < FEWEST_PAIRS or not known.size or np.isnan(value):
            return Interval(value, np.nan, high=np.nan)
        return paired.ends(value, known)

    def _drawn_mean(self, values: Floats) -> Floats:
        """Give the mean of values in each draw, shape (D,); NaN where none was drawn."""
        units = self.drawn.shape[1]
        total = np.bincount(self.unit, weights=values, minlength=units)
        count = self.drawn @ np.bincount(self.unit, minlength=units).astype(float)
        found: Floats = np.where(count > 0, self.drawn @ total, np.nan) / np.maximum(count, 1.0)
        return found

    def _precision(self, model: str) -> float:
        """Give the average precision of a model, once."""
        if model not in self._whole:
            self._whole[model] = average_precision(self.chance[model], self.begun)
        return self._whole[model]

    def _drawn_precision(self, model: str) -> Floats:
        """Give the average precision in each draw, once for each model, shape (D,)."""
        if model not in self._precisions:
            chance = self.chance[model]
            self._precisions[model] = precisions(chance, self.begun, self.unit, self.drawn)
        return self._precisions[model]


def unit_of(frame: pl.DataFrame) -> Ints:
    """Number the pairs from 0, a state and its successor as one.

    Parameters
    ----------
    frame : polars.DataFrame
        ``ccode1``, ``ccode2``.

    Examples
    --------
    >>> unit_of(pl.DataFrame({"ccode1": [2, 2, 2], "ccode2": [255, 365, 260]})).tolist()
    [0, 1, 0]
    """
    sides = [frame[name].cast(pl.Int64).to_numpy() for name in ("ccode1", "ccode2")]
    codes = np.unique(np.concatenate([np.unique(side) for side in sides]))
    newest = np.array([lineage(code) for code in codes.tolist()])
    first, second = (newest[np.searchsorted(codes, side)] for side in sides)
    pair = np.minimum(first, second) * 1000 + np.maximum(first, second)
    _, unit = np.unique(pair, return_inverse=True)
    numbered: Ints = unit
    return numbered


def or_none(value: float) -> float | None:
    """Give a figure; None where it is not defined.

    Parameters
    ----------
    value : float
        The figure.

    Examples
    --------
    >>> or_none(0.5), or_none(float("nan"))
    (0.5, None)
    """
    return None if np.isnan(value) else float(value)
