"""Deciding by the tables: published numbers, what waits, what is void, our own records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.errors import LedgerError
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.decide import Answer, decide
from detente.evaluation.ledger.file import Ledger
from detente.evaluation.ledger.resolve import resolve, void
from detente.store.catalog import Catalog
from tests.evaluation.ledger.made import DAY, FREE, chance


def asked(**fields: Any) -> Condition:
    return Condition.from_plain({"where": {}, **fields})


def test_a_value_a_ratio_and_a_sum(catalog: Catalog) -> None:
    frame = catalog.frame("capability")
    by = {row["ccode"]: row["cinc"] for row in frame.filter(frame["year"] == 2007).to_dicts()}
    both = {"ccode": [2, 710], "year": [2007]}
    total = asked(table="capability", column="cinc", where=both)
    assert decide(catalog, total).value == pytest.approx(by[2] + by[710])
    one, other = ({"ccode": [code], "year": [2007]} for code in (2, 710))
    ratio = asked(table="capability", column="cinc", where=one, per=other)
    assert decide(catalog, ratio).value == pytest.approx(by[2] / by[710])
    largest = asked(table="capability", column="cinc", where=both, take="largest")
    assert decide(catalog, largest).value == max(by[2], by[710])


def test_votes_of_several_pairs_are_counted_together(catalog: Catalog) -> None:
    where = {"ccode1+ccode2": [[2, 365], [200, 365]], "year": [2012]}
    of = {"table": "same_votes", "column": "same", "over": "votes", "where": where}
    found = decide(catalog, asked(**of, rows="any", known=["un_votes_undl", "2012"]))
    frame = catalog.frame("same_votes")
    rows = frame.filter(
        (frame["year"] == 2012) & frame["ccode1"].is_in([2, 200]) & (frame["ccode2"] == 365)
    )
    assert rows.height == 2
    assert found.value == pytest.approx(rows["same"].sum() / rows["votes"].sum())


def test_a_year_that_no_source_has_waits(catalog: Catalog) -> None:
    later = asked(**{**FREE.plain(), "where": {"ccode": [365], "year": [2050]}})
    assert decide(catalog, later) == Answer(why="0 of 1 values are known")
    known = asked(**{**FREE.plain(), "known": ["vdem", "2050"]})
    assert "the data of 'vdem' end in" in decide(catalog, known).why
    # a view of 2011 does not know 2012
    assert decide(catalog.as_of(2011), FREE).value is None
    assert decide(catalog.as_of(2012), FREE).value == 1.0


def test_counts_settle_a_yes_early_and_a_no_only_at_the_end(catalog: Catalog) -> None:
    where = {"a": ["NATO"], "b": ["RUS"], "body": ["NRC"]}
    of = {"table": "record.meetings", "column": "date", "take": "count", "way": "at least"}
    ahead = {**of, "rows": "any", "threshold": 1.0, "known": ["facts", "2016-12-31"]}
    met = asked(**ahead, where={**where, "date": {"from": "2016-01-01", "to": "2016-12-31"}})
    assert decide(catalog.as_of(date(2016, 4, 30)), met).value == 1.0
    none = asked(**ahead, where={**where, "date": {"from": "2016-01-01", "to": "2016-02-28"}})
    assert decide(catalog.as_of(date(2016, 4, 30)), none).value is None
    assert decide(catalog, none).value == 0.0


def test_records_of_steps_and_chapters(catalog: Catalog) -> None:
    steps = asked(
        table="record.steps",
        column="date",
        where={"bloc": ["NATO"], "state": ["SWE"], "rung": ["member"]},
        take="count",
        rows="any",
        way="at least",
        threshold=1.0,
        known=["facts", "2024-12-31"],
    )
    assert decide(catalog, steps).value == 1.0
    assert decide(catalog.as_of(2023), steps).value is None
    chapters = {"bloc": ["EU"], "state": ["SRB"], "kind": ["opened"]}
    of = {"table": "record.chapters", "column": "chapter", "take": "count", "rows": "any"}
    assert decide(catalog, asked(**of, where=chapters)).value == 22.0


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"column": "happiness"}, "has no column 'happiness'"),
        ({"known": ["moons", "2012"]}, "no source is called 'moons'"),
        ({"table": "record.moons"}, "no table of records is called"),
    ],
)
def test_what_no_table_has(catalog: Catalog, changed: dict[str, Any], part: str) -> None:
    with pytest.raises(LedgerError, match=part):
        decide(catalog, asked(**{**FREE.plain(), **changed}))


def test_a_table_that_is_not_in_the_store_is_waited_for(catalog: Catalog) -> None:
    later = asked(**{**FREE.plain(), "table": "moons"})
    assert decide(catalog, later).why == "the table 'moons' is not in the store"


def test_open_entries_are_decided_void_or_wait(catalog: Catalog) -> None:
    where = {"ccode": [365], "year": [2050]}
    never = Condition(**{**_fields(FREE), "where": where})
    entries = (
        chance("q1"),
        chance("q2", decided_by=never),
        chance("q3", decided_by=never, void_after=date(2060, 1, 1)),
    )
    found = resolve(catalog, entries, DAY)
    yes, nothing = found.outcomes
    assert yes.of == "q1" and yes.value == 1.0 and yes.seen == pytest.approx(0.3, abs=0.1)
    assert yes.editions["vdem"]
    assert nothing.of == "q2" and "no data decided it by 2015-12-31" in nothing.void
    assert [one.entry.id for one in found.waiting] == ["q3"]


def _fields(condition: Condition) -> dict[str, Any]:
    return {name: getattr(condition, name) for name in Condition.__dataclass_fields__}


def test_void_needs_a_reason_and_an_entry() -> None:
    from detente.evaluation.ledger.chain import link

    held = Ledger(link([{"type": "entry", **chance().plain()}]))
    assert void(held, "q1", " the source changed ", on=DAY).void == "the source changed"
    with pytest.raises(LedgerError, match="void for no reason"):
        void(held, "q1", " ", on=DAY)
    with pytest.raises(LedgerError, match="no entry is called"):
        void(held, "q9", "so", on=DAY)
