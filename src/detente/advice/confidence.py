"""Confidence by four tests of what an option rests on; the tests that failed are the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from detente.analysis.guards.certainty import DESCRIPTIONS
from detente.phrasing import listed
from detente.rules.line import Line

GOOD = ("exact", "tested and good")
ROW, OWN = "row", "blocs"
"""Column of the cells of dated facts, and the source of hand-made tables."""
OF_THE_UN = ("United Nations", "A/RES", "S/RES", "A/", "S/")
MINISTRIES = (
    "Ministry of Foreign Affairs of the",
    "Ministry of Foreign Affairs of",
    "Ministry of External Affairs of",
)
"""How documents of one government begin."""
RECENT = 2
"""Years up to which the newest datum is recent."""
LEVELS = {4: "high", 3: "moderate"}
"""How many tests passed make which confidence; fewer make it low."""
HIGH, LOW = "high", "low"
METHOD, INTERVAL, AGE, SECOND = "method", "interval", "age", "second"
FAILED = {
    METHOD: "the method is weak or untested",
    INTERVAL: "the interval is wide",
    AGE: "the newest figure is over two years old",
    SECOND: "it rests on one source alone",
}
"""What a reader learns of a test that failed."""
PASSED = "several issuers document them"
"""What a reader learns where no test failed: the facts are sure, not that the course works."""
ONE_DOCUMENT = "it rests on one document"
ONE_SIDE = "the documents come from one issuer alone"
APART = "no second source confirms what each finding rests on"
UNDATED = "it rests on our own tables of steps alone"
"""What a reader learns of the second source, by what there is in place of one."""
SOURCES = {
    "blocs": "our own record",
    "un_votes_undl": "the votes of the General Assembly",
    "vdem": "the scores of V-Dem",
    "atop": "the list of alliance treaties",
    "sipri_milex": "SIPRI's budgets",
    "ucdp_acd": "UCDP's list of conflicts",
    "cow_mid": "the record of militarized disputes",
}
"""What a reader calls a source that stands alone."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure one may be of what an option rests on.

    Attributes
    ----------
    level : {"high", "moderate", "low"}
        All four tests passed, three, or fewer.
    failed : tuple of str
        Keys of `FAILED`.

    source : str
        What a reader learns of the sources, where they are what failed.

    Examples
    --------
    >>> Confidence("moderate", ("second",)).words
    'moderate: it rests on one source alone'
    """

    level: str
    failed: tuple[str, ...] = ()
    source: str = ""

    @property
    def words(self) -> str:
        """The level, with the tests that failed as its reason."""
        if not self.failed:
            return f"{self.level}: {PASSED}"
        said = {**FAILED, **({SECOND: self.source} if self.source else {})}
        reasons = [said[test] for test in self.failed]
        return f"{self.level}: {listed(reasons)}"

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
    of_several = _agree(lines) or _of_several_sides(lines)
    passed = {
        METHOD: all(map(_is_good, lines)),
        INTERVAL: not any(map(_is_wide, lines)),
        AGE: all(_is_recent(line, year) for line in lines),
        SECOND: of_several,
    }
    failed = tuple(test for test, is_met in passed.items() if not is_met)
    said = _sources(lines) if SECOND in failed else ""
    return Confidence(LEVELS.get(len(passed) - len(failed), LOW), failed, source=said)


def _documents(lines: Sequence[Line]) -> frozenset[str]:
    """Give the documents of the dated facts that lines rest on."""
    cells = (cell for line in lines for cell in line.finding.evidence)
    return frozenset(cell.rule for cell in cells if cell.column == ROW and cell.rule)


def _of_several_sides(lines: Sequence[Line]) -> bool:
    """Tell whether the documents have several issuers."""
    return len({_issuer(one) for one in _documents(lines)}) > 1


def _issuer(document: str) -> str:
    """Give who speaks in a document; a text of the Assembly or the Council speaks for the UN."""
    head = document.partition(",")[0].strip()
    if head.startswith(OF_THE_UN):
        return OF_THE_UN[0]
    for ministry in MINISTRIES:
        if ministry in document:
            return document.partition(ministry)[2].strip(" ,").split()[0]
    return head


def _sources(lines: Sequence[Line]) -> str:
    """Say in what the second source is wanting."""
    used = {source for line in lines for source in line.sources}
    documents = _documents(lines)
    if len(used) > 1:
        return APART
    if documents:
        return ONE_DOCUMENT if len(documents) == 1 else ONE_SIDE
    if used == {OWN}:
        return UNDATED
    return f"it rests on {SOURCES[min(used)]} alone" if min(used, default="") in SOURCES else ""


def _is_good(line: Line) -> bool:
    method = line.finding.method
    return method.mark in GOOD or method.id in DESCRIPTIONS


def _is_recent(line: Line, year: int) -> bool:
    """Tell whether the newest datum of a line is recent; rows of our tables are kept current."""
    return line.newest is None or year - line.newest <= RECENT


def _agree(lines: Sequence[Line]) -> bool:
    """Tell whether two lines speak of the same thing and neither rests on what the other does."""
    return any(
        _subject(one) == _subject(other) and not one.sources & other.sources
        for one, other in combinations(lines, 2)
    )


def _subject(line: Line) -> tuple[str, str]:
    """Give what a line measures, and which way it went: two sections never say the same."""
    finding = line.finding
    way = "" if finding.value is None else ("down" if finding.value < 0 else "up")
    return finding.sentence_about, way


def _is_wide(line: Line) -> bool:
    """Tell whether the interval of a line's main number is wider than the number."""
    finding = line.finding
    if finding.low is None or finding.high is None:
        return False
    return finding.high - finding.low > abs(finding.value)
