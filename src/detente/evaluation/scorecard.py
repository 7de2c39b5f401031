"""What a scoring of predictions gives: scores, comparisons, calibration, and a verdict."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from detente.estimators.null_power import smallest_apart
from detente.estimators.paired import LEVEL, Interval

MODEL, HISTORY, PEACE, BASE = "model", "history", "peace", "base"
REFERENCES = (MODEL, HISTORY, PEACE, BASE)
"""Models that predictions are compared with."""
WORDS = {
    MODEL: "our model",
    HISTORY: "peace years with dispute history",
    PEACE: "peace years",
    BASE: "the base rate",
}
"""Their names."""
SHORT = {MODEL: "our model", HISTORY: "peace years and history", PEACE: "peace years"}
"""Their names in a table."""
THOUSAND = 1000
"""Ten-thousandths from which no decimals are written."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another model on the same cases, and what the predictions gain over it.

    Attributes
    ----------
    model : str
        One of `REFERENCES`.
    precision, roc : float or None
        Its average precision and area under the curve; None without disputes.
    brier, log_loss : float
        Its mean losses.
    expected : float
        Disputes that it expected.
    precision_gain, brier_gain, log_loss_gain : Interval
        Predictions less it, with the 95 % interval from pairs drawn with replacement; ends are NaN
        where there are too few pairs. Losses are better when lower.
    brier_skill, log_loss_skill : Interval
        Skill of the predictions over it: 1 is perfect, 0 no better, below 0 worse.
    """

    model: str
    precision: float | None
    roc: float | None
    brier: float
    log_loss: float
    expected: float
    precision_gain: Interval
    brier_gain: Interval
    log_loss_gain: Interval
    brier_skill: Interval
    log_loss_skill: Interval

    @property
    def verdict(self) -> str:
        """Say how the predictions compare in log loss: better, worse, undecided or untested."""
        low, high = self.log_loss_gain.low, self.log_loss_gain.high
        if math.isnan(low):
            return "untested"
        if low <= 0 <= high:
            return "undecided"
        return "better" if high < 0 else "worse"


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said and what came between two probabilities.

    Attributes
    ----------
    low, high : float
        The probabilities.
    cases, pairs, events : int
        Pair-years, pairs, and disputes that began.
    said, came : float
        Mean probability, and part that came.
    gap : Interval
        Said less came, with its 95 % interval.
    """

    low: float
    high: float
    cases: int
    pairs: int
    events: int
    said: float
    came: float
    gap: Interval


@dataclass(frozen=True, slots=True)
class GroupScores:
    """Scores of all predictions of a group, or of one decade of them.

    Attributes
    ----------
    first, last : int
        First and last year.
    cases, pairs, events : int
        Pair-years, pairs, and disputes that began.
    expected : float
        Disputes that the predictions expected.
    precision, roc : float or None
        Average precision, and area under the curve; None without disputes.
    brier, log_loss : float
        Mean losses.
    slope : float or None
        Calibration slope: 1 is calibrated, below 1 too bold; None where all are alike.
    beside : tuple of Comparison
        One for each of `REFERENCES`.
    bins : tuple of Bin
        Calibration; a bin without predictions is left out. Empty for a decade.
    decades : tuple of GroupScores
        In order, differences in average precision without intervals; also years that are scored
        by the second source of disputes. Empty for a decade.
    """

    first: int
    last: int
    cases: int
    pairs: int
    events: int
    expected: float
    precision: float | None
    roc: float | None
    brier: float
    log_loss: float
    slope: float | None
    beside: tuple[Comparison, ...]
    bins: tuple[Bin, ...] = ()
    decades: tuple[GroupScores, ...] = ()

    def over(self, model: str) -> Comparison:
        """Give the comparison with one model.

        Parameters
        ----------
        model : str
            One of `REFERENCES`.
        """
        return self.beside[REFERENCES.index(model)]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a group was predicted, in the years of which something was.

    Attributes
    ----------
    group : str
        ``relevant`` or ``all``.
    predicted, left_out : int
        Pair-years.
    left_out_events : int
        Disputes that began among those left out.
    years, years_left_out : int
        Years of which something was predicted, and scored years of which nothing was.
    """

    group: str
    predicted: int
    left_out: int
    left_out_events: int
    years: int
    years_left_out: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Predictions of one model, scored.

    Attributes
    ----------
    relevant, all : GroupScores or None
        On pairs with a border or a major power, and on all that were predicted; None where nothing
        of a group was predicted.
    coverage : tuple of Coverage
        What was predicted, of each group.
    without_outcome : int
        Predictions of pairs and years that are not scored: one of the two was no state in that
        year or the one before.
    certain : int
        Predictions of 0 or 1: their log loss is that of a chance of one in a billion.
    leads : tuple of int
        Fewest and most years from origin to forecast; our models have one.
    draws : int
        Fewest draws of a pair and year; 0 where probabilities were given.
    last_fitted : int
        Last year of the first source of disputes: later years are shown by decade alone.
    """

    relevant: GroupScores | None
    all: GroupScores | None
    coverage: tuple[Coverage, ...]
    without_outcome: int
    certain: int
    leads: tuple[int, int]
    draws: int
    last_fitted: int

    @property
    def verdict(self) -> str:
        """Say in two sentences how the predictions compare with our model and with history."""
        judged, name = (
            (self.relevant, "pairs with a border or a major power")
            if self.relevant and self.relevant.events
            else (self.all, "all pairs predicted")
        )
        if judged is None or not judged.events:
            return "Nothing can be compared: no dispute began among what was predicted."
        sentences = [_sentence(judged.over(model)) for model in (MODEL, HISTORY)]
        place = f"On {name}, {judged.first}-{judged.last}: "
        return f"{place}{sentences[0]}; {sentences[1]}."

    def plain(self) -> dict[str, Any]:
        """Give it as plain data; what is not defined is None."""
        record: dict[str, Any] = {"verdict": self.verdict, **asdict(self)}
        for name in ("relevant", "all"):
            group: GroupScores | None = getattr(self, name)
            if group is not None:
                record[name]["verdicts"] = {one.model: one.verdict for one in group.beside}
        plain: dict[str, Any] = _without_nan(record)
        return plain


def _sentence(comparison: Comparison) -> str:
    """Say how the predictions compare with one model."""
    other = WORDS[comparison.model]
    verdict, gain = comparison.verdict, comparison.log_loss_gain
    if verdict == "untested":
        return f"too few pairs to compare with {other}"
    shown = f"log loss {loss_gain(gain)} x 10,000"
    return {
        "better": f"better than {other} ({shown})",
        "worse": f"worse than {other} ({shown})",
        "undecided": f"not distinguishable from {other} ({shown}{_least(gain)})",
    }[verdict]


def _least(gain: Interval) -> str:
    """Write the smallest difference that would usually be found; nothing where all are alike."""
    least = 1e4 * smallest_apart(gain.low, gain.high, level=LEVEL)
    return f"; usually found from {least:.1f}" if least else ""


def loss_gain(gain: Interval) -> str:
    """Write a difference of losses in ten-thousandths with its interval.

    Parameters
    ----------
    gain : Interval
        The difference.

    Examples
    --------
    >>> loss_gain(Interval(-0.0003, -0.0007, high=0.0001))
    '-3.0 [-7.0, +1.0]'
    """
    ends = [1e4 * value for value in (gain.value, gain.low, gain.high)]
    digits = 0 if max(map(abs, ends)) >= THOUSAND else 1
    return with_interval(Interval(ends[0], ends[1], high=ends[2]), f"+.{digits}f")


def with_interval(found: Interval, form: str) -> str:
    """Write a figure with its interval; without one where there are too few pairs.

    Parameters
    ----------
    found : Interval
        The figure.
    form : str
        How it is written.

    Examples
    --------
    >>> with_interval(Interval(0.25, 0.2, high=0.3), ".3f")
    '0.250 [0.200, 0.300]'
    """
    value, low, high = (_written(end, form) for end in (found.value, found.low, found.high))
    return value if math.isnan(found.low) else f"{value} [{low}, {high}]"


def _written(value: float, form: str) -> str:
    """Write a figure, a zero without a minus."""
    written = format(value, form)
    return written.replace("-", "+" if "+" in form else "") if float(written) == 0 else written


def _without_nan(value: Any) -> Any:
    """Give plain data without what is not a number."""
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
