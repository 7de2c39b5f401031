"""The state of a relation: headlines by date, the order of the table, its thresholds, faults."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.relation_facts import Between, read_rows
from detente.actors.relation_key import pair
from detente.analysis.state.condition import HEADLINES, RelationState
from detente.analysis.state.read import state_of
from detente.analysis.state.recorded import months_before, recorded
from detente.store.catalog import Catalog

DAY = date(2010, 7, 1)
NEWEST = "2026-06-30"


def read(catalog: Catalog, first: str, second: str, as_of: int | str) -> RelationState:
    view = pair(first, second, as_of)
    return state_of(catalog.as_of(view.day), view)


@pytest.mark.parametrize(
    ("first", "second", "as_of", "headline"),
    [
        ("Ukraine", "Russia", NEWEST, "war"),
        ("Ukraine", "Russia", 2021, "armed conflict"),
        ("Iraq", "Kuwait", 1990, "war"),
        ("Ethiopia", "Eritrea", 1999, "war"),
        ("India", "Pakistan", NEWEST, "armed conflict"),
        ("India", "Pakistan", 2024, "truce"),
        ("Iran", "Israel", NEWEST, "armed conflict"),
        ("Iran", "USA", "2026-03-15", "war"),
        ("South Korea", "North Korea", 2024, "truce"),
        ("Georgia", "Russia", NEWEST, "truce"),
        ("Armenia", "Azerbaijan", NEWEST, "armed conflict"),
        ("Saudi Arabia", "Qatar", 2018, "rupture"),
        ("Algeria", "Morocco", 2015, "disputed line"),
        ("Prussia", "Austria-Hungary", 1850, "allied"),
        ("Cyprus", "Turkey", NEWEST, "occupation"),
        ("Serbia", "Kosovo", 2024, "rupture"),
        ("Algeria", "Morocco", NEWEST, "rupture"),
        ("China", "Japan", NEWEST, "crisis"),
        ("Russia", "NATO", NEWEST, "suspended"),
        ("Turkey", "EU", 2024, "suspended"),
        ("Liechtenstein", "Switzerland", NEWEST, "integrated"),
        ("Germany", "France", NEWEST, "integrated"),
        ("USA", "UK", NEWEST, "allied"),
        ("Japan", "South Korea", 2024, "disputed line"),
        ("New Zealand", "Tonga", NEWEST, "not on record"),
        ("GCC", "Iran", NEWEST, "armed conflict"),
        ("Hungary", "EU", NEWEST, "integrated"),
        ("NATO", "Yugoslavia", "1999-05-01", "war"),
    ],
)
def test_headlines_by_date(
    catalog: Catalog, first: str, second: str, as_of: int | str, headline: str
) -> None:
    found = read(catalog, first, second, as_of)
    assert found.headline == headline, found.sentence
    assert read(catalog, second, first, as_of).headline == headline


def test_a_war_names_its_document_its_land_and_its_breach(catalog: Catalog) -> None:
    found = read(catalog, "Ukraine", "Russia", NEWEST)
    assert found.at_war and "at war since 24 February 2022" in found.sentence
    assert found.leading is not None and found.leading.source.startswith("A/RES/ES-11/1")
    assert {"war", "occupation", "rupture", "disputed line"} <= {
        one.headline for one in found.conditions
    }
    assert {(one.one, one.other) for one in found.sanctions} == {("RUS", "UKR"), ("UKR", "RUS")}


def test_ucdp_stands_behind_the_rows_with_its_cell(catalog: Catalog) -> None:
    found = read(catalog, "Ukraine", "Russia", 2024)
    cells = [cell for one in found.conditions for cell in one.cells]
    assert [cell.value for cell in cells] == [2.0]
    assert dict(cells[0].keys)["ccode1"] == 365 and cells[0].sources == ("ucdp_acd",)


def test_what_ucdp_says_is_not_followed_where_a_deviation_says_so(catalog: Catalog) -> None:
    assert read(catalog, "Saudi Arabia", "Yemen", 2018).headline == "crisis"
    assert read(catalog, "Australia", "Yemen", 2024).headline == "not on record"
    assert read(catalog, "Russia", "Turkey", 2022).headline == "normal"


def test_a_war_of_the_data_is_over_when_the_rows_say_so(catalog: Catalog) -> None:
    after = read(catalog, "NATO", "Yugoslavia", 1999)
    assert after.headline == "armed conflict" and "10 June 1999" in after.sentence


def test_the_ladder_leads_and_members_are_counted(catalog: Catalog) -> None:
    found = read(catalog, "Turkey", "EU", 2005)
    assert found.rung == "candidate" and "candidate of the European Union" in found.sentence
    held = {group.headline: group.members for group in found.groups}
    assert held["occupation"] == ("Cyprus",) and held["disputed line"] == ("Cyprus", "Greece")
    assert not found.holds("occupation")


def test_the_war_of_one_side_with_a_third_party_is_named(catalog: Catalog) -> None:
    found = read(catalog, "NATO", "Russia", NEWEST)
    assert ("Russia", "Ukraine") in {(war.side, war.enemy) for war in found.other_wars}
    assert any("Russia has been at war with Ukraine" in text for text in found.details)


def test_two_blocs_count_pairs_of_members(catalog: Catalog) -> None:
    found = read(catalog, "CSTO", "NATO", 2024)
    broken = next(group for group in found.groups if group.headline == "rupture")
    assert broken.members == ("Armenia and Turkey",) and not broken.most
    assert "pair of members" in " ".join(found.details)


def test_an_earlier_view_knows_nothing_of_later_facts(catalog: Catalog) -> None:
    before = read(catalog, "Ukraine", "Russia", 2012)
    assert before.headline not in ("war", "armed conflict") and not before.sanctions
    assert not read(catalog, "Georgia", "Russia", 2006).holds("occupation")


def test_a_view_before_all_facts_is_no_fault(catalog: Catalog) -> None:
    assert read(catalog, "Prussia", "Austria-Hungary", 1850).headline in HEADLINES


def invented(*rows: tuple[str, dict[str, Any]]) -> list[str]:
    """The headlines that invented facts between two states give on a day."""
    base = {"a": "SWE", "b": "NOR", "what": "Invented", "source": "Invented", "land": "An island"}
    built = [fact for kind, row in rows for fact in read_rows(kind, [{**base, **row}], where="x")]
    found = [Between(fact=fact, first="SWE", second="NOR") for fact in built]
    return [one.headline for one in recorded(found, DAY)]


def fought(start: date, end: date | None = None, severity: str = "armed conflict") -> Any:
    row: dict[str, Any] = {"condition": severity, "from": start}
    return "fighting", {**row, "to": end} if end else row


@pytest.mark.parametrize(
    ("end", "expected"),
    [(date(2007, 7, 1), ["armed conflict"]), (date(2007, 6, 30), [])],
)
def test_fighting_counts_for_thirty_six_months(end: date, expected: list[str]) -> None:
    assert invented(fought(date(2007, 1, 1), end)) == expected


def test_an_open_war_is_a_war_and_an_ended_one_an_armed_conflict() -> None:
    assert invented(fought(date(2009, 1, 1), severity="war")) == ["war"]
    assert invented(fought(date(2009, 1, 1), DAY, "war")) == ["war"]
    assert invented(fought(date(2009, 1, 1), date(2010, 6, 1), "war")) == ["armed conflict"]


def test_a_ceasefire_is_a_truce_only_after_fighting_and_until_a_settlement() -> None:
    truce = ("truce", {"from": date(2000, 1, 1)})
    settled = ("normalisation", {"from": date(2005, 1, 1)})
    recent, old = (fought(date(year, 1, 1), date(year, 2, 1)) for year in (1998, 1990))
    assert invented(recent, truce) == ["truce"]
    assert invented(old, truce) == []
    assert invented(recent, truce, settled) == []


@pytest.mark.parametrize(
    ("end", "expected"), [(date(2009, 7, 1), ["crisis"]), (date(2009, 6, 30), [])]
)
def test_a_crisis_counts_for_twelve_months(end: date, expected: list[str]) -> None:
    assert invented(("crisis", {"from": date(2009, 1, 1), "to": end})) == expected


@given(st.dates(date(1900, 1, 31), date(2100, 12, 31)), st.integers(0, 240))
def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month(
    day: date, months: int
) -> None:
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day and before.day >= min(day.day, 28)
