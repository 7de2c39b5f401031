"""Event studies of a user's own data: what changed in units from a dated event on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.asked import is_one_of
from detente.errors import EstimateError, quoted
from detente.estimators.event_study import NEVER, Study, study
from detente.panel.panel import Panel
from detente.panel.user_frame import as_polars
from detente.phrasing import counted

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CONTROLS = ("never", "not-yet")
"""Compare with units without an event; or with those, too, whose event comes later."""
FEW = 3
"""Treated units, or controls, below which the interval says little."""
LONGEST = 5000
"""Most years (or other periods) from the first to the last."""
CELLS = 20_000_000
"""Most units times draws, and units times years."""
WHERE = "the event study"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStudy:
    """The estimate of an event study, with its interval, its chance and its pre-trend.

    Attributes
    ----------
    compared_with : {"never", "not-yet"}
        Which units served as controls.
    notes : tuple of str
        What was left out, and what to be careful with.
    """

    compared_with: str
    notes: tuple[str, ...]
    _study: Study
    _units: pl.Series

    def __repr__(self) -> str:
        compared = f"{counted(self.treated, 'treated unit')} against "
        compared += f"{counted(self.controls, 'control')} ({self.compared_with})"
        return f"EventStudy of {compared}: {self.effect:.4g} [{self.low:.4g}, {self.high:.4g}]"

    @property
    def effect(self) -> float:
        """Mean over the times from the event on, each counted alike."""
        return self._study.effect

    @property
    def low(self) -> float:
        """Lower end of its 95 % interval, from resampling units."""
        return self._study.low

    @property
    def high(self) -> float:
        """Upper end of its 95 % interval."""
        return self._study.high

    @property
    def p_value(self) -> float:
        """Part of random assignments of the events with an effect at least as large."""
        return self._study.p

    @property
    def smallest(self) -> float:
        """Smallest effect that the design would have found with a power of 80 %.

        Where the effect is not distinguishable from zero, smaller ones cannot be ruled out.
        """
        return self._study.smallest

    @property
    def pretrend(self) -> float:
        """The same mean before the base year; NaN where there is no earlier year.

        Where it is not zero, treated units and controls were on different paths already.
        """
        return self._study.pretrend

    @property
    def pre_low(self) -> float:
        """Lower end of its interval."""
        return self._study.pre_low

    @property
    def pre_high(self) -> float:
        """Upper end of its interval."""
        return self._study.pre_high

    @property
    def treated(self) -> int:
        """Units that were compared."""
        return self._study.treated

    @property
    def controls(self) -> int:
        """Units that they were compared with."""
        return self._study.controls

    def by_time(self) -> pl.DataFrame:
        """Give the effect at each time since the event, 0 that of the event itself.

        Returns
        -------
        polars.DataFrame
            ``time``, ``effect``, ``low``, ``high``; null where nothing can be compared.
        """
        found = self._study
        columns = {
            "time": found.times,
            "effect": found.by_time,
            "low": found.by_time_low,
            "high": found.by_time_high,
        }
        return pl.DataFrame(columns).fill_nan(None)

    def without(self) -> pl.DataFrame:
        """Give the effect without each treated unit in turn.

        Returns
        -------
        polars.DataFrame
            ``unit``, ``effect``; null where nothing can be compared without it.
        """
        left_out = self._units.gather(self._study.places).rename("unit")
        effect = pl.Series("effect", self._study.without)
        return pl.DataFrame([left_out, effect]).fill_nan(None)


@dataclass(frozen=True, slots=True)
class _Data:
    """A user's rows, checked.

    Attributes
    ----------
    rows : polars.DataFrame
        ``unit``, ``time`` (whole numbers), ``outcome`` (null where missing), ``from``.
    units : polars.Series
        The units, each once, in order.
    event : ndarray of int, shape (U,)
        Column of each unit's event, counted from the first time; `NEVER` without one.
    first, length : int
        First time, and number of times to the last.
    notes : tuple of str
        What was left out.
    """

    rows: pl.DataFrame
    units: pl.Series
    event: Ints
    first: int
    length: int
    notes: tuple[str, ...]

    def require_room(self, draws: int) -> None:
        """Refuse more units than there is memory for."""
        units = self.units.len()
        if units * max(draws, self.length) > CELLS:
            raise EstimateError(
                f"{units:,} units with {draws:,} draws are too many",
                where=WHERE,
                next_step=f"units times draws, and units times years, may be {CELLS:,} at most",
            )

    def outcome(self) -> Floats:
        """Lay the outcome out by unit and time, shape (U, T); NaN where missing."""
        numbers = pl.Series(range(self.units.len()), dtype=pl.Int64)
        place = self.rows["unit"].replace_strict(self.units, numbers, return_dtype=pl.Int64)
        laid_out = np.full((self.units.len(), self.length), np.nan)
        column = self.rows["time"].to_numpy() - self.first
        values = self.rows["outcome"].fill_null(np.nan).to_numpy()
        laid_out[place.to_numpy(), column] = values
        return laid_out


def event_study(
    frame: Any,
    *,
    unit: str,
    time: str,
    outcome: str,
    treated_from: str,
    controls: str = "never",
    anticipation: int = 0,
    after: int = 5,
    before: int = 5,
    draws: int = 500,
    seed: int = 1,
) -> EventStudy:
    """Compare units' changes since before their event with the changes of units without one.

    Callaway and Sant'Anna's group-time effects without covariates, averaged over the units at each
    time since the event, then over the times from the event on, each counted alike. The base is
    the year before the event. Years are those of the calendar: a unit without a row in its base
    year is not compared.

    Parameters
    ----------
    frame : polars, pandas or Arrow frame, or Panel
        One row for each unit and time.
    unit, time, outcome, treated_from : str
        Its columns: who; when (whole numbers, such as years); the outcome (numbers, empty where
        missing); the time from which the unit is treated (one for each unit; empty, 0 or infinite
        for units that never are).
    controls : {"never", "not-yet"}
        Compare with units that are never treated; or with those, too, that are treated later, until
        their own event may act, so that a study is possible where all are treated in the end.
    anticipation : int
        Years before the event in which it may already act; the base is the year before them.
    after, before : int
        Years after the event that make the effect with its own; years before the base year that
        make the pre-trend.
    draws, seed : int
        Resamples of units and random assignments, and the seed of both.

    Returns
    -------
    EventStudy

    Raises
    ------
    EstimateError
        Where a column is missing or of the wrong kind, a unit has two rows for one time or two
        events, a number is out of range, or nothing can be compared.

    References
    ----------
    callaway_santanna2021

    Examples
    --------
    >>> rows = pl.DataFrame(
    ...     {
    ...         "state": ["A"] * 4 + ["B"] * 4 + ["C"] * 4,
    ...         "year": [1990, 1991, 1992, 1993] * 3,
    ...         "trade": [5.0, 5, 8, 10, 1, 1, 2, 2, 4, 4, 7, 7],
    ...         "joined": [1992] * 4 + [None] * 8,
    ...     }
    ... )
    >>> columns = {"unit": "state", "time": "year", "outcome": "trade", "treated_from": "joined"}
    >>> found = event_study(rows, **columns, after=1, before=1, draws=100)
    >>> found.effect, found.treated, found.controls
    (2.0, 1, 2)
    >>> found.by_time().select("time", "effect").rows()
    [(-2, 0.0), (-1, 0.0), (0, 1.0), (1, 3.0)]
    """
    if not is_one_of(controls, CONTROLS):
        raise EstimateError(f"controls={quoted(controls)} is not known", where=WHERE, near=CONTROLS)
    spans = {"anticipation": anticipation, "after": after, "before": before}
    _require_whole({**spans, "seed": seed}, least=0, most=2**31 - 1)
    _require_whole({"draws": draws}, least=1, most=CELLS)
    names = {"unit": unit, "time": time, "outcome": outcome, "treated_from": treated_from}
    rows = _checked(frame.frame if isinstance(frame, Panel) else as_polars(frame), names)
    data = _in_time(rows, anticipation)
    data.require_room(draws)
    found = study(
        data.outcome(),
        data.event,
        data.event == NEVER,
        not_yet=controls == CONTROLS[1],
        draws=draws,
        seed=seed,
        **{name: min(years, data.length) for name, years in spans.items()},
    )
    if math.isnan(found.effect):
        raise _nothing(data, found, controls)
    notes = (*data.notes, *_cautions(data, found))
    return EventStudy(compared_with=controls, notes=notes, _study=found, _units=data.units)


def _require_whole(values: dict[str, int], *, least: int, most: int) -> None:
    """Refuse what is not a whole number in a range."""
    for name, value in values.items():
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not least <= value <= most:
            raise EstimateError(
                f"{name} should be a whole number from {least} to {most:,}", where=WHERE
            )


def _checked(given: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """Give the four columns under names of ours, and refuse those of the wrong kind."""
    for argument, name in names.items():
        if not isinstance(name, str) or name not in given.columns:
            raise EstimateError(
                f"{argument}={_shown(name)} is no column of the frame",
                where=WHERE,
                near=given.columns[:8],
            )
    if len(set(names.values())) < len(names):
        raise EstimateError(
            "unit, time, outcome and treated_from should be four columns", where=WHERE
        )
    if given.is_empty():
        raise EstimateError("the frame has no row", where=WHERE)
    who, when, what, since = (given[name] for name in names.values())
    for column in (who, when):
        if column.null_count():
            raise EstimateError(
                f"'{column.name}' is empty in {counted(column.null_count(), 'row')}", where=WHERE
            )
    rows = pl.DataFrame(
        {"unit": who, "time": _times(when), "outcome": _numbers(what), "from": _events(since)}
    )
    doubled = rows.filter(rows.select("unit", "time").is_duplicated())
    if doubled.height:
        example = f"{doubled['unit'][0]} in {doubled['time'][0]}"
        raise EstimateError(f"a unit has two rows for one time: {example}", where=WHERE)
    return rows


def _shown(name: object) -> str:
    """Write what was given for a column, None without marks."""
    return "None" if name is None else quoted(name)


def _times(column: pl.Series) -> pl.Series:
    """Read times, which are whole numbers."""
    numbers = _numbers(column)
    if numbers.null_count() or not (numbers == numbers.round()).all() or _too_far(numbers):
        raise EstimateError(
            f"'{column.name}' should hold whole numbers, such as years", where=WHERE
        )
    return numbers.cast(pl.Int64)


def _too_far(numbers: pl.Series) -> bool:
    """Tell whether times lie beyond every calendar."""
    return bool((numbers.abs() > 10**6).any())


def _numbers(column: pl.Series) -> pl.Series:
    """Read numbers; null and NaN are missing."""
    if column.dtype == pl.Null:
        return column.cast(pl.Float64)
    if not column.dtype.is_numeric():
        raise EstimateError(f"'{column.name}' should hold numbers", where=WHERE)
    numbers = column.cast(pl.Float64).fill_nan(None)
    infinite = int(numbers.is_infinite().sum())
    if infinite:
        raise EstimateError(
            f"'{column.name}' is infinite in {counted(infinite, 'row')}", where=WHERE
        )
    return numbers


def _events(column: pl.Series) -> pl.Series:
    """Read the times of events; null where there is none (0 and infinity say so, too)."""
    if column.dtype == pl.Null:
        return column.cast(pl.Int64)
    if not column.dtype.is_numeric():
        raise EstimateError(
            f"'{column.name}' should hold the time from which a unit is treated", where=WHERE
        )
    numbers = column.cast(pl.Float64).fill_nan(None)
    none = (numbers == 0) | numbers.is_infinite()
    numbers = numbers.set(none.fill_null(value=False), None)
    known = numbers.drop_nulls()
    if not (known == known.round()).all() or _too_far(known):
        raise EstimateError(
            f"'{column.name}' should hold whole numbers, such as years", where=WHERE
        )
    return numbers.cast(pl.Int64)


def _in_time(rows: pl.DataFrame, anticipation: int) -> _Data:
    """Order units and count their events from the first time; leave out those without a base."""
    of_units = _one_event_each(rows)
    times = rows["time"].to_numpy()
    first, last = int(times.min()), int(times.max())
    if last - first >= LONGEST:
        raise EstimateError(f"times from {first} to {last} are too far apart", where=WHERE)
    always = of_units.filter(pl.col("from") <= first)
    kept = of_units.join(always, on="unit", how="anti").sort("unit")
    # nothing of a later event shows in these years: such a unit is like one without
    beyond = (kept["from"] > last + anticipation).fill_null(value=False)
    event = (kept["from"] - first).set(beyond, NEVER).fill_null(NEVER)
    notes = _left_out(always.height, int(beyond.sum()))
    return _Data(
        rows=rows.join(kept.select("unit"), on="unit", how="semi"),
        units=kept["unit"],
        event=event.to_numpy(),
        first=first,
        length=last - first + 1,
        notes=notes,
    )


def _one_event_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the event of each unit, and refuse a unit with two."""
    events = pl.col("from")
    of_units = rows.group_by("unit").agg(events.n_unique().alias("events"), events.first())
    several = of_units.filter(pl.col("events") > 1).sort("unit")
    if several.height:
        raise EstimateError(
            f"'{several['unit'][0]}' has more than one time from which it is treated",
            where=WHERE,
            next_step="give every row of a unit the same, or none",
        )
    return of_units


def _left_out(always: int, beyond: int) -> tuple[str, ...]:
    """Say which units were left out, or counted as never treated."""
    notes = []
    if always:
        notes.append(f"{counted(always, 'unit')} treated from the first time on left out")
    if beyond:
        notes.append(f"{counted(beyond, 'unit')} treated after the last time counted as never")
    return tuple(notes)


def _nothing(data: _Data, found: Study, controls: str) -> EstimateError:
    """Say why nothing can be compared."""
    treated = int((data.event != NEVER).sum())
    steps = np.diff(np.unique(data.rows["time"].to_numpy()))
    next_step = ""
    if not treated:
        why = "no unit is treated within the years of the frame"
    elif not found.treated and steps.size and steps.min() > 1:
        why = "no treated unit has the outcome in the year before its event and from the event on"
        next_step = f"the times are {steps.min()} apart: number them 1, 2, 3"
    elif not found.treated and found.controls:
        why = "no treated unit has the outcome in the year before its event and from the event on"
    else:
        why = "there is no unit to compare with"
        next_step = "controls='not-yet' takes units until their own event" * (controls == "never")
    return EstimateError(why, where=WHERE, next_step=next_step)


def _cautions(data: _Data, found: Study) -> list[str]:
    """Say what was not compared, and whether the interval rests on few units."""
    cautions = []
    left = int((data.event != NEVER).sum()) - found.treated
    if left:
        cautions.append(
            f"{counted(left, 'unit')} with an event not compared: no outcome in the base year, "
            "none from the event on, or nobody left to compare with"
        )
    if min(found.treated, found.controls) < FEW:
        cautions.append(f"fewer than {FEW} treated units or controls: the interval says little")
    return cautions
