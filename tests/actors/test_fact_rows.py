"""Rows of small tables: fields, types, words, dates and sources, each fault in one line."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors import (
    assembly_conflicts,
    close_ties,
    counts,
    leaders,
    presence,
    releases,
    trade_agreements,
    treaties,
    war_aid,
)
from detente.actors.fact_rows import NUMBER, Layout, checked, parties, read
from detente.errors import DateError, DetenteError
from detente.span import Span

LAYOUT = Layout(
    file="x.toml",
    kind="row",
    fields={"name": str, "size": NUMBER, "from": date, "to": date, "kind": str},
    required=("name",),
    words={"kind": ("one", "two")},
)
ROW = {"name": "a", "source": "A/RES/1"}
TABLES = (
    treaties.LAYOUT,
    close_ties.LAYOUT,
    presence.LAYOUT,
    counts.LAYOUT,
    war_aid.LAYOUT,
    leaders.LAYOUT,
    trade_agreements.LAYOUT,
    assembly_conflicts.CONFLICTS,
    assembly_conflicts.TEXTS,
    releases.SERIES,
    releases.EDITIONS,
)


def test_a_row_keeps_its_fields_and_says_where_it_is() -> None:
    (row,) = checked(LAYOUT, [{**ROW, "size": 3, "basis": "fixes"}])
    assert (row["size"], row["basis"], row["where"]) == (3, "fixes", "x.toml, row 1 of row")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"nmae": "b"}, "no field is called 'nmae'"),
        ({"size": "three"}, "'size' is not a number"),
        ({"size": True}, "'size' is not a number"),
        ({"from": "2014"}, "'from' is not a date"),
        ({"kind": "three"}, "'kind' is 'three'"),
        ({"name": ""}, "the field 'name' is missing"),
        ({"source": ""}, "the field 'source' is missing"),
        ({"from": date(2001, 1, 2), "to": date(2001, 1, 1)}, "before it begins"),
        ({"basis": "guesses"}, "'basis' is 'guesses'"),
        ({"evidence": "seen"}, "'evidence' is 'seen'"),
    ],
)
def test_a_broken_row_is_refused_in_one_line(broken: dict[str, object], words: str) -> None:
    with pytest.raises(DetenteError, match=words) as refused:
        checked(LAYOUT, [ROW, {**ROW, **broken}])
    assert "\n" not in str(refused.value) and "row 2" in str(refused.value)


def test_a_table_without_documents_asks_for_none() -> None:
    bare = Layout("x.toml", "row", {"name": str}, required=("name",), sourced=False)
    assert checked(bare, [{"name": "a"}])[0]["name"] == "a"


def test_parties_are_known_and_existed() -> None:
    assert parties("GRC EU", "x") == ("GRC", "EU")
    with pytest.raises(DetenteError, match="no state or bloc has the key 'GRX'"):
        parties("GRX", "x")
    with pytest.raises(DateError, match="'SUN' did not exist"):
        parties("SUN", "x", Span(date(2000, 1, 1), date(2001, 1, 1)))


@pytest.mark.parametrize("layout", TABLES, ids=lambda layout: f"{layout.file}-{layout.kind}")
def test_every_row_of_every_table_has_a_source_that_holds(layout: Layout) -> None:
    for row in read(layout):
        where = row["where"]
        read_one = bool(row.get("url")) or bool(row.get("dataset"))
        assert ("evidence" in row) == read_one, where
        assert "wikipedia" not in row.get("url", "") and " or " not in row.get("source", ""), where
        if row.get("basis") == "fixes":
            assert row["source"] != "no document at hand", where
