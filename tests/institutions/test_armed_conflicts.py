"""Armed conflicts and hostilities of two parties, on invented rows, and what a day may know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.institutions import hostilities
from detente.institutions.armed_conflicts import (
    armed_conflicts,
    complete_to,
    conflicts_between,
)
from detente.store.catalog import Catalog
from detente.store.home import Store
from tests.panel.world_of_five import table

CONFLICT = {
    "conflict_id": 7,
    "gwcode1": 2,
    "gwcode2": 365,
    "ccode1": 2,
    "ccode2": 365,
    "role1": "primary",
    "role2": "primary",
    "side1": "a",
    "side2": "b",
    "intensity_level": 1,
    "incompatibility": "territory",
    "territory_name": "Isle",
    "type_of_conflict": "interstate",
    "start_date": date(1989, 5, 1),
    "start_prec": 2,
    "start_date2": date(1990, 2, 3),
    "start_prec2": 1,
    "edition": "25.1",
}
LATER = {**CONFLICT, "edition": "26.1", "incomplete": True}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """A catalog without a starter, with invented rows of each source."""
    store = Store(tmp_path / "home")
    store.put(
        table(
            "ucdp_pairs",
            [
                {**CONFLICT, "year": 1990, "intensity_level": 2},
                {**CONFLICT, "year": 2024},
                {**CONFLICT, "year": 2024, "conflict_id": 8, "gwcode2": 751, "ccode2": None},
            ],
        ),
        table(
            "ucdp_pairs_recent",
            [
                {**LATER, "year": 2024, "intensity_level": 2},
                {**LATER, "year": 2025, "role1": "secondary"},
            ],
        ),
        table(
            "icb_crises",
            [
                {
                    "crisno": 5,
                    "crisname": "ISLE",
                    "start": date(1990, 2, 1),
                    "end": date(1990, 6, 1),
                    "viol": 4,
                    "gravcr": 5,
                    "edition": "15",
                    "source": "invented",
                }
            ],
        ),
        table("icb_dyads", [crisis(1990, date(1990, 2, 1))]),
        table(
            "kgd_rivalries",
            [
                {
                    "rivnumb": 1,
                    "ccode1": 2,
                    "ccode2": 365,
                    "start": date(1989, 5, 1),
                    "end": date(1999, 5, 1),
                    "totdisp": 6,
                    "rivtyp2": "RIVALRY",
                }
            ],
        ),
        table(
            "peace_scale",
            [{"ccode1": 2, "ccode2": 365, "year": 1990, "peace_scale": 0.0}],
        ),
        table("mie_events", [event(1, 2, 365), event(2, 365, 2)]),
        table("cow_war_dyads", [war(2, 365), war(365, 2)]),
    )
    return Catalog(tmp_path / "starter", store)


def crisis(year: int, first_day: date) -> dict[str, object]:
    return {
        "crdynum": 3,
        "crisno": 5,
        "ccode1": 2,
        "ccode2": 365,
        "actor1": True,
        "actor2": False,
        "year": year,
        "start": date(1990, 2, 1),
        "start_precision": "day",
        "end": date(1990, 6, 1),
        "ongoing": int(year > 1990),
        "edition": "15",
        "first_day": first_day,
    }


def event(number: int, first: int, second: int) -> dict[str, object]:
    start = {"start": date(1990, 3, 1), "end": date(1990, 3, 2), "hostlev": 4, "fatalmax1": 9}
    return {
        "micnum": 9,
        "eventnum": number,
        "ccode1": first,
        "ccode2": second,
        "year": 1990,
        **start,
    }


def war(first: int, second: int) -> dict[str, object]:
    codes = {"warnum": 4, "ccode1": first, "ccode2": second, "year": 1990}
    return {**codes, "waroutcome": 1, "end": date(1991, 3, 1)}


def test_the_complete_edition_comes_first_and_later_years_are_marked(catalog: Catalog) -> None:
    found = conflicts_between(catalog, pair("USA", "Russia"))
    assert found is not None
    assert [(row.year, row.intensity_level, row.incomplete) for row in found] == [
        (2025, 1, True),
        (2024, 1, False),
        (1990, 2, False),
    ], "of 2024 the complete edition, not the excerpt; Hyderabad has no COW code"
    assert found[2].is_war and not found[0].between_principals and found[1].between_principals
    assert found[2].start_date == date(1989, 5, 1) and found[2].territory_name == "Isle"
    assert complete_to(catalog) == 2024


def test_no_day_knows_a_later_year(catalog: Catalog) -> None:
    relation = pair("Russia", "USA")
    for day, years in ((1990, [1990]), (date(2025, 6, 1), [2024, 1990]), (1989, [])):
        found = conflicts_between(catalog, relation, day)
        assert found is not None and [row.year for row in found] == years
    assert complete_to(catalog.as_of(2000)) == 2000


def test_a_bloc_means_its_members_of_the_year(catalog: Catalog) -> None:
    found = conflicts_between(catalog, pair("NATO", "Russia"))
    assert found is not None and len(found) == 3
    assert conflicts_between(catalog, pair("France", "Russia")) == ()


def test_nothing_is_said_without_the_tables(tmp_path: Path) -> None:
    empty = Catalog(tmp_path / "starter", Store(tmp_path / "other"))
    relation = pair("USA", "Russia")
    assert conflicts_between(empty, relation) is None
    for read in (
        hostilities.crises_between,
        hostilities.wars_between,
        hostilities.events_between,
        hostilities.rivalries_between,
        hostilities.peace_between,
    ):
        assert read(empty, relation) is None


def test_a_crisis_shows_its_violence_when_it_is_over(catalog: Catalog) -> None:
    relation = pair("USA", "Russia")
    during = hostilities.crises_between(catalog, relation, date(1990, 3, 1))
    after = hostilities.crises_between(catalog, relation, date(1990, 12, 31))
    assert during is not None and after is not None
    assert during.select("crisname", "end", "viol").rows() == [("ISLE", date(1990, 3, 1), None)]
    assert after.select("crisname", "end", "viol", "actor1", "actor2").rows() == [
        ("ISLE", date(1990, 6, 1), 4, True, False)
    ]
    before = hostilities.crises_between(catalog, relation, date(1990, 1, 31))
    assert before is not None and before.is_empty()


def test_rivalries_wars_events_and_the_scale(catalog: Catalog) -> None:
    relation = pair("Russia", "USA")
    known = hostilities.rivalries_between(catalog, relation, 1995)
    assert known is not None
    assert known.select("start", "end", "rivtyp2", "totdisp").rows() == [
        (date(1989, 5, 1), date(1995, 12, 31), None, None)
    ], "its kind follows from all its disputes"
    wars = hostilities.wars_between(catalog, relation)
    during = hostilities.wars_between(catalog, relation, 1990)
    assert wars is not None and during is not None
    shown = ("ccode1", "ccode2", "waroutcome")
    assert wars.select(shown).rows() == [(2, 365, 1)]
    assert during.select(shown).rows() == [(2, 365, None)], "nobody knows yet who will win"
    events = hostilities.events_between(catalog, relation, date(1990, 3, 1))
    assert events is not None
    assert events.select("ccode1", "ccode2", "fatalmax1").rows() == [
        (2, 365, None),
        (365, 2, None),
    ], "both ways; deaths of an event that goes on are not known"
    scale = hostilities.peace_between(catalog, relation)
    assert scale is not None and scale["peace_scale"].to_list() == [0.0]


def test_codes_are_put_in_the_order_of_their_system() -> None:
    turned = {**CONFLICT, "year": 1990, "ccode1": 700, "role1": "secondary"}
    tables = {
        "ucdp_pairs": table("ucdp_pairs", [turned]).frame,
        "ucdp_pairs_recent": table("ucdp_pairs_recent", [{**LATER, "year": 2025}]).frame,
    }
    row = armed_conflicts(tables).sort("year").row(0, named=True)
    assert (row["ccode1"], row["ccode2"], row["role1"], row["role2"]) == (
        365,
        700,
        "primary",
        "secondary",
    )


@pytest.mark.mirror
def test_relations_of_the_mirror(mirrored: Store, tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "starter", mirrored)
    invaded = conflicts_between(catalog, pair("Russia", "Ukraine"))
    assert invaded is not None
    wars = [row.year for row in invaded if row.is_war and row.type_of_conflict == "interstate"]
    assert wars == [2025, 2024, 2023, 2022]
    assert {row.year for row in invaded if row.incomplete} == {2025}
    germany = hostilities.crises_between(catalog, pair("Germany", "Russia"), 2021)
    assert germany is not None and germany["crisno"].to_list()[0] == 510
    assert germany["edition"].to_list()[0] == "by hand"
    kashmir = hostilities.rivalries_between(catalog, pair("India", "Pakistan"))
    assert kashmir is not None and kashmir["rivtyp2"].to_list() == ["RIVALRY"]
    security = hostilities.peace_between(catalog, pair("USA", "Canada"), 2020)
    assert security is not None and security["peace_scale"].to_list()[-1] == 1.0
    assert pl.Series(security["year"]).max() == 2020
