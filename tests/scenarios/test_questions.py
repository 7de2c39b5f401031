"""Indicator questions: entries that the ledger takes, decided on a past view by what came."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import application
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.decide import decide
from detente.scenarios.files import read_file
from detente.scenarios.indicators import LEAST, MOST, TELLING
from detente.scenarios.questions import EVER, Asked, asked
from detente.scenarios.run import Simulated, simulate
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.verbs import Plan, event
from detente.scenarios.world import build
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store, default_store

VIEW = date(2004, 12, 31)
IN_STORE = "is not in the store"
"""Why a question on disputes waits: their data are in a user's own store alone."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return default_catalog(default_store())


@pytest.fixture(scope="module")
def romania(catalog: Catalog) -> Simulated:
    joins = event("accession", "Romania", "EU", view=VIEW, year=2007)
    return simulate(catalog, Plan(title="x", view=VIEW, events=(joins,), horizon=6, draws=200))


def asked_of(catalog: Catalog, name: str) -> tuple[Asked, ...]:
    plan = read_file(name)
    one = plan.events[0]
    also = ((one.state.members(plan.view)[0], one.bloc.id),)
    built = build(catalog, plan.view, also=also)
    return asked(Setting(plan=plan, built=built, event=one))


def test_a_past_view_is_registered_and_decided_by_what_came(tmp_path: Path) -> None:
    runner, scenario, ledger = CliRunner(), application("scenario"), application("ledger")
    words = "scenario accession Romania EU --as-of 2004 --year 2007 --horizon 6 --draws 200"
    written = tmp_path / "scenario.json"
    told = runner.invoke(scenario, [*words.split(), "--json", "--quiet"]).stdout
    written.write_text(told, encoding="utf-8")
    file = ["--ledger", str(tmp_path / "ledger.jsonl"), "--json"]
    added = runner.invoke(ledger, ["ledger", "register", str(written), *file, "--quiet"])
    ids = json.loads(added.stdout)["added"]
    assert LEAST <= len(ids) <= MOST
    found = runner.invoke(ledger, ["ledger", "resolve", "--as-of", "2010", *file])
    outcomes = {one["of"]: one for one in json.loads(found.stdout)["outcomes"]}
    assert set(outcomes) == set(ids)
    decided = {id: one for id, one in outcomes.items() if one["value"] is not None}
    # Romania joined on 1 January 2007
    member = [id for id in decided if ".member.EU.360." in id]
    assert [outcomes[id]["value"] for id in member] == [1.0]
    assert len(decided) >= 4
    assert all(IN_STORE in outcomes[id]["void"] for id in set(outcomes) - set(decided))
    again = runner.invoke(ledger, ["ledger", "register", str(written), *file, "--quiet"])
    assert json.loads(again.stdout)["added"] == []


@pytest.mark.mirror
def test_with_every_source_each_question_of_2001_has_its_answer(mirrored: Store) -> None:
    every = default_catalog(mirrored)
    found = simulate(every, read_file("russia-nato-2002", draws=200))
    answers = {
        one.series: decide(every, Condition.from_plain(one.decided_by)) for one in found.indicators
    }
    assert all(answer.value is not None for answer in answers.values()), answers
    assert answers["member.NATO.365"].value == 0.0
    assert any(name.startswith("dispute.") for name in answers)


def test_questions_differ_between_the_futures_or_are_open(romania: Simulated) -> None:
    first, *rest = romania.indicators
    assert first.series == "member.EU.360" and first.chance - first.chance_without > 0.2
    assert not first.is_settled and first.weight >= TELLING
    assert [one.weight for one in rest] == sorted((one.weight for one in rest), reverse=True)
    assert len({one.series for one in romania.indicators}) == len(romania.indicators)


def test_a_member_is_asked_whether_it_leaves(catalog: Catalog) -> None:
    by_id = {one.id: one for one in asked_of(catalog, "uk-exit-2016")}
    leaves = by_id["left.EU.200"]
    assert leaves.ends and "leave the European Union" in leaves.words
    said = leaves.decided_by(date(2015, 12, 31), 2020, 0.5)
    assert said["where"]["rung"] == ["left"] and said["where"]["state"] == ["GBR"]
    assert said["where"]["date"] == {"from": "2016-01-01", "to": "2020-12-31"}
    assert not any(id.startswith("member.EU.200") for id in by_id)


def test_disputes_are_asked_only_as_far_as_their_data_reach(catalog: Catalog) -> None:
    questions = asked_of(catalog, "russia-nato-2014")
    disputes = [one for one in questions if one.by == "dispute"]
    assert disputes and all(one.to == 2014 for one in disputes)
    before, after = (
        disputes[0].decided_by(date(2004, 12, 31), year, 0.5)["table"] for year in (2010, 2011)
    )
    assert (before, after) == ("gml_mid", "cow_mid")
    regime = next(one for one in questions if one.id == "democracy.365")
    said = regime.decided_by(VIEW, 2010, 0.4)
    assert said["plus"] == "polyarchy_median" and regime.to == EVER
    assert said["where"] == {"ccode": [365], "year": [2010]}
