"""Commonness: how many of the pairs that calibrate would print a line too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from detente.estimators.surprise import discount

FLOOR = 0.2
"""Least factor of a line that every pair would print."""
TOO_COMMON = 1 / 8
"""Part of the pairs that print it from which a variant is never on page 1."""


@dataclass(frozen=True, slots=True)
class CalibrationPair:
    """A pair that calibrates: two actors and a day.

    Attributes
    ----------
    first, second : str
        Letters of a state or id of a bloc.
    day : datetime.date
        The view.
    """

    first: str
    second: str
    day: date


@cache
def calibration() -> tuple[CalibrationPair, ...]:
    """Read the pairs that calibrate, which shaped no rule and test nothing.

    Examples
    --------
    >>> len(calibration())
    40
    """
    return tuple(CalibrationPair(**row) for row in _table("calibration.toml")["pair"])


@cache
def counts() -> dict[str, int]:
    """Read how many of the pairs that calibrate print each variant, by rule and variant."""
    return {name: int(count) for name, count in _table("commonness.toml")["count"].items()}


def factor(variant: str) -> float:
    """Give the factor of a variant: 1 where no other pair prints it, `FLOOR` where all do.

    Parameters
    ----------
    variant : str
        Rule and variant, as `detente.rules.line.Line.id`.

    Examples
    --------
    >>> factor("no.such.variant")
    1.0
    """
    return discount(counts().get(variant, 0), len(calibration()), FLOOR)


def is_common(variant: str) -> bool:
    """Tell whether a variant is printed by too many pairs for page 1.

    Parameters
    ----------
    variant : str
        Rule and variant.
    """
    return counts().get(variant, 0) > TOO_COMMON * len(calibration())


def _table(name: str) -> dict[str, Any]:
    return tomli.loads(files("detente.rules").joinpath(name).read_text(encoding="utf-8"))
