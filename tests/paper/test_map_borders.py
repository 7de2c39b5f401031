"""Borders of the view: a state that came later is no state of its own on the map."""

from __future__ import annotations

from datetime import date

import pytest

from detente.paper.exhibits import land
from detente.store.catalog import Catalog

SERBIA = 345


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
