"""Scores of a ledger: probabilities and quantiles beside the simple rule, and calibration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import LedgerError
from detente.estimators.proportion import TO_95, wilson
from detente.estimators.quantile_loss import mean_by_group, quantile_loss
from detente.estimators.scores import brier, log_loss
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import Ledger

Floats = NDArray[np.float64]
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
"""Edges of the bins of a calibration; the last bin holds its upper edge."""
INSIDE = (0.1, 0.9)
"""Levels of the two ends of the interval whose hold is counted."""
AHEAD, BACK = "ahead", "retrospective"
"""The two kinds of entries that are scored apart."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability.

    Attributes
    ----------
    low, high : float
        Edges.
    count : int
        Forecasts.
    said, came : float
        Their mean, and the part that came.
    came_low, came_high : float
        95 % interval of that part.
    """

    low: float
    high: float
    count: int
    said: float
    came: float
    came_low: float
    came_high: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Scores of probabilities.

    Attributes
    ----------
    count, came : int
        Questions, and how many were answered with yes.
    brier, brier_base, log, log_base : float
        Mean scores of the forecasts and of the simple rule; lower is better.
    gain, gain_low, gain_high : float
        Brier score of the simple rule less ours, with its 95 % interval when questions of a
        relation move together; the ends are NaN with a single relation.
    bins : tuple of Bin
        Calibration.
    """

    count: int
    came: int
    brier: float
    brier_base: float
    log: float
    log_base: float
    gain: float
    gain_low: float
    gain_high: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Scores of quantiles.

    Attributes
    ----------
    count : int
        Questions.
    loss, loss_base : float
        Mean quantile loss over the value of the simple rule's median, of ours and of that rule.
    inside, inside_low, inside_high : float
        KindScore of the outcomes in the 80 % interval, with its 95 % interval.
    """

    count: int
    loss: float
    loss_base: float
    inside: float
    inside_low: float
    inside_high: float


@dataclass(frozen=True, slots=True)
class KindScore:
    """Scores of one kind of entries, made ahead or retrospective.

    Attributes
    ----------
    kind, made : str
        Kind of entry (``all`` for every one), and `AHEAD` or `BACK`.
    entries, open, void, early, unscored : int
        Entries; those that nothing decided, that are void, that were decided before their day, and
        that state no chance.
    chances : Chances or None
        None where no probability can be scored yet.
    quantiles : Quantiles or None
        None where no quantiles can.
    """

    kind: str
    made: str
    entries: int
    open: int
    void: int
    early: int
    unscored: int
    chances: Chances | None
    quantiles: Quantiles | None

    def plain(self) -> dict[str, Any]:
        """Give it as plain data; what is not a number is null."""
        plain = asdict(self)
        if self.chances is not None and isnan(self.chances.gain_low):
            plain["chances"] |= {"gain_low": None, "gain_high": None}
        return plain


@dataclass(frozen=True, slots=True)
class _Case:
    """A forecast with what came of it."""

    entry: Entry
    forecast: Stated
    baseline: Stated
    outcome: float


def score(ledger: Ledger, on: date) -> tuple[KindScore, ...]:
    """Score a ledger by kind, entries made ahead and retrospective ones apart.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    on : datetime.date
        The day: an entry counts only once its own deadline has passed, however early it was
        decided.

    Returns
    -------
    tuple of KindScore
        All kinds together first, then each.
    """
    parts = []
    for made in (AHEAD, BACK):
        of = [one for one in ledger.entries.values() if one.is_retrospective == (made == BACK)]
        kinds = sorted({one.kind for one in of})
        for kind in ("all", *kinds) if len(kinds) > 1 else kinds:
            chosen = [one for one in of if kind in ("all", one.kind)]
            parts.append(_part(ledger, kind, made, chosen, on))
    return tuple(parts)


def _part(ledger: Ledger, kind: str, made: str, entries: list[Entry], on: date) -> KindScore:
    decided = [one for one in entries if one.id in ledger.outcomes]
    void = [one for one in decided if ledger.outcomes[one.id].is_void]
    sound = [one for one in decided if not ledger.outcomes[one.id].is_void]
    due = [one for one in sound if one.deadline < on]
    cases = [case for one in due if (case := _case(ledger, one)) is not None]
    by_chance = [one for one in cases if one.forecast.probability is not None]
    by_quantiles = [one for one in cases if one.forecast.probability is None]
    counts = {
        "entries": len(entries),
        "open": len(entries) - len(decided),
        "void": len(void),
        "early": len(sound) - len(due),
        "unscored": len(due) - len(cases),
    }
    chances, quantiles = _chances(by_chance), _quantiles(by_quantiles)
    return KindScore(kind=kind, made=made, **counts, chances=chances, quantiles=quantiles)


def _case(ledger: Ledger, entry: Entry) -> _Case | None:
    outcome = ledger.outcomes[entry.id].value
    if entry.forecast is None or entry.baseline is None or outcome is None:
        return None
    return _Case(entry, entry.forecast, baseline=entry.baseline, outcome=outcome)


def _groups(cases: list[_Case]) -> NDArray[np.int64]:
    """Number the relations of cases: their questions may fail together."""
    names = [f"{case.entry.first} {case.entry.second}" for case in cases]
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _chances(cases: list[_Case]) -> Chances | None:
    if not cases:
        return None
    said = _array(case.forecast.probability for case in cases)
    base = _array(case.baseline.probability for case in cases)
    came = _array(case.outcome for case in cases)
    gain, error = mean_by_group((base - came) ** 2 - (said - came) ** 2, _groups(cases))
    reach = TO_95 * error
    scores = {
        "brier": brier(said, came),
        "brier_base": brier(base, came),
        "log": log_loss(said, came),
        "log_base": log_loss(base, came),
    }
    gains = {"gain": gain, "gain_low": gain - reach, "gain_high": gain + reach}
    bins = calibration(said, came)
    return Chances(count=len(cases), came=int(came.sum()), **scores, **gains, bins=bins)


def _array(values: Iterable[float | None]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def calibration(said: Floats, came: Floats) -> tuple[Bin, ...]:
    """Compare probabilities with how often they came, bin by bin.

    Parameters
    ----------
    said, came : ndarray, shape (N,)
        Probabilities, and 0 or 1.

    Returns
    -------
    tuple of Bin
        Bins without a forecast are left out.

    Examples
    --------
    >>> [found] = calibration(np.array([0.2, 0.2, 0.2, 0.2]), np.array([1.0, 0, 0, 0]))
    >>> found.low, found.count, found.came
    (0.1, 4, 0.25)
    """
    place = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    bins = []
    for number in np.unique(place):
        inside = place == number
        part, count = float(came[inside].mean()), int(inside.sum())
        low, high = wilson(part, count, TO_95)
        edges = {"low": EDGES[number], "high": EDGES[number + 1]}
        said_here = float(said[inside].mean())
        bins.append(
            Bin(**edges, count=count, said=said_here, came=part, came_low=low, came_high=high)
        )
    return tuple(bins)


def _quantiles(cases: list[_Case]) -> Quantiles | None:
    if not cases:
        return None
    held = [_is_inside(case) for case in cases]
    inside = sum(held) / len(held)
    low, high = wilson(inside, len(held), TO_95)
    return Quantiles(
        count=len(cases),
        loss=_mean_loss((case.forecast, case) for case in cases),
        loss_base=_mean_loss((case.baseline, case) for case in cases),
        inside=inside,
        inside_low=low,
        inside_high=high,
    )


def _mean_loss(stated: Iterable[tuple[Stated, _Case]]) -> float:
    """Give the mean loss, each over the simple rule's median: shares differ in size."""
    losses = []
    for one, case in stated:
        levels, values = np.array(one.levels), np.array(one.values)
        size = abs(case.baseline.values[len(case.baseline.values) // 2]) or 1.0
        losses.append(quantile_loss(levels, values, case.outcome) / size)
    return float(np.mean(losses))


def _is_inside(case: _Case) -> bool:
    known = dict(zip(case.forecast.levels, case.forecast.values, strict=True))
    if not set(INSIDE) <= set(known):
        raise LedgerError(
            f"{case.entry.id} has no quantiles at {INSIDE[0]} and {INSIDE[1]}",
            next_step="register quantiles with these two levels",
        )
    return known[INSIDE[0]] <= case.outcome <= known[INSIDE[1]]
