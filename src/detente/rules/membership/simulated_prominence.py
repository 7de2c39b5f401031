"""SIMULATED PROMINENCE: the share of the world that the bloc would gain or lose."""

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
    shown,
)
from detente.rules.rule import Rule
from detente.scenarios.run import Moved, Simulated

ID = "simulated_prominence"
SHARES = "prominence.share_"
WHAT = {
    "cinc": "material capability",
    "gdp": "product",
    "milex": "military spending",
}
"""What each measure counts."""


def say(relation: Relation) -> Iterator[Line]:
    """Name the share that moves most beyond its band."""
    found = found_of(relation)
    if found is None:
        return
    moved = share_of(found)
    if moved is not None and is_beyond(moved):
        yield _moves(found, moved)


def share_of(found: Simulated) -> Moved | None:
    """Give the share that moves most beyond its band, or else the clearest; None where none does.

    Parameters
    ----------
    found : Simulated
        The scenario.
    """
    series = [one for one in found.spinoff("prominence") if one.wanted.id.startswith(SHARES)]
    beyond = [one for one in series if is_beyond(one)]
    if beyond:
        return max(beyond, key=lambda one: abs(float(one.mean[-1])))
    return clearest(tuple(series))


def _what(moved: Moved) -> str:
    measure = moved.wanted.id.removeprefix(SHARES)
    return WHAT.get(measure, measure)


def _moves(found: Simulated, moved: Moved) -> Line:
    bloc = found.plan.events[0].bloc.label
    rises = float(moved.mean[-1]) > 0
    parts: dict[str, str | Figure | Phrase] = {
        "bloc": bloc,
        "what": _what(moved),
        "mean": shown(found, moved, "mean"),
        "more": "larger" if rises else "smaller",
    }
    said = Sentence("At the end {bloc}'s share of world {what} is {mean} points {more}.", parts)
    words = {"band": band(found, moved, less="points less", more="points more")}
    ends = Sentence("The band lies {band}.", words)
    variant = f"beyond.{'gains' if rises else 'loses'}"
    about = "what the bloc would weigh"
    return line(ID, variant, (said, ends), found, (cell_of(found, moved),), about=about)


RULE = Rule(
    id=ID,
    section="membership",
    place=62,
    paragraph=PARAGRAPH,
    say=say,
    condition="the change is simulated, and moves a share of the bloc beyond the band",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
