"""SIMULATED LOSERS: the states that lose beyond the band, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.line import Line
from detente.rules.membership.simulation import (
    PARAGRAPH,
    cell_of,
    found_of,
    line,
)
from detente.rules.rule import Rule
from detente.scenarios.run import Moved

ID = "simulated_losers"
MOST = 3
"""States that are named."""
LOSSES = {
    "neighbourhood.alignment": "in nearness to the bloc",
    "neighbourhood.disputes": "by more disputes",
    "conflict_zones.state": "by more disputes",
    "conflict_zones.pair": "by more disputes with it",
    "domestic.democracy": "in electoral democracy",
}
"""How a state loses, by the beginning of the series."""


def say(relation: Relation) -> Iterator[Line]:
    """Name who loses and by what; nothing where nobody does."""
    found = found_of(relation)
    if found is None:
        return
    lost: dict[str, Moved] = {}
    for who, moved in found.losers:
        lost.setdefault(who, moved)
    if not lost:
        return
    first = dict(list(lost.items())[:MOST])
    names = [f"{who} {_how(moved)}" for who, moved in first.items()]
    said = Sentence("Beyond the band {names}.", {"names": listed(names)})
    cells = tuple(cell_of(found, moved) for moved in first.values())
    yield line(ID, "beyond.losers", (said,), found, cells, about="who would lose")


def _how(moved: Moved) -> str:
    start = moved.wanted.id.rpartition(".")[0]
    return f"loses {LOSSES.get(start, 'by ' + moved.wanted.label.lower())}"


RULE = Rule(
    id=ID,
    section="membership",
    place=70,
    paragraph=PARAGRAPH,
    say=say,
    condition="the change is simulated, and a state loses beyond the band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
