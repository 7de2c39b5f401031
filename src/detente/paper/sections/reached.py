"""To when the data go that a paper prints: a series that no sentence uses is not named."""

from __future__ import annotations

from detente.analysis.reach import CAPABILITY, PRODUCT, VOTES, Reach, reach
from detente.paper.brief import Brief
from detente.paper.exhibits.fans import fans


def reached(brief: Brief) -> tuple[Reach, ...]:
    """Give the reach of the curve of votes, of the fans where they are drawn, and of every line.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    printed = {source for line in brief.printed_lines for source in line.sources}
    drawn = {VOTES.name}
    draws_fans = bool(brief.once(fans))
    if draws_fans and brief.argument.section("power"):
        drawn |= {CAPABILITY.name, PRODUCT.name}
    every = reach(brief.relation)
    return tuple(
        one
        for one in every
        if not one.sources or one.kind in drawn or printed.intersection(one.sources)
    )
