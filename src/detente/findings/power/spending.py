"""Military spending: one ratio on every yardstick, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import need
from detente.findings.concept import Concept
from detente.findings.power.names import DISAGREE
from detente.models import track_records as methods
from detente.phrasing import decimal, listed, multiple, one_decimal
from detente.power.profile import spending_ratios
from detente.power.yardsticks import yardstick

FIRST, SECOND, THIRD = 0, 1, 2
"""Places of the parties and the third power."""
OLDEST = 10
"""Years before the view after which a series of spending says nothing of it."""
MUCH_MORE = 2.0
"""Ratio that the yardsticks may put a party above or below."""
BEFORE_YARDSTICK = {
    "spending_nmc": "in the ",
    "spending_ppp": "at ",
    "spending_ppp_current": "at ",
}
"""How the label of a yardstick follows a ratio, where not with "in"."""


def between(relation: Relation) -> Iterator[Finding]:
    """Divide the spending of the two parties."""
    yield from _ratio(relation, FIRST, SECOND, id="power.spending_between", about="who spends more")


def third(relation: Relation) -> Iterator[Finding]:
    """Divide the spending of the third power by that of the weaker party."""
    group = relation.power.shares["cinc"]
    if relation.power.third is None or len(group) < 3 or not all(group):
        return
    weaker = FIRST if group[FIRST].values[-1] < group[SECOND].values[-1] else SECOND
    yield from _ratio(relation, THIRD, weaker, id="power.spending_third", about="the third power")


def _ratio(relation: Relation, top: int, bottom: int, *, id: str, about: str) -> Iterator[Finding]:
    """Compare two parties on every yardstick, the one that spends more first."""
    parties = (relation.pair.first, relation.pair.second, relation.power.third)
    above, below = parties[top], parties[bottom]
    if above is None or below is None:
        return
    cells = _cells(relation, top, bottom)
    if not cells:
        return
    if next(iter(cells.values())).value < 1:
        yield from _ratio(relation, bottom, top, id=id, about=about)
        return
    year = next(iter(cells.values())).year or 0
    if _overlap(relation, above, below, year):
        return
    values = [cell.value for cell in cells.values()]
    parts = listed([*_parts(cells, below)])
    text = f"The defence spending of {above.label} in {year} was {parts}{_spread(values)}."
    disagree = max(values) / min(values) >= DISAGREE
    yield Finding(
        id=id,
        sentences=(PlainSentence(text),),
        value=values[0],
        unit="ratio",
        low=min(values),
        high=max(values),
        evidence=tuple(cells.values()),
        method=methods.accounting(),
        verdict="sources disagree" if disagree else "measured",
        sentence_about=about,
    )


def _cells(relation: Relation, top: int, bottom: int) -> dict[str, Cell]:
    """Give the ratio of the newest common year, of every yardstick that has both parties."""
    as_of = relation.pair.as_of
    ratios = {
        name: series
        for name, series in spending_ratios(relation.power, top, bottom).items()
        if series and series.years[-1] >= as_of - OLDEST
    }
    if not ratios:
        return {}
    # budgets of a year are published in the next: at its end the year before is the newest one
    year = min(as_of - 1, *(series.years[-1] for series in ratios.values()))
    return {name: need(series, year) for name, series in ratios.items() if series.at(year)}


def _overlap(relation: Relation, above: Actor, below: Actor, year: int) -> bool:
    """Tell whether the two are the pair and share members: no bloc is set beside its member."""
    pair = (relation.pair.first, relation.pair.second)
    common = set(above.members(year)) & set(below.members(year))
    return above in pair and below in pair and bool(common)


def _parts(cells: dict[str, Cell], below: Actor) -> Iterator[str]:
    """Write the ratios, the first with the party that it refers to."""
    for place, (name, cell) in enumerate(cells.items()):
        of = "" if place else f" times that of {below.label}"
        before = BEFORE_YARDSTICK.get(name, "in ")
        yield f"{_decisive(cell.value)}{of} {before}{yardstick(name).label}"


def _decisive(value: float) -> str:
    """Write a ratio, with the digit that decides where it lies near two."""
    return decimal(value, 2) if round(value, 1) == MUCH_MORE else multiple(value)


def _spread(values: list[float]) -> str:
    """Say how far the yardsticks differ, where they do."""
    factor, over = max(values) / min(values), sum(value > MUCH_MORE for value in values)
    if factor < DISAGREE:
        return ""
    if 0 < over < len(values):
        return (
            ": whether it was more than twice as much depends on the yardstick "
            f"({over} of {len(values)} say so)"
        )
    return f": the yardsticks differ by a factor of {one_decimal(factor)}"


BETWEEN = Concept(
    id="power.spending_between",
    say=between,
    section="power",
    block="shares",
    methods=("accounting",),
    summary=(("power.spending_between", 16),),
    topics=("arms", "range"),
)
THIRD_POWER = Concept(
    id="power.spending_third",
    say=third,
    section="power",
    block="shares",
    methods=("accounting",),
    summary=(("power.spending_third", 10),),
    topics=("arms", "range"),
)
