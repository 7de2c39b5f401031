"""Cases: one forecast and what came of it, scored beside its baselines, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.sample_scores import EDGES, crps, part_inside
from detente.scenarios.proof.baselines import Past, past
from detente.scenarios.proof.observed import MEASURES, Observed, seen

Floats = NDArray[np.float64]
SAMPLES = ("changed", "muted", "stayed", "plain")
"""Futures that are scored: with the event; with the event but no effect of any rung; with the rung
of the year before kept; without the event, where steps come at their usual pace."""
PARTS = ("mean", "low", "high", "inside", "crps")
"""What is kept of each future: its mean, its band, whether that held what came, and its error."""
_NAMES = {
    **dict.fromkeys(("test", "bloc", "kind", "letters"), pl.String),
    "year": pl.Int16,
    **dict.fromkeys(("rung", "region"), pl.Int8),
    "measure": pl.String,
    "horizon": pl.Int8,
}
_BASELINES = ("smoothed_crps", "smoothed_inside", "walk_crps")
_SCORES = ("outcome", *(f"{name}_{part}" for name in SAMPLES for part in PARTS), *_BASELINES)
SCHEMA: dict[str, Any] = {**_NAMES, **dict.fromkeys(_SCORES, pl.Float32)}
"""Columns of the cases and their types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a case is about.

    Attributes
    ----------
    test : str
        ``"backtest"`` or ``"placebo"``.
    bloc, kind, letters : str
        Whose ladder, what happens, and to whom.
    row : int
        Row of the state among the ladders.
    year : int
        Year of the event; futures start at the end of the year before.
    rung : int
        Rung before.
    """

    test: str
    bloc: str
    kind: str
    letters: str
    row: int
    year: int
    rung: int


def pasts(known: Observed, year: int, bloc: str, horizons: tuple[int, ...]) -> dict[str, Past]:
    """Read what a year knows of every measure, for the baselines.

    Parameters
    ----------
    known : Observed
        What came; only its years up to the view are read.
    year : int
        The view.
    bloc : str
        Whose core the distance is to.
    horizons : tuple of int
        Years ahead.
    """
    until = known.place(year) + 1
    return {
        measure: past(measure, known.values(measure, bloc)[:, :until], horizons)
        for measure in MEASURES
    }


def outcome(known: Observed, name: Name, measure: str, horizon: int) -> float:
    """Give what came, in the number that a future has; NaN where it is not known.

    Parameters
    ----------
    known : Observed
        What came.
    name : Name
        Which case.
    measure, horizon
        Of what, and how many years after the year before the event.
    """
    at = known.place(name.year - 1 + horizon)
    values = known.values(measure, name.bloc)
    return seen(measure, float(values[name.row, at])) if at < values.shape[1] else float("nan")


def scored(
    name: Name, measure: str, horizon: int, came: float, samples: dict[str, Floats]
) -> dict[str, Any]:
    """Score the futures of a case.

    Parameters
    ----------
    name, measure, horizon
        Which case.
    came : float
        What came.
    samples : dict of str to ndarray
        Draws by the name of the future.
    """
    row: dict[str, Any] = {
        "test": name.test,
        "bloc": name.bloc,
        "kind": name.kind,
        "letters": name.letters,
        "year": name.year,
        "rung": name.rung,
        "measure": measure,
        "horizon": horizon,
        "outcome": came,
    }
    for future, draws in samples.items():
        low, high = np.quantile(draws, EDGES)
        row[f"{future}_mean"] = float(draws.mean())
        row[f"{future}_low"], row[f"{future}_high"] = float(low), float(high)
        row[f"{future}_inside"] = part_inside(draws, came)
        row[f"{future}_crps"] = crps(draws, came)
    return row


def beside(before: Past, row: int, horizon: int, came: float) -> dict[str, float] | None:
    """Score the baselines of a case; None where the view knows too little for one.

    Parameters
    ----------
    before : Past
        What the view knows of the measure.
    row, horizon : int
        Which state, and years ahead.
    came : float
        What came.
    """
    forecast = before.forecast(row, horizon)
    if forecast is None:
        return None
    return {
        "smoothed_crps": crps(forecast.smoothed, came),
        "smoothed_inside": part_inside(forecast.smoothed, came),
        "walk_crps": crps(forecast.walk, came),
    }


def as_frame(rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> pl.DataFrame:
    """Put cases into a table.

    Parameters
    ----------
    rows : iterable of dict
        One a case.
    """
    return pl.DataFrame(list(rows), schema=SCHEMA)
