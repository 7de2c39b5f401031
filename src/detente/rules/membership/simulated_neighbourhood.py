"""SIMULATED NEIGHBOURHOOD: which neighbour moves."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line
from detente.rules.membership.simulation import (
    PARAGRAPH,
    band,
    cell_of,
    clearest,
    found_of,
    is_beyond,
    line,
)
from detente.rules.rule import Rule
from detente.scenarios.run import Moved, Simulated

ID = "simulated_neighbourhood"
ALIGNMENT, DISPUTES = "neighbourhood.alignment.", "neighbourhood.disputes."
KINDS = {
    ALIGNMENT: ("its position between {poles}", "points farther away", "points nearer"),
    DISPUTES: ("its disputes", "fewer", "more"),
}
"""What is followed of a neighbour, and the words of less and more of it."""
BEYOND = "Among the neighbours {who} moves most clearly, in {what}: the band lies {band}."
CHANCE = ("its chance to be a member", "points less", "points more")


def say(relation: Relation) -> Iterator[Line]:
    """Name the neighbour that moves most clearly, where one moves beyond the band."""
    found = found_of(relation)
    if found is None:
        return
    most = clearest(found.spinoff("neighbourhood"))
    if most is not None and is_beyond(most):
        yield _line(found, most)


def kind_of_series(moved: Moved) -> tuple[str, str, str]:
    """Say what a series of a neighbour is, and the words of less and more of it.

    Parameters
    ----------
    moved : Moved
        A difference of a neighbour.
    """
    for start, words in KINDS.items():
        if moved.wanted.id.startswith(start):
            return words
    return CHANCE


def neighbour_of(moved: Moved) -> str:
    """Name the neighbour that a series is about.

    Parameters
    ----------
    moved : Moved
        A difference of a neighbour.
    """
    for cut in (" nearer to ", " member of "):
        if cut in moved.wanted.label:
            return moved.wanted.label.partition(cut)[0]
    return moved.wanted.label.removeprefix("Disputes of ")


def _line(found: Simulated, moved: Moved) -> Line:
    what, less, more = kind_of_series(moved)
    _, nearer, poles = moved.wanted.label.partition(" nearer to ")
    if nearer:
        what = what.format(poles=poles.replace(" than to ", " and "))
    names: dict[str, str | Figure | Phrase] = {
        "who": neighbour_of(moved),
        "what": what,
        "band": band(found, moved, less=less, more=more),
    }
    about = "which neighbour would move"
    cells = (cell_of(found, moved),)
    said = (Sentence(BEYOND, names),)
    return line(ID, "beyond.neighbour", said, found, cells, about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=66,
    paragraph=PARAGRAPH,
    say=say,
    condition="the change is simulated, and a neighbour by land moves beyond the band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
