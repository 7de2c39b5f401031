"""Own facts in the paper: marked as their author's everywhere, and of one relation alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

import detente as dt
from detente.actors.own_facts import parse_own_facts
from detente.actors.own_rows import OwnFacts
from detente.actors.relation_key import pair
from detente.paper.blocks import Grid, Paragraph
from detente.paper.brief import Brief, make
from detente.paper.compose import lay_out
from detente.paper.sections import own_facts as section
from detente.paper.signature import Signature
from detente.paper.writers.citation import citation
from detente.paper.writers.json import dumps, record
from detente.paper.writers.own_facts import hand_made_rows
from detente.settings import settings
from detente.store.catalog import Catalog

MARK = "according to the desk"
FACTS = b"""
author = "the desk"
title = "Rows of ours"
[[fighting]]
a = "FRA"
b = "DEU"
condition = "war"
from = 2012-01-01
what = "A war for a test"
source = "Protocol"
[[step]]
bloc = "EU"
states = "FRA"
rung = "suspended"
form = "member"
from = 2012-06-01
source = "Decision"
[[event]]
a = "FRA"
b = "DEU"
date = 2014-01-01
what = "Peace"
source = "Treaty"
[[withdraw]]
row = "step:NATO:FRA:member:1949-08-24"
why = "for a test"
"""


@pytest.fixture(scope="module")
def own() -> OwnFacts:
    return parse_own_facts(FACTS, name="desk.toml")


@pytest.fixture(scope="module")
def brief(catalog: Catalog, own: OwnFacts) -> Brief:
    return make(catalog, pair("France", "Germany", 2013, own=own))


@pytest.fixture(scope="module")
def plain(catalog: Catalog) -> Brief:
    return make(catalog, pair("France", "Germany", 2013))


def test_the_state_is_the_authors_and_marked(brief: Brief, plain: Brief) -> None:
    state = brief.relation.state
    assert state.headline == "war" and MARK in state.sentence
    assert state.leading is not None and state.leading.row == "own:fighting:FRA-DEU:2012-01-01"
    assert state.documents()[0] == "the desk: Protocol"
    assert plain.relation.state.headline != "war" and MARK not in plain.relation.state.sentence


def test_a_finding_that_counts_own_steps_says_so(brief: Brief, plain: Brief) -> None:
    with_own, without = (one.finding("institutions.blocs") for one in (brief, plain))
    assert with_own is not None and without is not None
    assert with_own.text.endswith("It counts facts according to the desk.")
    assert "the membership of France in the European Union has been suspended" in with_own.text
    assert "suspended" not in without.text and "desk" not in without.text
    votes = brief.finding("identity.distance")
    assert votes is not None and "desk" not in votes.text


def test_the_record_names_the_file_and_its_rows(brief: Brief, plain: Brief, own: OwnFacts) -> None:
    written = record(brief)["own_facts"]
    assert (written["author"], written["file"]) == ("the desk", "desk.toml")
    assert written["digest"] == own.digest and len(own.digest) == 64
    used = {row["row"]: row["used"] for row in written["rows"]}
    assert used == {
        "own:event:DEU-FRA:2014-01-01": False,
        "own:step:EU:FRA:suspended:member:2012-06-01": True,
        "own:fighting:FRA-DEU:2012-01-01": True,
    }
    assert [one["row"] for one in written["contested"]] == ["step:NATO:FRA:member:1949-08-24"]
    assert record(plain)["own_facts"] is None


def test_the_same_file_gives_the_same_bytes_and_another_does_not(
    brief: Brief, catalog: Catalog
) -> None:
    again = make(catalog, replace(brief.pair, own=parse_own_facts(FACTS, name="desk.toml")))
    other = make(catalog, replace(brief.pair, own=parse_own_facts(FACTS + b"#", name="desk.toml")))
    assert dumps(again) == dumps(brief) != dumps(other)


def test_the_paper_lists_rows_and_contested_rows(brief: Brief, plain: Brief) -> None:
    document = lay_out(brief, settings())
    found = next(one for one in document.sections if one.id == "own")
    rows, contested = (block for block in found.blocks if isinstance(block, Grid))
    assert {row[0] for row in rows.rows} >= {"own:fighting:FRA-DEU:2012-01-01"}
    unseen = [row[2] for row in rows.rows if section.UNSEEN in row[2]]
    assert unseen == [f"Peace ({section.UNSEEN})"]
    assert contested.rows[0][2:] == ("for a test", "nothing")
    laid_out = lay_out(plain, settings())
    assert all(one.id != "own" for one in laid_out.sections)


def test_whoever_cites_the_paper_names_the_file(brief: Brief, plain: Brief) -> None:
    cited, without = (
        citation(one, Signature(), made=settings().made, content=dumps(one))
        for one in (brief, plain)
    )
    for text in (cited.line(), cited.bibtex(), cited.csl(), cited.cff()):
        assert "according to the desk (" in text.lower() and "SHA-256" in text
    for text in (without.line(), without.bibtex(), without.csl(), without.cff()):
        assert "SHA-256" not in text and "the desk" not in text


def test_the_evidence_lists_every_hand_made_row_by_id(brief: Brief, plain: Brief) -> None:
    ours, theirs = hand_made_rows(plain), hand_made_rows(brief)
    assert ours["row"].is_unique().all() and not ours["own"].any()
    added = set(theirs["row"]) - set(ours["row"])
    assert all(row.startswith("own:") for row in added) and len(added) == 2
    assert set(ours["row"]) - set(theirs["row"]) == {"step:NATO:FRA:member:1949-08-24"}


def test_every_paper_says_how_an_error_is_reported(plain: Brief) -> None:
    methods = next(one for one in lay_out(plain, settings()).sections if one.id == "methods")
    texts = [block.text for block in methods.blocks if isinstance(block, Paragraph)]
    assert sum("To report an error" in text for text in texts) == 1
    declared = {"Project-URL": ["Source, https://example.org", "Issues, https://example.org/i"]}
    with mock.patch.object(section, "metadata") as known:
        known.return_value.get_all = declared.get
        assert section.issues_page() == "at https://example.org/i"
        known.return_value.get_all = {}.get
        assert "repository" in section.issues_page()


def test_two_relations_in_one_process_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_bytes(FACTS)
    ours = dt.relation("France", "Germany", as_of=2013, facts=path)
    theirs = dt.relation("France", "Germany", as_of=2013)
    again = dt.relation("France", "Germany", as_of=2013, facts=str(path))
    heads = [one.state.headline for one in (ours, theirs, again)]
    assert heads[0] == heads[2] == "war" != heads[1]
