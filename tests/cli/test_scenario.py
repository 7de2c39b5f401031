"""The command on scenarios: a page, JSON, a worked file, and one line where it cannot be."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.cli.app import application
from detente.errors import RequestError
from detente.relation import relation

ASKED = ["scenario", "accession", "Russia", "NATO", "--year", "2014", "--draws", "40", "--quiet"]


def test_page_json_and_worked_file() -> None:
    app, runner = application("scenario"), CliRunner()
    page = runner.invoke(app, ASKED).stdout
    assert page.startswith("accession: Russia, NATO, 2014, as of 2013")
    assert max(map(len, page.splitlines())) <= 100
    told = json.loads(runner.invoke(app, [*ASKED, "--json", "--prior", "pull.member=0,0.1"]).stdout)
    assert told["draws"] == 40 and told["events"][0]["bloc"] == "NATO"
    assert [prior["name"] for prior in told["priors"] if prior["moved"]] == ["pull.member"]
    worked = ["scenario", "uk-exit-2016", "--draws", "40", "--horizon", "6", "--quiet", "--json"]
    assert json.loads(runner.invoke(app, worked).stdout)["events"][0]["verb"] == "exit"


def test_what_cannot_be_is_refused() -> None:
    app, runner = application("scenario"), CliRunner()
    for words in (["accession", "Poland", "NATO"], ["accession"], ["marriage", "Russia", "NATO"]):
        failed = runner.invoke(app, ["scenario", *words, "--quiet"])
        assert isinstance(failed.exception, RequestError)


def test_a_relation_gives_the_same_numbers() -> None:
    found = relation("NATO", "Russia", as_of=2013).futures("accession", 2014, draws=40)
    app, runner = application("scenario"), CliRunner()
    told = json.loads(runner.invoke(app, [*ASKED, "--json"]).stdout)
    share = found.spinoff("prominence")[0]
    assert told["spinoffs"]["prominence"][0]["mean"] == pytest.approx(list(share.mean), abs=1e-6)
    with pytest.raises(RequestError, match="needs a bloc and a state"):
        relation("India", "China", as_of=2013).futures("accession", 2014)
