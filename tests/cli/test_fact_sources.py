"""Sources of facts on the command line: counts by class, and the rows that are unverified."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.actors.every_row import about_bloc, about_pair, by_class
from detente.cli.fact_sources import WIDTH, lines, sources_of
from detente.errors import RequestError
from tests.cli.test_cli import run

NOW = date(2026, 6, 30)


def test_a_bloc_shows_its_counts_and_what_is_unverified() -> None:
    printed, _ = run("actors", "NATO", "--sources")
    assert printed.startswith("NATO: rows of the hand-made tables on 30 June 2026")
    for group in ("ladder since 1991", "ladder before 1991", "bodies", "chronology"):
        assert group in printed
    assert max(map(len, printed.splitlines())) <= WIDTH


def test_the_counts_are_those_of_the_rows() -> None:
    found = json.loads(run("actors", "NATO", "--sources", "--json")[0])
    rows = about_bloc("NATO")
    counts = found["counts"].values()
    assert sum(group["rows"] for group in counts) == len(rows)
    assert sum(group["verified"] for group in counts) == by_class(rows)["verified"]
    assert len(found["unverified"]) == by_class(rows)["unverified"]


def test_two_parties_have_the_rows_of_every_table() -> None:
    found = sources_of("Russia", "NATO", NOW)
    assert found["of"] == "Russia and NATO"
    expected = {row.table for row in about_pair("NATO", "RUS")}
    shown = {"blocs" if name.startswith("ladder") else name for name in found["counts"]}
    assert shown == expected


def test_a_view_of_the_past_leaves_out_what_began_later() -> None:
    then, now = sources_of("NATO", None, date(1999, 12, 31)), sources_of("NATO", None, NOW)
    assert then["counts"]["ladder before 1991"] == now["counts"]["ladder before 1991"]
    assert then["counts"]["bodies"]["rows"] < now["counts"]["bodies"]["rows"]
    assert all(row["from"] <= "1999-12-31" for row in then["unverified"])


def test_an_unverified_row_names_its_document_or_says_that_there_is_none() -> None:
    row = {"what": "FRA member: member", "from": "1949-08-24", "file": "blocs/x.toml"}
    counts = {"verified": 0, "reported": 0, "unverified": 1, "rows": 1, "share_read": 0.0}
    found = {"of": "X", "counts": {"bodies": counts}, "unverified": [{**row, "document": ""}]}
    printed = list(lines(found, NOW))
    assert printed[-1] == "  1949-08-24  FRA member: member (no document at hand)"
    assert printed[-2] == "unverified: 1, by file and day"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("France", "--sources"), "the sources of France alone are not listed"),
        (("NATO", "RUS"), "a second party is of use with --sources only"),
        (("--sources",), "no bloc is named"),
        (("Atlantis", "--sources"), "Atlantis"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_one_line(
    words: tuple[str, ...], said: str
) -> None:
    _, refused = run("actors", *words, expect=1)
    assert said in refused and refused.count("\n") <= 1


def test_a_state_alone_has_no_list() -> None:
    with pytest.raises(RequestError):
        sources_of("France", None, NOW)
