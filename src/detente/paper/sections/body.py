"""The body of the paper: the argument in its order, with its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.evidence.sentence import length
from detente.institutions import ladder
from detente.paper.blocks import Block, Exhibit, Missing, Prose
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.exhibits.change import change
from detente.paper.exhibits.events import events
from detente.paper.exhibits.fans import fans
from detente.paper.exhibits.futures import futures
from detente.paper.exhibits.map_messages import gaining
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.opening import draws_rungs, opening
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.who_moves import ID as MOVES
from detente.paper.exhibits.who_moves import who_moves
from detente.paper.exhibits.windows import windows
from detente.paper.sections import to_do, trust
from detente.paper.sections.argued import filled, section
from detente.rules.membership.offer import ASKS
from detente.scenarios.accounting import Scenario

ONE_LINE = 20
"""Words of a section that has no heading of its own."""
NOW = "now"
"""Id of the section that takes in what is too short for a heading."""
MAP = "map"
"""Id of the map of a neighbourhood."""
NEED_NO_TEXT = ("institutions", "membership")
"""Sections whose pictures speak without a line of the argument."""
ASKED = "It is counted because it was asked for, and it is not offered: {reason}."
"""What follows a membership that a guard bars and a reader asked for."""


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the body; sections with nothing to say are left out."""
    first = opening(brief)
    simulated = _membership(brief, first)
    # a border that a membership moves is drawn once: with who moves, where that is drawn
    says_borders = gaining(brief) is not None and MOVES in _ids(simulated)
    ladder_drawn = () if draws_rungs(brief) else rails(brief)
    drawn = (*ladder_drawn, *(() if says_borders else neighbourhood_map(brief)))
    # what page 1 shows is not shown twice
    organisations, curves = (_without(first, some) for some in (drawn, over_time(brief)))
    shown: dict[str, Sequence[Block]] = {
        "now": (),
        "power": brief.once(fans),
        "positions": (*curves, *events(brief)),
        "institutions": organisations,
        "why": (),
        "windows": windows(brief),
        "membership": simulated,
    }
    # a picture without a sentence has no section to stand in
    argued = [section(brief, name, *blocks) for name, blocks in shown.items() if _said(brief, name)]
    # how far to trust a paper has a heading of its own, however short it is
    last = filled((trust.section(brief),))
    return (*merged(filled((*argued, to_do.section(brief)))), *last)


def _ids(blocks: Iterable[Block]) -> set[str]:
    """Give the ids of the pictures among some blocks."""
    return {one.id for one in blocks if isinstance(one, Exhibit)}


def _without(first: Exhibit | None, drawn: Iterable[Exhibit]) -> list[Exhibit]:
    return [one for one in drawn if first is None or one.id != first.id]


def _said(brief: Brief, name: str) -> bool:
    return name in NEED_NO_TEXT or bool(brief.argument.section(name))


def merged(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Put what is too short for a heading where a reader expects it.

    A line or two without a picture go to the section on where it stands now; beside a picture they
    share a heading with the section before them, which then names both.

    Parameters
    ----------
    sections : sequence of Section
        Sections that have something to say.
    """
    together: list[Section] = []
    for one in sections:
        now = next((at for at, it in enumerate(together) if it.id == NOW), None)
        first = len(together) == 1 and _is_short(together[0])
        if together and (first or (_is_short(one) and (now is None or _is_drawn(one)))):
            together[-1] = _joined(together[-1], one)
        elif now is not None and _is_short(one):
            together[now] = _told(together[now], one)
        else:
            together.append(one)
    return tuple(together)


def _is_short(section: Section) -> bool:
    """Tell whether a section has one line alone, or one beside a picture."""
    said = [one.sentences for one in section.blocks if isinstance(one, Prose)]
    words = sum(length(sentence) for sentences in said for sentence in sentences)
    return bool(said) and words <= ONE_LINE


def _is_drawn(section: Section) -> bool:
    """Tell whether a section has more than text."""
    return any(not isinstance(one, Prose) for one in section.blocks)


def _told(now: Section, other: Section) -> Section:
    """Give the section on where it stands now with the lines of another."""
    return replace(now, blocks=(*now.blocks, *other.blocks))


def _joined(one: Section, other: Section) -> Section:
    """Give two sections as one, under a heading that names both and claims for neither."""
    blocks = (*one.blocks, *other.blocks)
    # whatever a paper says fits under where it stands now
    if one.id == NOW:
        return replace(one, blocks=blocks)
    second = other.title[:1].lower() + other.title[1:]
    title = f"{one.title.replace(' and ', ', ')} and {second}"
    return replace(one, blocks=blocks, title=title, claim=None)


def _is_asked_for(brief: Brief, scenario: Scenario) -> bool:
    """Tell whether a state has asked to come in: what nobody wants is not drawn unasked."""
    sides = brief.pair.bloc_and_state
    if sides is None or scenario.kind == "exit":
        return False
    return ladder.rung(*sides, brief.pair.day) in ASKS


def _membership(brief: Brief, first: Exhibit | None) -> list[Block]:
    """Draw what a membership changes; where a guard bars it, say why it is counted all the same."""
    scenario, known = brief.scenario, brief.simulation
    unasked = brief.options.scenario is None
    if unasked and (scenario is None or not _is_asked_for(brief, scenario)):
        return []
    reason = brief.why_not_offered
    asked = [Missing(ASKED.format(reason=reason))] if reason else []
    fans_drawn = futures(known.found) if known is not None and known.found else []
    counted = change(scenario) if scenario is not None else []
    # what is counted is in the text and in the annex where differences are drawn
    return [*asked, *(fans_drawn or counted), *_moving(brief, first)]


def _moving(brief: Brief, first: Exhibit | None) -> list[Exhibit]:
    """Draw who moves; new borders alone are not drawn again where page 1 has them."""
    known, sides = brief.simulation, brief.pair.bloc_and_state
    if known is None or known.found is None or sides is None:
        return []
    on_page_one = first is not None and first.id == MAP and gaining(brief) is not None
    bloc_side = "first" if brief.pair.first.key == sides[0].key else "second"
    catalog = brief.relation.catalog
    return who_moves(catalog, known.found, bloc_side=bloc_side, anew=not on_page_one)
