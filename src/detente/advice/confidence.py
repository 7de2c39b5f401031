"""Confidence by four tests of what an option rests on; the tests that failed are the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.analysis.guards.certainty import DESCRIPTIONS
from detente.phrasing import listed
from detente.rules.line import Line

GOOD = ("exact", "tested and good")
RECENT = 2
"""Years up to which the newest datum is recent."""
LEVELS = {4: "high", 3: "moderate"}
"""How many tests passed make which confidence; fewer make it low."""
LOW = "low"
METHOD, INTERVAL, AGE, SECOND = "method", "interval", "age", "second"
FAILED = {
    METHOD: "its method was weak or untested",
    INTERVAL: "its interval is wide",
    AGE: "its newest figure is over two years old",
    SECOND: "no second source agrees",
}
"""What a reader is told of a test that failed."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure one may be of what an option rests on.

    Attributes
    ----------
    level : {"high", "moderate", "low"}
        All four tests passed, three, or fewer.
    failed : tuple of str
        Keys of `FAILED`.

    Examples
    --------
    >>> Confidence("moderate", ("second",)).words
    'moderate: no second source agrees'
    """

    level: str
    failed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The level, with the tests that failed as its reason."""
        if not self.failed:
            return self.level
        return f"{self.level}: {listed([FAILED[test] for test in self.failed])}"

    def plain(self) -> dict[str, Any]:
        """Give it as the record has it."""
        return {"level": self.level, "failed": list(self.failed), "words": self.words}


def confidence(lines: Sequence[Line], year: int) -> Confidence:
    """Put what an option rests on to four tests.

    Parameters
    ----------
    lines : sequence of Line
        What it rests on, at least one.
    year : int
        Year of the view.
    """
    newest = [line.newest for line in lines if line.newest is not None]
    passed = {
        METHOD: all(map(_is_good, lines)),
        INTERVAL: not any(map(_is_wide, lines)),
        AGE: all(year - last <= RECENT for last in newest),
        SECOND: _agree(lines),
    }
    failed = tuple(test for test, is_met in passed.items() if not is_met)
    return Confidence(LEVELS.get(len(passed) - len(failed), LOW), failed)


def _is_good(line: Line) -> bool:
    method = line.finding.method
    return method.mark in GOOD or method.id in DESCRIPTIONS


def _agree(lines: Sequence[Line]) -> bool:
    """Tell whether two lines agree of which neither rests on what the other does."""
    sources = [line.sources for line in lines]
    return any(not one & other for one in sources for other in sources)


def _is_wide(line: Line) -> bool:
    """Tell whether the interval of a line's main number is wider than the number."""
    finding = line.finding
    if finding.low is None or finding.high is None:
        return False
    return finding.high - finding.low > abs(finding.value)
