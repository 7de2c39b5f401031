"""What a map of a neighbourhood has to say; a map without a message is not drawn."""

from __future__ import annotations

from datetime import timedelta

from detente.actors.relation_key import RelationKey
from detente.analysis.state.condition import Condition
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Sentence, Statement, length
from detente.institutions import ladder
from detente.institutions.ties import land_borders, land_neighbours
from detente.paper.brief import Brief
from detente.phrasing import cap, listed
from detente.rules.membership.offer import ASKS, offered
from detente.rules.now.state_words import begun, land_of
from detente.rules.vote_lines import Parts
from detente.rules.vote_words import names_of
from detente.scenarios.accounting import Scenario

BORDERS = ("cow_contiguity",)
MOST_WORDS = 15
"""Words of a message."""
MOST_GAINED = 3
"""New neighbours that a message names."""
FEWEST_GAINED = 2
"""New neighbours from which a membership redraws a border."""
FEWEST_NEIGHBOURS = 4
"""Land neighbours from which one may ask whether a bloc surrounds a state."""
MOST_NEW = 3
"""New members at a border that a message names."""
TEN_YEARS = timedelta(days=3653)
OCCUPATION, CLAIM = "occupation", "disputed line"
PARTS = ("parts ", "strips ", "positions ", "more ")
"""How the name of land begins whose outline is at no hand."""


def message(brief: Brief) -> Statement | None:
    """Give what the map shows: land held or claimed, a border that a membership moves, or None.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    held = own_conditions(brief, OCCUPATION)
    if held:
        return _held(brief, held)
    claims = own_conditions(brief, CLAIM)
    if claims:
        return _claimed(brief, claims[0])
    sides = brief.pair.bloc_and_state
    if sides is None or set(sides[1].members(brief.pair.day)) <= set(
        sides[0].members(brief.pair.day)
    ):
        return None
    return _gained(brief) or _surrounded(brief) or _newest(brief)


def own_conditions(brief: Brief, headline: str) -> list[Condition]:
    """Give the conditions of one kind between the two themselves, the oldest first.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    headline : str
        Their kind.
    """
    conditions = brief.relation.state.conditions
    own = (one for one in conditions if one.headline == headline and not one.by_member)
    return sorted(own, key=lambda one: one.start)


def _held(brief: Brief, held: list[Condition]) -> Statement | None:
    """Say which land one holds of the other, and since when; None where the map cannot show all."""
    if any(is_part(one.land) for one in held):
        # without the outline of a part the map would draw land that is held as if it were free
        return None
    first = held[0]
    who = _label(brief.pair, first.holder)
    since = dated(figure_id("map", "since"), first.start.year, *begun(first).cells)
    parts: Parts = {"who": cap(who), "land": land_of(first), "since": since}
    return Sentence("{who} has occupied {land} since {since}", parts)


def is_part(land: str) -> bool:
    """Tell whether land is a part of an area, of which no outline is at hand.

    Parameters
    ----------
    land : str
        As a row has it.

    Examples
    --------
    >>> is_part("parts of Donetsk and Luhansk"), is_part("Crimea")
    (True, False)
    """
    return land.startswith(PARTS)


def _label(pair: RelationKey, key: str) -> str:
    return next((one.label for one in (pair.first, pair.second) if one.key == key), key)


def _claimed(brief: Brief, claim: Condition) -> Statement | None:
    """Say which land the two dispute."""
    said = Sentence(
        "{both} dispute {land}", {"both": cap(brief.pair.words), "land": land_of(claim)}
    )
    short = Sentence("Both claim {land}", {"land": land_of(claim)})
    return said if length(said) <= MOST_WORDS else short


def _gained(brief: Brief) -> Statement | None:
    """Say which states the bloc would border, where a membership moves its border."""
    scenario = gaining(brief)
    if scenario is None:
        return None
    gains = len(scenario.gained)
    # "and 1 more" is longer than the name
    names = MOST_GAINED if gains != MOST_GAINED + 1 else MOST_GAINED - 1
    named, more = scenario.gained[:names], gains - names
    cells = tuple(
        cell
        for one in scenario.differences
        if one.id == "neighbourhood.land_neighbours"
        for cell in one.evidence
    )
    parts: Parts = {
        "state": scenario.state.label,
        "bloc": scenario.bloc.label,
        "names": listed(named),
    }
    if more <= 0:
        return Sentence("With {state} {bloc} would border {names}", parts)
    count = counted(figure_id("map.gained"), more, "states", *cells)
    parts = {**parts, "names": ", ".join(named)}
    return Sentence(
        "With {state} {bloc} would border {names} and {more} more", {**parts, "more": count}
    )


def gaining(brief: Brief) -> Scenario | None:
    """Give the membership that was asked for and moves the border of the bloc; None without one.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    sides = brief.pair.bloc_and_state
    if sides is None or ladder.rung(*sides, brief.pair.day) not in ASKS:
        return None
    scenario = offered(brief.relation)
    enough = scenario is not None and len(scenario.gained) >= FEWEST_GAINED
    return scenario if enough else None


def _surrounded(brief: Brief) -> Statement | None:
    """Say that half or more of a state's land neighbours are members of the bloc."""
    sides = brief.pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    pair = brief.pair
    around = land_neighbours(brief.relation.catalog, state.members(pair.day), pair.as_of)
    inside = around & set(bloc.members(pair.day))
    if len(around) < FEWEST_NEIGHBOURS or 2 * len(inside) < len(around):
        return None
    cell = _border_cell(pair, len(inside))
    # how many neighbours a state has is contested where one of them is
    count = counted("map.inside", len(inside), "states", cell)
    words = "{inside} land neighbours of {state} are in {bloc}"
    return Sentence(words, {"inside": count, "state": state.label, "bloc": bloc.label})


def _newest(brief: Brief) -> Statement | None:
    """Say which members came to a state's border in ten years."""
    sides = brief.pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    pair = brief.pair
    touching = {code for both in land_borders(brief.relation.catalog, pair) for code in both}
    at_border = touching & set(bloc.members(pair.day))
    new = at_border - set(bloc.members(pair.day - TEN_YEARS))
    if not new or len(new) > MOST_NEW:
        return None
    count = counted("map.borders", len(at_border), "members", _border_cell(pair, len(at_border)))
    parts: Parts = {"new": cap(names_of(new, pair.day)), "count": count}
    verb = "is" if len(new) == 1 else "are"
    words = f"{{new}} {verb} the newest of {{count}} members of {{bloc}} bordering {{state}}"
    return Sentence(words, {**parts, "bloc": bloc.label, "state": state.label})


def _border_cell(pair: RelationKey, borders: int) -> Cell:
    sides = pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    return Cell(
        "contiguity",
        "land",
        keys=(("bloc", bloc.id), ("state", state.key)),
        value=float(borders),
        unit="border",
        sources=BORDERS,
        rule="members with a land border with the state, as held by the starter and the view",
    )
