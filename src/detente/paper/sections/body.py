"""The body of the paper: the argument in its order, each section with at most one picture."""

from __future__ import annotations

from collections.abc import Sequence

from detente.paper.blocks import Block, Missing
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.exhibits.change import change
from detente.paper.exhibits.fans import fans
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.windows import windows
from detente.paper.sections import to_do, trust
from detente.paper.sections.argued import filled, section

ASKED = "It is counted because it was asked for, and it is not offered: {reason}."
"""What follows a membership that a guard bars and a reader asked for."""


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the body; sections with nothing to say are left out."""
    organisations = (*rails(brief), *neighbourhood_map(brief))
    shown: dict[str, Sequence[Block]] = {
        "now": (),
        "power": fans(brief),
        "positions": (),
        "institutions": organisations,
        "why": (),
        "windows": windows(brief),
        "membership": _membership(brief),
    }
    argued = [section(brief, name, *blocks) for name, blocks in shown.items()]
    return filled((*argued, to_do.section(brief), trust.section(brief)))


def _membership(brief: Brief) -> list[Block]:
    """Draw what a membership changes; where a guard bars it, say why it is counted all the same."""
    scenario = brief.scenario
    if scenario is None:
        return []
    reason = brief.why_not_offered
    asked = [Missing(ASKED.format(reason=reason))] if reason else []
    return [*asked, *change(scenario)]
