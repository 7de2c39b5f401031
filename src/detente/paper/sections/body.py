"""The body of the paper: the argument in its order, each section with at most one picture."""

from __future__ import annotations

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
    return filled(
        (
            section(brief, "now"),
            section(brief, "power", *fans(brief)),
            section(brief, "positions"),
            section(brief, "institutions", *rails(brief), *neighbourhood_map(brief)),
            section(brief, "why"),
            section(brief, "windows", *windows(brief)),
            section(brief, "membership", *(change(scenario) if scenario is not None else ())),
            to_do.section(brief),
            trust.section(brief),
        )
    )
