"""The body of the paper: the argument in its order, each section with at most one picture."""

from __future__ import annotations

from collections.abc import Sequence

from detente.paper.blocks import Block
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.exhibits.change import change
from detente.paper.exhibits.fans import fans
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.windows import windows
from detente.paper.sections import to_do, trust
from detente.paper.sections.argued import filled, section


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the body; sections with nothing to say are left out."""
    scenario = brief.scenario
    organisations = (*rails(brief), *neighbourhood_map(brief))
    changed = () if scenario is None else change(scenario)
    shown: dict[str, Sequence[Block]] = {
        "now": (),
        "power": fans(brief),
        "positions": (),
        "institutions": organisations,
        "why": (),
        "windows": windows(brief),
        "membership": changed,
    }
    argued = [section(brief, name, *blocks) for name, blocks in shown.items()]
    return filled((*argued, to_do.section(brief), trust.section(brief)))
