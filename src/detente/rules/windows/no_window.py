"""NO-WINDOW: the line that says why no window is named."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.models.features.outcomes import AHEAD
from detente.models.windows.fit import DATED
from detente.models.windows.read import RULE as HOW
from detente.models.windows.read import SOURCES
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts
from detente.rules.windows.window import is_ahead, trusted

ID = "no_window"
FOUGHT = ("war", "armed conflict", "truce")
"""States in which the record of wars stands in the place of windows."""
CALM, OVER, WEAK, SHUT = "calm", "over", "weak", "shut"
TOLD = {
    CALM: "In {year} {first} and {second} were neither rivals nor recent opponents, for whom "
    "windows of opportunity are dated.",
    OVER: "In {year} the dating of windows of opportunity ends, and most of the {ahead} years "
    "after it are over.",
    WEAK: "In {year} no kind of window of opportunity that fits {first} and {second} had passed "
    "its test.",
    SHUT: "In {year} no window of opportunity was open, of the kinds that passed their test.",
}
"""What is missing for a window, by the reason."""


def reason(relation: Relation) -> str | None:
    """Say why no window can be named; None where one is, where the two fight, and before 1970.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    str or None
        ``"calm"`` without a hostile pair, ``"over"`` where the years of the newest windows are
        past, ``"weak"`` where no kind passed its test, ``"shut"`` where none is open.
    """
    if relation.state.headline in FOUGHT:
        return None
    found = relation.windows
    if found.year < DATED:
        return None  # what the view lacks is listed elsewhere
    if not found.hostile:
        return CALM
    if not is_ahead(found.year, relation.pair.as_of):
        return OVER
    tested = trusted(relation)
    if not tested:
        return WEAK
    # with a chance of quiet the rule on windows says that none is open, beside that chance
    says_quiet = any(window.outcome == "quiet" or window.open for window in tested)
    return None if says_quiet else SHUT


def say(relation: Relation) -> Iterator[Line]:
    """Say what is missing for a window."""
    why = reason(relation)
    if why is None:
        return
    pair, found = relation.pair, relation.windows
    cell = Cell(
        "windows",
        "hostile",
        keys=(("pair", pair.of), ("year", found.year)),
        value=float(found.hostile or 0),
        unit="hostile pairs of states",
        sources=SOURCES,
        rule=HOW,
    )
    parts: Parts = {
        "first": pair.first.label,
        "second": pair.second.label,
        "year": dated(figure_id(ID, "year"), found.year, cell),
        "ahead": counted(figure_id(ID, "ahead"), AHEAD, "years", cell),
    }
    template = TOLD[why]
    used = {name: part for name, part in parts.items() if f"{{{name}}}" in template}
    basis = Basis(about="why no window is named", cells=(cell,))
    yield composed(ID, f"plain.{why}", (Sentence(template, used),), basis, reasons=Reasons())


RULE = Rule(
    id=ID,
    section="windows",
    place=28,
    paragraph="windows",
    say=say,
    condition="no window is open that passed its test, and the two neither fight nor keep a truce",
    key=False,
    always=True,
    exempt=True,
    alone=True,
)
"""The rule."""
