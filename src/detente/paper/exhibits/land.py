"""The land that maps draw: every state with its outline, as it was on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.names import state
from detente.actors.relation_facts import facts
from detente.actors.states import crosswalk, identity_on
from detente.estimators.map_projection import middle_of
from detente.institutions.map_shapes import every_outline
from detente.paper.charts.neighbourhood import Place
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
EDITION, EARLIEST = 2022, 1992
"""Year of the borders of the shapes, and of the first view for which they are nearly true."""
TAKEN = {"Crimea": "B89"}
"""Land that the shapes show with its holder, by the letters of its own shape."""
LEFT = {"MNE": 345, "KOS": 345, "SDS": 625, "TLS": 850}
"""Shapes of states that came after the first view of a map, and the code of whom they left."""
UNRECOGNISED = {"CYN": "CYP", "SOL": "SOM"}
"""Shapes that the source shows as states of their own, and the letters of whose land they are."""
OCCUPATION = "occupation"
"""Kind of fact that says who holds land of another."""
SOURCE = (
    f"Source: Natural Earth, 1:50m, borders as held in {EDITION}; an area is drawn with whoever "
    "holds it, which says nothing of whose it is."
)


def rings(catalog: Catalog, shape: str) -> tuple[Floats, ...]:
    """Give the outlines of a shape.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    shape : str
        Its letters.

    Returns
    -------
    tuple of ndarray, shape (N, 2)
        Longitude and latitude.
    """
    return every_outline(catalog).get(shape, ())


def names_on(day: date) -> dict[int, str]:
    """Give the name of every state that exists on a day, by its COW code, without its article.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> names_on(date(2013, 12, 31))[200]
    'United Kingdom'
    """
    codes = crosswalk(day)["ccode"].drop_nulls().to_list()
    return {code: identity_on(code, day).name for code in codes}


def states(catalog: Catalog, shapes: pl.DataFrame, sides: dict[int, str], day: date) -> list[Place]:
    """Give every shape, the land around first and the sides after it.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    shapes : polars.DataFrame
        Shapes with the code of their holder and their middle.
    sides : dict of int to str
        Colour of some states, by COW code.
    day : datetime.date
        Names are those of this day.
    """
    rows = shapes.select("shape", "ccode", "lon", "lat").rows()
    names = names_on(day)
    coloured = list(sides.values())
    striped = {shape: _contested(shape, sides, day) for shape in UNRECOGNISED}
    owners = {code for shape, side in striped.items() if side for code in _owner(shape, day)}
    places = []
    # what is striped comes last, over the land of its owner
    order = sorted(rows, key=lambda row: (bool(striped.get(row[0])), row[1] in sides))
    for shape, code, lon, lat in order:
        side = striped.get(shape) or sides.get(code, "")
        is_alone = coloured.count(side) == 1 or code in owners
        rank = 5 if not side else 0 if is_alone else 1
        outline = rings(catalog, shape)
        if code in owners:
            # the whole land is its owner's; stripes are drawn over it where there is room
            lost = (it for it, side in striped.items() if side and code in _owner(it, day))
            outline = (*outline, *(ring for it in lost for ring in rings(catalog, it)))
        places.append(Place(names.get(code, ""), outline, at=(lon, lat), side=side, rank=rank))
    return places


def _owner(shape: str, day: date) -> tuple[int, ...]:
    return tuple(state(UNRECOGNISED[shape], day).members(day))


def _contested(shape: str, sides: dict[int, str], day: date) -> str:
    """Give the stripes of land that a state of its own is said to be: of its owner and holder."""
    letters = UNRECOGNISED[shape]
    known = (fact.known_by(day) for fact in facts() if fact.kind == OCCUPATION)
    held = [one for one in known if one is not None and one.other == letters and one.open_on(day)]
    owner = next((sides[code] for code in _owner(shape, day) if code in sides), "")
    codes = (code for one in held for code in state(one.one, day).members(day))
    holder = next((sides[code] for code in codes if code in sides), "")
    if owner and holder and owner != holder:
        return "disputed"
    return f"{owner or holder}_claimed" if owner or holder else ""


def not_yet(
    catalog: Catalog, shapes: pl.DataFrame, sides: dict[int, str], day: date
) -> Iterator[Place]:
    """Give the land of states that a day does not know: it is part of the state that they left.

    Without this a map would draw a border that came later.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    shapes : polars.DataFrame
        The shapes, with the codes of their states.
    sides : dict of int to str
        Colour of some states, by COW code.
    day : datetime.date
        The day.
    """
    known = names_on(day)
    rows = shapes.filter(pl.col("shape").is_in(list(LEFT))).select("shape", "ccode").rows()
    for shape, code in rows:
        if code not in known:
            side = sides.get(LEFT[shape], "")
            yield Place("", rings(catalog, shape), at=(0.0, 0.0), side=side, seamless=True)


def taken_later(catalog: Catalog, sides: dict[int, str], day: date) -> Iterator[Place]:
    """Give land that the shapes show with who took it after a day: it is drawn as it was.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    sides : dict of int to str
        Colour of some states, by COW code.
    day : datetime.date
        The day.
    """
    for fact in facts():
        if fact.kind == OCCUPATION and fact.start > day and fact.land in TAKEN:
            outline = rings(catalog, TAKEN[fact.land])
            owner = state(fact.other, day).members(day)
            side = next((sides[code] for code in owner if code in sides), "")
            yield Place("", outline, at=(0.0, 0.0), side=side, seamless=True)


def claimed(catalog: Catalog, sides: dict[int, str], *, without: set[str]) -> Iterator[Place]:
    """Give the areas that a side holds and somebody else claims.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    sides : dict of int to str
        Side of some states, by COW code.
    without : set of str
        Shapes that are drawn otherwise.
    """
    areas = catalog.frame("disputed_areas").drop_nulls("ccode").sort("shape", "ccode")
    held = areas.filter(pl.col("role") == "administers", pl.col("ccode").is_in(list(sides)))
    claims = areas.filter(pl.col("role") == "claims")
    both = held.join(claims.select("shape", claimant="ccode"), on="shape")
    foreign = both.filter(~pl.col("claimant").is_in(list(sides))).unique("shape", keep="first")
    for shape, holder in foreign.sort("shape").select("shape", "ccode").rows():
        outline = rings(catalog, shape)
        if outline and shape not in without:
            at = middle_of(outline[0][:, 0], outline[0][:, 1])
            yield Place("", outline, at=at, side=f"{sides[holder]}_claimed")
