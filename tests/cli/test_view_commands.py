"""The view from the command line: a year or a day, in text and in JSON, whatever the clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detente.actors.checked import STALE_AFTER, facts_checked_to
from detente.span import last_full_year
from tests.cli.test_cli import run

CHECKED = facts_checked_to()
DAY = "2022-02-24"
AT_DAY = {"as_of": 2021, "day": DAY}
COMMANDS = [
    ("relation", "Ukraine", "Russia"),
    ("windows", "Ukraine", "Russia"),
    ("speech", "Ukraine", "Russia", "--offline"),
    ("votes", "Ukraine", "Russia", "--offline"),
    ("actors",),
]
"""Commands with a view that answer within seconds, with their arguments."""


def fields(answer: dict[str, object]) -> dict[str, object]:
    return {name: answer[name] for name in ("as_of", "day")}


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_takes_a_day(words: tuple[str, ...]) -> None:
    out, _ = run(*words, "--as-of", DAY, "--json")
    assert fields(json.loads(out)) == AT_DAY


@pytest.mark.parametrize("words", COMMANDS)
def test_the_default_view_is_the_day_to_which_the_facts_are_checked(
    words: tuple[str, ...],
) -> None:
    out, _ = run(*words, "--json")
    expected = {"as_of": last_full_year(CHECKED), "day": CHECKED.isoformat()}
    assert fields(json.loads(out)) == expected


@pytest.mark.parametrize("as_of", ["2030", "2026-12-31", "1700", "yesterday", "2022-02-30"])
@pytest.mark.parametrize(
    "words",
    [
        *COMMANDS,
        ("brief", "Ukraine", "Russia"),
        ("study", "NATO"),
        ("backtest", "card"),
        ("check", "examples/claims/karasek-2013.toml"),
    ],
)
def test_no_command_takes_another_view(words: tuple[str, ...], as_of: str) -> None:
    out, err = run(*words, "--as-of", as_of, expect=1)
    lines = [line for line in err.splitlines() if not line.startswith("[")]
    assert not out and len(lines) == 1 and CHECKED.isoformat() in lines[0]


def test_actors_on_the_day_of_an_accession() -> None:
    before, _ = run("actors", "NATO", "--as-of", "2024-03-06")
    after, _ = run("actors", "NATO", "--as-of", "2024-03-07")
    assert "Sweden" not in before and "Sweden" in after


def test_the_report_card_names_the_day() -> None:
    out, _ = run("backtest", "card", "--as-of", DAY)
    assert "Report card, as of 24 February 2022" in out


def test_claims_on_a_day(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(
        "[document]\nas_of = 2024-03-01\n"
        '[[claim]]\nid = "1"\ntext = "Sweden is in NATO"\nkind = "rung"\nof = "Sweden"\n'
        'bloc = "NATO"\nexpect = "member"\n',
        encoding="utf-8",
    )
    claims = {}
    for as_of in ("2024-03-06", "2024-03-07"):
        out, _ = run("check", str(path), "--as-of", as_of, "--until", "2024", "--json")
        answer = json.loads(out)
        assert fields(answer["document"]) == {"as_of": 2023, "day": as_of}
        (asked,) = answer["claims"][0]["then"]
        claims[as_of] = asked["answers"][0]["numbers"]
    assert claims["2024-03-06"].startswith("Sweden: candidate (6 March 2024)")
    assert claims["2024-03-07"].startswith("Sweden: member (7 March 2024)")


def test_the_clock_is_in_the_page_and_not_in_the_json(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("relation", "India", "China")
    pages, answers = [], []
    for days in (STALE_AFTER, STALE_AFTER + 1):
        now = datetime(CHECKED.year, CHECKED.month, CHECKED.day, tzinfo=UTC) + timedelta(days)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(now.timestamp())))
        pages.append(run(*words)[0])
        answers.append(run(*words, "--json")[0])
    assert "what happened since is" not in pages[0]
    assert "The facts are checked to 30 June 2026, 181 days before" in pages[1]
    assert answers[0] == answers[1]


def test_a_page_before_the_data_has_one_list_and_no_flat_line() -> None:
    out, _ = run("relation", "France", "Prussia", "--as-of", "1816")
    assert out.count("missing: ") == 1 and "they begin in 1946" in out
    assert "▄" not in out and "OPEN" not in out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.slow
def test_a_paper_before_the_data_has_one_list_and_no_chart_of_one_year(tmp_path: Path) -> None:
    run("brief", "France", "Prussia", "--as-of", "1816", "--out", str(tmp_path), "--quiet")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert page.count("Missing at this view: ") == 1 and "dated facts to 31 December 1816" in page
    assert 'id="regimes"' not in page
    answer = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert answer["missing"]["votes"] == "they begin in 1946"
    assert answer["data_to"]["dated facts"] == "1816-12-31"


def test_the_starter_says_to_when_the_facts_are_checked() -> None:
    assert "the hand-made facts are checked to 30 June 2026" in run("starter", "show")[0]
    held = json.loads(run("starter", "show", "--json")[0])
    assert held["facts_checked_to"] == CHECKED.isoformat()
