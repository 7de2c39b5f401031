"""``detente events`` from files to a table, a list of merged rows and the months of a pair."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from detente.cli.app import application
from detente.errors import DetenteError, RequestError
from tests.archive import generated, made

PLAN = generated.Plan(2_000, days=40)


def run(*words: str) -> str:
    done = CliRunner().invoke(application("events"), ["events", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    generated.write(PLAN, folder, files=2)
    return folder


def test_from_files_to_a_table_and_the_months_of_a_pair(raw: Path, tmp_path: Path) -> None:
    known = generated.totals(PLAN)
    archive, out = tmp_path / "archive", tmp_path / "cells.parquet"
    words = (str(raw), "--archive", str(archive), "--out", str(out))
    shown = run(*words, "--merged", str(tmp_path / "merged.csv"), "--pair", "USA", "Russia")
    assert f"{known['lines']:,} lines" in shown
    assert f"no state (AFR): {known['stateless']}" in shown
    listed = pl.read_csv(tmp_path / "merged.csv")
    # the terminal breaks lines, where the name of a folder is long
    assert f"{listed.height:,} rows merged away" in " ".join(shown.split())
    parties = set(listed["ccode1"]) | set(listed["ccode2"])
    assert parties == {2, 365} and listed.height > 0
    assert "2015-01" in shown and "trust: gdelt, 2015-01 to 2015-02" in shown
    assert "rows repeat an event" in " ".join(shown.split())
    months = pl.read_parquet(out)
    assert "ccode1" not in months.columns, "the cells are those of the pair"
    # the archive is kept: the same again without the files
    again = json.loads(run(str(archive), "--pair", "USA", "Russia", "--json", "--offline"))
    assert again["conversion"]["kept"] == known["events"] + known["twice"] + known["again"]
    assert sum(month["events"] for month in again["pair"]["months"]) == months["events"].sum()
    assert again["pair"]["trust"][0]["disputes"]["value"] is None


def test_daily_cells_of_all_pairs_as_csv(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "cells.csv"
    shown = run(str(raw), "--grain", "dyad-days", "--engine", "duckdb", "--out", str(out))
    assert f"{pl.read_csv(out).height:,} rows" in " ".join(shown.split())


def test_own_files_and_a_pair_without_events(tmp_path: Path) -> None:
    path = made.write(tmp_path / "own.csv", "when,a,b,code", "2018-01-05,2,20,190")
    columns = ("--column", "date=when", "--column", "ccode1=a", "--column", "ccode2=b")
    shown = run(str(path), *columns, "--pair", "Chile", "Peru")
    assert "no event between Chile and Peru" in shown


def test_a_broken_file_ends_with_a_failure_after_the_others_are_counted(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    made.write(raw / "a.csv", made.OWN_HEAD, "2018-01-05,2,20,190")
    (raw / "b.gz").write_bytes(gzip.compress(b"date,ccode1,ccode2,code\n" * 5_000)[:-9])
    out = tmp_path / "cells.csv"
    with pytest.raises(RequestError, match=r"1 of the files could not be read; .*b\.gz"):
        run(str(raw), "--out", str(out))
    assert pl.read_csv(out)["events"].to_list() == [1]


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere.csv",),
        ("own.csv", "--out", "cells.dta"),
        ("own.csv", "--column", "date"),
        ("own.csv", "--grain", "weeks"),
        ("own.csv", "--engine", "pandas"),
        ("own.csv", "--pair", "USA", "Atlantis"),
        ("own.csv", "--as-of", "soon"),
    ],
    ids=["missing", "ending", "column", "grain", "engine", "name", "day"],
)
def test_what_cannot_be_done_is_one_line(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made.write(tmp_path / "own.csv", made.OWN_HEAD, "2018-01-05,2,20,190")
    with pytest.raises(DetenteError) as caught:
        run(*words)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.csv"]


def test_a_relation_shows_months_from_an_archive_alone(raw: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    run(str(raw), "--archive", str(archive))
    runner = CliRunner()
    words = ["relation", "USA", "Russia", "--as-of", "2015"]
    app = application("relation")
    without = runner.invoke(app, words, catch_exceptions=False).stdout
    shown = runner.invoke(app, [*words, "--events", str(archive)], catch_exceptions=False).stdout
    assert shown.startswith(without) and "trust:" not in without
    assert "2015-01  gdelt" in shown and "trust: gdelt, 2015-01 to 2015-02" in shown
    early = [*words[:-1], "2014", "--events", str(archive)]
    shown = runner.invoke(app, early, catch_exceptions=False).stdout
    assert "no event between USA and Russia" in shown
    with pytest.raises(RequestError, match="no converted archive"):
        runner.invoke(app, [*words, "--events", str(raw)], catch_exceptions=False)
