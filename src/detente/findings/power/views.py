"""How much the yardsticks of power as a whole differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.evidence.series import STALE
from detente.findings.concept import Concept
from detente.findings.power.names import DISAGREE, NAMES, OVERALL
from detente.models import track_records as methods
from detente.power.yardsticks import YARDSTICKS

ID = "power.views"
LEAST = 4
"""Fewest yardsticks that can be said to differ."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One party over the other on one yardstick."""

    name: str
    value: float
    cells: tuple[Cell, Cell]


def views(relation: Relation) -> dict[str, tuple[Cell, Cell]]:
    """Give the newest cells of both parties in one year, by yardstick, where neither is stale.

    Parameters
    ----------
    relation : Relation
        The relation as measured.
    """
    known = {}
    for by in YARDSTICKS:
        first, second = relation.power.shares[by.id][:2]
        common = max(set(first.years) & set(second.years), default=None)
        if common is None or common < relation.pair.as_of - STALE:
            continue
        one, other = first.at(common), second.at(common)
        if one is not None and other is not None and min(one.value, other.value) > 0:
            known[by.id] = (one, other)
    return known


def findings(relation: Relation) -> Iterator[Finding]:
    """Say between which ratios the yardsticks put the two."""
    ratios = sorted(
        (
            Ratio(name, one.value / other.value, cells=(one, other))
            for name, (one, other) in views(relation).items()
            if name in OVERALL
        ),
        key=lambda ratio: (ratio.value, ratio.name),
    )
    if len(ratios) < LEAST:
        return
    ahead = sum(ratio.value > 1 for ratio in ratios)
    stronger, weaker = relation.pair.first.label, relation.pair.second.label
    if ratios[-1].value < 1:
        stronger, weaker = weaker, stronger
        ratios = [Ratio(r.name, 1 / r.value, cells=r.cells) for r in reversed(ratios)]
    least, most = ratios[0], ratios[-1]
    cells = (*least.cells, *most.cells)
    sentence = Sentence(
        "{who}, from {least} times on {lowest} to {most} times on {highest}.",
        {
            "who": _who(stronger, weaker, ahead=ahead, every=len(ratios), cells=cells),
            "least": _figure(least, "least"),
            "lowest": NAMES[least.name],
            "most": _figure(most, "most"),
            "highest": NAMES[most.name],
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=most.value,
        low=least.value,
        high=most.value,
        unit="ratio",
        evidence=cells,
        method=methods.accounting(),
        verdict="sources disagree" if most.value / least.value >= DISAGREE else "measured",
        sentence_about="how much the yardsticks differ",
    )


def _figure(ratio: Ratio, which: str) -> Figure:
    return Figure(
        figure_id(ID, which), ratio.value, unit="ratio", cells=ratio.cells, way="multiple"
    )


def _who(stronger: str, weaker: str, *, ahead: int, every: int, cells: tuple[Cell, ...]) -> Phrase:
    """Say who is stronger, or that it depends on the yardstick."""
    all_of_them = counted(figure_id(ID, "yardsticks"), every, "yardsticks", *cells)
    if ahead in (0, every):
        return Phrase(
            "{stronger} outweighs {weaker} on all {every} yardsticks of power as a whole",
            {"stronger": stronger, "weaker": weaker, "every": all_of_them},
        )
    return Phrase(
        "Who is stronger depends on the yardstick: {stronger} is on {ahead} of {every} "
        "yardsticks of power as a whole",
        {
            "stronger": stronger,
            "ahead": counted(figure_id(ID, "ahead"), ahead, "yardsticks", *cells),
            "every": all_of_them,
        },
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="power",
    block="views",
    methods=("accounting",),
    topics=("capability", "range"),
)
