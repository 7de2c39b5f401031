"""The neighbourhood of a relation on a map, where the two touch or one is a bloc beside a state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.designations import area_name
from detente.actors.names import Actor
from detente.actors.relation_facts import facts, own_keys
from detente.actors.states import State
from detente.analysis.state.words import label_of
from detente.estimators.map_projection import middle_of
from detente.institutions.disputed_areas import between
from detente.institutions.ties import land_borders
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import style
from detente.paper.charts.neighbourhood import RING, Frame, Place, frame_of, neighbourhood
from detente.paper.exhibits import land
from detente.paper.exhibits.cells import cells
from detente.paper.exhibits.map_messages import (
    CLAIM,
    OCCUPATION,
    gaining,
    is_part,
    message,
    own_conditions,
)
from detente.phrasing import cap, listed
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
WIDE = 0.45
"""Radii of the globe around the middle that a map shows at most: Russia is not shown whole."""
MOST_NAMED = 4
MARGIN = 5.0
"""Degrees around disputed land that a map shows."""
UNIT, OF_BOTH = "Blue: {first}; orange: {second}", "; violet: both"
FLATTEST, STEEPEST = 0.4, 0.56
"""Height of a map to its width."""
NOT_DRAWN = " Not drawn, for want of an outline: {lands}."
RINGED = " Ringed: held by one and claimed by the other."
HATCHED = " Striped: held by one and claimed by the other, or by somebody else."


def neighbourhood_map(brief: Brief) -> list[Exhibit]:
    """Draw both parties and what lies around them; nothing without a message."""
    return brief.once(_neighbourhood_map)


def _neighbourhood_map(brief: Brief) -> list[Exhibit]:
    pair = brief.pair
    if not brief.relation.institutions.borders or pair.as_of < land.EARLIEST:
        return []
    catalog = brief.relation.catalog
    said = message(brief)
    if said is None:
        return []
    touching = land_borders(catalog, pair)
    shapes = catalog.frame("map_shapes").sort("shape")
    disputed = list(_disputed(brief))
    held = shapes.filter(pl.col("ccode").is_in(list(_shown(brief, touching, disputed))))
    frame = framed_around(catalog, held, _beyond(brief, shapes), disputed)
    places = _places(brief, shapes, disputed)
    alt = _alt(brief, disputed)
    wide, slim = (
        neighbourhood(places, frame(width), label=alt) for width in (style.WIDTH, style.NARROW)
    )
    shown = Exhibit(
        "map",
        said,
        spec={},
        unit=_unit(brief, places),
        source=land.SOURCE + marked(wide) + _not_drawn(brief),
        svg=wide,
        narrow_svg=slim,
    )
    return [replace(shown, alt=alt, cells=_cells(brief, places))]


def marked(drawn: str) -> str:
    """Say what stripes and rings mean, of those that are drawn.

    Parameters
    ----------
    drawn : str
        The picture, as SVG.
    """
    striped = HATCHED if "<pattern" in drawn else ""
    return striped + (RINGED if f'r="{RING}"' in drawn else "")


def _unit(brief: Brief, places: Sequence[Place]) -> str:
    """Say what the colours mean, of those that are drawn."""
    said = UNIT.format(first=brief.pair.first.label, second=brief.pair.second.label)
    return said + (OF_BOTH if any(one.side == "both" for one in places) else "")


def _places(brief: Brief, shapes: pl.DataFrame, disputed: Sequence[Place]) -> list[Place]:
    """Give all that is drawn: the land around, the parties, what is claimed, what is disputed."""
    pair, catalog, sides = brief.pair, brief.relation.catalog, sides_of(brief)
    both = set(between(catalog, pair.first, pair.second)["shape"])
    around = land.states(catalog, shapes, sides, pair.day)
    claimed = land.claimed(catalog, sides, without=both)
    young = land.not_yet(catalog, shapes, sides, pair.day)
    later = land.taken_later(catalog, sides, pair.day)
    return [*around, *young, *later, *claimed, *disputed]


def _cells(brief: Brief, places: Sequence[Place]) -> Grid:
    """Give every state and area that is drawn in a colour."""
    first, second = brief.pair.first.label, brief.pair.second.label
    called = {"first": first, "second": second, "both": "both", "disputed": "claimed by both"}
    named = sorted({(one.name, called[one.side]) for one in places if one.side in called})
    return cells("map", ("state or area", "side"), tuple(one for one in named if one[0]))


def sides_of(brief: Brief) -> dict[int, str]:
    """Say on which side each member of the parties is, by COW code.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    pair = brief.pair
    one, other = set(pair.first.members(pair.day)), set(pair.second.members(pair.day))
    sides = dict.fromkeys(one, "first") | dict.fromkeys(other, "second")
    return sides | dict.fromkeys(one & other, "both")


def _shown(
    brief: Brief, touching: tuple[tuple[int, int], ...], disputed: Sequence[Place]
) -> set[int]:
    """Choose the states that the frame holds: those that touch, and a party that is a state.

    Land that is held or claimed is the message: then of two states the smaller alone is framed, or
    neither, where the land is spread along their border.
    """
    pair = brief.pair
    alone = [party for party in (pair.first, pair.second) if isinstance(party, State)]
    if disputed and len(alone) == 2:
        owners = {
            one.first if one.holder != one.first else one.second
            for one in own_conditions(brief, OCCUPATION)
        }
        alone = [party for party in alone if party.key in owners]
        return {code for party in alone for code in party.members(pair.day)}
    codes = {code for party in alone for code in party.members(pair.day)}
    return codes | {code for both in touching for code in both}


def _beyond(brief: Brief, shapes: pl.DataFrame) -> Floats:
    """Give the middles of the states that a membership would make neighbours, shape (N, 2)."""
    scenario = gaining(brief)
    gained = set() if scenario is None else set(scenario.gained)
    names = land.names_on(brief.pair.day)
    codes = [code for code, name in names.items() if name in gained]
    middles = shapes.filter(pl.col("ccode").is_in(codes)).select("lon", "lat")
    return middles.to_numpy().astype(float)


def framed_around(
    catalog: Catalog, held: pl.DataFrame, beyond: Floats, disputed: Sequence[Place]
) -> Callable[[int], Frame]:
    """Frame states, or disputed land, around their middle, as far as a map of a neighbourhood."""
    rings = [ring for shape in held["shape"] for ring in land.rings(catalog, shape)]
    if rings and beyond.size:
        rings.append(beyond)
    if held.is_empty():
        rings = [_around(ring) for one in disputed for ring in one.rings or (np.array([one.at]),)]
        points = np.concatenate(rings)
        middle = middle_of(points[:, 0], points[:, 1])
    else:
        middle = middle_of(held["lon"].to_numpy(), held["lat"].to_numpy())

    def framed(width: int) -> Frame:
        whole = frame_of(rings, middle, width)
        reach = (min(whole.reach[0], WIDE), min(whole.reach[1], WIDE * 0.7))
        height = round(width * min(max(reach[1] / reach[0], FLATTEST), STEEPEST))
        return Frame(middle, reach, width=width, height=height)

    return framed


def _around(ring: Floats) -> Floats:
    """Give the corners of a box around some land, wide enough to see where it lies."""
    low, high = ring.min(axis=0) - MARGIN, ring.max(axis=0) + MARGIN
    return np.array([[low[0], low[1]], [low[0], high[1]], [high[0], low[1]], [high[0], high[1]]])


def _disputed(brief: Brief) -> Iterator[Place]:
    """Give the areas that one side holds and the other claims; those that the text names by name.

    An islet has no outline: it is a mark.
    """
    pair, catalog = brief.pair, brief.relation.catalog
    claims = [*own_conditions(brief, OCCUPATION), *own_conditions(brief, CLAIM)]
    in_rows = " ".join(one.land for one in claims)
    middles = catalog.frame("disputed_areas").unique("shape").select("shape", "lon", "lat")
    areas = between(catalog, pair.first, pair.second).unique("shape").join(middles, on="shape")
    rows = areas.sort("shape").select("shape", "name", "lon", "lat").rows()
    for shape, known_as, lon, lat in rows:
        title = area_name(shape, pair.day) or known_as
        name = cap(called_in(title, in_rows).removeprefix("the "))
        in_text = not in_rows or known_as in in_rows or title in in_rows
        rings = land.rings(catalog, shape)
        middle = middle_of(rings[0][:, 0], rings[0][:, 1]) if rings else (lon, lat)
        rank = 0 if in_rows else 2
        yield Place(
            name if in_text else "", rings, at=middle, side="disputed", rank=rank if in_text else 9
        )


def called_in(title: str, text: str) -> str:
    """Give the name of an area as the text has it: the one in brackets, where that is there.

    Parameters
    ----------
    title, text : str
        The name of the area, and the names of the land that the two dispute.

    Examples
    --------
    >>> called_in("Eastern sector (Arunachal Pradesh)", "Aksai Chin, Arunachal Pradesh")
    'Arunachal Pradesh'
    """
    inner = title.partition(" (")[2].removesuffix(")")
    return inner if inner and inner in text else title


def _not_drawn(brief: Brief) -> str:
    """Say which land a party holds that the map draws with its owner, for want of an outline."""
    pair = brief.pair
    said: dict[str, None] = {}
    for party in (pair.first, pair.second):
        keys = own_keys(party) if isinstance(party, State) else ()
        known = (fact.known_by(pair.day) for fact in facts() if fact.kind == OCCUPATION)
        held = [one for one in known if one is not None and one.one in keys]
        for fact in held:
            if fact.open_on(pair.day) and is_part(fact.land):
                said[f"land of {label_of(fact.other)} that {party.label} holds"] = None
    return NOT_DRAWN.format(lands=listed(list(said))) if said else ""


def _alt(brief: Brief, disputed: list[Place]) -> str:
    """Describe the map."""
    names = [_called(party) for party in (brief.pair.first, brief.pair.second)]
    areas = [place.name for place in disputed[:MOST_NAMED]]
    said = f" Hatched: {listed(areas)}." if areas else ""
    return f"Map of {listed(names)} and the states around them.{said}"


def _called(party: Actor) -> str:
    return party.label if isinstance(party, State) else f"the members of {party.label}"
