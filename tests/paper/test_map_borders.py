"""Borders of the view: a state that came later is no state of its own on the map."""

from __future__ import annotations

from datetime import date

import pytest

from detente.paper.exhibits import land
from detente.store.catalog import Catalog

SERBIA = 345


def test_land_of_a_state_that_only_its_holder_knows_is_striped(catalog: Catalog) -> None:
    """Turkish troops have held the north of Cyprus since 1974: it is no third state on a map."""
    shapes = catalog.frame("map_shapes").sort("shape")
    day, turkey, cyprus, greece = date(2005, 12, 31), 640, 352, 350

    def drawn(sides: dict[int, str]) -> list[str]:
        places = land.states(catalog, shapes, sides, day)
        lost = set(map(id, land.rings(catalog, "CYN")))
        whole = [one for one in places if lost <= set(map(id, one.rings))]
        return [one.side for one in whole]

    both = drawn({turkey: "first", cyprus: "second", greece: "second"})
    # it is part of the island in its owner's colour, and stripes lie over it
    assert both == ["second", "disputed"]
    assert drawn({cyprus: "second", greece: "second"}) == ["second", "second_claimed"]
    assert drawn({greece: "first"}) == [""]


@pytest.mark.parametrize(
    ("day", "sides"),
    [
        # Montenegro left on 3 June 2006, Kosovo declared itself on 17 February 2008,
        # South Sudan left Sudan on 9 July 2011
        (date(2005, 12, 31), ["", "first", "first"]),
        (date(2007, 1, 1), ["", "first"]),
        (date(2010, 1, 1), [""]),
        (date(2012, 1, 1), []),
    ],
)
def test_a_state_that_is_not_there_yet_belongs_to_the_one_that_it_left(
    catalog: Catalog, day: date, sides: list[str]
) -> None:
    shapes = catalog.frame("map_shapes").sort("shape")
    places = list(land.not_yet(catalog, shapes, {SERBIA: "first"}, day))
    assert sorted(one.side for one in places) == sides
    assert all(one.seamless and not one.name for one in places)
