"""The command line as a user meets it: results, one-line errors, exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from unittest import mock

import polars as pl
import pytest

from detente.cli.main import main
from detente.cli.relation_rows import spark
from detente.store.home import Store
from tests.archive import made


def run(*words: str, expect: int = 0) -> tuple[str, str]:
    """Run a command in this process, and give what it wrote to standard output and error."""
    out, err = io.StringIO(), io.StringIO()
    arguments = mock.patch.object(sys, "argv", ["detente", *words])
    with arguments, redirect_stdout(out), redirect_stderr(err):
        code = ended()
    assert code == expect, (words, code, out.getvalue()[-500:], err.getvalue()[-2000:])
    return out.getvalue(), err.getvalue()


def ended() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_package_runs_as_a_program() -> None:
    words = [sys.executable, "-m", "detente", "actors", "Nowhereland"]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and not done.stdout
    assert done.stderr.startswith("detente: ") and done.stderr.count("\n") == 1


def test_the_version_is_that_of_the_package() -> None:
    out, err = run("--version")
    assert out == f"detente {version('detente')}\n" and not err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("brief", "NATO", "NATO"), "two different actors"),
        (("brief", "Atlantis", "Russia"), "Atlantis"),
        (("brief", "NATO", "Russia", "--as-of", "1700"), "1816"),
        (("brief", "NATO", "Russia", "--as-of", "2050"), "2025"),
        (("relation", "Germany", "France", "--as-of", "1985"), "West Germany (260)"),
        (("brief", "NATO", "Russia", "--scenario", "exit"), "--scenario accession"),
        (("brief", "NATO", "Russia", "--year", "1990"), "before the view"),
        (("brief", "NATO", "Russia", "--year", "2500"), "25 years"),
        (("relation", "²", "Russia"), "no state or bloc"),
        (("relation", "Palestine", "Israel"), "not a member of the Correlates of War"),
        (("actors", "--as-of", "3000"), "2025"),
        (("panel", "state-years", "--directed", "--out", "x.csv"), "pairs of states"),
        (("brief", "NATO", "Russia", "--out", "/proc/x"), "--out"),
        (("relation", "Russai", "NATO"), "near: Russia"),
        (("actors", "Nowhereland"), "Nowhereland"),
        (("sources", "show", "vdm"), "near: vdem"),
        (("sources", "pull", "vdem", "--offline"), "by hand into"),
        (("panel", "state-years", "--add", "zzz", "--out", "x.csv"), "nothing to add"),
        (("panel", "moons", "--out", "x.csv"), "near: state-years"),
        (("panel", "state-years", "--years", "abc", "--out", "x.csv"), "1946-2010"),
        (("panel", "state-years", "--out", "x.doc"), "near: .parquet"),
        (
            ("panel", "dyad-years", "--add", "gml_mids,peace_years", "--out", "x.csv"),
            "pull gml_mid",
        ),
        (("sources", "show", "VDEM"), "near: vdem"),
        (("sources", "cite", "cow-nmc"), "near: cow_nmc"),
        (("votes", "NATO", "Russia", "--years", "2030-2040"), "lie after the view of 30 June 2026"),
        (("relation", "Rus\x1b[31msia\u202e", "NATO"), "'Rus\\x1b[31msia\\u202e'"),
    ],
)
def test_failures_are_reported_in_one_line(
    words: tuple[str, ...], part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out, err = run(*words, expect=1)
    lines = [line for line in err.splitlines() if not line.startswith("[")]
    assert len(lines) == 1 and lines[0].startswith("detente: ") and part in lines[0], err
    assert not out and not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(
    "words",
    [("brief", "NATO"), ("brief", "NATO", "Russia", "--horizon", "99"), ("fly",), ("panel",)],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    run(*words, expect=2)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("brief",),
        ("relation",),
        ("panel",),
        ("actors",),
        ("sources",),
        ("sources", "pull"),
        ("starter", "build"),
    ],
)
def test_every_command_helps_with_an_example(words: tuple[str, ...]) -> None:
    out, _ = run(*words, "--help")
    assert "Example:" in out


@pytest.mark.slow
def test_a_brief_from_the_command_line(tmp_path: Path) -> None:
    events = ("2012-05-07,2,365,190", "2012-05-07,2,365,190", "2012-06-08,365,2,040")
    own = made.write(tmp_path / "own.csv", made.OWN_HEAD, *events)
    run("events", str(own), "--archive", str(tmp_path / "archive"))
    out, err = run(
        "brief",
        "NATO",
        "Russia",
        "--as-of",
        "2013",
        "--scenario",
        "accession",
        "--year",
        "2014",
        "--events",
        str(tmp_path / "archive"),
        "--out",
        str(tmp_path / "p"),
    )
    question, named = out.splitlines()[:2]
    assert question.endswith("?") and named == "NATO and Russia, December 2013"
    assert "\n- " in out and "\nTo do: " in out and "typesetting" in err
    found = json.loads((tmp_path / "p" / "brief.json").read_text(encoding="utf-8"))
    assert found["scenario"]["year"] == 2014 and (tmp_path / "p" / "brief.pdf").is_file()
    # months of the user's archive, and how far they may be trusted
    page = (tmp_path / "p" / "brief.html").read_text(encoding="utf-8")
    assert "as reported by month" in page and "repeat an event and are merged" in page
    cells = pl.read_parquet(tmp_path / "p" / "evidence" / "cells.parquet")
    counted = cells.filter((pl.col("table") == "events") & (pl.col("column") == "events"))
    assert counted["value"].to_list() == [2.0]


def test_the_page_fits_a_terminal() -> None:
    out, err = run("relation", "NATO", "Russia", "--as-of", "2013")
    assert all(len(line) <= 100 for line in out.splitlines()), max(out.splitlines(), key=len)
    assert len(out.splitlines()) <= 40
    assert (
        all(
            word in out
            for word in ("POWER", "POSITIONS", "INSTITUTIONS", "OPEN", "next: detente brief")
        )
        and not err
    )


def test_relation_as_json() -> None:
    out, _ = run("relation", "India", "China", "--json")
    assert json.loads(out)["relation"]["label"] == "India and China"


def test_actors() -> None:
    out, _ = run("actors", "NATO", "--as-of", "2013", "--json")
    assert len(json.loads(out)["members"]) == 28
    out, _ = run("actors", "Russia")
    assert "365" in out and "NATO associate" in out
    out, _ = run("actors", "--as-of", "1985")
    assert "East Germany" in out and "NATO" in out


def test_a_look_up_shows_every_state_that_a_name_fits() -> None:
    out, err = run("actors", "Germany", "--as-of", "1985")
    assert not err and out.startswith("'Germany' fits 2 states at the end of 1985\n")
    assert "West Germany" in out and "East Germany" in out and "NATO member" in out
    found = json.loads(run("actors", "Germany", "--as-of", "1985", "--json")[0])
    assert [state["ccode"] for state in found["candidates"]] == [260, 265]
    for name, codes in (("Korea", [731, 732]), ("Yemen", [678, 680]), ("Vietnam", [816, 817])):
        found = json.loads(run("actors", name, "--as-of", "1970", "--json")[0])
        assert [state["ccode"] for state in found["candidates"]] == codes, name
    assert "ccode" in json.loads(run("actors", "Germany", "--as-of", "2000", "--json")[0])


def test_sources_and_starter() -> None:
    out, _ = run("sources", "list", "--json")
    assert {s["id"] for s in json.loads(out)} >= {"cow_nmc", "vdem"}
    out, _ = run("sources", "cite", "cow_nmc", "cow_nmc")
    assert out.count("@article{singer1987") == 1
    assert (
        "MB in all" in run("starter", "show")[0]
        and "columns" not in run("sources", "show", "wdi")[1]
    )
    assert (
        "the store is empty" in run("sources", "verify")[0]
        and "0 of 0" in run("sources", "stale")[0]
    )


def test_what_a_source_lacks_is_shown() -> None:
    out, _ = run("sources", "show", "ucdp_more")
    assert "incomplete: ucdp_pairs_recent: rows copied from edition 26.1" in out
    shown = json.loads(run("sources", "show", "ucdp_more", "--json")[0])
    assert len(shown["incomplete"]) == 1
    assert "incomplete" not in run("sources", "show", "cow_nmc")[0]
    nmc = " ".join(run("sources", "show", "cow_nmc")[0].split())
    assert "missing in cow_nmc: milex 0 where milper > 0: no figure" in nmc and "(36 cells)" in nmc
    assert "only in your own store" not in nmc
    votes = run("sources", "show", "un_votes_undl")[0]
    assert "only in your own store: single votes" in votes
    missing = json.loads(run("sources", "show", "sipri_milex", "--json")[0])["missing"]
    assert "(250 cells)" in missing["sipri_milex"][0]
    assert json.loads(run("sources", "show", "cow_nmc", "--json")[0])["incomplete"] == []


def test_a_panel_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "d.parquet"
    out, err = run(
        "panel",
        "dyad-years",
        "--years",
        "2000-2001",
        "--directed",
        "--add",
        "nmc",
        "--add",
        "atop",
        "--offline",
        "--out",
        str(path),
    )
    frame = pl.read_parquet(path)
    assert (
        str(path) in out
        and "the starter stands in" in err
        and {"cinc1", "cinc2", "atop_depth"} <= set(frame.columns)
    )


@pytest.mark.mirror
def test_pulling_from_the_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import mirror_folder

    monkeypatch.setenv("DETENTE_MIRROR", str(mirror_folder()))
    out, err = run("sources", "pull", "cow_nmc", "sipri_milex")
    assert "17,121 rows" in out and "terms no" in err
    assert "sound" in run("sources", "verify")[0]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_an_output_that_cannot_hold_every_letter_is_no_traceback(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for words in (
        ("relation", "NATO", "Russia", "--as-of", "2013"),
        ("actors", "Ivory Coast", "--json"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "detente", *words],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0 and not done.stderr, done.stderr
        text = done.stdout.decode(encoding)
        assert "--json" not in words or "Côte d'Ivoire" in json.loads(text)["aliases"]


def test_years_that_no_state_system_knows_are_noted(tmp_path: Path) -> None:
    words = ("panel", "state-years", "--years", "2024-2030", "--out", str(tmp_path / "x.csv"))
    assert "asked for 2024-2030: the state systems are known from 1816 to 2025" in run(*words)[1]
    assert "asked for" not in run(*words[:3], "2024-2025", *words[4:])[1]


def test_a_file_in_place_of_a_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    claims = tmp_path / "claims.toml"
    _, err = run("check", str(claims), "--out", str(tmp_path / "file"), expect=1)
    assert err.count("\n") == 1 and "is no folder that can be written" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_an_spss_file_of_the_starter_holds_the_editions(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "x.sav"
    run("panel", "state-years", "--years", "2000", "--add", "nmc", "--out", str(path))
    _, kept = pyreadstat.read_sav(path)
    assert all(len(line) <= 80 for line in kept.notes)
    assert " ".join(kept.notes).startswith("cinc: cow_nmc 7.0; gapminder 2025;")


@pytest.mark.mirror
def test_a_source_that_is_not_available_keeps_no_other_from_being_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.conftest import mirror_folder

    mirror = mirror_folder()
    assert mirror is not None
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "cow_nmc").symlink_to(mirror / "cow_nmc")
    monkeypatch.setenv("DETENTE_MIRROR", str(tmp_path / "mirror"))
    out, err = run("sources", "pull", "gw_states", "cow_nmc", "vdem", expect=1)
    assert "17,121 rows" in out
    assert err.splitlines()[-1].startswith(
        "detente: 2 of 3 sources were not pulled: gw_states, vdem;"
    )
    assert sum("by hand into" in line for line in err.splitlines()) == 2
    out, err = run("sources", "pull", "vdem", expect=1)
    assert not out and "by hand into" in err.splitlines()[-1]


def test_sparks() -> None:
    assert spark([]) == spark([2.0]) == "" and spark([2.0, 2.0]) == "unchanged"
    assert len(spark(list(range(500)))) <= 24


@pytest.mark.slow
def test_a_brief_can_be_interrupted_and_started_again(tmp_path: Path) -> None:
    import signal

    words = [
        sys.executable,
        "-m",
        "detente",
        "brief",
        "NATO",
        "Russia",
        "--out",
        str(tmp_path / "p"),
    ]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None and "measuring" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130 and "interrupted" in err and "Traceback" not in err
    assert not [p for p in (tmp_path / "p").rglob("*") if p.is_file()], (
        "nothing half-written is left"
    )
    run("brief", "NATO", "Russia", "--out", str(tmp_path / "p"), "--quiet")
    assert (tmp_path / "p" / "brief.pdf").is_file()


def test_a_full_or_closed_output_is_no_traceback() -> None:
    words = [sys.executable, "-m", "detente", "actors", "NATO"]
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True)
        assert (
            done.returncode == 1
            and done.stderr.startswith("detente: the result could not be written")
            and "Traceback" not in done.stderr
        )
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(words)} >&-"], stderr=subprocess.PIPE, text=True
    )
    assert done.returncode == 0 and not done.stderr


@pytest.mark.slow
def test_a_short_horizon_works(tmp_path: Path) -> None:
    run("brief", "NATO", "Russia", "--horizon", "5", "--draws", "200", "--out", str(tmp_path / "p"))


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (["state-days", "--years", "1990", "--state", "Germany"], ["ccode", "date", "year"]),
        (
            [
                "k-adic-years",
                "--years",
                "1990",
                "--state",
                "2",
                "--state",
                "20",
                "--state",
                "365",
                "--k",
                "3",
            ],
            ["ccode1", "ccode2", "ccode3", "year"],
        ),
        (
            [
                "state-years",
                "--system",
                "gw",
                "--years",
                "1990",
                "--region",
                "oceania",
                "--add",
                "codes:keep=iso3",
            ],
            ["gwcode", "microstate", "year", "iso3"],
        ),
        (
            [
                "state-years",
                "--years",
                "1990-1992",
                "--state",
                "Germany",
                "--add",
                "codes:keep=iso3+gwcode",
                "--add",
                "lag:of=iso3+gwcode:years=1+2",
                "--add",
                "lead:of=gwcode,difference:of=gwcode,moving_mean:of=gwcode:years=2:least=1",
            ],
            [
                "ccode",
                "year",
                "gwcode",
                "iso3",
                "iso3_lag1",
                "iso3_lag2",
                "gwcode_lag1",
                "gwcode_lag2",
                "gwcode_lead1",
                "gwcode_diff1",
                "gwcode_mean2",
            ],
        ),
    ],
)
def test_other_grains_from_the_command_line(
    tmp_path: Path, words: list[str], columns: list[str]
) -> None:
    path = tmp_path / "p.csv"
    assert "rows" in run("panel", *words, "--out", str(path))[0]
    assert pl.read_csv(path).columns == columns


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["state-years", "--add", "nmc:keep"], "is not an option of 'nmc'"),
        (["dyad-years", "--add", "nmc:kep=cinc"], "near: keep"),
        (["months"], "no grain is called 'months'"),
        (["dyadic-dispute-years", "--disputes", "icb"], "near: gml"),
        (["leader-years", "--offline"], "not available"),
        (["state-years", "--relevant"], "pairs of states"),
        (["state-days", "--years", "1990", "--directed"], "pairs of states"),
        (["k-adic-years", "--k", "5"], "20,000,000"),
        (["state-years", "--add", "codes", "--add", "lag:of=iso4"], "near: iso3"),
        (["state-years", "--add", "codes", "--add", "lag:of=iso3:years=0"], "from 1 to 300"),
        (["state-years", "--add", "codes", "--add", "lag:of=iso3:years=x"], "a whole number"),
        (["state-years", "--add", "codes", "--add", "difference:of=iso3"], "holds text"),
    ],
)
def test_panels_that_cannot_be_built_are_refused_in_one_line(
    tmp_path: Path, words: list[str], word: str
) -> None:
    _, err = run("panel", *words, "--out", str(tmp_path / "x.csv"), expect=1)
    assert (
        word in err
        and len(err.strip().splitlines()[-1:]) == 1
        and not (tmp_path / "x.csv").exists()
    )


@pytest.mark.mirror
def test_disputes_whittled_from_the_command_line(
    tmp_path: Path, mirrored: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_HOME", str(mirrored.home))
    path = tmp_path / "d.parquet"
    run("panel", "dyadic-dispute-years", "--whittle", "all", "--out", str(path))
    assert pl.read_parquet(path).height == 9284
    out, _ = run("sources", "stale", "cow_nmc", "--offline")
    assert "its files are not available" in out and "0 of 1" in out
