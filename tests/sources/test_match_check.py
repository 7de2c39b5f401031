"""Every table of states has a report of its rows; too many unknown names are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from detente.actors.match_report import LOSSES, Lost, Matched, MatchReport
from detente.errors import CheckError, SourceError
from detente.grain import Grain
from detente.panel.create import state_years
from detente.sources import ingest
from detente.sources.declaration import UNKNOWN_AT_MOST, TableRule
from detente.sources.dialects import dialect
from detente.sources.match_check import code_columns, reports_of
from detente.sources.shelf import SHELF, source
from detente.store.home import Store
from detente.store.table import Provenance
from tests.sources.test_parsers import put

RULE = TableRule(
    id="views",
    grain=Grain.STATE_YEAR,
    columns={"ccode": pl.Int64, "year": pl.Int64},
    bounds={},
)
CROSSWALKS = Path(ingest.__file__).parent / "crosswalks"


def codes(*rows: tuple[int, int]) -> pl.DataFrame:
    schema = {"ccode": pl.Int64, "year": pl.Int64}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def test_codes_as_they_came_are_counted_and_stay() -> None:
    frame = codes((2, 1990), (260, 1985), (260, 2000), (999, 1990))
    (report,) = reports_of(RULE, Matched(frame, ()))
    assert (report.rows, report.matched) == (4, 2)
    assert report.outside.examples == ("260 2000: 1 row",)
    assert report.unknown.examples == ("999 1990: 1 row",)
    assert not report.gone and report.note() == ""


def test_spells_count_where_they_meet_those_of_the_state() -> None:
    rule = replace(
        RULE, columns={"gwcode": pl.Int64, "start": pl.Date, "end": pl.Date}, id="capitals"
    )
    frame = pl.DataFrame({"gwcode": [260, 260], "start": ["1900-01-01"] * 2, "end": [None] * 2})
    dated = frame.with_columns(pl.col("start", "end").cast(pl.String).str.to_date())
    assert reports_of(rule, Matched(dated, ()))[0].matched == 2


def test_a_report_of_the_parser_stands_for_its_column() -> None:
    given = MatchReport("", "country", "ccode", rows=3, matched=1, unknown=Lost(rows=2))
    (report,) = reports_of(RULE, Matched(codes((2, 1990)), (given,)))
    assert report.table == "views" and report.unknown_part == pytest.approx(2 / 3)


def test_too_many_unknown_names_are_refused_with_examples() -> None:
    frame = codes(*((2, year) for year in range(1900, 1990)), (999, 1990), (998, 1990))
    with pytest.raises(
        CheckError, match=r"2 of 92 rows .*2\.2% where 2\.0%.*near: 998 1990: 1 row"
    ):
        ingest.matched_table(source("cow_nmc"), replace(RULE, columns=dict(frame.schema)), frame)
    allowed = replace(RULE, columns=dict(frame.schema), unknown_at_most=0.05)
    assert ingest.matched_table(source("cow_nmc"), allowed, frame).reports[0].unknown.rows == 2
    assert UNKNOWN_AT_MOST < 0.05


def test_maddisons_sums_of_successors_are_no_state(tmp_path: Path) -> None:
    path = put(
        tmp_path / "m.csv",
        "Entity,Code,Year,GDP\nFormer USSR,,1985,5\nFormer USSR,,2005,9\nRussia,,1985,3\n"
        "Russia,,2005,4\nFormer Yugoslavia,,2000,8\nAtlantis,,2000,1\nWorld,,2000,99\n"
        "Germany,,1850,2\nTurkey,,1850,2\n"
        + "".join(f"France,,{y},1\n" for y in range(1900, 2000)),
    )
    declared = source("maddison")
    read = ingest.read(declared, {declared.files[0].name: path})["maddison"]
    found = read.frame.filter(pl.col("ccode") != 220)
    assert set(found.select("ccode", "year", "gdp_2011").rows()) == {(365, 1985, 5), (365, 2005, 4)}
    report = read.reports[0]
    assert report.rows == 109 and report.outside.rows == 6
    assert report.unknown.examples == ("Atlantis 2000: 1 row",)
    assert report.not_states.examples == ("World 2000: 1 row",)


def test_sanctions_under_a_former_name_are_those_of_the_state(tmp_path: Path) -> None:
    head = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,"
    path = put(
        tmp_path / "g.csv",
        f"{head}financial,travel,other\n"
        '1,"Serbia, Iraq",Germany,1985,1993,1,,0,0,0,0,0\n'
        "2,North Yemen,EEC,1989,1991,0,,1,0,0,0,0\n"
        '3,"Korea, North",UN,2006,2007,1,,1,0,0,0,0\n'
        "4,Cuba,Comecon,1985,1985,1,,1,0,0,0,0\n",
    )
    tables = ingest.read(source("gsdb"), {"GSDB_V3.csv": path})
    pairs = set(tables["gsdb"].frame.select("ccode1", "ccode2", "year").rows())
    assert {(260, 645, 1985), (255, 645, 1993), (255, 345, 1992)} <= pairs
    assert {(220, 678, 1989), (220, 679, 1991)} <= pairs, "members of a bloc, before and after"
    assert (365, 40, 1985) in pairs
    assert set(tables["gsdb_un"].frame.rows()) == {(731, 2006, 1), (731, 2007, 1)}
    senders, targets = tables["gsdb"].reports
    assert (senders.rows, senders.not_states.examples) == (15, ("UN 2006-2007: 2 rows",))
    assert (targets.rows, targets.outside.rows) == (24, 7), "Serbia was none from 1985 to 1991"


def test_dialects_are_read_with_years_or_days() -> None:
    for path in sorted(CROSSWALKS.glob("*.csv")):
        rows = dialect(path.stem).meanings
        assert rows["key"].null_count() == 0 and rows.height > 0, path.name
        backwards = rows.filter(pl.col("from") > pl.col("to"))
        assert backwards.is_empty(), path.name
    with pytest.raises(SourceError, match="no dialect is called 'atlantis'"):
        dialect("atlantis")


def test_reports_are_kept_with_a_table() -> None:
    report = MatchReport("views", "who", "ccode", rows=2, matched=1, unknown=Lost(1, ("X: 1 row",)))
    known = Provenance(
        sources=("views",),
        version="1",
        last_year=1990,
        terms="open",
        licence="",
        citations=(),
        sha256="{}",
        rule="",
        matches=(report,),
    )
    assert Provenance.loads(known.dumps()) == known
    old = replace(known, matches=()).dumps().replace('"matches": [], ', "")
    assert "matches" not in old and Provenance.loads(old).matches == ()


UNCLEAR = {("trade_treaties", "Yemen 1981: 19 rows")}
"""Names of which the source does not say which of two states it means."""


@pytest.mark.mirror
def test_every_table_of_states_has_a_report_that_adds_up(mirrored: Store) -> None:
    seen = 0
    for member in SHELF:
        for name, rule in member.tables.items():
            if not code_columns(rule) or not mirrored.has(name):
                continue
            reports = mirrored.provenance(name).matches
            accounted = {report.to for report in reports}
            assert set(code_columns(rule)) <= accounted, name
            for report in reports:
                losses = sum(getattr(report, kind).rows for kind in LOSSES)
                assert report.matched + losses == report.rows > 0, name
                assert report.unknown_part <= rule.unknown_at_most, name
                unclear = (name, *report.ambiguous.examples)
                assert not report.ambiguous.rows or unclear in UNCLEAR, unclear
            seen += 1
    assert seen > 50


@pytest.mark.mirror
def test_a_panel_notes_what_its_source_left_out(mirrored: Store) -> None:
    notes = state_years(years=(1990, 2000), store=mirrored).add("milex").notes
    assert all("rows left out" in note for note in notes)
