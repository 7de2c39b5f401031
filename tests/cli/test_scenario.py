"""The command on scenarios: a page, JSON, a worked file, and one line where it cannot be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import application
from detente.errors import DetenteError, RequestError
from detente.relations import relation

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


FOR_RUSSIA = ["Russia", "NATO", "--year", "2014"]
TWO = """
[[event]]
verb = "accession"
state = "Russia"
bloc = "NATO"
year = 2014
[[event]]
verb = "joint-body"
state = "Russia"
bloc = "NATO"
year = 2014
"""


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["accession", "Poland", "NATO"], "cannot join again; near: exit, suspension"),
        (["accession", "Kenya", "BRICS", "--year", "2005"], "BRICS did not exist.*near: .*EU"),
        (["exit", *FOR_RUSSIA], "cannot leave; near: accession, association"),
        (["suspension", "Brazil", "NATO"], "could be suspended; near: accession"),
        (["accession", "Ukraine", "CIS", "--as-of", "2023"], "at war with Russia.*--even-at-war"),
        (["accession", "Russia", "COE", "--as-of", "2023"], "at war with Ukraine.*--even-at-war"),
        (["accession", "Russia", "NATO", "--as-of", "2090"], "choose a year from 1816 to"),
        (["accession", "Russia", "NATO", "--year", "2090"], "beyond the horizon.*choose a year"),
        (["accession", "Russia", "NATO", "--year", "1800"], "before the state systems begin"),
        (["accession", "Iran", "AL", "--as-of", "1946"], "nothing can be simulated.*choose a day"),
        (["accession", *FOR_RUSSIA, "--horizon", "0"], "horizon of 0 years.*choose 1 to 100"),
        (["accession", *FOR_RUSSIA, "--horizon", "500"], "horizon of 500 years.*choose 1 to 100"),
        (["accession", *FOR_RUSSIA, "--prior", "pull.member=1,0"], "has no mass"),
        (["accession", *FOR_RUSSIA, "--prior", "pull.membr=0,1"], "near: pull.partner"),
        (["acession", *FOR_RUSSIA], "near: accession"),
        (["accession", "Russai", "NATO"], "near: Russia"),
        (["russia-nato-2010"], "near: .*russia-nato-2014"),
    ],
)
def test_bad_input_is_one_line_with_what_is_near(words: list[str], line: str) -> None:
    failed = CliRunner().invoke(application("scenario"), ["scenario", *words, "--quiet"])
    said = str(failed.exception)
    assert isinstance(failed.exception, DetenteError) and "\n" not in said
    assert re.search(line, said), said


def test_events_of_a_file_that_contradict_each_other(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(TWO, encoding="utf-8")
    failed = CliRunner().invoke(application("scenario"), ["scenario", str(path), "--quiet"])
    assert isinstance(failed.exception, RequestError)
    assert "contradict each other" in str(failed.exception)


COLD = """
import sys
from detente.cli.app import application
sys.argv = ["detente", *sys.argv[1:]]
application("scenario")(standalone_mode=False)
"""
COMPILING = "compiling the simulation once"


def test_the_first_compilation_is_announced_once_and_cached_for_the_user(tmp_path: Path) -> None:
    words = ["scenario", "accession", "Russia", "NATO", "--year", "2014", "--draws", "20"]
    here = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    here.pop("NUMBA_CACHE_DIR", None)
    said, spent = [], []
    for _ in range(2):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", COLD, *words],
            env=here,
            capture_output=True,
            text=True,
            check=True,
        )
        spent.append(time.perf_counter() - began)
        said.append(done)
    first, second = said
    assert COMPILING in first.stderr and COMPILING not in second.stderr
    assert COMPILING not in first.stdout and first.stdout == second.stdout
    assert list((tmp_path / "cache" / "detente").glob("engine-*/**/*.nbi"))
    # what it took is counted apart: it is gone the second time
    assert spent[1] < spent[0] / 2


def test_a_relation_gives_the_same_numbers() -> None:
    found = relation("NATO", "Russia", as_of=2013).scenario("accession", 2014, draws=40)
    app, runner = application("scenario"), CliRunner()
    told = json.loads(runner.invoke(app, [*ASKED, "--json"]).stdout)
    share = found.spinoff("prominence")[0]
    assert told["spinoffs"]["prominence"][0]["mean"] == pytest.approx(list(share.mean), abs=1e-6)
    with pytest.raises(RequestError, match="needs a bloc and a state"):
        relation("India", "China", as_of=2013).scenario("accession", 2014)
