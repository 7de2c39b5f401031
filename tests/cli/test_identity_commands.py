"""The commands of identity as a user meets them: own votes, errors, interruption, no network."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.errors import RequestError
from detente.identity.anchors import anchor_codes
from detente.identity.ideal_points import ideal_points
from detente.identity.roll_calls import RollCalls, roll_calls
from detente.paper.brief import make
from detente.store.catalog import Catalog
from detente.store.home import Store
from tests.cli.test_cli import run
from tests.identity.test_roll_calls import SHORT, assembly


def lines(err: str) -> list[str]:
    return [line for line in err.splitlines() if not line.startswith("[")]


def test_ideal_points_of_ones_own_votes(tmp_path: Path) -> None:
    votes, out, draws = tmp_path / "senate.csv", tmp_path / "points.csv", tmp_path / "draws.parquet"
    assembly().write_csv(votes)
    said, err = run(
        "ideal-points",
        "--votes",
        str(votes),
        "--out",
        str(out),
        "--draws",
        str(draws),
        "--anchors",
        "south,north",
        "--threads",
        "1",
        "--json",
    )
    found = json.loads(said)
    assert (
        found["name"] == "compat_senate"
        and found["cells"] == 10
        and 0 <= found["r_hat_below_1.05"] <= 1
        and "roll calls" in err
    )
    frame = pl.read_csv(out)
    assert frame.height == 10 and {
        "actor",
        "session",
        "ideal_point",
        "q5",
        "q95",
        "r_hat",
        "ess",
        "few",
    } <= set(frame.columns)
    means = dict(frame.group_by("actor").agg(pl.col("ideal_point").mean()).iter_rows())
    assert means["south"] > means["middle"] > means["north"]
    assert pl.read_parquet(draws).columns == ["chain", "draw", "actor", "session", "theta"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "draws.parquet",
        "points.csv",
        "senate.csv",
    ], "nothing half-written is left"
    look, _ = run(
        "ideal-points",
        "--votes",
        str(votes),
        "--out",
        str(tmp_path / "look.parquet"),
        "--preset",
        "preview",
    )
    assert "approximate, without intervals" in look


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (
            ["--votes", "odd.csv", "--out", "x.csv"],
            "none of 1 yes, 2 abstain, 3 no, 8 absent, 9 no member",
        ),
        (["--votes", "twice.csv", "--out", "x.csv"], "share a key"),
        (["--votes", "same.csv", "--out", "x.csv"], "divide anybody"),
        (["--votes", "none.csv", "--out", "x.csv"], "no file"),
        (["--votes", "fine.csv", "--out", "x.doc"], "near: .parquet"),
        (["--votes", "fine.csv", "--out", "x.csv", "--anchors", "north"], "not a pair of anchors"),
        (["--votes", "fine.csv", "--out", "x.csv", "--anchors", "north,moon"], "casts no vote"),
        (["--votes", "fine.csv", "--out", "x.csv", "--issue", "hr"], "leave them out with --votes"),
        (["--votes", "fine.csv", "--out", "x.csv", "--mode", "bayes"], "near: compat"),
        (["--votes", "fine.csv", "--out", "x.csv", "--preset", "slow"], "near: preview"),
        (["--votes", "fine.csv", "--out", "x.csv", "--seed", "-1"], "whole numbers"),
        (
            [
                "--votes",
                "fine.csv",
                "--out",
                "x.csv",
                "--preset",
                "preview",
                "--draws",
                "d.parquet",
            ],
            "a preview has no draws",
        ),
        (["--issue", "zz", "--out", "x.csv"], "near: me"),
        (["--set", "all", "--out", "x.csv"], "near: adopted"),
        (["--paragraphs", "--set", "adopted", "--out", "x.csv"], "Voeten's set only"),
        (["--offline", "--out", "x.csv"], "give your own with --votes"),
    ],
)
def test_votes_that_cannot_be_estimated_are_refused_in_one_line(
    words: list[str], part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_MIRROR", "")
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    votes = assembly()
    votes.write_csv("fine.csv")
    votes.with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(5).otherwise(pl.col("choice")).alias("choice")
    ).write_csv("odd.csv")
    pl.concat([votes, votes.head(1)]).write_csv("twice.csv")
    votes.with_columns(pl.lit(1).alias("choice")).write_csv("same.csv")
    _, err = run("ideal-points", *words, expect=1)
    error_lines = lines(err)
    assert (
        len(error_lines) == 1 and error_lines[0].startswith("detente: ") and part in error_lines[0]
    ), err
    assert not list(tmp_path.glob("x.*")) and not list(tmp_path.glob("d.*"))


@pytest.mark.slow
def test_an_interrupted_estimate_is_taken_up_by_the_same_command(tmp_path: Path) -> None:
    votes, out = tmp_path / "senate.csv", tmp_path / "points.parquet"
    assembly(40, 30).write_csv(votes)
    asked = ["ideal-points", "--votes", str(votes), "--out", str(out), "--preset", "full"]
    asked += ["--threads", "1"]
    words = [sys.executable, "-m", "detente", *asked]
    child = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    for line in child.stderr:
        if "iterations" in line:
            break
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130 and "Traceback" not in err and not out.exists()
    assert list(tmp_path.glob("points.parquet.chain*.npz")), "the chain is laid down"
    _, err = run(*asked)
    assert "goes on from iteration" in err and out.exists()
    assert not list(tmp_path.glob("*.npz")), "the chains are cleared away"


def test_speech_answers_from_the_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    monkeypatch.setenv("DETENTE_MIRROR", "")
    out, _ = run("speech", "NATO", "Russia", "--as-of", "2013", "--offline", "--json")
    there, back = json.loads(out)["directions"]
    assert (there["speaker"], there["object"]) == ("NATO", "RUS") and (
        back["speaker"],
        back["object"],
    ) == ("RUS", "NATO")
    assert (
        max(c["year"] for c in there["hostile"]) == 2013
        and there["sentences"] == []
        and there["mentions"] > 1000
    )
    out, err = run("speech", "NATO", "Russia", "--sentences", "2", "--offline")
    assert not lines(err) and "the speeches are not" in err
    assert "hostile .26 [.15, .41]" in run("speech", "NATO", "Russia", "--as-of", "2013")[0]
    assert "\nsentences need the speeches" in out
    out, _ = run("speech", "NATO", "Russia", "--sentences", "2", "--json")
    record = json.loads(out)
    assert [part["sentences"] for part in record["directions"]] == [None, None], "null, not none"
    assert len(record["notes"]) == 1
    _, err = run("votes", "NATO", "Russia", "--issue", "qq", expect=1)
    assert "near: me" in err
    out, _ = run("speech", "Bhutan", "Paraguay", "--offline")
    assert "0 sentences" in out


def test_votes_answer_from_the_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the paper shows without single votes the command shows, too."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    monkeypatch.setenv("DETENTE_MIRROR", "")
    asked = ("votes", "Serbia", "EU", "--as-of", "2025", "--years", "2022-2025", "--offline")
    out, _ = run(*asked)
    assert "Vote with a united bloc in the UN, 2022 to 2025: 144 of 178, 80.9 %" in out
    assert "single votes are only in your own store" in out and "most divided on" not in out
    out, _ = run(*asked, "--json")
    found = json.loads(out)
    assert found["measures"] is None and found["dividing"] is None
    united = found["united_votes"]
    assert (united["same"], united["votes"], united["years"]) == (
        144,
        178,
        [2022, 2023, 2024, 2025],
    )
    assert united["low"] < united["share"] < united["high"] and united["members_changed"] == []
    out, _ = run("votes", "India", "China", "--as-of", "2024", "--years", "2022-2024", "--offline")
    assert "Same vote in the UN, 2022 to 2024: 180 of 268, 67.2 %" in out
    out, _ = run("votes", "India", "China", "--as-of", "2020", "--issue", "me", "--offline")
    assert "on Palestine and the conflict around it, 2016 to 2020" in out and "nuclear" not in out
    out, _ = run("votes", "Serbia", "EU", "--as-of", "2024", "--years", "2019-2021", "--offline")
    assert "the members of EU changed" in out
    _, err = run("votes", "Germany", "Bhutan", "--years", "1950-1955", "--offline", expect=1)
    assert len(lines(err)) == 1 and "the starter keeps nothing on votes" in err


@pytest.mark.mirror
@pytest.mark.xdist_group("speech")
def test_votes_and_sentences_from_the_store(
    mirrored: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_HOME", str(mirrored.home))
    out, _ = run("votes", "NATO", "Russia", "--as-of", "2013", "--top", "3", "--offline", "--json")
    found = json.loads(out)
    assert (
        found["items"] > 300
        and set(found["measures"]) == {"raw", "pi", "kappa", "s", "taub"}
        and len(found["dividing"]) == 3
    )
    assert all(d["date"] < "2014" and d["resolution"] and d["text"] for d in found["dividing"])
    out, _ = run("votes", "USA", "China", "--issue", "hr", "--as-of", "2019", "--offline")
    assert "most divided on" in out and "human rights" in out
    _, err = run(
        "votes", "USA", "China", "--years", "1950-1955", "--as-of", "1960", "--offline", expect=1
    )
    assert "share no recorded vote" in err
    out, _ = run(
        "speech", "NATO", "Russia", "--as-of", "2013", "--sentences", "2", "--offline", "--json"
    )
    there = json.loads(out)["directions"][0]["sentences"]
    assert len(there) == 2 and all(
        s["hostile"] > 0.5 and s["id"].partition("_")[0].isupper() for s in there
    )


def test_votes_answer_from_the_starter_with_the_numbers_of_the_paper(catalog: Catalog) -> None:
    view = pair("Russia", "Germany", 2013)
    paper = make(catalog, view).relation.identity
    out, err = run("votes", "Russia", "Germany", "--as-of", "2013", "--json")
    record = json.loads(out)
    (sessions,) = record["sessions"]
    assert not err and [cell["year"] for cell in sessions["cells"]] == list(range(2009, 2014))
    for cell in sessions["cells"]:
        of_paper = paper.agreement.at(cell["year"])
        assert of_paper is not None
        assert (cell["value"], cell["low"]) == (of_paper.value, of_paper.low)
    newest = {series.id: series.last(2013).value for series in paper.issues}
    assert {one["id"]: one["cells"][-1]["value"] for one in record["issues"]} == newest
    assert record["items"] is None and record["measures"] is None and record["dividing"] is None
    assert "'detente sources pull un_votes un_votes_undl'" in record["notes"][0]


def test_votes_in_words_from_the_starter() -> None:
    words = ("votes", "Russia", "Germany", "--as-of", "2013")
    out, err = run(*words, "--years", "2001-2013")
    assert not lines(err) and "  2009       .22 [.04, .39]" in out and "2001" in out
    shown = [line for line in out.splitlines() if line.endswith("human rights")]
    assert [line.split()[0] for line in shown] == ["2001-2005", "2006-2010"]
    out, _ = run(*words, "--issue", "hr")
    assert "by session" not in out and "2006-2010  -.20 [-.34, -.05]" in out
    assert "Palestine and the conflict" not in out
    out, _ = run("votes", "NATO", "Russia", "--issue", "hr")
    assert "2015 to 2019" in out and "2016-2019" in out, "codes of issues end before the view"


@pytest.mark.parametrize(
    "words",
    [
        ("USA", "China", "--years", "1950-1955", "--as-of", "1960"),
        ("Kosovo", "Serbia"),
        ("Taiwan", "Japan", "--years", "2000-2005"),
    ],
)
def test_votes_that_nobody_keeps_are_refused_in_one_line(words: tuple[str, ...]) -> None:
    _, err = run("votes", *words, expect=1)
    (line,) = lines(err)
    assert "the starter keeps nothing on votes of" in line and "sources pull un_votes" in line


def test_anchors_are_named_in_python_as_on_the_command_line() -> None:
    votes = roll_calls(assembly())
    letters = RollCalls(votes.frame, votes.name, {})
    assert anchor_codes(("south", "north"), votes) == (3, 2), "codes follow the alphabet"
    states = letters.frame.with_columns(
        pl.col("actor").replace_strict({0: 2, 1: 20, 2: 260, 3: 365, 4: 710})
    )
    un = RollCalls(states, "own", {})
    for high, low in (("USA", "RUS"), (2, 365), ("2", "365"), ("United States", "Soviet Union")):
        assert anchor_codes((high, low), un) == (2, 365)
    assert anchor_codes(["DEU", "China"], un) == (260, 710), "the code that votes here"
    for wrong, said in (
        ("USA", "not a pair"),
        (("USA",), "not a pair"),
        (("USA", "USA"), "not a pair"),
        (("USA", 2), "one actor"),
        (("USA", "Japan"), "casts no vote here"),
        (("USA", "Russai"), "near: Russia"),
    ):
        with pytest.raises(RequestError, match=said):
            anchor_codes(wrong, un)


@pytest.mark.slow
def test_an_estimate_takes_anchors_by_name() -> None:
    votes = roll_calls(assembly())
    found = ideal_points(votes, preset=SHORT, threads=1, anchors=("south", "north"))
    turned = ideal_points(votes, preset=SHORT, threads=1, anchors=("north", "south"))
    assert found.anchors == (3, 2) and turned.anchors == (2, 3)


def test_speech_gives_the_numbers_of_the_paper(catalog: Catalog) -> None:
    paper = make(catalog, pair("NATO", "Russia", 2013)).relation.identity
    record = json.loads(run("speech", "NATO", "Russia", "--as-of", "2013", "--json")[0])
    for shown, series in zip(record["directions"], paper.speech, strict=True):
        cells = [(cell["year"], cell["value"]) for cell in shown["hostile"]]
        assert cells == [(cell.year, round(cell.value, 4)) for cell in series.cells()] and cells
