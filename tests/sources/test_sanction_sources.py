"""Sanctions, case by case: parsers on invented rows in the true form, and on the public files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.parsers import eusanct, ist
from detente.sources.parsers.workbooks import read_sheet
from detente.sources.shelf import source
from detente.store.home import Store
from tests.conftest import mirror_folder

USA, RUS, CHN = 2, 365, 710
BLANK = {name.format(sender): "." for sender in eusanct.SENDERS for name in eusanct.OF_SENDER}


def book(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]) -> Path:
    """Write a workbook of text."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    workbook = xlsxwriter.Workbook(str(path))
    page = workbook.add_worksheet()
    page.write_row(0, 0, columns)
    for place, row in enumerate(rows, start=1):
        page.write_row(place, 0, [row.get(column, "") for column in columns])
    workbook.close()
    return path


def case(name: str, target: int, **cells: str) -> dict[str, str]:
    """Give a case of EUSANCT in which nobody takes part but those named."""
    none = dict.fromkeys(eusanct.SENDERS, "0")
    return {**BLANK, **none, "caseid": name, "targetstate": str(target), **cells}


def by_eu(start: str, end: str, imposed: str = ".", threat: str = "0") -> dict[str, str]:
    """Give the cells of the EU."""
    return {
        "EU": "1",
        "startdateEU": start,
        "enddateEU": end,
        "impositionEU_start": imposed,
        "threatEU": threat,
        "impositionEU": "0" if imposed == "." else "1",
        "impositionEU_type": "." if imposed == "." else "7;12",
    }


def read_eusanct(path: Path, rows: list[dict[str, str]]) -> pl.DataFrame:
    named = [name.format(sender) for sender in eusanct.SENDERS for name in eusanct.OF_SENDER]
    columns = (*eusanct.OF_CASE, *eusanct.ISSUES, *eusanct.OTHERS, *named)
    return eusanct.parse({eusanct.FILE: book(path, rows, columns)})["eusanct"]


def test_a_case_has_a_row_for_each_sender_with_its_own_days(tmp_path: Path) -> None:
    of_usa = {"US": "1", "startdateUS": "11apr2002", "enddateUS": "ongoing", "threatUS": "1"}
    rows = [
        case("A", CHN, **by_eu("9jul1999", "26feb2000", "05aug1999", "1"), **of_usa),
        case("B", RUS, sender2="740", sender3="20", issue1="8", **by_eu("15mar2005", "07sep2000")),
    ]
    rows[0]["impositionUS"], rows[1]["endyearEU"] = "0", "2009"
    frame = read_eusanct(tmp_path / "e.xls", rows)
    shown = frame.select("case", "sender", "ccode1", "ccode2", "start", "imposed", "end").rows()
    assert shown == [
        ("A", "EU", None, CHN, date(1999, 7, 9), date(1999, 8, 5), date(2000, 2, 26)),
        ("A", "US", USA, CHN, date(2002, 4, 11), None, None),
        ("B", "EU", None, RUS, date(2005, 3, 15), None, date(2009, 12, 31)),
    ], "an end before its start is a slip: the year beside it holds"
    assert frame["ongoing"].to_list() == [0, 1, 0] and frame["threatened"].to_list() == [1, 1, 0]
    assert frame["other_states"].to_list() == [None, None, "740;20"]
    assert frame["measures"].to_list() == ["7;12", None, None]
    with pytest.raises(ParseError, match="'31feb2000' in column 'startdateEU' is no day"):
        read_eusanct(tmp_path / "f.xls", [case("C", RUS, **by_eu("31feb2000", "."))])


def test_terminations_read_days_of_the_month_first_and_several_codes_of_one_sender(
    tmp_path: Path,
) -> None:
    rows = [
        {"caseid": "USA_X", "sender": "2", "target": "365", "startdate": "04.03.2014"},
        {"caseid": "EEC_X", "sender": "1653, 1830", "target": "345", "startdate": "05.07.1991"},
        {"caseid": "UN_X", "sender": "4400", "target": "645", "startdate": "06.08.1990"},
    ]
    for row, ongoing in zip(rows, "100", strict=True):
        row |= {"ongoing": ongoing, "measures": "AS, IM", "goals": "HR", "outcome": "Blank"}
    rows[1] |= {"terdate": "12.07.1996", "outcome": "Stalemate"}
    rows[2] |= {"terdate": "15.12.2010", "defactoter": "08.06.2004"}
    frame = ist.parse({ist.FILE: book(tmp_path / "i.xlsx", rows, ist.COLUMNS)})["ist"]
    assert frame.select("sender", "ccode1", "ccode2", "start", "end", "ended_in_fact").rows() == [
        ("EU", None, 345, date(1991, 7, 5), date(1996, 7, 12), None),
        ("UN", None, 645, date(1990, 8, 6), date(2010, 12, 15), date(2004, 6, 8)),
        ("US", USA, RUS, date(2014, 3, 4), None, None),
    ]
    assert frame["outcome"].to_list() == ["Stalemate", None, None]
    rows[0]["sender"] = "999"
    with pytest.raises(ParseError, match="'999' is no sender"):
        ist.parse({ist.FILE: book(tmp_path / "j.xlsx", rows, ist.COLUMNS)})
    with pytest.raises(ParseError, match="has no column 'defactoter'"):
        ist.parse({ist.FILE: book(tmp_path / "k.xlsx", rows, ist.COLUMNS[:5])})


@pytest.mark.mirror
def test_the_public_files(mirrored: Store) -> None:
    cases, terminations = mirrored.get("eusanct").frame, mirrored.get("ist").frame
    assert cases["case"].n_unique() == 326 and terminations.height == 399
    senders = dict(cases.group_by("sender").len().iter_rows())
    assert senders == {"EU": 103, "US": 276, "UN": 57}, "as the file counts them"
    assert cases.filter(pl.col("threatened") == 1).height == 68 + 200 + 45
    assert cases["imposed"].count() == 81 + 182 + 34
    assert terminations.filter(pl.col("ongoing") == 1)["end"].count() == 0
    ours = ("case", "sender", "ccode2", "start", "end")
    crimea = terminations.filter(pl.col("case").str.contains("RUS_14")).select(ours).rows()
    assert ("EU_RUS_14", "EU", RUS, date(2014, 3, 6), None) in crimea


@pytest.mark.mirror
def test_senders_are_those_that_the_case_is_called_by(mirrored: Store) -> None:
    letters = pl.col("case").str.extract(r"^(\w+?)_")
    ours = {"EEC": "EU", "USA": "US", "LOAS": "AL", "ComSec": "Commonwealth"}
    terminations = mirrored.get("ist").frame
    other = terminations.filter(letters.replace(ours) != pl.col("sender"))
    assert other.is_empty(), other


@pytest.mark.mirror
def test_codes_of_targets_are_those_of_the_states_that_are_named(mirrored: Store) -> None:
    folder = mirror_folder()
    assert folder is not None
    columns = ("caseid", "targetstate", "targetstate_name")
    named = read_sheet(folder / "eusanct" / eusanct.FILE, columns, where="eusanct")
    first = mirrored.get("eusanct").frame.group_by("case").agg(pl.col("start").min())
    dated = named.join(first, left_on="caseid", right_on="case")
    matched = match_states(dated, "targetstate_name", when="start", keep_outside=True)
    wrong = matched.frame.filter(pl.col("ccode") != pl.col("targetstate").cast(pl.Int64))
    assert wrong.is_empty(), wrong
    report = matched.reports[0]
    assert report.ambiguous.rows + report.unknown.rows + report.not_states.rows == 2, report.line()


def test_both_are_declared_with_what_they_cover() -> None:
    assert source("eusanct").years == (1989, 2015) and source("ist").years == (1990, 2018)
    assert {source(name).terms for name in ("eusanct", "ist")} == {"cite"}
    rule = source("eusanct").tables["eusanct"]
    assert rule.bounds["ccode2"] == (2, 990)
