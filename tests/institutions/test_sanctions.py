"""Sanctions as spells of days: merged within a source, cut at the view, null after the data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import actor
from detente.institutions import sanctions
from detente.institutions.sanctions import DERIVED_TABLES, last_day
from detente.store.catalog import Catalog
from detente.store.cut import cut
from detente.store.home import Store
from detente.store.schema import check
from tests.panel.world_of_five import RUS, USA, table

KNOWN = {"threatened": 0, "ongoing": 0}


def day(text: str) -> date:
    return date.fromisoformat(text)


def eusanct(row: int, sender: str, start: str, end: str = "", **rest: object) -> dict[str, object]:
    """Give a case against Russia."""
    known = {**KNOWN, **rest}
    last = day(end) if end else None
    return {"row": row, "sender": sender, "ccode2": RUS, "start": day(start), "end": last, **known}


CASES = [
    eusanct(0, "US", "2000-01-01", "2001-06-30", imposed=day("2000-03-01"), threatened=1),
    eusanct(1, "US", "2001-01-01", "2002-01-31", imposed=day("2001-01-01"), threatened=1),
    eusanct(2, "US", "2002-02-01", "2003-01-31", imposed=day("2002-02-01")),
    eusanct(3, "US", "2010-01-01", threatened=1, ongoing=1),
    eusanct(4, "UN", "2009-09-23", imposed=day("2009-09-23")),
]
TERMINATIONS = [
    {"row": 0, "sender": "EU", "ccode2": RUS, "start": day("2014-03-06"), "ongoing": 1},
    {"row": 1, "sender": "US", "ccode2": RUS, "start": day("2000-05-05"), "end": day("2000-06-06")},
]


@pytest.fixture
def frame() -> pl.DataFrame:
    known = [{"ongoing": 0, **row} for row in TERMINATIONS]
    tables = {"eusanct": table("eusanct", CASES).frame, "ist": table("ist", known).frame}
    made = DERIVED_TABLES[0].make(tables)
    check("sanctions", made)
    return made


def test_cases_become_spells(frame: pl.DataFrame) -> None:
    rows = frame.select("source", "sender", "stage", "start", "end").rows()
    assert rows == [
        ("eusanct", "US", "threatened", day("2000-01-01"), day("2000-03-01")),
        ("eusanct", "US", "threatened", day("2010-01-01"), last_day("eusanct")),
        ("eusanct", "US", "imposed", day("2000-03-01"), day("2003-01-31")),
        ("eusanct", "UN", "imposed", day("2009-09-23"), day("2009-09-23")),
        ("ist", "US", "imposed", day("2000-05-05"), day("2000-06-06")),
        ("ist", "EU", "imposed", day("2014-03-06"), last_day("ist")),
    ], "a threat carried out at once is none; what touches is one spell; each source by itself"


@pytest.fixture
def catalog(frame: pl.DataFrame, tmp_path: Path) -> Catalog:
    frame.write_parquet(tmp_path / "sanctions.parquet")
    return Catalog(tmp_path)


def test_by_pair_and_day(catalog: Catalog) -> None:
    usa, union, russia = actor(USA), actor("EU"), actor(RUS)

    def on(text: str) -> list[tuple[str, str, bool | None]]:
        found = sanctions.sanctions(catalog, usa, russia, day(text))
        return found.select("source", "stage", "in_force").rows()

    assert on("2000-02-01") == [("eusanct", "threatened", True)]
    assert on("2000-05-10")[1:] == [("eusanct", "imposed", True), ("ist", "imposed", True)]
    assert on("2005-01-01")[1] == ("eusanct", "imposed", False)
    assert on("2020-01-01")[1] == ("eusanct", "threatened", None), "after the data nothing is known"
    union_rows = sanctions.sanctions(catalog, union, russia, day("2018-12-31"))
    assert union_rows["in_force"].to_list() == [True]
    russian = sanctions.sanctions(catalog, russia, usa, day("2018-12-31"))
    assert russian.is_empty(), "of senders that no source codes there is no row"


def test_an_earlier_view_does_not_see_how_it_ended(catalog: Catalog) -> None:
    seen = catalog.as_of(2001).frame("sanctions")
    assert seen["end"].max() == day("2001-12-31") and seen["start"].max() < day("2001-12-31")


def test_a_day_that_was_to_come_is_not_known() -> None:
    cases = table("eusanct", CASES[:1]).frame.lazy()
    seen = cut(cases, "eusanct", day("2000-02-01")).collect()
    assert seen.select("start", "imposed", "end").rows() == [
        (day("2000-01-01"), None, day("2000-02-01"))
    ]
    assert seen["ongoing"].to_list() == [None], "nor whether it will end"
    later = cut(cases, "eusanct", day("2000-03-01")).collect()
    assert later["imposed"].to_list() == [day("2000-03-01")]


dates = st.dates(day("1990-01-01"), day("2015-12-31"))


@given(st.lists(st.tuples(dates, dates), min_size=1, max_size=12))
def test_spells_of_one_key_never_touch_and_hold_the_same_days(
    spans: list[tuple[date, date]],
) -> None:
    cases = [
        {
            "row": row,
            "sender": "US",
            "ccode2": RUS,
            "start": min(pair),
            "end": max(pair),
            "ongoing": 0,
        }
        for row, pair in enumerate(spans)
    ]
    made = sanctions.spells(
        {"eusanct": table("eusanct", []).frame, "ist": table("ist", cases).frame}
    )
    gaps = made.select((pl.col("start").shift(-1) - pl.col("end")).dt.total_days())["start"]
    assert (gaps.drop_nulls() > 1).all()
    days = {
        start.toordinal() + step
        for start, end in made.select("start", "end").iter_rows()
        for step in range((end - start).days + 1)
    }
    expected = {
        min(pair).toordinal() + step
        for pair in spans
        for step in range(abs((pair[1] - pair[0]).days) + 1)
    }
    assert days == expected


@pytest.mark.mirror
def test_the_public_cases(mirrored: Store) -> None:
    tables = {name: mirrored.get(name).frame for name in ("eusanct", "ist")}
    made = sanctions.spells(tables)
    check("sanctions", made)
    against_russia = made.filter(ccode2=RUS, sender="EU", source="ist", end=last_day("ist"))
    assert against_russia["start"].to_list() == [day("2014-03-06")]
    assert made.filter(pl.col("end") < pl.col("start")).is_empty()
