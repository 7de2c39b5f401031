"""Why no window of opportunity is named: the reason that the page on trust gives."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.models.windows.fit import DATED
from detente.rules.windows.window import is_ahead, trusted

FOUGHT = ("war", "armed conflict", "truce")
"""States in which the record of wars stands in the place of windows."""
CALM = "windows of opportunity are dated for rivals and recent opponents, and these two are neither"
OVER = "the data that date windows of opportunity end too long before this view"
WEAK = "no kind of window that fits these two had passed its test"
SHUT = "none was open, of the kinds that had passed their test"


def why_none(relation: Relation) -> str | None:
    """Say why no window can be named; None where one is, where the two fight, and before 1970.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    str or None
        `CALM` without a hostile pair, `OVER` where the years of the newest windows are past,
        `WEAK` where no kind passed its test, `SHUT` where none is open.
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
