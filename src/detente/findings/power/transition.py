"""Power transitions: which of the three passed another on which yardstick within living memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import Series
from detente.findings.concept import Concept
from detente.findings.power.names import NAMES
from detente.models import track_records as methods
from detente.phrasing import cap, listed
from detente.power.system import overtaking

YARDSTICKS = ("cinc", "gdp_long", "gdp", "spending")
MEMORY = 40
"""Years within which one passing another is worth a word."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One actor that passed another and stayed above.

    Attributes
    ----------
    riser, other : Actor
        Who passed whom.
    on : str
        The yardstick.
    year : int
        The first year above.
    cells : tuple of Cell
        Both values of that year.
    """

    riser: Actor
    other: Actor
    on: str
    year: int
    cells: tuple[Cell, ...]


def findings(relation: Relation) -> Iterator[Finding]:
    """Name every pass, or say first that neither of the two passed the other."""
    passes = [one for name in YARDSTICKS for one in _passes(relation, name)]
    if not passes:
        return
    cells = tuple(cell for one in passes for cell in one.cells)
    text = cap(f"{_between(relation, passes)}{_told(passes)}, and stood above since.")
    yield Finding(
        id="power.transition",
        sentences=(PlainSentence(text),),
        value=cells[0].value,
        unit="share",
        evidence=cells,
        method=methods.accounting(),
        sentence_about="who passed whom",
    )


def _passes(relation: Relation, name: str) -> Iterator[Pass]:
    """Find the passes on one yardstick, of every ordered two of the three."""
    third = relation.power.third
    parties = (relation.pair.first, relation.pair.second, *((third,) if third else ()))
    group = zip(relation.power.shares[name], parties, strict=False)
    as_of, day = relation.pair.as_of, relation.pair.day
    for (low, riser), (high, other) in permutations(group, 2):
        if set(riser.members(day)) & set(other.members(day)):
            continue
        year = _passed(low, high, since=as_of - MEMORY)
        if year is not None:
            cells = tuple(cell for cell in (low.at(year), high.at(year)) if cell is not None)
            yield Pass(riser, other, on=name, year=year, cells=cells)


def _passed(low: Series, high: Series, *, since: int) -> int | None:
    """Give the last year in which one series passed another and stayed above; None without."""
    years = [year for year in overtaking(low, high) if year > since]
    if not years:
        return None
    # worth a word where both were seen in the year before too, and the order held since
    seen = years[-1] - 1 in low.years and years[-1] - 1 in high.years
    undone = max(overtaking(high, low), default=0) >= years[-1]
    return years[-1] if seen and not undone else None


def _between(relation: Relation, passes: list[Pass]) -> str:
    """Say that neither of the two passed the other, where they could be compared all the time."""
    pair = relation.pair
    two = {pair.first.key, pair.second.key}
    compared = [name for name in YARDSTICKS if _compared(relation, name)]
    if not compared or any({one.riser.key, one.other.key} == two for one in passes):
        return ""
    names = listed([NAMES[name] for name in compared])
    return (
        f"neither of {pair.first.label} and {pair.second.label} passed the other on {names} "
        f"in {MEMORY} years; "
    )


def _compared(relation: Relation, name: str) -> bool:
    """Tell whether the two have nobody in common and were both seen as long ago as memory goes."""
    pair = relation.pair
    if set(pair.first.members(pair.day)) & set(pair.second.members(pair.day)):
        return False
    first, second = relation.power.shares[name][:2]
    together = set(first.years) & set(second.years)
    return bool(together) and min(together) <= pair.as_of - MEMORY


def _told(passes: list[Pass]) -> str:
    """Say who passed whom, on which yardsticks and when."""
    by_two: dict[tuple[str, str], list[str]] = {}
    for one in passes:
        when = f"{NAMES[one.on]} ({one.year})"
        by_two.setdefault((one.riser.label, one.other.label), []).append(when)
    parts = [f"{riser} passed {other} on {listed(on)}" for (riser, other), on in by_two.items()]
    return listed(parts)


CONCEPT = Concept(
    id="power.transition",
    say=findings,
    section="power",
    block="system",
    methods=("accounting",),
)
