"""A membership by treaty on paper: the two tables, the sentence, and the record."""

from __future__ import annotations

import json

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.paper.blocks import Grid, Paragraph
from detente.paper.tables.treaty import by_treaty
from detente.paper.writers.treaty import treaty_record
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import choose
from detente.store.catalog import Catalog


def scenario(
    catalog: Catalog, bloc: str, state: str, year: int, kind: str | None = None
) -> Scenario:
    relation = Relation(catalog, pair(bloc, state, year))
    accounted = account(relation.power, choose(relation.pair, kind))
    assert accounted is not None
    return accounted


def test_the_tables_of_serbia_and_the_union(catalog: Catalog) -> None:
    terms, needed, counts = by_treaty(scenario(catalog, "EU", "Serbia", 2024))
    assert isinstance(terms, Grid) and isinstance(counts, Grid)
    assert terms.columns == ("", "candidate", "member")
    votes = next(row for row in terms.rows if row[0] == "Votes")
    assert votes[1].startswith("No vote")
    assert votes[2].endswith("at least four must block (Article 16(4) TEU)")
    courts = next(row for row in terms.rows if row[0] == "Courts")
    assert courts[2].startswith("Duty: Judgments of the Court of Justice bind")
    assert isinstance(needed, Paragraph)
    assert needed.text == (
        "With Serbia a decision by qualified majority would need 16 members, not 15."
    )
    by_label = {row[0]: row[1:3] for row in counts.rows}
    assert by_label["Members that a decision of the Council needs"] == ("15", "16")
    assert by_label["Bulgaria's seats in the European Parliament"] == ("17", "")


def test_a_suspended_rung_says_so_and_nothing_is_counted_where_nobody_votes(
    catalog: Catalog,
) -> None:
    (terms,) = by_treaty(scenario(catalog, "NATO", "Russia", 2014))
    assert isinstance(terms, Grid)
    assert terms.columns[1] == "associate (suspended in part)"


def test_an_exit_heads_its_column_outside(catalog: Catalog) -> None:
    blocks = by_treaty(scenario(catalog, "EU", "Hungary", 2024))
    terms = blocks[0]
    assert isinstance(terms, Grid)
    assert terms.columns == ("", "member", "outside")
    # 55 per cent of 26 are 14.3: still 15 members, so that no sentence is made
    assert not any(isinstance(block, Paragraph) for block in blocks)


def test_a_bloc_without_a_table_has_no_block(catalog: Catalog) -> None:
    assert by_treaty(scenario(catalog, "V4", "Austria", 2013, "accession")) == []


def written(cell: Cell) -> dict[str, object]:
    return {"column": cell.column, "value": cell.value}


def test_the_record_holds_terms_counts_and_what_moves(catalog: Catalog) -> None:
    record = treaty_record(scenario(catalog, "EU", "Serbia", 2024).treaty, written)
    assert record is not None
    assert json.loads(json.dumps(record)) == record
    assert (record["before"]["rung"], record["after"]["rung"]) == ("candidate", "member")
    rows = {
        term["row"]: term
        for topic in record["topics"]
        for term in (*topic["before"], *topic["after"])
    }
    assert {*record["gained"], *record["owed"], *record["given_up"]} <= set(rows)
    assert all(term["article"] and term["evidence"] for term in rows.values())
    power = next(one for one in record["counts"] if one["id"] == "treaty.council_power")
    assert power["before"] is None
    assert power["after"] == pytest.approx(0.025, abs=0.001)
    assert power["evidence"] == [{"column": "power", "value": power["after"]}]


def test_the_record_of_a_bloc_without_a_table_is_null() -> None:
    assert treaty_record(None, written) is None
