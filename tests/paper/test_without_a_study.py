"""A paper on a bloc whose memberships cannot be studied still says the rest."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.paper.brief import make
from detente.store.catalog import Catalog


@pytest.mark.parametrize(
    "names",
    [
        ("AUKUS", "Japan", 2024),
        ("NATO", "Russia", 1955),
        ("SCO", "NATO", 2024),
        ("WP", "NATO", 1980),
    ],
)
def test_the_rest_of_the_paper_goes_on(catalog: Catalog, names: tuple[str, str, int]) -> None:
    made = make(catalog, pair(*names))
    assert len(made.of("power")) >= 2 and len(made.of("institutions")) >= 2
    assert all("nan" not in finding.text.split() for finding in made.findings)
