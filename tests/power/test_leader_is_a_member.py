"""The member that a bloc's series is about belonged to the bloc in each of its years."""

from __future__ import annotations

import pytest

from detente.actors.names import bloc
from detente.power.profile import gap_of
from detente.span import year_end
from detente.store.catalog import Catalog


@pytest.mark.parametrize(
    ("name", "year"), [("EU", 1975), ("EU", 2013), ("EU", 2024), ("NATO", 2013), ("CSTO", 2020)]
)
def test_the_leader_was_a_member_in_every_year_of_its_series(
    catalog: Catalog, name: str, year: int
) -> None:
    known = bloc(name, year)
    gap = gap_of(catalog.as_of(year), known, year)
    assert gap is not None
    leader = dict(gap.series.keys)["leader"]
    assert gap.series.years
    for covered in gap.series.years:
        assert leader in known.member_letters(year_end(covered)), (gap.leader, covered)


def test_the_united_kingdom_leads_no_community_before_it_joined(catalog: Catalog) -> None:
    community = bloc("EU", 1975)
    gap = gap_of(catalog.as_of(1975), community, 1975)
    assert gap is not None and gap.leader == "the United Kingdom"
    assert min(gap.series.years) >= 1973
