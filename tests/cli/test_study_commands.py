"""The commands of studies and of the report card as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run


def test_a_study_in_words_and_as_json() -> None:
    text, _ = run("study", "NATO", "--as-of", "2013", "--draws", "200")
    assert (
        "associates that never joined" in text
        and "0 of 8 specifications" in text
        and "pre-trend" in text
    )
    printed, _ = run("study", "NATO", "--as-of", "2013", "--draws", "200", "--json")
    record = json.loads(printed)
    assert len(record["specifications"]) == 8 and record["specifications"][0]["treated"] == 12
    assert run("study", "NATO", "--as-of", "2013", "--draws", "200", "--json")[0] == printed, (
        "one seed, one answer"
    )


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("AUKUS",), "nobody reached"),
        (("Russia",), "not a bloc"),
        (("NATO", "--outcome", "x"), "near: distance"),
        (("NATO", "--kind", "exit"), "near: accession"),
        (
            ("NATO", "--form", "Partnership for Pace", "--kind", "association"),
            "near: Partnership for Peace",
        ),
        (("NATO", "--form", "Partnership for Peace"), "--kind association"),
        (("WP",), "1955-1991"),
        (("NATO", "--since", "2040"), "studied from 2040"),
        (("EU", "--outcome", "trade", "--offline"), "pull cow_trade"),
    ],
)
def test_what_cannot_be_studied_is_refused_in_one_line(words: tuple[str, ...], part: str) -> None:
    _, said = run("study", *words, expect=1)
    assert part in said.strip().splitlines()[-1], said


def test_the_report_card_as_a_page(tmp_path: Path) -> None:
    text, _ = run("backtest", "power", "--as-of", "2013", "--out", str(tmp_path))
    assert "\ncinc " in text and "| cinc |" in (tmp_path / "report-card-power.md").read_text(
        encoding="utf-8"
    )
    assert (
        "near: card, power" in run("backtest", "moons", expect=1)[1]
        and "1816" in run("backtest", "--as-of", "1500", expect=1)[1]
    )
    assert "Nothing can be scored" in run("backtest", "institutions", "--as-of", "1900")[0]
    (tmp_path / "file").write_text("x")
    assert "--out" in run("backtest", "power", "--out", str(tmp_path / "file"), expect=1)[1]


def test_a_page_as_json() -> None:
    text, _ = run("backtest", "institutions", "--as-of", "1955", "--json")
    assert json.loads(text)[0]["id"] == "institutions"


def test_expectations_in_a_panel(tmp_path: Path) -> None:
    run(
        "panel",
        "dyad-years",
        "--directed",
        "--years",
        "2012-2013",
        "--add",
        "outcomes",
        "--offline",
        "--out",
        str(tmp_path / "x.csv"),
    )
    assert (
        "doe_win,doe_lose,doe_stalemate"
        in (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()[0]
    )


def own_rows(folder: Path) -> Path:
    rows = ["state,year,trade,joined"]
    moves = {"A": ([5, 5, 8, 10], 1992), "B": ([1, 1, 2, 2], ""), "C": ([4, 4, 7, 7], 1994)}
    for state, (values, joined) in moves.items():
        rows += [f"{state},{1990 + at},{value},{joined}" for at, value in enumerate(values)]
    path = folder / "own.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


OWN = ("--unit", "state", "--time", "year", "--outcome", "trade", "--treated-from", "joined")


def test_own_data_from_the_command_line(tmp_path: Path) -> None:
    path = own_rows(tmp_path)
    text, _ = run("event-study", str(path), *OWN, "--draws", "100")
    assert "one treated unit against 2 never treated" in text and "effect 2 [" in text
    assert "+0: 1 [" in text and "+1: 3 [" in text and "counted as never" in text
    printed, _ = run("event-study", str(path), *OWN, "--controls", "not-yet", "--json")
    record = json.loads(printed)
    assert record["effect"] == 2.0 and record["compared_with"] == "not-yet"
    assert {row["time"]: row["effect"] for row in record["by_time"]}[1] == 3.0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--controls", "later"), "near: never, not-yet"),
        (("--outcome", "trad"), "outcome='trad' is no column"),
    ],
)
def test_own_data_that_cannot_be_studied(tmp_path: Path, words: tuple[str, ...], part: str) -> None:
    _, said = run("event-study", str(own_rows(tmp_path)), *OWN, *words, expect=1)
    assert part in said.strip().splitlines()[-1]
    missing, _ = str(tmp_path / "none.csv"), None
    assert "there is no file" in run("event-study", missing, *OWN, expect=1)[1]


def test_later_members_serve_as_controls_until_they_join() -> None:
    words = ("study", "NATO", "--as-of", "2013", "--draws", "100")
    plain, waiting = (
        json.loads(run(*words, "--json", *more)[0]) for more in ((), ("--controls", "not-yet"))
    )
    before, after = (
        {(one["controls"], one["anticipation"]): one for one in record["specifications"]}
        for record in (plain, waiting)
    )
    assert waiting["compared_with"] == "not-yet" and plain["compared_with"] == "never"
    region = ("region", 0)
    assert after[region]["controls_count"] > before[region]["controls_count"]
    assert "until they do" in run(*words, "--controls", "not-yet")[0]
    assert "near: never, not-yet" in run(*words, "--controls", "sometimes", expect=1)[1]
