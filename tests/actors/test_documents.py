"""Documents by date: at a view from the past nothing is cited that was written after it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.chronology import chronology, relations
from detente.actors.documents import BETWEEN, UNCITED, as_cited, known_documents, published
from detente.actors.names import state
from detente.actors.powers import in_force, power_ties
from detente.actors.relation_facts import facts, facts_between

VIEWS = (date(2005, 12, 31), date(2013, 12, 31), date(2021, 12, 31))


def is_out(source: str, view: date) -> bool:
    """Tell whether every document that names its day was out."""
    return all((published(part) or view) <= view for part in source.split(BETWEEN))


@pytest.mark.parametrize("view", VIEWS)
def test_no_row_cites_a_document_from_after_the_view(view: date) -> None:
    known = [one for fact in facts() if (one := fact.known_by(view)) is not None]
    events = [one for pair in relations() for one in chronology(*sorted(pair), view)]
    ties = in_force(view)
    assert len(known) > 100 and len(events) > 100 and len(ties) > 20
    cited = {one.source for rows in (known, events, ties) for one in rows}
    assert [source for source in cited if not is_out(source, view)] == []
    # what rests on a later document alone is unverified: page 1 never prints it
    uncited = [one for rows in (known, events) for one in rows if one.source == UNCITED]
    assert not any(one.checked for one in uncited)


def test_the_occupation_of_georgian_land_is_cited_as_of_2011() -> None:
    russia, georgia = state("Russia"), state("Georgia")

    def occupied(year: int) -> list[str]:
        found = facts_between(russia, georgia, date(year, 12, 31))
        return [one.fact.source for one in found if one.fact.kind == "occupation"]

    assert occupied(2010) == [], "no document of our tables finds it yet"
    (source,) = occupied(2013)
    assert "17 November 2011" in source and "2021" not in source
    assert "2021" in occupied(2022)[0]


def test_a_rivalry_cites_no_strategy_of_later_years() -> None:
    (early,) = [one for one in in_force(VIEWS[1]) if {one.power, one.other} == {"USA", "CHN"}]
    assert early.kind == "rivalry" and "1996" in early.source and "2022" not in early.source
    late = [one for one in in_force(VIEWS[2]) if {one.power, one.other} == {"NATO", "RUS"}]
    assert len(late) == 1 and "29 June 2022" not in late[0].source


def test_a_row_whose_documents_are_all_out_stays_the_same() -> None:
    newest = date(2026, 6, 30)
    assert all(as_cited(tie, newest) is tie for tie in power_ties())


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2025, 12, 31)),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2025, 12, 31)),
)
def test_a_document_is_known_from_its_own_day(day: date, view: date) -> None:
    source = f"Joint statement, Moscow, {day.day} {day:%B} {day.year}"
    assert published(source) == day
    assert known_documents(source, view) == (source if day <= view else "")


def test_a_month_and_a_year_are_known_when_they_are_over() -> None:
    assert published("Report, September 2009") == date(2009, 9, 30)
    assert published("S/RES/353 (1974)") == date(1974, 12, 31)
    assert published("Convention of Stockholm") is None
