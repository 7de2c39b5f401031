"""``--bundle``, ``--since``, ``verify`` and ``changes``: what they print, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run

PAIR = ("Liechtenstein", "Switzerland")
HOW = ("--draws", "100", "--quiet", "--out")
WIDEST = 100


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Write a paper with its bundle, and the next edition since it."""
    home = tmp_path_factory.mktemp("papers")
    old, new = home / "old", home / "new"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home / "home"))
        patch.setenv("SOURCE_DATE_EPOCH", "1385856000")
        said, _ = run("brief", *PAIR, "--as-of", "2019", *HOW, str(old), "--bundle")
        assert "bundle.zip" in said
        since = ("--since", str(old), "--bundle")
        said, _ = run("brief", *PAIR, "--as-of", "2020", *HOW, str(new), *since)
        said = " ".join(said.split())
        assert "Since the edition as of 2019-12-31" in said and " figures moved, " in said
    return old, new


def test_verify_says_the_verdict_first(papers: tuple[Path, Path], tmp_path: Path) -> None:
    old, _ = papers
    said, _ = run("verify", str(old / "brief.bundle.zip"), "--out", str(tmp_path / "again"))
    assert said.startswith("verified: 9 files come out byte for byte\n")
    assert all(len(line) <= WIDEST for line in said.splitlines() if "/" not in line)
    for name in ("brief.html", "brief.pdf", "brief.json", "evidence/cells.parquet"):
        assert (tmp_path / "again" / name).read_bytes() == (old / name).read_bytes()
    plain, err = run("verify", str(old / "brief.bundle.zip"), "--json")
    assert json.loads(plain)["holds"] is True and err == ""


def test_verify_refuses_what_was_changed(papers: tuple[Path, Path], tmp_path: Path) -> None:
    data = bytearray((papers[0] / "brief.bundle.zip").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "x.zip").write_bytes(data)
    said, err = run("verify", str(tmp_path / "x.zip"), "--json", expect=1)
    assert said == "" and err.startswith("detente: ") and err.count("\n") == 1
    _, err = run("verify", str(tmp_path / "none.zip"), "--json", expect=1)
    assert "none.zip" in err and err.count("\n") == 1


def test_a_file_in_the_place_of_the_folder_is_refused(
    papers: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    bundle = str(papers[0] / "brief.bundle.zip")
    _, err = run("verify", bundle, "--json", "--out", str(tmp_path / "file"), expect=1)
    assert "cannot be written" in err and err.count("\n") == 1


def test_changes_reads_bundles_records_and_folders(papers: tuple[Path, Path]) -> None:
    old, new = papers
    said, _ = run("changes", str(old), str(new))
    assert " figures moved, " in said.splitlines()[0] and " -> " in said
    assert all(len(line) <= WIDEST for line in said.splitlines())
    # a record does not say under which identifier its paper is cited
    whole, bare = (
        json.loads(run("changes", *paths, "--json")[0])
        for paths in (
            (str(old / "brief.bundle.zip"), str(new / "brief.bundle.zip")),
            (str(old / "brief.json"), str(new / "brief.json")),
        )
    )
    assert whole["changes"] == bare["changes"] and whole["changes"]
    assert whole["from"]["identifier"].startswith("detente-")
    kept = json.loads((new / "brief.json").read_text())["since"]
    assert kept["changes"] == whole["changes"] and kept["from"] == whole["from"]
    page = (new / "brief.html").read_text()
    assert "What changed since the last edition" in page and kept["summary"] in page


def test_an_edition_and_itself_do_not_differ(papers: tuple[Path, Path]) -> None:
    said, _ = run("changes", str(papers[0]), str(papers[0] / "brief.json"))
    assert "figures are printed as before" in said and "->" not in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ("", "neither a bundle nor a record"),
        ("[1]", "no record of a paper"),
        ('{"schema": "3.1"}', "layout 3.1"),
        ('{"figures": {}, "cells": []}', "the sidecar of the paper cannot be read"),
        ("[" * 100_000, "neither a bundle nor a record"),
        ("PK and no zip", "no bundle of a paper"),
    ],
)
def test_changes_refuses_what_is_no_edition(
    papers: tuple[Path, Path], tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "old.json"
    if content is not None:
        file.write_text(content)
    _, err = run("changes", str(file), str(papers[1]), expect=1)
    assert said in err and err.count("\n") == 1
    _, err = run("brief", *PAIR, *HOW, str(tmp_path / "paper"), "--since", str(file), expect=1)
    assert said in err and not (tmp_path / "paper").exists()


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    _, err = run("changes", str(tmp_path), str(tmp_path), expect=1)
    assert "holds no edition" in err and err.count("\n") == 1


def test_a_sidecar_is_an_edition(papers: tuple[Path, Path], tmp_path: Path) -> None:
    cell = {
        "table": "t",
        "column": "c",
        "keys": {"year": 2013, "of": [2, 365]},
        "value": 1.5,
        "sources": ["vdem"],
        "rule": "r",
    }
    figure = {
        "id": "a.b",
        "kind": "measured",
        "unit": "ratio",
        "value": 1.5,
        "low": None,
        "high": None,
        "printed": ["1.5", "1.5 times"],
        "cells": [0],
    }
    sidecar = {"schema": "1.0", "software": "s", "identifier": "i", "cells": [cell]}
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps({**sidecar, "figures": {"a.b": figure}}))
    moved = {**figure, "value": 2.5, "printed": ["2.5", "2.5 times"]}
    changed = {**sidecar, "cells": [{**cell, "value": 2.5}], "figures": {"a.b": moved}}
    new.write_text(json.dumps(changed))
    (change,) = json.loads(run("changes", str(old), str(new), "--json")[0])["changes"]
    assert (change["was"], change["now"]) == ("1.5", "2.5")
    assert change["why"] == [{"reason": "corrected row", "detail": "t (of (2, 365), year 2013)"}]
