"""The score of a line: bearing on the question x freshness x commonness x its strongest reason."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import tomli

from detente.analysis.guards.age import CAPABILITY, FRESH_CAPABILITY
from detente.rules.angle import Angle
from detente.rules.commonness import factor
from detente.rules.line import Line
from detente.rules.rule import Rule

OWN, NEAR, FAR = 1.0, 0.6, 0.3
"""Bearing of the angle's own rules and sections, of why and institutions, and of all others."""
FIRST = 0.2
"""What the first of an angle's own rules bears on its question beyond its section."""
NEAR_SECTIONS = ("why", "institutions")
FRESH, LAST_FRESH = 2, 3
"""Years to which a datum counts in full, and in half; older ones count nothing on page 1."""
LEAST = 0.35
"""Least worth of a key finding, bearing left aside."""


def freshness(line: Line, year: int) -> float:
    """Weigh the age of a line's newest datum.

    Parameters
    ----------
    line : Line
        The line.
    year : int
        Year of the view.

    Returns
    -------
    float
        1 to two years old and for standing facts, one half at three, 0 after.
    """
    age = 0 if line.newest is None else year - line.newest
    columns = {cell.column for cell in line.finding.evidence}
    if columns <= CAPABILITY and age <= FRESH_CAPABILITY:
        return 1.0
    if age <= FRESH:
        return 1.0
    return 0.5 if age <= LAST_FRESH else 0.0


def bearing(rule: Rule, angle: Angle | None) -> float:
    """Say how far a rule bears on the question of an angle.

    Parameters
    ----------
    rule : Rule
        The rule.
    angle : Angle or None
        The angle; without one every section is as near as any other.
    """
    if angle is None:
        return NEAR
    if rule.id in angle.rules:
        # the angle names first what answers its question best
        return OWN + FIRST * (1 - angle.rules.index(rule.id) / len(angle.rules))
    exception = _exceptions().get((rule.id, angle.id))
    if exception is not None:
        return exception
    if rule.section in angle.sections:
        return OWN
    return NEAR if rule.section in NEAR_SECTIONS else FAR


def worth(line: Line, year: int) -> float:
    """Give what a line is worth whatever the question: freshness x commonness x reason.

    Parameters
    ----------
    line : Line
        The line.
    year : int
        Year of the view.
    """
    return freshness(line, year) * factor(line.id) * line.reasons.strength


def score(line: Line, rule: Rule, angle: Angle | None, *, year: int) -> float:
    """Score a line under an angle.

    Parameters
    ----------
    line : Line
        The line.
    rule : Rule
        Its rule.
    angle : Angle or None
        The angle of the paper.
    year : int
        Year of the view.
    """
    return bearing(rule, angle) * worth(line, year)


@cache
def _exceptions() -> dict[tuple[str, str], float]:
    text = files("detente.rules").joinpath("bearing.toml").read_text(encoding="utf-8")
    rows = tomli.loads(text)["exception"]
    return {(row["rule"], row["angle"]): float(row["bearing"]) for row in rows}
